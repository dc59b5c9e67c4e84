using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>流程预测: who is next and after that, and by when, if everybody uses their time and nobody objects.</summary>
/// <remarks>
/// The engine itself runs on from where the case stands, on its own definition and form, so the forecast takes the same branches as the case
/// would, and after a return it begins where the case does. Days are the last ones of each limit; a step that is already late ends today.
/// </remarks>
public sealed record CaseForecast(IReadOnlyList<ForecastStep> Steps)
{
    /// <summary>A definition that loops for ever on good news has no forecast beyond this.</summary>
    private const int MostSteps = 100;

    /// <summary>How the case would end; null: the forecast does not reach that far.</summary>
    public string? Result { get; init; }
    /// <summary>The last day of the last step; null: not known, because a step has no limit or a calendar is missing.</summary>
    public DateOnly? EndsOn { get; init; }

    public static CaseForecast Of(CaseState state, CaseContext context) =>
        state.IsClosed ? new([]) { Result = state.Result } : new Walk(context.Graph, context.Now, context.Due, (state, context)).Run(state.Workflow);

    /// <summary>Before anything is handed in: what this form would lead to.</summary>
    /// <param name="due">Last day of a limit in working days that begins on a day; null when that year's calendar is not loaded.</param>
    public static CaseForecast Of(WorkflowGraph graph, IReadOnlyDictionary<string, object?> input, DateTimeOffset now, Func<DateOnly, double, DateOnly?> due)
    {
        var walk = new Walk(graph, now, due, null);
        var begun = WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("forecast") { Input = input }, now);
        return begun.Rejection is null ? walk.Run(walk.Follow(begun)) : new([]);
    }

    private sealed class Walk(WorkflowGraph graph, DateTimeOffset now, Func<DateOnly, double, DateOnly?> due, (CaseState State, CaseContext Context)? known)
    {
        private readonly DateOnly today = Calendars.OfficeHours.DayOf(now);
        private readonly Dictionary<string, ForecastStep> open = [];
        private readonly List<ForecastStep> steps = [];
        private string? result;
        private bool isCertain = true;

        public CaseForecast Run(WorkflowState state)
        {
            var day = today;
            for (var n = 0; n < MostSteps; n++)
            {
                foreach (var bookmark in state.Bookmarks)
                    if (!open.ContainsKey(bookmark.Id)) Open(bookmark, day);
                if (state.IsFinished || Next(state) is not { } next) break;
                if (next.Step is { } step)
                {
                    steps.Add(step);
                    isCertain &= step.Until is not null;
                    day = step.Until ?? step.From;
                }
                var answered = WorkflowEngine.Decide(graph, state, new WorkflowCommand.Resume(next.Bookmark.Id) { Input = Answer(next.Bookmark), MergesInput = false }, now);
                if (answered.Rejection is not null) break;
                state = Follow(answered);
            }
            return new CaseForecast(steps) { Result = result, EndsOn = result is not null && isCertain && steps.Count > 0 ? steps.Max(s => s.Until) : null };
        }

        public WorkflowState Follow(WorkflowDecision decision)
        {
            foreach (var step in decision.Events)
                if (step is WorkflowEvent.Emitted { Name: CloseCaseActivity.Emission, Payload: IReadOnlyDictionary<string, object?> closing }) result ??= closing.GetValueOrDefault(CloseCaseActivity.ResultInput) as string;
            return decision.State;
        }

        /// <summary>The step that would end first. A timer is the last to be waited for: good news comes before it.</summary>
        private (Bookmark Bookmark, ForecastStep? Step)? Next(WorkflowState state)
        {
            var step = state.Bookmarks.Where(b => open[b.Id].Candidate is not null).OrderBy(b => open[b.Id].Until ?? open[b.Id].From).ThenBy(b => b.Context).FirstOrDefault();
            if (step is not null) return (step, open[step.Id]);
            return state.Bookmarks.OrderBy(b => b.ResumeAt ?? DateTimeOffset.MaxValue).ThenBy(b => b.Context).FirstOrDefault() is { ResumeAt: not null } timer ? (timer, null) : null;
        }

        private void Open(Bookmark bookmark, DateOnly day)
        {
            var request = bookmark.Payload as IReadOnlyDictionary<string, object?> ?? new Dictionary<string, object?>();
            string? Text(string name) => request.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

            var id = bookmark.Node[(bookmark.Node.LastIndexOf(':') + 1)..];
            var task = known?.State.OpenTasks.FirstOrDefault(t => t.BookmarkId == bookmark.Id);
            var limit = request.GetValueOrDefault("limitDays") as double?;
            var until = task?.Due ?? (limit is { } days ? due(day, days) : null);
            var step = new ForecastStep(id, bookmark.Name, Text("nameZh") ?? id, Text("nameEn") ?? id,
                Text("role") is { } role ? task?.Candidate ?? new Candidate(role, Text("departmentId"), Text("region")) : null,
                task is null ? day : Calendars.OfficeHours.DayOf(task.OpenedAt), until < today ? today : until)
            {
                IsOpen = task is not null, Holder = task?.Assignee,
            };
            open[bookmark.Id] = task is null && step.Candidate is { } candidate ? step with { Expected = Expected(step, bookmark, candidate, request) } : step;
        }

        /// <summary>Whom the step will ask by name, as far as that is settled: who did the step before it is not known yet.</summary>
        private IReadOnlyList<ActorStamp> Expected(ForecastStep step, Bookmark bookmark, Candidate candidate, IReadOnlyDictionary<string, object?> request)
        {
            if (known is not var (state, context)) return [];
            var opened = new CaseEvent.TaskOpened("", bookmark.Id, step.ActivityId, step.ActivityType, step.NameZh, step.NameEn, candidate);
            ApproverSearch For(Candidate asked) => new(state, context, CaseTask.Opened(opened with { Candidate = asked }, now));
            var signers = step.ActivityType == TaskTypes.Countersign ? SignerList.Read(request.GetValueOrDefault(SigningRule.SignersInput)) : [];
            if (signers.Count > 0)
                return [.. signers.Where(s => s.User is not null).SelectMany(s => For(s.Candidate).Find(s.User!, ApproverRule.Incident).Persons)];
            return ApproverRule.Read(request, out _) is { } rule && !(rule.Kind == ApproverRule.LevelsUp && rule.From == ApproverRule.FromPrevious) ? For(candidate).Find(rule).Persons : [];
        }

        /// <summary>The first outcome that a step offers is the one that goes on.</summary>
        private static Dictionary<string, object?> Answer(Bookmark bookmark) =>
            bookmark.Payload is IReadOnlyDictionary<string, object?> request && request.GetValueOrDefault(HumanInputs.Outcomes) is IReadOnlyList<object?> and [string first, ..]
                ? new() { [HumanActivity.OutcomeKey] = first }
                : [];
    }
}

/// <param name="Candidate">Who may take it; null: nobody has to (a timer).</param>
/// <param name="Until">Last day of its limit; null: no limit, or not known.</param>
public sealed record ForecastStep(string ActivityId, string ActivityType, string NameZh, string NameEn, Candidate? Candidate, DateOnly From, DateOnly? Until)
{
    /// <summary>Under way now.</summary>
    public bool IsOpen { get; init; }
    public ActorStamp? Holder { get; init; }
    /// <summary>Whom the step's rule names already, while it is still to come; empty where that is not known, or whoever has the role may take it.</summary>
    public IReadOnlyList<ActorStamp> Expected { get; init; } = [];
}
