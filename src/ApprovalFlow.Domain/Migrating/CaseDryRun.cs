using System.Security.Cryptography;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>What a migration would do to one case: where it stands, its tasks, its clocks, and all that is in the way. Nothing is changed.</summary>
public sealed record CaseDryRun(string CaseNumber, string From, string To)
{
    /// <summary>What is under way, oldest first.</summary>
    public IReadOnlyList<MovedStep> Steps { get; init; } = [];
    /// <summary>Steps that are new in the other version and that the case has passed there: they will not be carried out.</summary>
    public IReadOnlyList<StepName> PassedOver { get; init; } = [];
    public IReadOnlyList<MovedTask> Tasks { get; init; } = [];
    public IReadOnlyList<MovedLimit> Clocks { get; init; } = [];
    public IReadOnlyList<Rejection> Problems { get; init; } = [];
    /// <summary>Names this answer: a case that has moved on so that another one would be given has another digest. Who holds a task is not in it, because no migration changes that.</summary>
    public string Digest { get; init; } = "";
    public bool CanGo => Problems.Count == 0;

    /// <summary>The second person is not known yet when a plan is drawn up.</summary>
    private static readonly Actor SecondPerson = new("second-person", "second person", [new(Roles.Administrator)]);

    public static CaseDryRun Of(CaseState state, CaseCommand.Migrate command, CaseContext context) => new Trial(state, command, context).Result;

    /// <summary>The command that a dry run asks about, before anybody has signed.</summary>
    public static CaseCommand.Migrate Unsigned(string to, string plan, Actor requestedBy, string reason, string from, IReadOnlyDictionary<string, string?> map) => new(to, plan, requestedBy, SecondPerson, reason) { From = from, Map = map };

    private sealed class Trial
    {
        private readonly CaseState before;
        private readonly CaseContext context;

        public Trial(CaseState state, CaseCommand.Migrate command, CaseContext context)
        {
            (before, this.context) = (state, context);
            var problems = CaseDecider.MigrationProblems(state, command, context);
            if (context.Target is not { } target || !state.Exists)
            {
                Result = new(state.CaseNumber, state.DefinitionHash, command.To) { Problems = problems, Tasks = [.. state.OpenTasks.Select(t => new MovedTask(t.TaskId, Face(state, t), null))] };
                return;
            }
            var migration = Migration.Of(context.Graph, state.Workflow, new(target.Graph) { Map = command.Map }, context.Now);
            // A held case is refused before anything else is asked.
            var decision = problems.Count > 0 ? null : CaseDecider.Decide(state, command with { Seen = null }, context);
            if (decision?.Rejection is { } refused) problems = [refused];
            var after = problems.Count > 0 ? null : decision!.State;
            Result = new(state.CaseNumber, state.DefinitionHash, command.To)
            {
                Steps = [.. Moved(migration, target.Graph)],
                PassedOver = [.. migration.PassedOver.Where(p => IsSeen(target.Graph, p)).Select(p => CaseDecider.StepAt(target.Graph, p))],
                Tasks = [.. state.OpenTasks.Select(t => new MovedTask(t.TaskId, Face(state, t), after?.Task(t.TaskId) is { } now ? Face(after, now) : null))],
                Clocks = Limits(after),
                Problems = problems,
            };
            Result = Result with { Digest = DigestOf(Result) };
        }

        public CaseDryRun Result { get; }

        private IEnumerable<MovedStep> Moved(Migration migration, WorkflowGraph target)
        {
            var placed = migration.Activities.ToDictionary(a => a.Context);
            foreach (var active in before.Workflow.Active)
                if (IsSeen(context.Graph, active.Node))
                    yield return new(active.Context, CaseDecider.StepAt(context.Graph, active.Node), placed.TryGetValue(active.Context, out var there) ? CaseDecider.StepAt(target, there.To) : null, active.Faulted);
        }

