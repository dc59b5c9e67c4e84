using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.WhatIf;

/// <summary>Takes the cases of a period through a draft, page by page, on several cores. Memory does not grow with the cases.</summary>
/// <param name="draft">Compiled, without errors.</param>
/// <param name="clocks">What the flow's cases are measured by now.</param>
public sealed class WhatIfRun(WorkflowGraph draft, ApprovalFlowEntry flow, ApprovalItem item, ClockContext clocks, ApprovalCatalogue? catalogue = null)
{
    /// <summary>Cases that habits are learnt from: more change a median by nothing that anybody sees.</summary>
    public const int Sample = 2_000;

    /// <summary>The draft's own promise.</summary>
    private readonly ClockContext after = clocks with { Policy = clocks.Policy with { CommitDays = FlowTerms.Of(draft, catalogue).PromisedDays ?? clocks.Policy.CommitDays } };

    /// <summary>How long steps usually took, from some cases of the period.</summary>
    public async Task<StepHabits> HabitsAsync(IAsyncEnumerable<RecordedPage> sample, CancellationToken cancellation = default)
    {
        List<RecordedCase> cases = [];
        await foreach (var page in sample.WithCancellation(cancellation))
            cases.AddRange(page.Cases.Select(Read).OfType<RecordedCase>());
        return StepHabits.Of(cases, clocks.Calendar);
    }

    /// <param name="progress">Is told the number of cases done so far, in no particular order.</param>
    /// <exception cref="OperationCanceledException">Somebody had enough; there is no half report.</exception>
    public async Task<WhatIfReport> ReplayAsync(IAsyncEnumerable<RecordedPage> pages, StepHabits habits, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        var total = new WhatIfTally(clocks, after);
        var (gate, done) = (new Lock(), 0);
        await Parallel.ForEachAsync(pages, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, (page, token) =>
        {
            var (replay, part) = (new WhatIfReplay(draft, after, habits, item.DepartmentId), new WhatIfTally(clocks, after));
            foreach (var lines in page.Cases)
            {
                token.ThrowIfCancellationRequested();
                if (Read(lines) is { } recorded) part.Add(recorded.Course, replay.Run(recorded));
                else part.Unreadable++;
            }
            lock (gate)
            {
                total.Merge(part);
                done += page.Cases.Count;
                progress?.Report(done);
            }
            return ValueTask.CompletedTask;
        });
        return total.Report();
    }

    /// <summary>Where there is no history: the same made-up cases through the version in force, and through the draft.</summary>
    /// <param name="current">Null: there is no version yet, so the draft stands beside itself.</param>
    public WhatIfReport Synthetic(WorkflowGraph? current, DateOnly from, DateOnly to, int count, CancellationToken cancellation = default)
    {
        var total = new WhatIfTally(clocks, after);
        var (was, becomes) = (new WhatIfReplay(current ?? draft, clocks, StepHabits.None, item.DepartmentId), new WhatIfReplay(draft, after, StepHabits.None, item.DepartmentId));
        foreach (var made in SyntheticCases.Of(flow, item, draft.Definition.ContentHash, from, to, count, clocks.Calendar))
        {
            cancellation.ThrowIfCancellationRequested();
            total.Add(was.Run(made).Course, becomes.Run(made));
        }
        return total.Report() with { IsSynthetic = true };
    }

    /// <summary>Null: its lines cannot be read. One broken case does not take away the answer about all others; the verifier names it.</summary>
    private static RecordedCase? Read(IReadOnlyList<JournalLine> lines)
    {
        try
        {
            return RecordedCaseFold.Of(lines.SelectMany(l => l.ReadOnly(RecordedCaseFold.EventNames)));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
