using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Timers fire as commands: once, when due, whoever ticks.</summary>
public abstract class TimerPumpCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GSJ-001-A";
    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string delaying = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        delaying = await house.PublishJsonAsync(Flow, SmallDefinition.Sequence("delaying",
            SmallDefinition.Delay("first", TimeSpan.FromHours(1)), SmallDefinition.Delay("second", TimeSpan.FromHours(2)), SmallDefinition.Close("close", "approved")));
    }

    [ProviderFact]
    public async Task Timer_should_move_the_case_on_when_it_is_due()
    {
        await house.RegisterAsync("T-1", Flow, delaying);
        (await house.Timers.FireDueAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromHours(1));
        (await house.Timers.FireDueAsync()).ShouldBe(1);
        (await house.Timers.FireDueAsync()).ShouldBe(0);
        time.Advance(TimeSpan.FromHours(2));
        (await house.Timers.FireDueAsync()).ShouldBe(1);
        var state = await house.StateAsync("T-1");
        (state.Status, state.ClosedAt).ShouldBe((CaseStatus.Closed, time.GetUtcNow()));
    }

    [ProviderFact]
    public async Task Timer_due_during_a_suspension_should_fire_when_the_case_is_resumed()
    {
        var admin = new Actor("administrator", "administrator", [new Mandate("administrator")]);
        await house.RegisterAsync("T-1", Flow, delaying);
        await house.AcceptedAsync("T-1", new CaseCommand.Suspend(admin, "等待上级答复"));
        time.Advance(TimeSpan.FromHours(1));
        (await house.Timers.FireDueAsync()).ShouldBe(0);
        await house.AcceptedAsync("T-1", new CaseCommand.Resume(admin));
        (await house.Timers.FireDueAsync()).ShouldBe(1);
        (await house.StateAsync("T-1")).Timers.Single().ResumeAt.ShouldBe(time.GetUtcNow() + TimeSpan.FromHours(2), "the second wait begins when the first has ended");
    }

    [ProviderFact]
    public async Task Timer_should_be_forgotten_when_the_case_refuses_it()
    {
        await house.RegisterAsync("T-1", Flow, delaying);
        var first = (await house.StateAsync("T-1")).Timers.Single();
        time.Advance(TimeSpan.FromHours(1));
        await house.AcceptedAsync("T-1", new CaseCommand.FireTimer(first.BookmarkId));
        (await house.RejectedAsync("T-1", new CaseCommand.FireTimer(first.BookmarkId))).ShouldBe("timer-unknown");

        // A row that outlived its wait, as after a restored backup: fired, refused, removed.
        var stray = Commits.Registered("T-2") with { TimersSet = [Commits.Timer("T-9", "4.1", time.GetUtcNow())] };
        await Stores.Cases.CommitAsync(stray);
        (await house.Timers.FireDueAsync()).ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(5));
        (await house.Timers.FireDueAsync()).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Timers_should_fire_once_each_when_two_processes_tick_at_once()
    {
        var other = House.Open(Fixture.Other, time);
        for (var i = 0; i < 20; i++)
            await house.RegisterAsync($"T-{i}", Flow, delaying);
        time.Advance(TimeSpan.FromHours(1));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            while (await (i % 2 == 0 ? house : other).Timers.FireDueAsync(batch: 3) > 0)
            {
            }
        })));
        for (var i = 0; i < 20; i++)
        {
            var stream = (await Stores.Cases.LoadAsync($"T-{i}", 0)).ShouldNotBeNull();
            stream.Events.Count(e => e.Type == "flow.bookmark-created").ShouldBe(2);
            (await house.StateAsync($"T-{i}")).Timers.ShouldHaveSingleItem();
        }
    }

    [ProviderFact]
    public async Task Overdue_timers_should_be_taken_batch_by_batch()
    {
        for (var i = 0; i < 7; i++)
            await house.RegisterAsync($"T-{i}", Flow, delaying);
        time.Advance(TimeSpan.FromDays(1));
        (await house.Timers.FireDueAsync(batch: 5)).ShouldBe(5);
        (await house.Timers.FireDueAsync(batch: 5)).ShouldBe(2);
    }

    [ProviderFact]
    public async Task Effect_should_lie_in_the_outbox_when_the_flow_asked_for_it()
    {
        var notifying = await house.PublishJsonAsync(Flow, SmallDefinition.Sequence("notifying",
            SmallDefinition.Notify("tell", "已登记"), SmallDefinition.Delay("wait", TimeSpan.FromHours(1)), SmallDefinition.Close("close", "approved")));
        var accepted = await house.RegisterAsync("T-1", Flow, notifying);
        var message = (await Stores.Outbox.ClaimAsync(time.GetUtcNow(), TimeSpan.FromMinutes(1), 10)).ShouldHaveSingleItem();
        message.Topic.ShouldBe("Notify");
        message.Payload.ShouldContain("已登记");
        message.Sequence.ShouldBe(accepted.Records.Single(r => r.Event is CaseEvent.Flow { Event: WorkflowEvent.Emitted }).Sequence);
    }
}
