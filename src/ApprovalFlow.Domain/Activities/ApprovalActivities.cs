using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>The approval activity types: everything a designer may place besides Elsa's own.</summary>
public static class ApprovalActivities
{
    public const string Category = "Approval";

    /// <param name="calendar">Needed by deadline timers that count working days; without it those fault with a reason.</param>
    public static ActivityRegistry AddTo(ActivityRegistry registry, WorkCalendar? calendar = null) => AddTo(registry, () => calendar);

    /// <param name="calendar">The calendar in force, asked for whenever a timer is set.</param>
    public static ActivityRegistry AddTo(ActivityRegistry registry, Func<WorkCalendar?> calendar)
    {
        foreach (var human in CreateHuman())
            registry.Add(human.Type);
        return registry.Add(DeadlineTimerActivity.CreateType(calendar)).Add(NotifyActivity.Type).Add(CloseCaseActivity.Type);
    }

    private static HumanActivity[] CreateHuman() =>
    [
        new AcceptActivity(), new ReviewActivity(), new CountersignActivity(), new SiteInspectionActivity(), new JointInspectionActivity(),
        new ExpertReviewActivity(), new HearingActivity(), new PublicityActivity(), new TestingActivity(), new CountyPreliminaryReviewActivity(),
        new LeaderApprovalActivity(), new DecideActivity(), new FeeActivity(), new IssueActivity(), new DeliverActivity(),
        new VerifyCommitmentActivity(), new CorrectionActivity(),
    ];
}
