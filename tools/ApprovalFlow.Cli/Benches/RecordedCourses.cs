using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Cli.Benches;

/// <summary>Many recorded cases of one flow: 2,000 different courses, made by the product's own rules, each under many numbers.</summary>
/// <remarks>The copies' hashes are not made anew: what is measured here reads journals and does not verify them.</remarks>
internal sealed class RecordedCourses(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item, WorkCalendar calendar, string[] wanted)
{
    public const int Different = 2_000;

    /// <summary>The first application's instant; the others follow within <see cref="Days"/>.</summary>
    public DateTimeOffset Begin { get; init; } = new(2025, 3, 3, 9, 0, 0, TimeSpan.FromHours(8));
    public int Days { get; init; } = 150;
    /// <summary>Each case is told under its own number from the start, so that it can be decided again; otherwise copies under other numbers do.</summary>
    public bool EachItsOwn { get; init; }
    /// <summary>Where the recording ends, with cases open; null: every case is taken to its end.</summary>
    public DateTimeOffset? Until { get; init; }

    public async Task FillAsync(BenchDatabase database, string prefix, int count)
    {
        var courses = EachItsOwn ? [] : Enumerable.Range(0, Different).Select(i => Course(i, $"COURSE-{i:D5}")).ToList();
        foreach (var numbers in Enumerable.Range(0, count).Chunk(1_000))
        {
            await using var context = await database.ContextAsync();
            context.ChangeTracker.AutoDetectChangesEnabled = false;
            var told = EachItsOwn ? numbers.AsParallel().AsOrdered().Select(n => Course(n % Different, $"{prefix}-{n:D6}")).ToList() : [.. numbers.Select(n => courses[n % Different])];
            foreach (var (number, (state, lines)) in numbers.Zip(told))
            {
                var name = $"{prefix}-{number:D6}";
                context.Cases.Add(new StoredCase
                {
                    CaseNumber = name, Version = state.Version, HeadHash = lines[^1].Hashes[^32..], DefinitionHash = state.DefinitionHash, FlowCode = flow.Code, ItemCode = item.Code, DepartmentId = item.DepartmentId,
                    Status = state.Status, Result = state.Result, ApplicantName = "示例申请人", RegisteredAt = state.RegisteredAt!.Value, AcceptedAt = state.AcceptedAt, ClosedAt = state.ClosedAt,
                });
                foreach (var line in lines)
                    context.Journal.Add(new StoredJournalLine { CaseNumber = name, FirstSequence = line.FirstSequence, At = line.At, Events = line.Text.Replace(state.CaseNumber, name, StringComparison.Ordinal), Hashes = line.Hashes, PreviousHash = line.PreviousHash });
            }
            await context.SaveChangesAsync();
        }
    }

    /// <summary>A case from the window on, with people who take half a day to four days for each step; one in twelve is corrected, one in twenty refused.</summary>
    private (CaseState State, IReadOnlyList<JournalLine> Lines) Course(int seed, string number)
    {
        var random = new Random(seed);
        var (state, now) = (CaseState.Empty, Begin.AddDays(seed % Days).AddMinutes(random.Next(480)));
        var lines = new List<JournalLine>();
        var hash = CaseChain.Genesis.ToArray();
        var (returns, refuses) = (seed % 12 == 0, seed % 20 == 7);
        Send(SampleApplication.Register(number, graph.Definition.ContentHash, flow, item, wanted));
        while (!state.IsClosed)
        {
            now = calendar.Due(OfficeHours.DayOf(now), random.Next(5)).Day is { } day && OfficeHours.At(day, new TimeOnly(9, 0).AddMinutes(random.Next(480))) is var then && then > now ? then : now.AddMinutes(10);
            if (now > Until) break;
            var task = state.OpenTasks[random.Next(state.OpenTasks.Count)];
            // A recording of open cases keeps the last step of each open.
            if (Until is not null && task.ActivityType is "Approval.Decide") break;
            var outcome = returns && task.Outcomes.Contains("Return") && task.ActivityType != "Approval.Accept" ? "Return" : refuses && task.ActivityType == "Approval.Decide" ? "Refuse" : task.Outcomes[0];
            returns &= outcome != "Return";
            Send(SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, outcome));
        }
        return (state, lines);

        void Send(CaseCommand command)
        {
            var decision = CaseDecider.Decide(state, command, new(now, graph, flow, item) { Due = (from, days) => calendar.Due(from, days).Day });
            if (decision.Rejection is { } refused)
                throw new InvalidOperationException($"Expected {number} to go on, but {refused.Code}: {refused.Message}");
            var events = HashChain.Seal(hash, decision.Records);
            lines.Add(JournalLine.Of(number, state.Version, events));
            (state, hash) = (decision.State, events[^1].Hash);
        }
    }
}
