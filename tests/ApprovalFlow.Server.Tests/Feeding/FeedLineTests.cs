using System.Net;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Feeding;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Feeding;

/// <summary>Source and receiver with a bad line between them: whatever happens to it, the copy is the source, nothing is doubled, and what was odd is told.</summary>
public sealed class FeedLineTests : IClassFixture<SqliteFixture>, IAsyncLifetime, IDisposable
{
    private static readonly FeedReceiver Receiver = new() { Name = "bureau", Url = "http://bureau.invalid/feed", Secret = Bureau.Secret };
    private readonly SqliteFixture fixture;
    private readonly Bureau bureau;
    private House house = null!;
    private FeedSequencer sequencer = null!;
    private FeedPusher pusher = null!;
    private string definition = "";
    private int cases;

    public FeedLineTests(SqliteFixture fixture)
    {
        this.fixture = fixture;
        bureau = new(fixture.Time);
    }

    private FeedQuery Query => ActivatorUtilities.CreateInstance<FeedQuery>(fixture.Services);
    private FeedDeliveries Deliveries => new(fixture.Contexts, fixture.Time);

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        definition = await house.PublishAsync("FGW-001-A");
        sequencer = new(fixture.Contexts, house.Signals, new(), new(), new(), new(), fixture.Time);
        pusher = new(Query, Deliveries, new HttpClient(bureau, disposeHandler: false), fixture.Time, NullLogger<FeedPusher>.Instance);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        sequencer?.Dispose();
        bureau.Dispose();
    }

    private async Task WorkAsync()
    {
        await house.RegisterAsync($"L-{++cases}", "FGW-001-A", definition);
        await house.AcceptedAsync($"L-{cases}", House.Complete((await house.StateAsync($"L-{cases}")).OpenTasks.Single()));
        await sequencer.SequenceAsync();
    }

    private async Task PushAllAsync()
    {
        while (await pusher.PushAsync(Receiver))
        {
        }
    }

    private async Task ShouldBeEqualAsync()
    {
        List<FeedEntry> source = [];
        while (await Query.ReadAsync(source.Count) is { Entries.Count: > 0 } batch)
            source.AddRange(batch.Entries);
        var copy = bureau.Copy.All();
        copy.Count.ShouldBe(source.Count);
        copy.Zip(source).ShouldAllBe(p => p.First.IsSame(p.Second));
    }

    [Fact]
    public async Task An_hour_without_a_line_should_leave_the_copy_equal_and_the_gap_told()
    {
        await WorkAsync();
        await PushAllAsync();
        bureau.Requests.ShouldBe(1);
        bureau.Fault = _ => throw new HttpRequestException("The line is cut.");
        for (var minute = 0; minute < 60; minute++)
        {
            await WorkAsync();
            await PushAllAsync();
            fixture.Time.Advance(TimeSpan.FromMinutes(1));
        }
        bureau.Copy.Have.ShouldBe(2);
        // Tried ever more slowly, not sixty times and not for ever silently.
        bureau.Requests.ShouldBeInRange(10, 25);
        var failing = await Deliveries.FindAsync("bureau");
        (failing.Stopped, failing.Error).ShouldBe((false, FeedFault.Unreachable));

        bureau.Fault = null;
        fixture.Time.Advance(TimeSpan.FromMinutes(5));
        await PushAllAsync();
        await ShouldBeEqualAsync();
        bureau.Copy.Have.ShouldBe(122);
        var cut = bureau.Copy.Findings().ShouldHaveSingleItem();
        cut.Kind.ShouldBe("cut");
        cut.Text.ShouldContain("65 minutes");
        cut.Text.ShouldContain("entries 3 to 122 come late");
        (await Deliveries.FindAsync("bureau")).FailingSince.ShouldBeNull();
    }

    /// <summary>Removes a case's content in the house, as two persons agreed.</summary>
    private async Task RemoveAsync(string number)
    {
        await house.WalkToEndAsync(number);
        await sequencer.SequenceAsync();
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
            await context.Outbox.ExecuteDeleteAsync();
        var keys = Directory.CreateTempSubdirectory("approvalflow-keys-").FullName;
        await new LedgerKeeper(fixture.Contexts, new(keys), fixture.Time).CloseAsync();
        Directory.Delete(keys, recursive: true);
        var files = fixture.Services.GetRequiredService<RedactionFiles>();
        (await files.ExecuteAsync(number, new RedactionCommand.Ask(RemovalScope.Case, "court-order", "判决", "删除", new("u-admin", "管理员", [new(Roles.Administrator)])))).Rejection.ShouldBeNull();
        (await files.ExecuteAsync(number, new RedactionCommand.Agree(1, new("u-audit", "审计员", [new(Roles.Auditor)])))).Rejection.ShouldBeNull();
        (await fixture.Services.GetRequiredService<ContentRemover>().RunAsync(number, "运维员")).Record.ShouldNotBeNull();
        await sequencer.SequenceAsync(sweep: true);
    }

    [Fact]
    public async Task What_the_house_removed_should_go_from_the_copy_too_and_a_later_copy_be_as_good()
    {
        await WorkAsync();
        await WorkAsync();
        await house.WalkToEndAsync("L-1");
        await sequencer.SequenceAsync();
        await PushAllAsync();
        bureau.Copy.Stream("L-1")[0].Events.ShouldContain("示例申请人");
        await RemoveAsync("L-1");
        await PushAllAsync();
        await ShouldBeEqualAsync();
        bureau.Copy.Stream("L-1").ShouldAllBe(e => !e.Events.Contains("示例申请人"));
        bureau.Copy.Stream("L-2")[0].Events.ShouldContain("示例申请人");
        bureau.Copy.Findings().Select(f => f.Kind).Distinct().ShouldBe(["removal"]);

        // What was removed comes again before a receiver has heard why, and to one that begins anew: neither calls it a forgery.
        using var later = new Bureau(fixture.Time);
        var late = new FeedPusher(Query, Deliveries, new HttpClient(later, disposeHandler: false), fixture.Time, NullLogger<FeedPusher>.Instance);
        while (await late.PushAsync(new FeedReceiver { Name = "later", Url = Receiver.Url, Secret = Receiver.Secret }))
        {
        }
        later.Copy.Findings().Select(f => f.Kind).Distinct().ShouldBe(["removal"]);
        later.Copy.All().Zip(bureau.Copy.All()).ShouldAllBe(p => p.First.IsSame(p.Second));
    }

    [Fact]
    public async Task Content_that_is_missing_without_a_record_should_be_told()
    {
        await WorkAsync();
        // Numbered and sent for the first time after somebody hid it.
        (await fixture.TamperAsync("UPDATE journal SET events = replace(events, '[\"case-accepted\",1,{{}}]', '[\"case-accepted\",1,{{\"redacted\":\"redactions/L-1/3\"}}]') WHERE case_number = 'L-1'")).ShouldBeGreaterThan(0);
        await PushAllAsync();
        bureau.Copy.Findings("chain").ShouldContain(f => f.Text.Contains("there is no such record"));
    }

    [Fact]
    public async Task Answers_that_get_lost_should_double_nothing()
    {
        await WorkAsync();
        // It stored everything and died before it could say so.
        bureau.Fault = answer => { answer(); throw new HttpRequestException("Cut in the answer."); };
        await PushAllAsync();
        bureau.Copy.Have.ShouldBe(2);
        (await Deliveries.FindAsync("bureau")).Delivered.ShouldBe(0);
        bureau.Fault = null;
        bureau.Restart();
        await WorkAsync();
        fixture.Time.Advance(TimeSpan.FromSeconds(2));
        await PushAllAsync();
        await ShouldBeEqualAsync();
        bureau.Copy.Findings().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError), InlineData(HttpStatusCode.TooManyRequests), InlineData(HttpStatusCode.BadGateway)]
    public async Task Receiver_with_trouble_of_its_own_should_be_tried_again_without_end(HttpStatusCode status)
    {
        await WorkAsync();
        bureau.Fault = _ => new(status) { Content = new StringContent(new string('!', 100_000)) };
        for (var i = 0; i < FeedDelivery.MostRefusals + 5; i++)
        {
            await PushAllAsync();
            fixture.Time.Advance(TimeSpan.FromMinutes(6));
        }
        var failing = await Deliveries.FindAsync("bureau");
        (failing.Stopped, failing.Attempts).ShouldBe((false, FeedDelivery.MostRefusals + 5));
        failing.Error!.ShouldStartWith($"http {(int)status} !!!");
        bureau.Fault = null;
        await PushAllAsync();
        await ShouldBeEqualAsync();
    }

    [Fact]
    public async Task Receiver_that_keeps_refusing_should_be_left_to_a_person_and_then_get_everything()
    {
        await WorkAsync();
        bureau.Fault = _ => new(HttpStatusCode.UnprocessableEntity) { Content = new StringContent("no") };
        for (var i = 0; i < FeedDelivery.MostRefusals + 5; i++)
        {
            await PushAllAsync();
            fixture.Time.Advance(TimeSpan.FromMinutes(6));
        }
        bureau.Requests.ShouldBe(FeedDelivery.MostRefusals);
        (await Deliveries.FindAsync("bureau")).Stopped.ShouldBeTrue();
        bureau.Fault = null;
        await Deliveries.SaveAsync((await Deliveries.FindAsync("bureau")).Resumed(fixture.Time.GetUtcNow()), null);
        await PushAllAsync();
        await ShouldBeEqualAsync();
    }

    [Fact]
    public async Task Answer_that_does_not_come_should_be_waited_for_only_so_long()
    {
        await WorkAsync();
        var slow = new FeedPusher(Query, Deliveries, new HttpClient(new Silent()), fixture.Time, NullLogger<FeedPusher>.Instance);
        (await slow.PushAsync(new() { Name = "bureau", Url = Receiver.Url, Secret = Receiver.Secret, TimeoutSeconds = 1 })).ShouldBeFalse();
        (await Deliveries.FindAsync("bureau")).Error.ShouldBe(FeedFault.NoAnswer(1));
    }

    [Fact]
    public async Task Batches_out_of_order_recorded_or_of_somebody_else_should_change_nothing()
    {
        await WorkAsync();
        await WorkAsync();
        var (first, second) = (await Query.ReadAsync(0, take: 2), await Query.ReadAsync(2));
        Receiver.ShouldNotBeNull();
        string Sign(FeedBatch batch) => FeedSignature.Of(Bureau.Secret, fixture.Time.GetUtcNow(), batch.ToBytes());
        bureau.Intake.Take(second.ToBytes(), Sign(second)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(409), r => r.Have.ShouldBe(0));
        bureau.Copy.All().ShouldBeEmpty();
        bureau.Intake.Take(first.ToBytes(), Sign(first)).Have.ShouldBe(2);
        bureau.Intake.Take(first.ToBytes(), Sign(first)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(200), r => r.Have.ShouldBe(2));
        bureau.Intake.Take(second.ToBytes(), FeedSignature.Of(Bureau.Secret + "!", fixture.Time.GetUtcNow(), second.ToBytes())).Status.ShouldBe(403);
        bureau.Intake.Take(second.ToBytes(), null).Status.ShouldBe(403);
        var recorded = Sign(second);
        fixture.Time.Advance(TimeSpan.FromMinutes(6));
        bureau.Intake.Take(second.ToBytes(), recorded).Status.ShouldBe(403);
        var foreign = second with { Feed = "another" };
        bureau.Intake.Take(foreign.ToBytes(), Sign(foreign)).Status.ShouldBe(422);
        bureau.Intake.Take("{}"u8.ToArray(), FeedSignature.Of(Bureau.Secret, fixture.Time.GetUtcNow(), "{}"u8)).Status.ShouldBe(400);
        bureau.Copy.Have.ShouldBe(2);
        bureau.Intake.Take(second.ToBytes(), Sign(second)).Have.ShouldBe(4);
        await ShouldBeEqualAsync();
    }

    [Fact]
    public async Task Past_that_the_source_changes_should_be_told_and_not_taken()
    {
        await WorkAsync();
        await PushAllAsync();
        var batch = await Query.ReadAsync(0);
        var rewritten = batch with { Entries = [batch.Entries[0] with { Events = batch.Entries[0].Events.Replace("u-", "x-", StringComparison.Ordinal), At = batch.Entries[0].At.AddDays(-1) }, batch.Entries[1]], Claims = [] };
        bureau.Intake.Take(rewritten.ToBytes(), FeedSignature.Of(Bureau.Secret, fixture.Time.GetUtcNow(), rewritten.ToBytes())).Status.ShouldBe(422);
        bureau.Copy.Findings("rewritten").ShouldHaveSingleItem().Text.ShouldContain("Expected entry 1 of the feed as it came before");
        await ShouldBeEqualAsync();
    }

    [Fact]
    public async Task Event_whose_hash_is_another_should_be_kept_as_evidence_and_told()
    {
        await WorkAsync();
        var batch = await Query.ReadAsync(0);
        var forged = batch with { Entries = [batch.Entries[0] with { Events = batch.Entries[0].Events.Replace("\"channel\"", "\"chanel\"", StringComparison.Ordinal).Replace("\"role\"", "\"rule\"", StringComparison.Ordinal) }, batch.Entries[1]], Claims = [] };
        bureau.Intake.Take(forged.ToBytes(), FeedSignature.Of(Bureau.Secret, fixture.Time.GetUtcNow(), forged.ToBytes())).Status.ShouldBe(200);
        bureau.Copy.Findings("chain").ShouldContain(f => f.Subject == "L-1" && f.Text.Contains("its content, its instant or its hash was changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Remaining_time_that_the_source_makes_up_should_be_told()
    {
        await WorkAsync();
        await PushAllAsync();
        bureau.Copy.Findings().ShouldBeEmpty();
        // Somebody gives a late case more time in the lists; its events stay as they are.
        await fixture.TamperAsync("UPDATE cases SET due = '2026-12-31' WHERE case_number = 'L-2'");
        await WorkAsync();
        await fixture.TamperAsync("UPDATE cases SET due = '2026-12-31' WHERE case_number = 'L-2'");
        await PushAllAsync();
        var told = bureau.Copy.Findings("disagreement").ShouldHaveSingleItem();
        told.Subject.ShouldBe("L-2");
        told.Text.ShouldContain("the source shows the last day 2026-12-31, but from its own events it is 2026-");

        var batch = await Query.ReadAsync(0);
        var claim = batch.Claims.Single(c => c.CaseNumber == "L-1");
        var better = batch with { Claims = [claim with { Status = "closed", Clocks = [.. claim.Clocks.Skip(1), claim.Clocks[0] with { Remaining = claim.Clocks[0].Remaining + 5 }] }] };
        bureau.Intake.Take(better.ToBytes(), FeedSignature.Of(Bureau.Secret, fixture.Time.GetUtcNow(), better.ToBytes())).Status.ShouldBe(200);
        bureau.Copy.Findings("disagreement").Where(f => f.Subject == "L-1").Select(f => f.Text).ShouldSatisfyAllConditions(
            texts => texts.Count().ShouldBe(2), texts => texts.ShouldContain(t => t.Contains("the state closed", StringComparison.Ordinal)), texts => texts.ShouldContain(t => t.Contains($"the clock {claim.Clocks[0].Code}", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Anomalies_should_be_named_once_and_across_a_restart()
    {
        for (var i = 0; i < 4; i++)
            await WorkAsync();
        await PushAllAsync();
        bureau.Restart();
        bureau.Copy.Findings().ShouldBeEmpty();
        // The same clerk has accepted four cases in this minute; the fifth is too many.
        await WorkAsync();
        await PushAllAsync();
        bureau.Copy.Findings(Anomaly.RubberStamp).ShouldHaveSingleItem().Subject.ShouldBe("L-5");
        bureau.Restart();
        await WorkAsync();
        await PushAllAsync();
        bureau.Copy.Findings(Anomaly.RubberStamp).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Receiver_that_pulled_meanwhile_should_be_believed()
    {
        await WorkAsync();
        bureau.Fault = _ =>
        {
            // While the batch is on its way something new is stored, and it asks for that itself.
            WorkAsync().GetAwaiter().GetResult();
            return new(HttpStatusCode.OK) { Content = new StringContent("""{"have":4}""") };
        };
        (await pusher.PushAsync(Receiver)).ShouldBeFalse();
        (await Deliveries.FindAsync("bureau")).ShouldSatisfyAllConditions(d => d.Error.ShouldBeNull(), d => d.Delivered.ShouldBe(4));
    }

    [Fact]
    public async Task Receiver_that_was_set_back_should_be_filled_again_and_one_that_knows_more_be_left_to_a_person()
    {
        for (var i = 0; i < 3; i++)
            await WorkAsync();
        await PushAllAsync();
        using var empty = new Bureau(fixture.Time);
        var other = new FeedPusher(Query, Deliveries, new HttpClient(empty, disposeHandler: false), fixture.Time, NullLogger<FeedPusher>.Instance);
        await WorkAsync();
        fixture.Time.Advance(FeedDeliveries.Lease + TimeSpan.FromSeconds(1));
        while (await other.PushAsync(Receiver))
        {
        }
        empty.Copy.Have.ShouldBe(8);
        bureau.Fault = _ => new(HttpStatusCode.OK) { Content = new StringContent("""{"have":99}""") };
        await WorkAsync();
        fixture.Time.Advance(FeedDeliveries.Lease + TimeSpan.FromSeconds(1));
        await PushAllAsync();
        (await Deliveries.FindAsync("bureau")).Error.ShouldBe(FeedFault.Ahead(99, 10));
    }

    [Theory]
    [InlineData("unreachable", "unreachable", "feed.fault.unreachable", "")]
    [InlineData("no-answer 15", "no-answer", "feed.fault.noAnswer", "")]
    [InlineData("ahead 99 10", "ahead", "feed.fault.ahead", "")]
    [InlineData("http 422 {\"error\":\"no such feed\"}", "http-422", "feed.fault.http", "{\"error\":\"no such feed\"}")]
    [InlineData("http 502", "http-502", "feed.fault.http", "")]
    [InlineData("Connection refused (127.0.0.1:9)", "unreachable", "feed.fault.unreachable", "Connection refused (127.0.0.1:9)")]
    public void Fault_should_have_a_sentence_in_the_readers_language(string stored, string code, string text, string said)
    {
        var fault = FeedFault.Read(stored)!;
        (fault.Code, fault.Text, fault.Said).ShouldBe((code, text, said));
        FeedFault.Read(null).ShouldBeNull();
    }

    private sealed class Silent : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return new();
        }
    }
}
