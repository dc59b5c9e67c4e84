using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Boards;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Boards;

/// <summary>Boards over a real journal: kept along the way, they say what a recomputation from the streams says.</summary>
public abstract class BoardCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly string[] Flows = ["FGW-001-A", "GSJ-001-A"];
    private readonly Dictionary<string, string> definitions = [];
    private House house = null!;

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        fixture.Time.MoveTo(new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)));
        house = House.Open(fixture.Stores, fixture.Time);
        foreach (var flow in Flows)
            definitions[flow] = await house.PublishAsync(flow);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private BoardKeeper Keeper(House of, CalendarInForce? calendar = null) => new(fixture.Contexts, House.Catalogue, House.Clocks, calendar ?? new(House.Calendar), of.Signals, fixture.Time, NullLogger<BoardKeeper>.Instance);

    private BoardQuery Query(BoardKeeper keeper) => new(fixture.Contexts, keeper, new(House.Calendar), fixture.Time);

    private async Task RegisterAsync(string number, string flow, string clerk = "window-1", string applicant = "91350100M000100Y43")
    {
        var entry = House.Catalogue.Flow(flow)!;
        var sample = SampleApplication.Register(number, definitions[flow], entry, House.Catalogue.Item(entry.ItemCode)!);
        await house.AcceptedAsync(number, sample with { By = sample.By with { UserId = clerk, Name = $"窗口 {clerk}" }, Applicant = sample.Applicant with { IdNumber = applicant } });
    }

    private async Task<List<CaseRecord>> RecordsAsync(string number) => [.. (await fixture.Stores.Cases.LoadAsync(number, 0))!.Events.Select(e => e.ToRecord())];

    private async Task<CaseFigures> ReckonedAsync(string number, string flow)
    {
        var entry = House.Catalogue.Flow(flow)!;
        var item = House.Catalogue.Item(entry.ItemCode)!;
        return CaseReckoning.Of(await RecordsAsync(number), House.Clocks.Of(item, entry), item.DepartmentId);
    }

    /// <summary>Some days of a house, the same for the same seed: applications, decisions, refusals, corrections, withdrawals, holds, and days on which nothing happens.</summary>
    private async Task<List<(string Number, string Flow)>> LiveAsync(int seed, Func<int, Task> along)
    {
        var random = new Random(seed);
        List<(string Number, string Flow)> cases = [];
        for (var turn = 0; turn < 120; turn++)
        {
            fixture.Time.Advance(TimeSpan.FromMinutes(random.Next(1, 60 * 30)));
            if (cases.Count < 3 || random.Next(6) == 0)
            {
                var flow = Flows[random.Next(Flows.Length)];
                cases.Add(($"{flow}-2026-{seed:000}{cases.Count:000}", flow));
                await RegisterAsync(cases[^1].Number, flow, $"window-{random.Next(2)}");
            }
            else
            {
                await MoveAsync(cases[random.Next(cases.Count)].Number, random);
            }
            await along(turn);
        }
        return cases;
    }

    private async Task MoveAsync(string number, Random random)
    {
        var state = await house.StateAsync(number);
        if (state.OpenTasks.Count == 0)
            return;
        var task = state.OpenTasks[random.Next(state.OpenTasks.Count)];
        CaseCommand command = random.Next(12) switch
        {
            0 => new CaseCommand.Withdraw(SampleApplication.Actor(Roles.WindowClerk, House.Catalogue.Item(state.ItemCode)!.DepartmentId), "申请人不再办理。"),
            1 => new CaseCommand.TickClocks(),
            2 => new CaseCommand.Suspend(new("u-admin", "管理员", [new("administrator")]), "核查"),
            3 => new CaseCommand.Resume(new("u-admin", "管理员", [new("administrator")])),
            4 or 5 => House.Complete(task, task.Outcomes[random.Next(task.Outcomes.Count)]),
            _ => House.Complete(task),
        };
        // What a case does not take at that point is no part of its stream.
        await house.Commands.ExecuteAsync(number, command);
    }

    [ProviderFact]
    public async Task Boards_kept_along_the_way_should_equal_a_recomputation_from_the_streams()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            await InitializeAsync();
            await ShouldEqualAsync(seed);
        }
    }

    private async Task ShouldEqualAsync(int seed)
    {
        // Two processes keep: each hears only its own, and sweeps now and then.
        using var one = Keeper(house);
        using var other = Keeper(House.Open(fixture.Other, fixture.Time));
        var cases = await LiveAsync(seed, async turn =>
        {
            if (turn % 3 == 0)
                await one.KeepAsync();
            if (turn % 7 == 0)
                await other.KeepAsync(sweep: true);
        });
        await one.KeepAsync();
        (await one.KeepAsync(sweep: true)).ShouldBe(0, "what this process moved was known without a sweep");

        List<CaseFigures> expected = [];
        foreach (var (number, flow) in cases)
            expected.Add(await ReckonedAsync(number, flow));
        expected.Count(f => f.IsDecided).ShouldBeGreaterThan(2);
        await ShouldHoldAsync(expected);
        foreach (var by in Enum.GetValues<BoardBy>())
            foreach (var (from, days) in ((int, int)[])[(0, 6), (5, 20), (0, 400), (-30, 10), (12, 0)])
            {
                var begin = new DateOnly(2026, 3, 2).AddDays(from);
                await ShouldBeAsync(one, expected, new(new(begin, begin.AddDays(days))) { By = by, Grain = (BoardGrain)(days % 3) });
            }
        await ShouldBeAsync(one, expected, new(new(new(2026, 3, 2), new(2026, 12, 31))) { By = BoardBy.Item, Scope = new() { DepartmentId = "dept-fgw" } });
        await ShouldBeAsync(one, expected, new(new(new(2026, 3, 2), new(2026, 12, 31))) { Scope = new() { WindowId = "window-1", FlowCode = Flows[0] } });
        await PeopleShouldBeAsync(one, expected, new());
        await PeopleShouldBeAsync(one, [.. expected.Where(f => f.FlowCode == Flows[0] && f.Window?.UserId == "window-1")], new() { FlowCode = Flows[0], WindowId = "window-1" });

        // From nothing: the same rows again.
        await fixture.TamperAsync("DELETE FROM board_cases; DELETE FROM board_steps; DELETE FROM board_reasons; DELETE FROM anomalies");
        (await other.KeepAsync(sweep: true)).ShouldBe(cases.Count);
        await ShouldHoldAsync(expected);
    }

    private async Task ShouldHoldAsync(List<CaseFigures> expected)
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var rows = await context.BoardCases.AsNoTracking().OrderBy(c => c.CaseNumber).ToListAsync();
        rows.Select(r => (r.CaseNumber, r.Version, r.EndedOn, r.IsDecided, r.InTime, r.InLaw, r.UsedDays, r.LawUsedDays, r.Due, r.PausedBy, r.WaitedDays, r.Result, r.YellowCards, r.RedCards))
            .ShouldBe(expected.OrderBy(f => f.CaseNumber, StringComparer.Ordinal).Select(f => (f.CaseNumber, f.Version, f.EndedOn, f.IsDecided, f.InTime, f.InLaw, f.UsedDays, f.LawUsedDays, f.Due, f.PausedBy, f.WaitedDays, f.Result, f.YellowCards, f.RedCards)));
        (await context.BoardSteps.AsNoTracking().OrderBy(s => s.TaskId).Select(s => s.TaskId).ToListAsync()).ShouldBe(expected.SelectMany(f => f.Steps).Select(s => s.TaskId).Order(StringComparer.Ordinal));
        (await context.BoardReasons.AsNoTracking().CountAsync()).ShouldBe(expected.Sum(f => f.Reasons.Count));
    }

    /// <summary>The plainest way to count: case by case, in memory.</summary>
    private async Task ShouldBeAsync(BoardKeeper keeper, List<CaseFigures> all, BoardRequest request)
    {
        var board = await Query(keeper).ReadAsync(request);
        var (from, to) = (request.Period.From, request.Period.To);
        var cases = all.Where(f => (request.Scope.DepartmentId ?? f.DepartmentId) == f.DepartmentId && (request.Scope.FlowCode ?? f.FlowCode) == f.FlowCode && (request.Scope.WindowId ?? f.Window?.UserId) == f.Window?.UserId).ToList();
        string KeyOf(CaseFigures f) => request.By switch { BoardBy.Item => f.ItemCode, BoardBy.Flow => f.FlowCode, BoardBy.Window => f.Window?.UserId ?? "", _ => f.DepartmentId };
        void Same(BoardTally tally, List<CaseFigures> some, string what)
        {
            var ended = some.Where(f => f.EndedOn >= from && f.EndedOn <= to).ToList();
            var decided = ended.Where(f => f.IsDecided).ToList();
            tally.Carried.ShouldBe(some.Count(f => f.ReceivedOn < from && !(f.EndedOn < from)), what);
            tally.Received.ShouldBe(some.Count(f => f.ReceivedOn >= from && f.ReceivedOn <= to), what);
            tally.Open.ShouldBe(some.Count(f => f.ReceivedOn <= to && !(f.EndedOn <= to)), what);
            tally.Reconciles.ShouldBeTrue(what);
            (tally.Ended, tally.Decided, tally.InTime, tally.Late, tally.Refused).ShouldBe((ended.Count, decided.Count, decided.Count(f => f.InTime == true), decided.Count(f => f.InTime == false), decided.Count(f => f.Result is CaseResults.Refused or CaseResults.NotFiled)), what);
            tally.Saved.ShouldBe(decided.Where(f => f.UsedDays is not null).Sum(f => f.PromisedDays!.Value - f.UsedDays!.Value), 1e-9, what);
            var byLaw = decided.Where(f => f.LawUsedDays is not null).ToList();
            if (byLaw.Count > 0)
                tally.SpeedUp!.Value.ShouldBe(byLaw.Sum(f => f.LawDays!.Value - f.LawUsedDays!.Value) / byLaw.Sum(f => f.LawDays!.Value), 1e-9, what);
            var used = decided.Select(f => f.UsedDays).OfType<double>().Order().ToList();
            tally.Used.Percentile(0.9).ShouldBe(used.Count == 0 ? null : used[(int)Math.Ceiling(0.9 * used.Count) - 1], what);
            var waited = ended.Select(f => (double)f.WaitedDays!.Value).Order().ToList();
            tally.Waited.Percentile(0.5).ShouldBe(waited.Count == 0 ? null : waited[(int)Math.Ceiling(0.5 * waited.Count) - 1], what);
            if (!board.IsCurrent)
                return;
            var open = some.Where(f => f.EndedOn is null).ToList();
            tally.Paused.ShouldBe(open.Count(f => f.PausedBy is not null), what);
            tally.Overdue.ShouldBe(open.Count(f => f.PausedBy is null && f.Due < board.Today), what);
            tally.Stale.ShouldBe(open.Count(f => f.PausedBy is null && OfficeHours.DayOf(f.MovedAt) < board.StaleBefore), what);
        }

        Same(board.Total, cases, $"{request}");
        foreach (var group in cases.GroupBy(KeyOf))
            if (board.Rows.FirstOrDefault(r => r.Key == group.Key) is { } row)
                Same(row.Tally, [.. group], $"{request} {group.Key}");
            else
                group.ShouldAllBe(f => f.ReceivedOn > to || f.EndedOn < from);
        board.Course.Sum(p => p.Received).ShouldBe(board.Total.Received);
        board.Course.Sum(p => p.Ended).ShouldBe(board.Total.Ended);
        if (board.Course.Count > 0)
            board.Course[^1].Open.ShouldBe(board.Total.Open);
        foreach (var reason in board.Reasons)
            reason.Cases.ShouldBe(cases.Count(f => f.Reasons.Any(r => r.Kind == reason.Kind && r.Text == reason.Text && r.On >= from && r.On <= to)));
        // Every figure has its cases behind it.
        foreach (var selection in Enum.GetValues<BoardSelection>())
        {
            var listed = (await Query(keeper).CasesAsync(request, selection, take: 1_000)).Count;
            var figure = selection switch
            {
                BoardSelection.Received => board.Total.Received, BoardSelection.Carried => board.Total.Carried, BoardSelection.Ended => board.Total.Ended, BoardSelection.Late => board.Total.Late, BoardSelection.Refused => board.Total.Refused,
                BoardSelection.Open => board.Total.Open, BoardSelection.Paused => board.Total.Paused, BoardSelection.Overdue => board.Total.Overdue, _ => board.Total.Stale,
            };
            if (board.IsCurrent || selection is not (BoardSelection.Paused or BoardSelection.Overdue or BoardSelection.Stale))
                listed.ShouldBe((int)figure, $"{selection} of {request}");
        }
    }

    private async Task PeopleShouldBeAsync(BoardKeeper keeper, List<CaseFigures> all, BoardScope scope)
    {
        var people = await Query(keeper).PeopleAsync(new(new(2026, 3, 2), new(2026, 12, 31)), scope);
        var expected = all.SelectMany(f => f.Steps.Select(s => (Case: f.CaseNumber, Step: s))).GroupBy(s => s.Step.Person.UserId)
            .Select(g => (g.Key, (long)g.Count(), (long)g.Select(s => s.Case).Distinct().Count(), (long)g.Count(s => s.Step.InTime == true), (long)g.Count(s => s.Step.InTime == false), g.Sum(s => s.Step is { LimitDays: { } limit, UsedDays: { } used } ? limit - used : 0)));
        people.Select(p => (p.PersonId, p.Steps, p.Cases, p.InTime, p.Late, p.Saved)).ShouldBe(expected, ignoreOrder: true);
    }

    [ProviderFact]
    public async Task Case_that_moves_while_two_keep_should_end_with_its_last_state()
    {
        using var one = Keeper(house);
        using var other = Keeper(House.Open(fixture.Other, fixture.Time));
        for (var i = 1; i <= 4; i++)
            await RegisterAsync($"K-{i}", Flows[0]);
        await Task.WhenAll(Enumerable.Range(1, 4).Select(i => Task.Run(async () =>
        {
            for (var state = await house.StateAsync($"K-{i}"); state.OpenTasks.Count > 0; state = await house.StateAsync($"K-{i}"))
            {
                await house.AcceptedAsync($"K-{i}", House.Complete(state.OpenTasks[0]));
                await (i % 2 == 0 ? one : other).KeepAsync(sweep: true);
            }
        })));
        await one.KeepAsync(sweep: true);
        await ShouldHoldAsync([await ReckonedAsync("K-1", Flows[0]), await ReckonedAsync("K-2", Flows[0]), await ReckonedAsync("K-3", Flows[0]), await ReckonedAsync("K-4", Flows[0])]);
    }

    [ProviderFact]
    public async Task Corrected_calendar_should_have_every_case_reckoned_anew()
    {
        await RegisterAsync("C-1", Flows[0]);
        var calendar = new CalendarInForce(House.Calendar);
        using var keeper = Keeper(house, calendar);
        (await keeper.KeepAsync(sweep: true)).ShouldBe(1);
        (await keeper.KeepAsync(sweep: true)).ShouldBe(0);
        var year = House.Calendar.Years.Single(y => y.Year == 2026);
        calendar.Learn(new(2026, year.Notice, year.NoticeDate, year.Version + 1, year.DaysOff, year.DaysWorked));
        (await keeper.KeepAsync(sweep: true)).ShouldBe(1);
        (await keeper.KeepAsync(sweep: true)).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Record_that_cannot_be_read_should_leave_the_others_their_figures()
    {
        await RegisterAsync("C-1", Flows[0]);
        await RegisterAsync("C-2", Flows[0]);
        await fixture.TamperAsync("UPDATE journal SET events = 'nonsense' WHERE case_number = 'C-1'");
        using var keeper = Keeper(house);
        (await keeper.KeepAsync(sweep: true)).ShouldBe(1);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        (await context.BoardCases.Select(c => c.CaseNumber).ToListAsync()).ShouldBe(["C-2"]);
    }

    [ProviderFact]
    public async Task Anomalies_should_be_those_of_the_watch_over_all_events_and_stay_as_they_are()
    {
        using var keeper = Keeper(house);
        // One applicant withdraws and files anew, another of the same name files for the first time.
        await RegisterAsync("A-1", Flows[0]);
        await house.AcceptedAsync("A-1", House.Complete((await house.StateAsync("A-1")).OpenTasks.Single(), Outcomes.Accept));
        fixture.Time.Advance(TimeSpan.FromDays(3));
        await house.AcceptedAsync("A-1", new CaseCommand.Withdraw(SampleApplication.Actor(Roles.WindowClerk, "dept-fgw"), "改日再报"));
        fixture.Time.Advance(TimeSpan.FromDays(1));
        await RegisterAsync("A-2", Flows[0]);
        await RegisterAsync("A-3", Flows[0], applicant: "91140100MA0G000000");
        // Five cases of one person in one minute.
        for (var i = 4; i <= 9; i++)
            await RegisterAsync($"A-{i}", Flows[1]);
        for (var i = 4; i <= 9; i++)
        {
            await house.AcceptedAsync($"A-{i}", House.Complete((await house.StateAsync($"A-{i}")).OpenTasks.Single(), Outcomes.Accept));
            await keeper.KeepAsync();
        }
        var watch = new AnomalyWatch(code => House.Clocks.Of(House.Catalogue.Item(House.Catalogue.Flow(code)!.ItemCode)!, House.Catalogue.Flow(code)!) is var rules ? (rules.Policy, rules.Calendar) : null);
        List<CaseRecord>[] streams = [.. await Task.WhenAll(Enumerable.Range(1, 9).Select(i => RecordsAsync($"A-{i}")))];
        var expected = streams.SelectMany((records, i) => records.Select(r => (Number: $"A-{i + 1}", Record: r))).OrderBy(r => r.Record.At).ThenBy(r => r.Number, StringComparer.Ordinal).ThenBy(r => r.Record.Sequence)
            .SelectMany(r => watch.Add(r.Number, r.Record)).ToList();
        expected.Select(a => (a.Code, a.CaseNumber)).ShouldBe([(Anomaly.Refiled, "A-2"), (Anomaly.RubberStamp, "A-8")]);
        await AnomaliesShouldBeAsync(expected);
        // Reckoned again, by the case that goes on and from nothing, they are told once and stay.
        fixture.Time.Advance(TimeSpan.FromDays(1));
        await house.AcceptedAsync("A-8", House.Complete((await house.StateAsync("A-8")).OpenTasks[0]));
        await keeper.KeepAsync();
        await AnomaliesShouldBeAsync(expected);
        await fixture.TamperAsync("DELETE FROM board_cases; DELETE FROM board_steps; DELETE FROM board_reasons; DELETE FROM anomalies");
        await keeper.KeepAsync(sweep: true);
        await AnomaliesShouldBeAsync(expected);
    }

    private async Task AnomaliesShouldBeAsync(List<Anomaly> expected)
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        List<StoredAnomaly> stored = await context.Anomalies.AsNoTracking().OrderBy(a => a.CaseNumber).ToListAsync();
        stored.Select(a => (a.Code, a.CaseNumber, a.Sequence, a.At, a.Zh, a.En, a.RelatedCase)).ShouldBe(expected.Select(a => (a.Code, a.CaseNumber, a.Sequence, a.At, a.Zh, a.En, a.RelatedCase)));
    }
}

public sealed class SqliteBoardTests(SqliteFixture fixture) : BoardCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresBoardTests(PostgresFixture fixture) : BoardCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerBoardTests(SqlServerFixture fixture) : BoardCompliance(fixture), IClassFixture<SqlServerFixture>;
