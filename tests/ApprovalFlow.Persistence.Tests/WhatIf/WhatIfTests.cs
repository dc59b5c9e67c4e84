using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.WhatIf;
using ApprovalFlow.Runtime.WhatIf;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.WhatIf;

/// <summary>The cases of a period come straight from the journal's lines, page by page, and go through a draft.</summary>
public abstract class WhatIfTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private const string Flow = "FGW-001-A", Other = "GSJ-001-A";

    private readonly ManualTimeProvider time = new();
    private House house = null!;

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, time);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private IDbContextFactory<ApprovalFlowContext> Contexts => fixture.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>();
    private RecordedCaseQuery Query => new(Contexts);

    /// <summary>Cases that take a day for each step, from Monday 2 March on.</summary>
    private async Task HandleAsync(string hash, params string[] numbers)
    {
        foreach (var number in numbers)
        {
            await house.RegisterAsync(number, Flow, hash);
            for (var state = await house.StateAsync(number); !state.IsClosed; state = await house.StateAsync(number))
            {
                time.Advance(TimeSpan.FromDays(1));
                await house.AcceptedAsync(number, House.Complete(state.OpenTasks[0]));
            }
        }
    }

    private static WorkflowGraph Graph(Func<string, string>? change = null)
    {
        var json = House.FileOf(Flow);
        return WorkflowGraph.Compile(WorkflowDefinition.Load(change?.Invoke(json) ?? json, Flow).Definition!, House.Registry);
    }

    private async Task<List<RecordedPage>> PagesAsync(IReadOnlyList<string> numbers)
    {
        List<RecordedPage> pages = [];
        await foreach (var page in Query.PagesAsync(numbers)) pages.Add(page);
        return pages;
    }

    [ProviderFact]
    public async Task Period_should_hold_the_cases_handed_in_on_its_days_in_China()
    {
        var hash = await house.PublishAsync(Flow);
        time.MoveTo(new(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8)));
        await HandleAsync(hash, "P-1");
        time.MoveTo(new(2026, 3, 31, 23, 59, 59, TimeSpan.FromHours(8)));
        await HandleAsync(hash, "P-2");
        time.MoveTo(new(2026, 4, 1, 0, 0, 0, TimeSpan.FromHours(8)));
        await HandleAsync(hash, "P-3");
        time.MoveTo(new(2026, 3, 15, 9, 0, 0, TimeSpan.FromHours(8)));
        await house.RegisterAsync("P-4", Flow, hash);
        await house.RegisterAsync("P-5", Other, await house.PublishAsync(Other));
        await house.WalkToEndAsync("P-5");

        var march = await Query.PeriodAsync(Flow, new(2026, 3, 2), new(2026, 3, 31));
        march.Closed.ShouldBe(["P-1", "P-2"]);
        march.StillRunning.ShouldBe(1);
        (await Query.PeriodAsync(Flow, new(2026, 4, 1), new(2026, 4, 1))).Closed.ShouldBe(["P-3"]);
        (await Query.SpanAsync(Flow)).ShouldBe((new DateOnly(2026, 3, 2), new DateOnly(2026, 4, 1)));
        (await Query.SpanAsync("JYJ-001-A")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Case_should_be_read_as_its_whole_stream_tells_it()
    {
        await HandleAsync(await house.PublishAsync(Flow), "R-1", "R-2");
        var pages = await PagesAsync(["R-1", "R-2"]);
        var read = pages.Single().Cases.Select(lines => RecordedCaseFold.Of(lines.SelectMany(l => l.ReadOnly(RecordedCaseFold.EventNames)))!).ToList();
        foreach (var (recorded, number) in read.Zip(["R-1", "R-2"]))
        {
            var stream = (await fixture.Stores.Cases.LoadAsync(number, 0))!;
            var whole = RecordedCaseFold.Of(stream.Events.Select(e => e.ToRecord()))!;
            recorded.CaseNumber.ShouldBe(number);
            recorded.Course.Steps.Select(s => (s.ActivityId, s.OpenedAt, s.EndedAt, s.Outcome, s.Position)).ShouldBe(whole.Course.Steps.Select(s => (s.ActivityId, s.OpenedAt, s.EndedAt, s.Outcome, s.Position)));
            recorded.Application.Form.ShouldBe(whole.Application.Form);
            (recorded.Course.Result, recorded.Course.ClosedAt).ShouldBe((stream.Header.Result, stream.Header.ClosedAt));
        }
    }

    [ProviderFact]
    public async Task Cases_should_go_through_their_own_definition_as_they_went_and_faster_through_a_shorter_one()
    {
        await HandleAsync(await house.PublishAsync(Flow), [.. Enumerable.Range(1, 7).Select(i => $"W-{i}")]);
        var (flow, numbers) = (House.Catalogue.Flow(Flow)!, (await Query.PeriodAsync(Flow, new(2026, 1, 1), new(2026, 12, 31))).Closed);
        var item = House.Catalogue.Item(flow.ItemCode)!;
        numbers.Count.ShouldBe(7);
        async Task<WhatIfReport> AskAsync(WorkflowGraph draft)
        {
            var run = new WhatIfRun(draft, flow, item, House.Clocks.Of(item, flow), House.Catalogue);
            var told = new List<int>();
            var report = await run.ReplayAsync(Query.PagesAsync(numbers), await run.HabitsAsync(Query.PagesAsync(RecordedCaseQuery.Sample(numbers, 3))), new Told(told));
            told.Max().ShouldBe(7);
            return report;
        }

        var same = await AskAsync(Graph());
        (same.Cases, same.Different, same.Faster, same.Slower, same.SyntheticAnswers).ShouldBe((7, 0, 0, 0, 0L));
        same.Before.Days.ShouldBe(same.After.Days);
        same.Workload.ShouldAllBe(w => w.TasksBefore == w.TasksAfter && w.DaysBefore == w.DaysAfter);

        // Nobody waits for the delivery any more: every other step stays.
        var shorter = await AskAsync(Graph(Without));
        (shorter.Cases, shorter.Different).ShouldBe((7, 0));
        shorter.After.StepsPerCase.ShouldBe(same.Before.StepsPerCase - 1);
        shorter.After.WholeDays.Mean.ShouldBeLessThan(same.Before.WholeDays.Mean);
    }

    [ProviderFact]
    public async Task Case_whose_records_are_broken_should_be_counted_and_left_out()
    {
        await HandleAsync(await house.PublishAsync(Flow), "X-1", "X-2");
        await fixture.TamperAsync("UPDATE journal SET events = '[[1]]' WHERE case_number = 'X-1' AND first_sequence = 1");
        var flow = House.Catalogue.Flow(Flow)!;
        var item = House.Catalogue.Item(flow.ItemCode)!;
        var report = await new WhatIfRun(Graph(), flow, item, House.Clocks.Of(item, flow)).ReplayAsync(Query.PagesAsync(["X-1", "X-2"]), StepHabits.None);
        (report.Cases, report.Unreadable).ShouldBe((1, 1));
    }

    [ProviderFact]
    public async Task Replay_that_is_stopped_should_give_no_half_report()
    {
        await HandleAsync(await house.PublishAsync(Flow), "S-1");
        var flow = House.Catalogue.Flow(Flow)!;
        var item = House.Catalogue.Item(flow.ItemCode)!;
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => new WhatIfRun(Graph(), flow, item, House.Clocks.Of(item, flow)).ReplayAsync(Query.PagesAsync(["S-1"]), StepHabits.None, null, stopped.Token));
    }

    /// <summary>The delivery goes; what came to it goes where it led.</summary>
    private static string Without(string json)
    {
        var document = JsonNode.Parse(json)!;
        var (activities, connections) = (document["root"]!["activities"]!.AsArray(), document["root"]!["connections"]!.AsArray());
        var next = (string)connections.Single(c => (string?)c!["source"]!["activity"] == "deliver" && (string?)c["source"]!["port"] == "Deliver")!["target"]!["activity"]!;
        foreach (var line in connections.Where(c => (string?)c!["source"]!["activity"] == "deliver").ToList()) connections.Remove(line);
        foreach (var line in connections.Where(c => (string?)c!["target"]!["activity"] == "deliver")) line!["target"]!["activity"] = next;
        activities.Remove(activities.Single(a => (string?)a!["id"] == "deliver"));
        return document.ToJsonString();
    }

    private sealed class Told(List<int> told) : IProgress<int>
    {
        public void Report(int value) => told.Add(value);
    }
}

public sealed class SqliteWhatIfTests(SqliteFixture fixture) : WhatIfTests(fixture), IClassFixture<SqliteFixture>;
[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresWhatIfTests(PostgresFixture fixture) : WhatIfTests(fixture), IClassFixture<PostgresFixture>;
[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerWhatIfTests(SqlServerFixture fixture) : WhatIfTests(fixture), IClassFixture<SqlServerFixture>;
