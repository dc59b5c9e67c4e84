using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>What-if: takes recorded cases through a draft. Pure: the same case, draft and habits give the same course.</summary>
/// <remarks>
/// <para>The engine itself runs, from event to event. A step that history knows (same activity, n-th time) takes its recorded working days and its recorded answer, if the draft still
/// offers it; on the recorded day it ends at the recorded instant. Any other answer is synthetic: the step's habit for the time, the first outcome offered for the answer.</para>
/// <para>Returns, corrections, withdrawals, jumps and what was taken back happen again where the draft allows it; timers fire when they are due. People are not simulated:
/// nobody is looked up, and a step that several signed comes to what it came to.</para>
/// </remarks>
public sealed class WhatIfReplay(WorkflowGraph graph, ClockContext clocks, StepHabits habits, string? windowDepartmentId = null)
{
    private readonly Dictionary<string, string> paths = graph.Activities.GroupBy(a => a.Id).ToDictionary(g => g.Key, g => g.First().Path);
    private readonly string? correctionPath = graph.Activities.FirstOrDefault(a => a.TypeName == TaskTypes.Correction)?.Path;
    private readonly Dictionary<string, bool> comesBack = graph.Activities.ToDictionary(a => a.Path,
        a => graph.PropertyAt(a.Path, HumanInputs.Resubmission) is { ValueKind: JsonValueKind.String } rule && rule.GetString() == HumanInputs.BackToReturner);

    public ReplayedCase Run(RecordedCase recorded) => new CaseRun(this, recorded).Run();

    /// <summary>Where a step of another version stands in this one; null: nowhere.</summary>
    private string? PathOf(StepName step) => graph.ActivityAt(step.Path) is not null ? step.Path : paths.GetValueOrDefault(step.Path[(step.Path.LastIndexOf(':') + 1)..]);

    /// <summary>One case on its way.</summary>
    private sealed class CaseRun(WhatIfReplay replay, RecordedCase recorded)
    {
        /// <summary>A draft that loops for ever on good news is stopped here.</summary>
        private const int MostTurns = 500;

        private readonly Dictionary<string, Queue<CaseStep>> history = recorded.Course.Steps.GroupBy(s => s.ActivityId).ToDictionary(g => g.Key, g => new Queue<CaseStep>(g));
        private readonly Queue<RecordedMove> moves = new(recorded.Moves);
        private readonly List<Wait> waits = [];
        private readonly List<TakingBack> takingBack = [];
        private readonly List<CaseStep> steps = [];
        private readonly List<CaseRecord> records = [];
        private readonly Dictionary<int, string> nodes = [];
        private readonly List<Divergence> divergences = [];
        private WorkflowState state = WorkflowState.Empty;
        private DateTimeOffset now = recorded.Course.RegisteredAt;
        private DateTimeOffset? acceptedAt, decidedAt, closedAt;
        private readonly HashSet<string> decided = [];
        private string? result;
        private bool isStopped;
        private int answers, synthetic;

        private WorkCalendar Calendar => replay.Clocks.Calendar;

        public ReplayedCase Run()
        {
            Note(recorded.Application);
            Ask(CaseDecider.StartOf(recorded.Application));
            for (var turn = 0; turn < MostTurns && !isStopped && closedAt is null && Next() is { } next; turn++)
            {
                now = next.At;
                next.Act();
            }
            if (closedAt is null && !isStopped) Diverge(DivergenceKind.NoEnd);
            foreach (var left in history.Values.SelectMany(q => q).Where(s => s.Outcome is not null)) Diverge(DivergenceKind.StepGone, left, left.Outcome);
            return new(Told(), divergences) { Answers = answers, Synthetic = synthetic };
        }

        private CaseCourse Told()
        {
            steps.AddRange(waits.Select(w => w.Told(null)));
            var fold = new TimelineFold();
            // Of one instant, what the replay noted first comes first.
            foreach (var record in records.Concat(recorded.Dated).OrderBy(r => r.At)) fold.Add(record);
            return new(recorded.CaseNumber, recorded.Course.RegisteredAt, [.. steps.OrderBy(s => s.OpenedAt)], CaseTimeline.Over(recorded.CaseNumber, fold.Facts))
            {
                AcceptedAt = acceptedAt, DecidedAt = decidedAt, ClosedAt = closedAt, Result = result, LastAt = now,
            };
        }

