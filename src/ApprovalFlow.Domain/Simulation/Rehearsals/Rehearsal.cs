using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Simulation.Rehearsals;

/// <summary>演练: a made-up case on a definition that may not be published yet, decided by the very rules that real cases are decided by.</summary>
/// <remarks>Pure: the same stage and script give the same records. Nothing of it is stored as a case, and nobody is told anything.</remarks>
public static class Rehearsal
{
    /// <summary>Longest that a rehearsal may wait at once.</summary>
    public const int LongestWait = 400;
    private const string Number = "rehearsal";
    private static readonly TimeOnly Morning = new(9, 0);

    public static RehearsalRun Run(RehearsalStage stage, RehearsalScript script)
    {
        var play = new Play(stage, OfficeHours.At(script.StartsOn, Morning));
        var application = SampleApplication.Register(Number, stage.Graph.Definition.ContentHash, stage.Flow, stage.Item);
        if (play.Do(application with { Form = script.Form, CountyCode = script.CountyCode ?? application.CountyCode }) is { } refused)
            return play.Run(0, refused);
        for (var i = 0; i < script.Moves.Count; i++)
            if (play.Make(script.Moves[i]) is { } refusal)
                return play.Run(i, refusal);
        return play.Run(script.Moves.Count, null);
    }

    private sealed class Play(RehearsalStage stage, DateTimeOffset begin)
    {
        private readonly List<CaseRecord> records = [];
        private CaseState state = CaseState.Empty;
        private DateTimeOffset now = begin;

        public RehearsalRun Run(int made, Rejection? refusal) => new(state, records, now, made)
        {
            Refusal = refusal,
            Clocks = stage.Clocks is { } clocks && state.Exists ? ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, now) : [],
        };

        public Rejection? Make(RehearsalMove move) => move switch
        {
            RehearsalMove.Complete complete => Make(complete),
            RehearsalMove.Wait { WorkingDays: < 1 or > LongestWait } wait => Refuse("rehearsal-wait", PlainJson.Text(wait.WorkingDays), PlainJson.Text(LongestWait)),
            RehearsalMove.Wait wait => Make(wait),
            _ => throw new ArgumentException($"Expected a known move, but got {move.GetType().Name}.", nameof(move)),
        };

        public Rejection? Do(CaseCommand command)
        {
            var decision = CaseDecider.Decide(state, command, new CaseContext(now, stage.Graph, stage.Flow, stage.Item)
            {
                Due = (from, days) => stage.Calendar.Due(from, days).Day, Clocks = stage.Clocks, Organisation = stage.Organisation,
            });
            if (decision.Rejection is { } rejection) return rejection;
            records.AddRange(decision.Records);
            state = decision.State;
            return null;
        }

        private Rejection? Make(RehearsalMove.Complete move)
        {
            if (state.OpenTasks.FirstOrDefault(t => t.ActivityId == move.ActivityId) is not { } task)
                return Refuse("rehearsal-not-open", move.ActivityId, string.Join(", ", state.OpenTasks.Select(t => t.ActivityId)));
            var command = SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, move.Outcome);
            var data = new Dictionary<string, object?>(command.Data ?? new Dictionary<string, object?>());
            foreach (var (field, value) in move.Data ?? new Dictionary<string, object?>()) data[field] = value;
            return Do(command with { By = PersonFor(task), Data = data.Count == 0 ? null : data });
        }

        /// <summary>Whoever the step was given to, or somebody of its own: that two steps of one role are done by two people is the house's to arrange.</summary>
        private static Actor PersonFor(CaseTask task) => task.Assignee is { } person
            ? new(person.UserId, person.Name, [new(task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region)])
            : SampleApplication.Actor(task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region) with { UserId = $"{task.Candidate.Role}-{task.Candidate.DepartmentId ?? "any"}-{task.ActivityId}" };

        /// <summary>Day by day, as an engine that ticks would see it; what a definition's timers and the law's clocks do happens on its day.</summary>
        private Rejection? Make(RehearsalMove.Wait move)
        {
            for (var left = move.WorkingDays; left > 0;)
            {
                var day = OfficeHours.DayOf(now).AddDays(1);
                if (stage.Calendar.IsWorkingDay(day) is not { } works)
                    return Refuse("rehearsal-calendar", PlainJson.Text(day.Year));
                PassTo(OfficeHours.At(day, Morning));
                if (works) left--;
            }
            return null;
        }

        private void PassTo(DateTimeOffset morning)
        {
            while (!state.IsClosed && state.TickingTimers.OrderBy(t => t.ResumeAt).FirstOrDefault() is { } timer && timer.ResumeAt <= morning)
            {
                if (timer.ResumeAt > now) now = timer.ResumeAt;
                if (Do(new CaseCommand.FireTimer(timer.BookmarkId)) is not null) break;
            }
            now = morning;
            if (stage.Clocks is not null) Do(new CaseCommand.TickClocks());
        }

        private static Rejection Refuse(string code, params string[] arguments) => RejectionText.Reject(code, arguments);
    }
}

/// <summary>Where a rehearsal has come to.</summary>
/// <param name="Made">How many of the script's moves were made.</param>
public sealed record RehearsalRun(CaseState State, IReadOnlyList<CaseRecord> Records, DateTimeOffset Now, int Made)
{
    /// <summary>Why the next move could not be made; null: all were.</summary>
    public Rejection? Refusal { get; init; }
    public IReadOnlyList<ClockReading> Clocks { get; init; } = [];

    /// <summary>How it stands, to be kept and compared later.</summary>
    public RehearsalExpectation Outcome => new(
        State.Result, [.. Records.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Select(e => State.Task(e.TaskId)!.ActivityId)],
        [.. State.OpenTasks.Select(t => t.ActivityId).Order(StringComparer.Ordinal)]);
}
