using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>The clocks of stored cases: one alarm each, cards when their time comes, whichever process ticks.</summary>
public abstract class ClockCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "FGW-001-A";
    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string hash = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        hash = await house.PublishAsync(Flow);
    }

    private void MoveTo(string day, int hour = 0) => time.MoveTo(OfficeHours.At(DateOnly.Parse(day, null), new(hour, 0)));

    private async Task<CaseState> TickAsync()
    {
        while (await house.Timers.FireDueAsync() > 0)
        {
        }
        return await house.StateAsync("K-1");
    }

    private async Task<IReadOnlyList<TimerEntry>> AlarmsAsync() => await Stores.Timers.ClaimDueAsync(time.GetUtcNow().AddYears(1), TimeSpan.Zero, 100);

    private async Task AcceptAsync()
    {
        await house.RegisterAsync("K-1", Flow, hash);
        await house.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks.Single(), "Accept"));
    }

    [ProviderFact]
    public async Task Open_case_should_have_one_alarm_and_a_closed_one_none()
    {
        await house.RegisterAsync("K-1", Flow, hash);
        var first = (await AlarmsAsync()).ShouldHaveSingleItem();
        (first.Kind, first.BookmarkId).ShouldBe((TimerEntry.Clock, TimerEntry.Clock));
        // The first step has half a day: nothing can become due before the next noon is over.
        first.Due.ShouldBe(OfficeHours.At(new(2026, 3, 3), new(12, 0, 0, 1)));
        await house.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks.Single(), "Accept"));
        (await AlarmsAsync()).ShouldHaveSingleItem().Due.ShouldBe(first.Due, "an earlier alarm is kept");
        await house.WalkToEndAsync("K-1");
        (await AlarmsAsync()).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Alarm_should_move_on_without_an_event_when_nothing_is_due()
    {
        await AcceptAsync();
        var version = (await house.StateAsync("K-1")).Version;
        MoveTo("2026-03-04");
        (await TickAsync()).Version.ShouldBe(version);
        var moved = (await AlarmsAsync()).ShouldHaveSingleItem().Due;
        moved.ShouldBeGreaterThan(time.GetUtcNow());
        // A restarted process knows only the journal; what it decides next must not lose what is due.
        var other = House.Open(Fixture.Other, time);
        await other.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks[0]));
        (await other.Timers.FireDueAsync()).ShouldBe(1);
        (await AlarmsAsync()).ShouldHaveSingleItem();
    }

    [ProviderFact]
    public async Task Warnings_should_be_raised_stored_and_not_raised_twice()
    {
        await AcceptAsync();
        MoveTo("2026-04-30");
        var state = await TickAsync();
        string[] levels = [.. state.Cards.Select(c => c.Raised.Level).Distinct().Order(StringComparer.Ordinal)];
        levels.ShouldBe(["deep-red", "red", "warn", "yellow"]);
        state.Cards.Count(c => c.Order is { IsOpen: true }).ShouldBe(state.Cards.Count(c => c.Raised.Level is "red" or "deep-red"));
        await house.AcceptedAsync("K-1", new CaseCommand.TickClocks());
        (await house.StateAsync("K-1")).Version.ShouldBe(state.Version);
    }

    [ProviderFact]
    public async Task Silence_should_accept_the_case_in_the_store()
    {
        await house.RegisterAsync("K-1", Flow, hash);
        MoveTo("2026-03-10");
        var state = await TickAsync();
        (state.DeemedAcceptedOn, state.AcceptedAt).ShouldBe((new DateOnly(2026, 3, 2), state.RegisteredAt));
        var header = (await Stores.Cases.LoadAsync("K-1", 0)).ShouldNotBeNull().Header;
        header.AcceptedAt.ShouldBe(state.RegisteredAt);
        header.Due.ShouldBe(ClockBook.PromisedDue(state.Timeline, new ClockPolicy(House.Clocks.Procedures) { StatutoryDays = 20, CommitDays = House.Catalogue.Flow(Flow)!.PromisedDays }, House.Calendar, time.GetUtcNow()));
    }

    [ProviderFact]
    public async Task Due_of_the_header_should_follow_pauses_and_not_a_second_acceptance()
    {
        await AcceptAsync();
        var due = (await HeaderDueAsync()).ShouldNotBeNull();
        var reviewer = SampleApplication.Actor("reviewer", "dept-fgw");
        MoveTo("2026-03-03", 9);
        await house.AcceptedAsync("K-1", new CaseCommand.RequestPause("testing", new(2026, 3, 3), reviewer) { PlannedEnd = new(2026, 3, 4), Notice = "检〔2026〕1号" });
        (await HeaderDueAsync()).ShouldBe(due);
        await house.AcceptedAsync("K-1", new CaseCommand.DecidePause("P1", true, SampleApplication.Actor("chief-representative", "dept-fgw")));
        var paused = (await HeaderDueAsync()).ShouldNotBeNull();
        House.Calendar.Between(due, paused).ShouldBe(2);

        MoveTo("2026-03-06", 9);
        await house.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks.First(t => t.Outcomes.Contains("Return")), "Return"));
        await house.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks.Single(), "Resubmit"));
        await house.AcceptedAsync("K-1", House.Complete((await house.StateAsync("K-1")).OpenTasks.Single(), "Accept"));
        (await HeaderDueAsync()).ShouldBe(paused);
    }

    [ProviderFact]
    public async Task Last_day_in_the_inbox_should_follow_the_pauses_of_the_case()
    {
        await AcceptAsync();
        var task = (await house.StateAsync("K-1")).OpenTasks.First();
        async Task<DateOnly?> DueAsync() => (await Stores.Inbox.PageAsync([InboxSubject.Of((await house.StateAsync("K-1")).Task(task.TaskId)!)!], null, 10)).Single(t => t.TaskId == task.TaskId).Due;
        var opened = (await DueAsync()).ShouldNotBeNull();
        var (reviewer, chief) = (SampleApplication.Actor("reviewer", "dept-fgw"), SampleApplication.Actor("chief-representative", "dept-fgw"));
        MoveTo("2026-03-03", 9);
        await house.AcceptedAsync("K-1", new CaseCommand.RequestPause("testing", new(2026, 3, 3), reviewer) { PlannedEnd = new(2026, 3, 6), Notice = "检〔2026〕1号" });
        (await DueAsync()).ShouldBe(opened, "nobody has approved it");
        await house.AcceptedAsync("K-1", new CaseCommand.DecidePause("P1", true, chief));
        (await DueAsync()).ShouldBe(House.Calendar.Due(opened, 4).Day);

        MoveTo("2026-03-04", 9);
        await house.AcceptedAsync("K-1", new CaseCommand.ClaimTask(task.TaskId, SampleApplication.Actor(task.Candidate.Role, task.Candidate.DepartmentId)));
        (await DueAsync()).ShouldBe(House.Calendar.Due(opened, 4).Day, "it changed hands, not its day");
        await house.AcceptedAsync("K-1", new CaseCommand.EndPause("P1", new(2026, 3, 4), reviewer) { Evidence = "报告〔2026〕1号" });
        (await DueAsync()).ShouldBe(House.Calendar.Due(opened, 2).Day, "the procedure took two days of its four");
    }

    [ProviderFact]
    public async Task Refused_fact_should_store_nothing()
    {
        await AcceptAsync();
        var version = (await house.StateAsync("K-1")).Version;
        (await house.RejectedAsync("K-1", new CaseCommand.RequestPause("testing", new(2026, 3, 3), SampleApplication.Actor("reviewer", "dept-fgw")) { PlannedEnd = new(2026, 3, 2), Notice = "x" }))
            .ShouldBe("pause-ends-before-it-begins");
        (await house.StateAsync("K-1")).Version.ShouldBe(version);
    }

    [ProviderFact]
    public async Task Two_processes_should_raise_a_card_once()
    {
        await AcceptAsync();
        MoveTo("2026-03-20");
        var other = House.Open(Fixture.Other, time);
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => (i % 2 == 0 ? house : other).Commands.ExecuteAsync("K-1", new CaseCommand.TickClocks()))));
        var state = await house.StateAsync("K-1");
        state.Cards.ShouldNotBeEmpty();
        state.Cards.Select(c => (c.Raised.Rule, c.Raised.Level, c.Raised.Clock, c.Raised.Subject)).ShouldBeUnique();
        state.Cards.Select(c => c.Raised.CardId).ShouldBeUnique();
    }

    private async Task<DateOnly?> HeaderDueAsync() => (await Stores.Cases.LoadAsync("K-1", 0)).ShouldNotBeNull().Header.Due;
}