        /// <summary>What happens first. At one instant: what history has an order for, in that order.</summary>
        private Turn? Next()
        {
            Turn? first = null;
            void Offer(DateTimeOffset at, long position, Action act)
            {
                if (at < now) at = now;
                if (first is null || at < first.At || (at == first.At && position < first.Position)) first = new(at, position, act);
            }
            foreach (var wait in waits) Offer(wait.EndsAt, wait.Position, () => Answer(wait));
            foreach (var back in takingBack) Offer(back.At, back.Position, () => TakeBack(back));
            if (moves.TryPeek(out var move)) Offer(move.At, move.Position, () => Move(moves.Dequeue()));
            foreach (var bookmark in state.Bookmarks)
                if (bookmark.ResumeAt is { } due) Offer(Awake(due), long.MaxValue, () => Ask(new WorkflowCommand.Resume(bookmark.Id)));
            return first;
        }

        /// <summary>A suspended case has no timers: what came due meanwhile is due when it goes on.</summary>
        private DateTimeOffset Awake(DateTimeOffset due)
        {
            foreach (var (from, to) in recorded.Suspensions)
                if (due >= from && due < to) return to;
            return due;
        }

        private void Answer(Wait wait)
        {
            if (wait.Known?.ReturnedTo is { } target && Return(wait, target)) return;
            var given = wait.Known?.Outcome;
            var outcome = given is not null && wait.Outcomes.Contains(given) ? given : wait.Outcomes.FirstOrDefault();
            answers++;
            if (outcome is null || outcome != given)
            {
                synthetic++;
                wait.IsSynthetic = true;
                if (wait.Known is null) Diverge(DivergenceKind.StepNew, wait, outcome);
                else if (given is not null) Diverge(DivergenceKind.OutcomeGone, wait.Known, given, outcome);
                else if (!wait.Known.IsAnswered) Diverge(DivergenceKind.AnswerUnknown, wait, outcome);
            }
            if (outcome is null)
            {
                isStopped = true;
                return;
            }
            var data = wait.IsSynthetic ? null : wait.Known?.Data;
            if (!wait.IsSynthetic && wait.Known?.FilledIn is { Count: > 0 } filled && !Ask(new WorkflowCommand.AddInput(filled))) return;
            waits.Remove(wait);
            End(wait, outcome, data);
            if (wait.Returner is { } returner) Corrected(wait, returner, outcome);
            else if (outcome == Outcomes.Return && replay.comesBack.GetValueOrDefault(wait.Path)) Correct(wait);
            else Ask(new WorkflowCommand.Resume(wait.BookmarkId)
            {
                Input = new Dictionary<string, object?>((outcome == Outcomes.Resubmit ? wait.Known?.Form : data) ?? new Dictionary<string, object?>()) { [HumanActivity.OutcomeKey] = outcome },
                MergesInput = outcome == Outcomes.Resubmit,
            });
        }

