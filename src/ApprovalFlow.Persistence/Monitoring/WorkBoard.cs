namespace ApprovalFlow.Persistence.Monitoring;

/// <summary>Where all open work lies, as it was at one instant.</summary>
/// <param name="At">When it was counted.</param>
/// <param name="Steps">Steps at which somebody is waited for, per version; the most overdue first.</param>
/// <param name="Versions">Cases per version of a flow's definition.</param>
public sealed record WorkBoard(DateTimeOffset At, IReadOnlyList<WaitingStep> Steps, IReadOnlyList<VersionLoad> Versions);

/// <summary>Open tasks of one step of one version.</summary>
/// <param name="Overdue">Those whose last day is over.</param>
/// <param name="Median">Half of them have waited longer, in real time.</param>
/// <param name="NinthDecile">One in ten has waited longer.</param>
public sealed record WaitingStep(
    string FlowCode, string DefinitionHash, string ActivityId, string NameZh, string NameEn, int Open, int Overdue, DateTimeOffset Oldest, TimeSpan Median, TimeSpan NinthDecile);

/// <param name="Open">Cases that are not closed.</param>
public sealed record VersionLoad(string FlowCode, string DefinitionHash, int Open, int Closed);
