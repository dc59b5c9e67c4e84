using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>Reads a case's records for a replay. Linear in the records; those of the workflow itself are not needed.</summary>
public sealed class RecordedCaseFold
{
    private readonly TimelineFold timeline = new();
    private readonly List<OpenStep> steps = [];
    private readonly Dictionary<string, OpenStep> byTask = [];
    private readonly Dictionary<string, OpenStep> byBookmark = [];
    private readonly List<RecordedMove> moves = [];
    private readonly List<CaseRecord> dated = [];
    private readonly List<(DateTimeOffset, DateTimeOffset)> suspensions = [];
    private CaseEvent.CaseRegistered? application;
    private DateTimeOffset registeredAt, lastAt;
    private DateTimeOffset? acceptedAt, decidedAt, closedAt, suspendedAt, adoptedAt;
    private string? result;

    private RecordedCaseFold() { }

    /// <summary>Names of the stored events that matter; a reader may leave out all others.</summary>
    public static IReadOnlySet<string> EventNames { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "case-registered", "task-opened", "task-completed", "task-canceled", "case-accepted", "correction-requested", "case-resubmitted", "withdrawal-requested", "version-adopted",
        "decision-made", "certificate-issued", "case-delivered", "case-closed", "signing-opened", "signer-added", "signing-decided", "task-returned", "task-taken-back", "vote-taken-back", "decision-taken-back",
        "case-suspended", "case-resumed", "case-terminated", "case-altered", "pause-requested", "pause-started", "pause-ended", "extension-requested", "extension-told", "hearing-recorded",
        "form-filled-in", "papers-promised", "promised-papers-received", "renewal-recorded", "leg-opened", "leg-closed",
    };

    /// <summary>Null when the records do not begin with an application.</summary>
    public static RecordedCase? Of(IEnumerable<CaseRecord> records)
    {
        var fold = new RecordedCaseFold();
        foreach (var record in records) fold.Add(record);
        return fold.Told();
    }

    private RecordedCase? Told() => application is null ? null : new(application, new(application.CaseNumber, registeredAt, [.. steps.Select(s => s.Told())], CaseTimeline.Over(application.CaseNumber, timeline.Facts))
    {
        AcceptedAt = acceptedAt, DecidedAt = decidedAt, ClosedAt = closedAt, Result = result, LastAt = lastAt,
    })
    { Moves = moves, Dated = dated, Suspensions = suspensions };