        /// <summary>The step ends with an answer, and the case takes from it what the law takes.</summary>
        private void End(Wait wait, string outcome, IReadOnlyDictionary<string, object?>? data)
        {
            var step = wait.Told(now) with { Outcome = outcome, IsSynthetic = wait.IsSynthetic };
            steps.Add(step);
            foreach (var task in step.Tasks)
                records.Add(new(0, task.EndedAt ?? now, new CaseEvent.TaskCompleted(task.TaskId, Nobody, outcome)));
            var last = step.Tasks[^1].TaskId;
            switch (wait.ActivityType, outcome)
            {
                case (_, Outcomes.Return): Note(new CaseEvent.CorrectionRequested(last, null)); break;
                case (_, Outcomes.Withdraw): Note(new CaseEvent.WithdrawalRequested(Nobody, "")); break;
                case (TaskTypes.Correction, Outcomes.Resubmit): Note(new CaseEvent.CaseResubmitted(wait.Known?.Form ?? new Dictionary<string, object?>(), [])); break;
                case (TaskTypes.Accept, Outcomes.Accept):
                    acceptedAt ??= now;
                    Note(new CaseEvent.CaseAccepted());
                    break;
                case (TaskTypes.Decide, _):
                    decidedAt = now;
                    decided.Add(wait.Path);
                    Note(new CaseEvent.DecisionMade(outcome is Outcomes.Refuse ? CaseResults.Refused : CaseResults.Approved, Nobody));
                    break;
                case (TaskTypes.Deliver, Outcomes.Deliver): Note(new CaseEvent.CaseDelivered(Nobody)); break;
                case (TaskTypes.Issue, Outcomes.Issue) when data?.GetValueOrDefault(TaskForms.DeliveryMethod) is not null: Note(new CaseEvent.CaseDelivered(Nobody)); break;
            }
            if (wait.Known is { TakenBackAt: { } back, EndedAt: { } ended }) takingBack.Add(new(Shifted(ended, back, now), wait.Path, wait.Known));
        }

        /// <summary>Straight back to the returner: the step keeps waiting while the applicant corrects the papers.</summary>
        private void Correct(Wait returner)
        {
            var limit = replay.correctionPath is { } drawn ? replay.Graph.LiteralAt(drawn, "limitDays") as double? : null;
            Open(new(returner.BookmarkId, returner.Context, "correction", TaskTypes.Correction, "", "申请人补正", "Correction by applicant", now)
            {
                LimitDays = limit, Candidates = [new(Roles.WindowClerk, replay.WindowDepartmentId)], Returner = returner,
                Outcomes = returner.Outcomes.Contains(Outcomes.Withdraw) ? [Outcomes.Resubmit, Outcomes.Withdraw] : [Outcomes.Resubmit],
            });
        }

        private void Corrected(Wait correction, Wait returner, string outcome)
        {
            if (outcome == Outcomes.Withdraw)
            {
                Ask(new WorkflowCommand.Resume(returner.BookmarkId) { Input = new Dictionary<string, object?> { [HumanActivity.OutcomeKey] = outcome }, MergesInput = false });
                return;
            }
            if (correction.Known?.Form is { Count: > 0 } form) Ask(new WorkflowCommand.AddInput(form));
            if (!isStopped) Open(returner.Again(now));
        }

        private bool Return(Wait wait, StepName target)
        {
            if (replay.PathOf(target) is { } path)
            {
                var command = new WorkflowCommand.Return(path) { FromContext = wait.Context, Siblings = wait.Known!.CancelsSiblings ? SiblingRule.Cancel : SiblingRule.Keep };
                IReadOnlyList<string> undone = decided.Count > 0 ? WorkflowPath.Undone(replay.Graph, state, command) : [];
                if (Ask(command, mayBeRefused: true))
                {
                    answers++;
                    Undo(undone.Contains);
                    return true;
                }
            }
            Diverge(DivergenceKind.ReturnImpossible, wait.Known!, target.NameZh, target.NameEn);
            return false;
        }

        private void TakeBack(TakingBack back)
        {
            takingBack.Remove(back);
            if (Ask(new WorkflowCommand.Return(back.Path) { Siblings = SiblingRule.Cancel }, mayBeRefused: true)) Undo(back.Path.Equals);
            else Diverge(DivergenceKind.MoveImpossible, back.Step, null);
        }

        private void Undo(Predicate<string> undone)
        {
            if (decided.RemoveWhere(undone) == 0) return;
            decidedAt = null;
            Note(new CaseEvent.DecisionTakenBack(Nobody));
        }

