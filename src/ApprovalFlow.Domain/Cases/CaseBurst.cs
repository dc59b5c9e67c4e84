using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>The records that one command leads to, and the state as it goes.</summary>
internal sealed partial class CaseBurst(CaseState before, CaseContext context)
{
    /// <summary>Legal dates are days in China, wherever the server stands.</summary>
    private static readonly TimeSpan ChinaStandardTime = TimeSpan.FromHours(8);

    private readonly List<CaseRecord> records = new(16);
    /// <summary>Which activity an execution is of, for those that began in this burst.</summary>
    private readonly List<(int Context, string Node)> begun = [];

    public CaseState State { get; private set; } = before.Copy();
    public IReadOnlyList<CaseRecord> Records => records;
    public DateTimeOffset At { get; } = WholeMilliseconds(context.Now);
    public DateOnly Today => DateOnly.FromDateTime(At.ToOffset(ChinaStandardTime).DateTime);

    public void Add(CaseEvent @event)
    {
        var record = new CaseRecord(State.Version + 1, At, @event);
        State.Apply(record);
        records.Add(record);
    }

    /// <summary>Lets a waiting step go on with an outcome; the step's own fields travel beside it.</summary>
    /// <param name="merges">The values also become workflow input, as corrected form fields must, so that later conditions see them.</param>
    public Rejection? Resume(string bookmarkId, string outcome, IReadOnlyDictionary<string, object?>? data = null, bool merges = false) =>
        Run(new WorkflowCommand.Resume(bookmarkId)
        {
            Input = new Dictionary<string, object?>(data ?? new Dictionary<string, object?>()) { [HumanActivity.OutcomeKey] = outcome },
            MergesInput = merges,
        });

    /// <summary>Asks the engine and records its steps, each followed by what it means for the case.</summary>
    public Rejection? Run(WorkflowCommand command)
    {
        Pinned();
        var decision = WorkflowEngine.Decide(context.Graph, State.Workflow, command, At);
        if (decision.Rejection is not null) return decision.Rejection;
        var passing = Passing(decision.Events);
        foreach (var step in decision.Events)
        {
            Add(new CaseEvent.Flow(step));
            Follow(step, passing);
        }
        State.Adopt(decision.State);
        return unchosen;
    }

    /// <summary>What is decided on one definition must never be continued on another.</summary>
    private void Pinned()
    {
        if (State.FlowCode != context.Flow.Code || State.ItemCode != context.Item.Code || context.Flow.ItemCode != context.Item.Code)
            throw new ArgumentException($"Expected the context of flow '{State.FlowCode}' of item '{State.ItemCode}', but got flow '{context.Flow.Code}' of item '{context.Item.Code}'.");
        if (State.DefinitionHash != context.Graph.Definition.ContentHash)
            throw new ArgumentException($"Expected the definition '{State.DefinitionHash}', but got '{context.Graph.Definition.ContentHash}'.");
    }

    public static DateTimeOffset WholeMilliseconds(DateTimeOffset instant) => new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMillisecond, TimeSpan.Zero);

    private static HashSet<int>? Passing(IReadOnlyList<WorkflowEvent> steps)
    {
        HashSet<int>? passing = null;
        foreach (var step in steps)
            if (step is WorkflowEvent.ActivityCanceled canceled) (passing ??= []).Add(canceled.Context);
        return passing;
    }

    /// <param name="passing">What this burst cancels again: a task of it would end before anybody could see it.</param>
    private void Follow(WorkflowEvent step, HashSet<int>? passing)
    {
        switch (step)
        {
            case WorkflowEvent.ActivityStarted e: begun.Add((e.Context, e.Node)); break;
            case WorkflowEvent.BookmarkCreated { ResumeAt: null, Payload: IReadOnlyDictionary<string, object?> request } e
                when !State.IsClosed && passing?.Contains(e.Context) != true && e.Name.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) && request.GetValueOrDefault("role") is string { Length: > 0 } role:
                var task = Open(e, role, request);
                OpenTasks(task, request);
                if (State.Task(task.TaskId) is not null && VisitProposals.Of(State, task, context.Item.DepartmentId, Today) is { } visit) Add(visit);
                break;
            case WorkflowEvent.BookmarkBurned e: CancelTasks(null, e.Id); break;
            // A step that ends takes its other waits with it.
            case WorkflowEvent.ActivityCompleted e: CancelTasks(e.Context); break;
            case WorkflowEvent.ActivityCanceled e: CancelTasks(e.Context); break;
            // What an incident stopped goes on when it is taken in hand: its tasks stay where they lie.
            case WorkflowEvent.WorkflowFinished { SubStatus: not WorkflowSubStatus.Faulted }: CancelTasks(); break;
            case WorkflowEvent.Emitted { Name: CloseCaseActivity.Emission, Payload: IReadOnlyDictionary<string, object?> closing } when !State.IsClosed:
                Add(new CaseEvent.CaseClosed(closing.GetValueOrDefault(CloseCaseActivity.ResultInput) as string ?? ""));
                // Whatever another branch still waits for, nobody may act on a closed case.
                CancelTasks();
                break;
        }
    }

    private string? NodeOf(int context)
    {
        for (var i = begun.Count - 1; i >= 0; i--)
            if (begun[i].Context == context) return begun[i].Node;
        return null;
    }

    private CaseEvent.TaskOpened Open(WorkflowEvent.BookmarkCreated bookmark, string role, IReadOnlyDictionary<string, object?> request)
    {
        string? Text(string name) => request.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

        // A step that waits a second time in the same context gets a second task.
        var taskId = $"{State.CaseNumber}-{bookmark.Context}";
        if (State.Task(taskId) is { } earlier) taskId = $"{State.CaseNumber}-{bookmark.Id}";
        else earlier = null;
        // After the flow began anew on another version, even that may have been there.
        if (State.HasTask(taskId)) taskId = $"{State.CaseNumber}-{bookmark.Id}v{PlainJson.Text((int)State.Version)}";
        var activityId = NodeOf(bookmark.Context) is { } node ? node[(node.LastIndexOf(':') + 1)..] : earlier?.ActivityId ?? bookmark.Name;
        var region = Text("region") ?? (bookmark.Name == TaskTypes.CountyPreliminaryReview ? State.CountyCode : null);
        var limit = request.GetValueOrDefault("limitDays") as double?;
        return new CaseEvent.TaskOpened(taskId, bookmark.Id, activityId, bookmark.Name, Text("nameZh") ?? activityId, Text("nameEn") ?? activityId, new Candidate(role, Text("departmentId"), region))
        {
            LimitDays = limit,
            Counted = Text("clock") != "excluded",
            Due = limit is { } days ? context.Due(Today, days) : null,
            Outcomes = request.GetValueOrDefault(HumanInputs.Outcomes) is IEnumerable<object?> offered ? offered.OfType<string>().ToArray() : [],
        };
    }

    /// <summary>The tasks of an execution or of one wait; all of them where neither is named.</summary>
    private void CancelTasks(int? context = null, string? bookmark = null)
    {
        for (var i = 0; i < State.OpenTasks.Count;)
        {
            var task = State.OpenTasks[i];
            if ((context is null || task.Context == context) && (bookmark is null || task.BookmarkId == bookmark)) Add(new CaseEvent.TaskCanceled(task.TaskId));
            else i++;
        }
    }
}