        /// <summary>What only holds others is not told.</summary>
        private static bool IsSeen(WorkflowGraph graph, string path) => graph.ActivityAt(path) is { } activity && graph.Flowcharts.All(f => f.Path != path) && activity.TypeName is not ("Elsa.Sequence" or "Elsa.Parallel" or "Elsa.Workflow");

        private TaskFace Face(CaseState state, CaseTask task)
        {
            var due = context.Clocks is { } clocks && TaskDues.MayMove(state) ? TaskDues.Of(state, clocks.Policy, clocks.Calendar, context.Now).GetValueOrDefault(task.TaskId, task.Due) : task.Due;
            return new(task.ActivityId, task.NameZh, task.NameEn, task.Candidate, task.Assignee, task.Unfilled is not null, task.LimitDays, task.Counted, due);
        }

        private IReadOnlyList<MovedLimit> Limits(CaseState? after)
        {
            if (context.Clocks is not { } clocks) return [];
            var becomes = after is null ? null : ClockBook.Compute(after.Timeline, clocks.Policy, clocks.Calendar, context.Now);
            return [.. ClockBook.Compute(before.Timeline, clocks.Policy, clocks.Calendar, context.Now).Where(CaseDecider.IsRunning).Select(was =>
            {
                var now = becomes?.FirstOrDefault(c => c.Kind == was.Kind && c.Id == was.Id && CaseDecider.IsRunning(c));
                return new MovedLimit(was.Kind, was.Id, was.NameZh, was.NameEn, was.LimitDays + was.ExtensionDays, now is null ? null : now.LimitDays + now.ExtensionDays, was.Due, now?.Due)
                {
                    IsPaused = was.State is ClockState.Paused, IsLost = becomes is not null && now is null,
                };
            })];
        }

        private static string DigestOf(CaseDryRun run)
        {
            List<object?> said =
            [
                run.From, run.To, run.Problems.Select(p => (object?)p.Code).ToList(), run.Steps.Select(s => (object?)$"{s.Context} {s.From.Path} > {s.To?.Path} {s.Faulted}").ToList(), run.PassedOver.Select(s => (object?)s.Path).ToList(),
                run.Tasks.Select(t => (object?)new List<object?> { t.TaskId, Said(t.Before), t.After is null ? null : Said(t.After) }).ToList(),
                // Last days of clocks move with the day while a procedure goes on; limits do not.
                run.Clocks.Select(c => (object?)new List<object?> { c.Kind.ToString(), c.Id, c.LimitBefore, c.LimitAfter, c.IsLost }).ToList(),
            ];
            return Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteUtf8(said)).AsSpan(0, 16));
        }

        private static List<object?> Said(TaskFace f) => [f.ActivityId, f.NameZh, f.NameEn, f.Candidate.Role, f.Candidate.DepartmentId, f.Candidate.Region, f.IsUnfilled, f.LimitDays, f.Counted];
    }
}

/// <param name="To">Null: it has no place in the other version.</param>
public sealed record MovedStep(int Context, StepName From, StepName? To, bool Faulted);

/// <param name="After">Null: it would be lost, or nobody can tell because something else is in the way.</param>
public sealed record MovedTask(string TaskId, TaskFace Before, TaskFace? After)
{
    /// <summary>It stays exactly as it is.</summary>
    public bool IsKept => Before == After;
}

/// <summary>A task with whose it is and until when.</summary>
public sealed record TaskFace(string ActivityId, string NameZh, string NameEn, Candidate Candidate, ActorStamp? Holder, bool IsUnfilled, double? LimitDays, bool Counted, DateOnly? Due);

/// <summary>A clock that runs, before and after.</summary>
/// <param name="LimitAfter">Null: not known, or it would be lost.</param>
public sealed record MovedLimit(ClockKind Kind, string Id, string NameZh, string NameEn, double LimitBefore, double? LimitAfter, DateOnly? DueBefore, DateOnly? DueAfter)
{
    public bool IsPaused { get; init; }
    public bool IsLost { get; init; }
}
