using System.Collections.Concurrent;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.WhatIf;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Runtime.WhatIf;
using ApprovalFlow.Server.Telemetry;

namespace ApprovalFlow.Server.Desk;

/// <summary>假设推演: takes the recorded cases of a period through a draft, beside the daily work. Nothing is changed, and no case learns of it.</summary>
/// <remarks>One runs at a time in a process, the others wait: cases at the counters come first. A person has one at a time.</remarks>
public sealed partial class WhatIfDesk(
    RecordedCaseQuery cases, LifeProcessor lives, DefinitionQuery definitions, DefinitionCatalog catalog, ApprovalCatalogue catalogue, ActivityRegistry activities, CaseClocks clocks,
    TimeProvider time, IHostApplicationLifetime host, ILogger<WhatIfDesk> logger) : IDisposable
{
    /// <summary>Cases that are made up where a flow has no history.</summary>
    public const int MadeUp = 200;

    private const int Kept = 30, LongestPeriod = 3 * 366;

    private readonly ConcurrentDictionary<string, WhatIfJob> jobs = new();
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock gate = new();

    /// <summary>The days on which cases of a definition's flow were handed in; null: there are none, or no such definition.</summary>
    public async Task<(DateOnly First, DateOnly Last)?> SpanAsync(string definitionId, CancellationToken cancellation = default) =>
        await lives.FindAsync(definitionId, cancellation) is { State.FlowCode: { } flow } ? await cases.SpanAsync(flow, cancellation) : null;

    public WhatIfJob? Find(string definitionId, string id) => jobs.TryGetValue(id, out var job) && job.DefinitionId == definitionId ? job : null;

    /// <summary>Of one definition, youngest first.</summary>
    public IReadOnlyList<WhatIfJob> ListOf(string definitionId) => [.. jobs.Values.Where(j => j.DefinitionId == definitionId).OrderByDescending(j => j.Now.StartedAt)];

    /// <summary>Begins, or says why not: there is no such content, it cannot run, the period is none, or this person has one under way.</summary>
    public async Task<(WhatIfJob? Job, Rejection? Rejection)> StartAsync(string userId, string userName, string definitionId, WhatIfQuestion question, CancellationToken cancellation = default)
    {
        if (question.To < question.From || question.To.DayNumber - question.From.DayNumber > LongestPeriod)
            return (null, new("what-if-period", $"Expected a period of at most three years, but got {question.From:yyyy-MM-dd} to {question.To:yyyy-MM-dd}."));
        if (await lives.FindAsync(definitionId, cancellation) is not { } life)
            return (null, LifeText.Reject("definition-not-found", definitionId));
        if (catalogue.Flow(life.State.FlowCode ?? definitionId) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
            return (null, new("what-if-no-flow", $"Expected definition '{definitionId}' to belong to a flow of the catalogue, but it does not."));
        var number = question.Version ?? (life.Draft is null ? life.State.Latest?.Number : null);
        var json = number is { } version ? (await definitions.FindVersionAsync(definitionId, version, cancellation))?.Json : life.Draft?.Json;
        if (json is null)
            return (null, number is { } wanted ? LifeText.Reject("version-unknown", definitionId, wanted.ToString(System.Globalization.CultureInfo.InvariantCulture)) : LifeText.Reject("draft-unknown", definitionId));
        var load = WorkflowDefinition.Load(json, flow.Code);
        var draft = load.Definition is { } definition && !load.HasErrors ? WorkflowGraph.Compile(definition, activities) : null;
        var problem = load.Problems.Concat(draft?.Problems ?? []).FirstOrDefault(p => p.Severity == ProblemSeverity.Error);
        if (draft is null || problem is not null)
            return (null, new("what-if-draft-broken", $"Expected a draft that can run, but {problem?.Path}: {problem?.Message}"));

        WhatIfJob job;
        lock (gate)
        {
            if (jobs.Values.Any(j => j.UserId == userId && !j.IsEnded))
                return (null, new("what-if-busy", "Expected one what-if of a person at a time, but one is still under way."));
            foreach (var old in jobs.Values.Where(j => j.IsEnded).OrderByDescending(j => j.Now.StartedAt).Skip(Kept).ToList())
                if (jobs.TryRemove(old.Id, out _)) old.Dispose();
            job = new(Guid.NewGuid().ToString("N"), definitionId, question, userId, userName, time.GetUtcNow());
            jobs[job.Id] = job;
        }
        _ = Task.Run(() => RunAsync(job, new WhatIfRun(draft, flow, item, clocks.Of(item, flow), catalogue), flow.Code), CancellationToken.None);
        return (job, null);
    }

    private async Task RunAsync(WhatIfJob job, WhatIfRun run, string flowCode)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(job.Cancelled, host.ApplicationStopping);
        try
        {
            await turn.WaitAsync(stop.Token);
            try
            {
                var report = await JobTelemetry.RunAsync(JobTelemetry.WhatIf, () => ReplayAsync(job, run, flowCode, stop.Token));
                job.Go(n => n with { State = WhatIfState.Done, Report = report, EndedAt = time.GetUtcNow() });
            }
            finally
            {
                turn.Release();
            }
        }
        catch (OperationCanceledException)
        {
            job.Go(n => n with { State = WhatIfState.Cancelled, EndedAt = time.GetUtcNow() });
        }
        catch (Exception exception)
        {
            LogFailed(logger, exception, job.DefinitionId);
            job.Go(n => n with { State = WhatIfState.Failed, EndedAt = time.GetUtcNow() });
        }
    }

    private async Task<WhatIfReport> ReplayAsync(WhatIfJob job, WhatIfRun run, string flowCode, CancellationToken cancellation)
    {
        var (from, to) = (job.Now.Question.From, job.Now.Question.To);
        job.Go(n => n with { State = WhatIfState.Running });
        var period = await cases.PeriodAsync(flowCode, from, to, cancellation);
        if (period.Closed.Count == 0)
        {
            var current = await catalog.FindInForceAsync(flowCode, OfficeHours.DayOf(time.GetUtcNow()), null, cancellation);
            return run.Synthetic(current?.Graph, from, to, MadeUp, cancellation) with { StillRunning = period.StillRunning };
        }
        job.Go(n => n with { Total = period.Closed.Count });
        var habits = await run.HabitsAsync(cases.PagesAsync(RecordedCaseQuery.Sample(period.Closed, WhatIfRun.Sample), cancellation), cancellation);
        var report = await run.ReplayAsync(cases.PagesAsync(period.Closed, cancellation), habits, new Steps(done => job.Go(n => n with { Done = done })), cancellation);
        return report with { StillRunning = period.StillRunning };
    }

    public void Dispose() => turn.Dispose();

    [LoggerMessage(3105, LogLevel.Error, "The what-if of definition {DefinitionId} could not be finished.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string definitionId);

    /// <summary>Told at once and in order, unlike <see cref="Progress{T}"/>.</summary>
    private sealed class Steps(Action<int> told) : IProgress<int>
    {
        public void Report(int value) => told(value);
    }
}