        private void Move(RecordedMove move)
        {
            switch (move.Kind)
            {
                case RecordedMoveKind.Terminate:
                    Close(CaseResults.Terminated);
                    break;
                case RecordedMoveKind.Withdraw:
                    if (decidedAt is null && waits.Find(w => w.Returner is null && w.Outcomes.Contains(Outcomes.Withdraw)) is { } wait)
                    {
                        Note(new CaseEvent.WithdrawalRequested(Nobody, ""));
                        Ask(new WorkflowCommand.Resume(wait.BookmarkId) { Input = new Dictionary<string, object?> { [HumanActivity.OutcomeKey] = Outcomes.Withdraw }, MergesInput = false });
                    }
                    else Diverge(DivergenceKind.WithdrawalLate);
                    break;
                case RecordedMoveKind.Jump:
                    var target = replay.PathOf(move.To!);
                    List<string> again = target is null ? [] : [.. decided.Where(p => p == target || WorkflowPath.Leads(replay.Graph, state, target, p))];
                    if (target is not null && Ask(new WorkflowCommand.Jump(target), mayBeRefused: true)) Undo(again.Contains);
                    else divergences.Add(new(DivergenceKind.MoveImpossible, move.To!.NameZh, move.To.NameEn));
                    break;
            }
        }

        /// <summary>Asks the engine and follows what it answers.</summary>
        private bool Ask(WorkflowCommand command, bool mayBeRefused = false)
        {
            var decision = WorkflowEngine.Decide(replay.Graph, state, command, now);
            if (decision.Rejection is { } rejection)
            {
                if (!mayBeRefused) Stop(rejection.Message);
                return false;
            }
            state = decision.State;
            HashSet<int>? passing = null;
            foreach (var step in decision.Events)
                if (step is WorkflowEvent.ActivityCanceled canceled) (passing ??= []).Add(canceled.Context);
            foreach (var step in decision.Events) Follow(step, passing);
            if (state.Incidents is [var incident, ..] && closedAt is null) Stop(incident.Message);
            return true;
        }

        private void Follow(WorkflowEvent step, HashSet<int>? passing)
        {
            switch (step)
            {
                case WorkflowEvent.ActivityStarted e: nodes[e.Context] = e.Node; break;
                case WorkflowEvent.BookmarkCreated { ResumeAt: null, Payload: IReadOnlyDictionary<string, object?> request } e
                    when closedAt is null && passing?.Contains(e.Context) != true && e.Name.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) && request.GetValueOrDefault("role") is string { Length: > 0 } role:
                    Open(Asked(e, role, request));
                    break;
                case WorkflowEvent.BookmarkBurned e: Cancel(w => w.BookmarkId == e.Id); break;
                case WorkflowEvent.ActivityCompleted e: Cancel(w => w.Context == e.Context); break;
                case WorkflowEvent.ActivityCanceled e: Cancel(w => w.Context == e.Context); break;
                case WorkflowEvent.WorkflowFinished { SubStatus: not WorkflowSubStatus.Faulted }: Cancel(_ => true); break;
                case WorkflowEvent.Emitted { Name: CloseCaseActivity.Emission, Payload: IReadOnlyDictionary<string, object?> closing } when closedAt is null:
                    Close(closing.GetValueOrDefault(CloseCaseActivity.ResultInput) as string ?? "");
                    break;
            }
        }

        private Wait Asked(WorkflowEvent.BookmarkCreated bookmark, string role, IReadOnlyDictionary<string, object?> request)
        {
            string? Text(string name) => request.GetValueOrDefault(name) is string { Length: > 0 } text ? text : null;

            var path = nodes.GetValueOrDefault(bookmark.Context) ?? "";
            var id = path.Length == 0 ? bookmark.Name : path[(path.LastIndexOf(':') + 1)..];
            var region = Text("region") ?? (bookmark.Name == TaskTypes.CountyPreliminaryReview ? recorded.Application.CountyCode : null);
            var signers = bookmark.Name == TaskTypes.Countersign ? SignerList.Read(request.GetValueOrDefault(SigningRule.SignersInput)) : [];
            return new(bookmark.Id, bookmark.Context, id, bookmark.Name, path, Text("nameZh") ?? id, Text("nameEn") ?? id, now)
            {
                LimitDays = request.GetValueOrDefault("limitDays") as double?, Counted = Text("clock") != "excluded",
                Candidates = signers.Count > 0 ? [.. signers.Select(s => s.Candidate)] : [new(role, Text("departmentId"), region)],
                Outcomes = request.GetValueOrDefault(HumanInputs.Outcomes) is IEnumerable<object?> offered ? [.. offered.OfType<string>()] : [],
            };
        }

