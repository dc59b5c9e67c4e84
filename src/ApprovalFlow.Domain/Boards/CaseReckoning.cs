using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Boards;

/// <summary>Reckons what boards count of a case from its whole stream. Pure: the same records, limits and calendar give the same figures, whoever reckons and however often.</summary>
public static class CaseReckoning
{
    /// <summary>Reasons are shown in lists; longer ones are cut.</summary>
    public const int LongestReason = 200;

    /// <param name="records">The whole stream, at least the registration.</param>
    /// <param name="departmentId">Whose item it is.</param>
    public static CaseFigures Of(IReadOnlyList<CaseRecord> records, ClockContext clocks, string departmentId)
    {
        var state = CaseState.Fold(records);
        var last = records[^1];
        var readings = ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, last.At);
        var promise = readings.FirstOrDefault(r => r.Kind == ClockKind.Commit);
        var law = readings.FirstOrDefault(r => r.Kind is ClockKind.Statutory or ClockKind.Joint);
        var judged = promise ?? law;
        var paused = (judged?.State as ClockState.Paused) ?? (law?.State as ClockState.Paused);
        var isDecided = state.DecidedAt is not null;
        DateTimeOffset? ended = state.DecidedAt ?? state.ClosedAt;
        return new(state.CaseNumber, state.Version, departmentId, state.ItemCode, state.FlowCode, OfficeHours.DayOf(state.RegisteredAt!.Value), last.At)
        {
            Window = state.Channel == ApplicationChannel.Window && state.RegisteredBy is { } clerk ? new(clerk.UserId, clerk.Name) : null,
            CountyCode = state.CountyCode,
            AcceptedOn = state.AcceptedAt is { } accepted ? OfficeHours.DayOf(accepted) : null,
            EndedOn = ended is { } end ? OfficeHours.DayOf(end) : null,
            Result = state.Decision?.Result ?? state.Result,
            IsDecided = isDecided,
            Decider = state.Decision?.By is { } by ? new(by.UserId, by.Name) : null,
            PromisedDays = judged?.LimitDays, LawDays = law?.LimitDays,
            UsedDays = isDecided ? UsedOf(judged) : null, LawUsedDays = isDecided ? UsedOf(law) : null,
            InTime = isDecided ? InTime(judged) : null, InLaw = isDecided ? InTime(law) : null,
            Due = ended is null ? judged?.Due : null,
            PausedBy = ended is not null ? null : state.Suspension is not null ? Suspended : paused?.By,
            PausedUntil = ended is not null || state.Suspension is not null ? null : paused?.Until,
            Corrections = state.Corrections,
            YellowCards = Cards(state, CardLevel.Yellow), RedCards = Cards(state, CardLevel.Red) + Cards(state, CardLevel.DeepRed),
            Steps = [.. Steps(records, readings).DistinctBy(s => s.TaskId)],
            Reasons = [.. Reasons(records, state)],
        };
    }

    /// <summary>An administrator's hold is no special procedure; it stops no clock, and is told apart.</summary>
    public const string Suspended = "suspended";

    private static int Cards(CaseState state, CardLevel level) => state.Cards.Count(c => c.Status != CardStatus.Revoked && c.Raised.Level == CardRules.NameOf(level));

    /// <summary>All counted days, those beyond the limit too.</summary>
    private static double? UsedOf(ClockReading? reading) => reading?.State is ClockState.Stopped ? reading.Used + reading.Overdue : null;

    private static bool? InTime(ClockReading? reading) => (reading?.State as ClockState.Stopped)?.InTime;

    private static IEnumerable<StepFigures> Steps(IReadOnlyList<CaseRecord> records, IReadOnlyList<ClockReading> readings)
    {
        var clocks = readings.Where(r => r.Kind is ClockKind.Step or ClockKind.Leader or ClockKind.Opinion or ClockKind.Survey).ToLookup(r => r.Id, StringComparer.Ordinal);
        var opened = new Dictionary<string, CaseEvent.TaskOpened>(StringComparer.Ordinal);
        foreach (var record in records)
        {
            if (record.Event is CaseEvent.TaskOpened open)
                opened[open.TaskId] = open;
            // What passed by itself, and the applicant's own part, is nobody's work here.
            if (record.Event is not CaseEvent.TaskCompleted { Repeats: null } done || !opened.TryGetValue(done.TaskId, out var task) || task.ActivityType == TaskTypes.Correction)
                continue;
            var clock = clocks[done.TaskId].FirstOrDefault();
            yield return new(done.TaskId, task.NameZh, task.NameEn, new(done.By.UserId, done.By.Name), done.By.Role ?? task.Candidate.Role, done.By.DepartmentId ?? task.Candidate.DepartmentId, record.At, done.Outcome)
            {
                LimitDays = clock?.LimitDays, UsedDays = UsedOf(clock), InTime = InTime(clock),
            };
        }
    }

    private static IEnumerable<ReasonFigures> Reasons(IReadOnlyList<CaseRecord> records, CaseState state)
    {
        foreach (var record in records)
        {
            var (kind, text) = record.Event switch
            {
                CaseEvent.CorrectionRequested e => (ReasonKind.Correction, e.Reason),
                // A decision that was taken back refused nobody.
                CaseEvent.DecisionMade { Result: CaseResults.Refused or CaseResults.NotFiled } e when ReferenceEquals(e, state.Decision) => (ReasonKind.Refusal, e.Reasons),
                CaseEvent.WithdrawalRequested e => (ReasonKind.Withdrawal, e.Reason),
                CaseEvent.CaseTerminated e => (ReasonKind.Termination, e.Reason),
                _ => (default, null),
            };
            if (!string.IsNullOrWhiteSpace(text))
                yield return new(record.Sequence, kind, OfficeHours.DayOf(record.At), PlainReason(text));
        }
    }

    /// <summary>One line: the same words are the same reason.</summary>
    private static string PlainReason(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('。', '.', '；', ';');
        if (line.Length <= LongestReason)
            return line;
        var cut = char.IsHighSurrogate(line[LongestReason - 2]) ? LongestReason - 2 : LongestReason - 1;
        return line[..cut] + "…";
    }
}