    private void Add(CaseRecord record)
    {
        lastAt = record.At;
        // Demands for answers to cards are the supervisors' own clocks; a replay has no supervisors.
        if (record.Event is CaseEvent.OrderOpened or CaseEvent.OrderEscalated or CaseEvent.OrderAnswered or CaseEvent.CardRevoked) return;
        timeline.Add(record);
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered e: (application, registeredAt) = (e, record.At); break;
            case CaseEvent.SigningOpened e: byBookmark[e.BookmarkId] = Begin(new(record.At) { IsSigned = true, Candidates = [.. e.Signers.Select(s => s.Candidate)] }); break;
            case CaseEvent.SignerAdded e when byTask.GetValueOrDefault(e.Beside) is { } beside: beside.IsSigned = true; break;
            case CaseEvent.TaskOpened e: Opened(e, record.At); break;
            case CaseEvent.TaskCompleted e: Completed(e, record); break;
            case CaseEvent.SigningDecided e when byBookmark.GetValueOrDefault(e.BookmarkId) is { } step: step.Answer(e.Outcome, null, record); break;
            case CaseEvent.TaskReturned e when byTask.GetValueOrDefault(e.TaskId) is { } step:
                (step.ReturnedTo, step.CancelsSiblings, step.EndedAt, step.Position) = (e.To, e.CancelsSiblings, record.At, record.Sequence);
                break;
            case CaseEvent.TaskTakenBack e when byTask.GetValueOrDefault(e.TaskId) is { } step: step.TakenBackAt = record.At; break;
            case CaseEvent.TaskCanceled e when byTask.GetValueOrDefault(e.TaskId) is { } step: step.Cancel(e.TaskId, record); break;
            case CaseEvent.CaseResubmitted e when steps.FindLast(s => s.Outcome == Outcomes.Resubmit) is { } correction: correction.Form = e.Form; break;
            case CaseEvent.FormFilledIn e when byTask.GetValueOrDefault(e.TaskId) is { } step: step.FilledIn = MaterialsAndForm.Merge(step.FilledIn ?? new Dictionary<string, object?>(), e.Form); break;
            case CaseEvent.VersionAdopted:
                adoptedAt = record.At;
                byBookmark.Clear();
                break;
            case CaseEvent.CaseAccepted: acceptedAt ??= record.At; break;
            case CaseEvent.DecisionMade: decidedAt = record.At; break;
            case CaseEvent.DecisionTakenBack: decidedAt = null; break;
            case CaseEvent.WithdrawalRequested when !steps.Exists(s => s.Outcome == Outcomes.Withdraw && s.EndedAt == record.At): Move(RecordedMoveKind.Withdraw, record); break;
            case CaseEvent.CaseAltered e: Move(RecordedMoveKind.Jump, record, e.To); break;
            case CaseEvent.CaseTerminated: Move(RecordedMoveKind.Terminate, record); break;
            case CaseEvent.CaseSuspended: suspendedAt = record.At; break;
            case CaseEvent.CaseResumed when suspendedAt is { } from:
                suspensions.Add((from, record.At));
                suspendedAt = null;
                break;
            case CaseEvent.CaseClosed e: (result, closedAt) = (e.Result, record.At); break;
            case CaseEvent.PauseRequested or CaseEvent.PauseStarted or CaseEvent.PauseEnded or CaseEvent.ExtensionRequested or CaseEvent.ExtensionTold or CaseEvent.HearingRecorded
                or CaseEvent.PapersPromised or CaseEvent.PromisedPapersReceived or CaseEvent.RenewalRecorded or CaseEvent.LegOpened or CaseEvent.LegClosed:
                dated.Add(record);
                break;
        }
    }

    private void Move(RecordedMoveKind kind, CaseRecord record, StepName? to = null) => moves.Add(new(kind, record.At, record.Sequence, to));

    private OpenStep Begin(OpenStep step)
    {
        steps.Add(step);
        return step;
    }

    private void Opened(CaseEvent.TaskOpened e, DateTimeOffset at)
    {
        var known = byBookmark.GetValueOrDefault(e.BookmarkId);
        // On another version the same step opened anew at once: for the person it was one wait.
        if (known is null && at == adoptedAt) known = steps.Find(s => s.ActivityId == e.ActivityId && s.Outcome is null && s.ReturnedTo is null && s.EndedAt == at);
        if (known is null || known.IsAnswered || known.EndedAt is { } ended && ended != at) known = Begin(new(at));
        byBookmark[e.BookmarkId] = known;
        byTask[e.TaskId] = known;
        known.Open(e, at);
    }

    private void Completed(CaseEvent.TaskCompleted e, CaseRecord record)
    {
        if (byTask.GetValueOrDefault(e.TaskId) is not { } step) return;
        step.End(e.TaskId, record.At);
        if (step.IsSigned) step.LastData = e.Data;
        else step.Answer(e.Outcome, e.Data, record);
    }

    private sealed class OpenStep(DateTimeOffset openedAt)
    {
        private readonly List<StepTask> tasks = [];
        private CaseEvent.TaskOpened? first;

        public string? ActivityId => first?.ActivityId;
        public bool IsSigned { get; set; }
        public IReadOnlyList<Candidate> Candidates { get; init; } = [];
        public string? Outcome { get; private set; }
        public IReadOnlyDictionary<string, object?>? LastData { get; set; }
        public IReadOnlyDictionary<string, object?>? Form { get; set; }
        public IReadOnlyDictionary<string, object?>? FilledIn { get; set; }
        public DateTimeOffset? EndedAt { get; set; }
        public StepName? ReturnedTo { get; set; }
        public bool CancelsSiblings { get; set; }
        public DateTimeOffset? TakenBackAt { get; set; }
        public long Position { get; set; } = long.MaxValue;
        public bool IsAnswered => Outcome is not null || ReturnedTo is not null;

        public void Open(CaseEvent.TaskOpened e, DateTimeOffset at)
        {
            first ??= e;
            EndedAt = null;
            Position = long.MaxValue;
            // The wait that went on under another version keeps its beginning and its place.
            var gone = tasks.FindIndex(t => t.EndedAt == at && at != t.OpenedAt && t.Candidate == e.Candidate && !IsSigned);
            if (gone >= 0) tasks[gone] = new(e.TaskId, e.Candidate, tasks[gone].OpenedAt);
            else tasks.Add(new(e.TaskId, e.Candidate, at));
        }

        public void End(string taskId, DateTimeOffset at)
        {
            var index = tasks.FindIndex(t => t.TaskId == taskId);
            if (index >= 0 && tasks[index].EndedAt is null) tasks[index] = tasks[index] with { EndedAt = at };
        }

        public void Answer(string outcome, IReadOnlyDictionary<string, object?>? data, CaseRecord record) =>
            (Outcome, LastData, EndedAt, Position) = (outcome, data ?? LastData, record.At, record.Sequence);

        public void Cancel(string taskId, CaseRecord record)
        {
            End(taskId, record.At);
            if (!IsAnswered && tasks.TrueForAll(t => t.EndedAt is not null)) (EndedAt, Position) = (record.At, record.Sequence);
        }

        public CaseStep Told() => new(first?.ActivityId ?? "", first?.ActivityType ?? "", first?.NameZh ?? "", first?.NameEn ?? "", openedAt)
        {
            EndedAt = EndedAt, Outcome = Outcome, Data = LastData, Form = Form, FilledIn = FilledIn, ReturnedTo = ReturnedTo, CancelsSiblings = CancelsSiblings, TakenBackAt = TakenBackAt,
            LimitDays = first?.LimitDays, Counted = first?.Counted ?? true, IsSigned = IsSigned, Position = Position, Tasks = tasks,
            Candidates = Candidates.Count > 0 ? Candidates : first is null ? [] : [first.Candidate],
        };
    }
}