        private void Open(Wait wait)
        {
            if (history.TryGetValue(wait.ActivityId, out var known) && known.TryDequeue(out var step)) wait.Known = step;
            wait.IsSigned = wait.Known?.IsSigned ?? wait.Candidates.Count > 1;
            (wait.EndsAt, wait.Position) = End(wait);
            wait.Tasks = TasksOf(wait);
            waits.Add(wait);
            foreach (var task in wait.Tasks)
                records.Add(new(0, task.OpenedAt, new CaseEvent.TaskOpened(task.TaskId, wait.BookmarkId, wait.ActivityId, wait.ActivityType, wait.NameZh, wait.NameEn, task.Candidate) { LimitDays = wait.LimitDays, Counted = wait.Counted }));
        }

        private (DateTimeOffset At, long Position) End(Wait wait)
        {
            if (wait.Known is { IsAnswered: true, EndedAt: { } ended } known) return (Shifted(known.OpenedAt, ended, now), known.Position);
            var days = recorded.LimitShare is { } share ? (int)Math.Ceiling((wait.LimitDays ?? 0) * share) : replay.Habits.DaysFor(wait.ActivityType, wait.Candidates[0], wait.LimitDays);
            var made = After(days);
            // It lay unanswered so long when the wait was taken away: an answer would have come later.
            return wait.Known is { EndedAt: { } givenUp } lay && Shifted(lay.OpenedAt, givenUp, now) is var least && made < least ? (least, long.MaxValue) : (made, long.MaxValue);
        }

        /// <summary>So many working days from now, at the same time of day.</summary>
        private DateTimeOffset After(int days)
        {
            if (days == 0) return Capped(now.AddHours(1));
            return Calendar.Due(OfficeHours.DayOf(now), days).Day is { } day ? OfficeHours.At(day, OfficeHours.TimeOf(now)) : now.AddDays(days);
        }

        /// <summary>What took from one instant to another, begun now: the same working days, ending at the same time of day.</summary>
        private DateTimeOffset Shifted(DateTimeOffset from, DateTimeOffset to, DateTimeOffset begun)
        {
            var (first, day) = (OfficeHours.DayOf(from), OfficeHours.DayOf(begun));
            if (day == first && begun <= to) return to;
            if (Calendar.Between(first, OfficeHours.DayOf(to)) is not { } days) return begun + (to - from);
            var last = days == 0 ? day : Calendar.Due(day, days).Day;
            if (last is null) return begun + (to - from);
            var at = OfficeHours.At(last.Value, OfficeHours.TimeOf(to));
            return at >= begun ? at : Capped(begun + (to - from));
        }

        /// <summary>Not beyond the day.</summary>
        private static DateTimeOffset Capped(DateTimeOffset at)
        {
            var night = OfficeHours.At(OfficeHours.DayOf(at), new(23, 59, 59));
            return at < night ? at : night;
        }

        /// <summary>Where the draft asks the same people, their recorded tasks; otherwise one for each whom it asks.</summary>
        private IReadOnlyList<StepTask> TasksOf(Wait wait)
        {
            if (wait.Known is not { Tasks.Count: > 0 } known || !wait.Candidates.ToHashSet().SetEquals(known.Candidates))
                return [.. wait.Candidates.Select((c, i) => new StepTask($"{recorded.CaseNumber}+{wait.Number}.{i + 1}", c, now))];
            return known.OpenedAt == now && known.EndedAt == wait.EndsAt ? known.Tasks
                : [.. known.Tasks.Select(t => new StepTask(t.TaskId, t.Candidate, t.OpenedAt <= known.OpenedAt ? now : Earlier(Shifted(known.OpenedAt, t.OpenedAt, now), wait.EndsAt)) { EndedAt = t.EndedAt is { } e && e < known.EndedAt ? Earlier(Shifted(known.OpenedAt, e, now), wait.EndsAt) : null })];
        }

        private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

