using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>听证: those affected are heard before the decision (行政许可法 第四十六至四十八条).</summary>
public sealed class HearingActivity : SpecialProcedureActivity
{
    public const string TypeName = "Approval.Hearing", NoticeDaysInput = "noticeDays";

    /// <summary>Working days before the hearing by which its time and place are announced (Article 48).</summary>
    public const double LeastNotice = 7;

    /// <summary>Five working days to ask for it and twenty to hold it (Article 47).</summary>
    public const double LongestPlan = 25;

    protected override ActivityType Describe() => Procedure("Hearing", new("听证", "Hearing"),
        new("举行听证，决定依据听证笔录作出", "A hearing is held; the decision rests on its record"), "mic",
        Outcomes.Opinion("听证通过", "Support", "听证不通过", "Oppose"), "《行政许可法》第四十五条",
        new InputDescriptor(NoticeDaysInput, "Double") { DisplayName = new("提前公告天数", "Days of notice"), Description = new("举行听证前通知的天数", "Days between the notice and the hearing"), UiHint = "number", DefaultValue = LeastNotice });
}
