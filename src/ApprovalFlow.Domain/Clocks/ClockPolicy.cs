using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>The limits of one item and the readings of the law that its clocks follow.</summary>
public sealed record ClockPolicy(SpecialProcedures Procedures)
{
    /// <summary>Working days by law; a special law may differ from the Act's twenty.</summary>
    public double StatutoryDays { get; init; } = 20;
    /// <summary>Two or more bodies handle it together (统一、联合、集中办理): the joint limit takes the place of the statutory one.</summary>
    public bool Joint { get; init; }
    public double JointDays { get; init; } = 45;
    /// <summary>What the organ promised; null: nothing.</summary>
    public double? CommitDays { get; init; }
    /// <summary>Days of one step or leg that the case does not say itself.</summary>
    public IReadOnlyDictionary<ClockKind, double> LegDays { get; init; } = new Dictionary<ClockKind, double>();
    /// <summary>Longest extension where a special law says otherwise than the Act; null: the Act's.</summary>
    public double? MaxExtensionDays { get; init; }

    /// <summary>Whether the day of acceptance is day one.</summary>
    public bool FirstDayCounted { get; init; }
    /// <summary>The Act's working days are the organ's (Article 82); the applicant's five days for asking a hearing are calendar days.</summary>
    public bool ApplicantDaysAreCalendarDays { get; init; } = true;
    /// <summary>The published rule of the item lets the promise stand still while the applicant completes papers asked for after acceptance.</summary>
    public bool SupplementStopsCommit { get; init; }
    /// <summary>A special procedure that goes on beyond the time told in writing stops the clock no longer.</summary>
    public bool PauseEndsAtItsPlan { get; init; } = true;

    /// <summary>A special procedure that begins within so many working days before the end of a limit, but never before half of it is used, is seen by a supervisor first; 0: none is.</summary>
    public double PauseSightDays { get; init; } = 3;

    public static ClockPolicy For(ApprovalItem item, ApprovalFlowEntry flow, SpecialProcedures procedures) =>
        new(procedures) { StatutoryDays = item.StatutoryDays, CommitDays = flow.PromisedDays };

    /// <summary>Base of a clock that the policy sets.</summary>
    public double? BaseDays(ClockKind kind) => kind switch
    {
        ClockKind.Statutory => StatutoryDays,
        ClockKind.Joint => JointDays,
        ClockKind.Commit => CommitDays,
        _ => LegDays.TryGetValue(kind, out var days) ? days : ClockDefinition.Of(kind).BaseDays,
    };

    /// <summary>Why this may not be published; empty = nothing.</summary>
    public IEnumerable<ClockFinding> Problems()
    {
        var law = Joint ? JointDays : StatutoryDays;
        if (CommitDays > law)
            yield return ClockFinding.Of("commit-over-statutory", CommitDays.Value, law);
        foreach (var days in new[] { StatutoryDays, JointDays, CommitDays ?? 0 }.Concat(LegDays.Values))
            if (Calendars.WorkCalendar.WhyNoLimit(days) is not null)
                yield return ClockFinding.Of("limit-invalid", days);
    }

    /// <summary>The open points of interpretation as they are decided here, to be printed on the case.</summary>
    public IReadOnlyList<Localized> Choices =>
    [
        FirstDayCounted ? new("受理当日计入期限。", "The day of acceptance is counted.") : new("受理当日不计入期限（民法典第二百零一条）。", "The day of acceptance is not counted (Civil Code, Article 201)."),
        ApplicantDaysAreCalendarDays ? new("申请人的期限按自然日计算。", "Periods of the applicant are calendar days.") : new("申请人的期限按工作日计算。", "Periods of the applicant are working days."),
        SupplementStopsCommit ? new("受理后补充材料的时间不计入承诺期限，但计入法定期限。", "Papers asked for after acceptance stop the promised limit, not the statutory one.")
            : new("受理后补充材料不停止任何期限。", "Papers asked for after acceptance stop no clock."),
        PauseEndsAtItsPlan ? new("特别程序超出书面告知的时间，超出部分计入期限。", "A special procedure beyond the time told in writing is counted.")
            : new("特别程序以实际结束日为准。", "A special procedure stops the clock until it really ends."),
        .. PauseSightDays <= 0 ? [] : (Localized[])[new($"期限最后 {PauseSightDays:0.#} 个工作日内开始的特别程序，须先经效能监督人员知悉。", $"A special procedure that begins within the last {PauseSightDays:0.#} working days of a limit is seen by a supervisor first.")],
        new("期限最后一日到当日二十四时为止。", "The last day of a limit ends at 24:00."),
    ];
}
