using ApprovalFlow.Runtime.Memory;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Compliance;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Outbox;

public sealed class OutboxDispatcherTests
{
    private readonly MemoryStore store = new();
    private readonly ManualTimeProvider time = new(Commits.Noon.AddMinutes(1));
    private readonly RecordingHandler handler = new("Notify");

    private OutboxDispatcher Dispatcher => new(store, [handler], time, NullLogger<OutboxDispatcher>.Instance);

    private Task SendAsync(string caseNumber, params OutboxMessage[] messages) => store.CommitAsync(Commits.Registered(caseNumber) with { Outbox = messages });

    private async Task DrainAsync()
    {
        while (await Dispatcher.DispatchAsync(10) > 0)
        {
        }
    }

    [Fact]
    public async Task Messages_should_arrive_in_order_when_all_goes_well()
    {
        await SendAsync("O-1", Commits.Message("O-1", 2), Commits.Message("O-1", 3), Commits.Message("O-1", 9));
        await DrainAsync();
        handler.Seen.ShouldBe(["O-1/2", "O-1/3", "O-1/9"]);
    }

    [Fact]
    public async Task Later_messages_of_the_case_should_wait_and_other_cases_go_on_when_one_fails()
    {
        handler.FailingKey = "O-1/2";
        await SendAsync("O-1", Commits.Message("O-1", 2), Commits.Message("O-1", 3));
        await SendAsync("O-2", Commits.Message("O-2", 5));
        await DrainAsync();
        handler.Seen.ShouldBe(["O-1/2", "O-2/5"], ignoreOrder: true);

        handler.FailingKey = null;
        time.Advance(TimeSpan.FromSeconds(1));
        await DrainAsync();
        handler.Seen.Where(k => k.StartsWith("O-1", StringComparison.Ordinal)).ShouldBe(["O-1/2", "O-1/2", "O-1/3"]);
    }

    [Fact]
    public async Task Pause_should_double_up_to_an_hour_when_delivery_keeps_failing()
    {
        handler.FailingKey = "O-1/2";
        await SendAsync("O-1", Commits.Message("O-1", 2));
        List<double> pauses = [];
        var last = time.GetUtcNow();
        for (var attempt = 0; attempt < 15; attempt++)
        {
            while (await Dispatcher.DispatchAsync(10) == 0)
                time.Advance(TimeSpan.FromSeconds(1));
            pauses.Add((time.GetUtcNow() - last).TotalSeconds);
            last = time.GetUtcNow();
        }
        pauses.ShouldBe([0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 3600, 3600]);
    }

    [Fact]
    public async Task Message_should_be_done_with_when_nobody_handles_its_topic()
    {
        await SendAsync("O-1", Commits.Message("O-1", 2, "PublishEvent"), Commits.Message("O-1", 3));
        await DrainAsync();
        handler.Seen.ShouldBe(["O-1/3"]);
        (await store.ClaimAsync(time.GetUtcNow().AddDays(1), TimeSpan.FromMinutes(1), 10)).ShouldBeEmpty();
    }

    private sealed class RecordingHandler(string topic) : IOutboxHandler
    {
        public string Topic => topic;
        public List<string> Seen { get; } = [];
        public string? FailingKey { get; set; }

        public Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
        {
            Seen.Add(message.Key);
            return message.Key == FailingKey ? throw new InvalidOperationException("The gateway does not answer.") : Task.CompletedTask;
        }
    }
}
