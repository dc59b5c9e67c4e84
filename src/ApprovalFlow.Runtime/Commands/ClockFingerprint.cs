using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What a command about clocks asks.</summary>
internal static class ClockFingerprint
{
    public static string NameOf(CaseCommand.Timekeeping command) => string.Concat(command.GetType().Name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : $"{c}"));

    public static List<object?> ContentOf(CaseCommand.Timekeeping command) => [command.By.UserId, .. Particulars(command)];

    private static List<object?> Particulars(CaseCommand.Timekeeping command) => command switch
    {
        CaseCommand.RequestPause c => [c.Kind, Day(c.From), Day(c.PlannedEnd), c.Notice, Day(c.NoticeOn), c.Reason, c.TaskId],
        CaseCommand.DecidePause c => [c.PauseId, c.Approve, c.Reason],
        CaseCommand.SightPause c => [c.PauseId],
        CaseCommand.EndPause c => [c.PauseId, Day(c.LastDay), c.Evidence],
        CaseCommand.RequestExtension c => [c.Clock, c.Days, c.Reason],
        CaseCommand.DecideExtension c => [c.ExtensionId, c.Approve, c.Reason],
        CaseCommand.TellExtension c => [c.ExtensionId, Day(c.ToldOn), c.Document],
        CaseCommand.RecordHearing c => [c.Moment, Day(c.HeldOn), c.Document],
        CaseCommand.PromisePapers c => [.. c.Papers, c.LimitDays, c.Document],
        CaseCommand.ReceivePromisedPapers c => [c.PromiseId],
        CaseCommand.RecordRenewal c => [Day(c.ExpiresOn), c.Licence],
        CaseCommand.OpenLeg c => [c.Clock, c.NameZh, c.NameEn, c.LimitDays, Day(c.PlannedOn)],
        CaseCommand.CloseLeg c => [c.LegId],
        CaseCommand.AcknowledgeCard c => [c.CardId],
        CaseCommand.AnswerCard c => [c.CardId, c.Text],
        CaseCommand.AppealCard c => [c.CardId, c.Reason],
        CaseCommand.DecideAppeal c => [c.CardId, c.Revoke, c.Reason],
        CaseCommand.AnswerOrder c => [c.OrderId, c.Text],
        CaseCommand.Supervise c => [c.Text, c.Level, c.Anomaly, c.Sequence],
        CaseCommand.TickClocks => [],
        _ => throw new ArgumentException($"Expected a known command about clocks, but got {command.GetType().Name}."),
    };

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