        private void Cancel(Predicate<Wait> which)
        {
            foreach (var wait in waits.Where(w => which(w)).ToList())
            {
                waits.Remove(wait);
                var step = wait.Told(now);
                steps.Add(step);
                foreach (var task in step.Tasks) records.Add(new(0, task.EndedAt ?? now, new CaseEvent.TaskCanceled(task.TaskId)));
            }
        }

        private void Close(string how)
        {
            (result, closedAt) = (how, now);
            Note(new CaseEvent.CaseClosed(how));
            Cancel(_ => true);
        }

        private void Stop(string why)
        {
            isStopped = true;
            divergences.Add(new(DivergenceKind.Incident, why, why));
        }

        private void Note(CaseEvent @event) => records.Add(new(0, now, @event));
        private void Diverge(DivergenceKind kind) => divergences.Add(new(kind, "", ""));
        private void Diverge(DivergenceKind kind, Wait wait, string? outcome) => divergences.Add(new(kind, wait.NameZh, wait.NameEn) { ActivityType = wait.ActivityType, Outcome = outcome });
        private void Diverge(DivergenceKind kind, CaseStep step, string? outcome, string? instead = null) => divergences.Add(new(kind, step.NameZh, step.NameEn) { ActivityType = step.ActivityType, Outcome = outcome, Instead = instead });
    }

    private static ActorStamp Nobody { get; } = new("", "");
    private WorkflowGraph Graph => graph;
    private ClockContext Clocks => clocks;
    private StepHabits Habits => habits;
    private string? WindowDepartmentId => windowDepartmentId;

    private sealed record Turn(DateTimeOffset At, long Position, Action Act);

    /// <summary>A completion that somebody will take back.</summary>
    private sealed record TakingBack(DateTimeOffset At, string Path, CaseStep Step) { public long Position => Step.Position; }

    /// <summary>A step that waits for its answer.</summary>
    private sealed class Wait(string bookmarkId, int context, string activityId, string activityType, string path, string nameZh, string nameEn, DateTimeOffset openedAt)
    {
        public string BookmarkId => bookmarkId;
        public int Context => context;
        public string ActivityId => activityId;
        public string ActivityType => activityType;
        public string Path => path;
        public string NameZh => nameZh;
        public string NameEn => nameEn;
        public double? LimitDays { get; init; }
        public bool Counted { get; init; }
        public IReadOnlyList<Candidate> Candidates { get; init; } = [];
        public IReadOnlyList<string> Outcomes { get; init; } = [];
        /// <summary>The step that asked for this correction and waits for it.</summary>
        public Wait? Returner { get; init; }
        public CaseStep? Known { get; set; }
        public bool IsSigned { get; set; }
        public bool IsSynthetic { get; set; }
        public DateTimeOffset EndsAt { get; set; }
        public long Position { get; set; }
        public IReadOnlyList<StepTask> Tasks { get; set; } = [];
        private int Round { get; init; }
        /// <summary>Names this wait within the case.</summary>
        public string Number => Round == 0 && Returner is null ? bookmarkId : $"{bookmarkId}{(Returner is null ? "a" : "c")}{(Returner ?? this).Round}";

        public Wait Again(DateTimeOffset at) => new(bookmarkId, context, activityId, activityType, path, nameZh, nameEn, at) { LimitDays = LimitDays, Counted = Counted, Candidates = Candidates, Outcomes = Outcomes, Round = Round + 1 };

        public CaseStep Told(DateTimeOffset? endedAt) => new(activityId, activityType, nameZh, nameEn, openedAt)
        {
            EndedAt = endedAt, LimitDays = LimitDays, Counted = Counted, Candidates = Candidates, IsSigned = IsSigned,
            Tasks = [.. Tasks.Select(t => t.EndedAt is { } ended && (endedAt is null || ended <= endedAt) ? t : t with { EndedAt = endedAt })],
        };
    }
}

/// <summary>A case as it would have gone.</summary>
/// <param name="Divergences">Where it left its history, in order.</param>
public sealed record ReplayedCase(CaseCourse Course, IReadOnlyList<Divergence> Divergences)
{
    public int Answers { get; init; }
    /// <summary>Answers that history does not know.</summary>
    public int Synthetic { get; init; }
}
