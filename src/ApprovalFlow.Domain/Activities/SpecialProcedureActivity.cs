using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>A special procedure (特别程序): takes time outside the promise, must be planned and told to the applicant in writing (行政许可法 第四十五条).</summary>
public abstract class SpecialProcedureActivity : HumanActivity
{
    protected ActivityType Procedure(string name, Localized displayName, Localized description, string icon, IReadOnlyList<Outcome> outcomes, string? article, params IReadOnlyList<InputDescriptor> own) =>
        Human(name, displayName, description, icon, outcomes,
        [
            new("plannedDays", "Double") { DisplayName = new("计划天数（工作日）", "Planned length (working days)"), Description = new("书面告知申请人的所需时间", "The time told to the applicant in writing"), UiHint = "number" },
            new("legalArticle", "String") { DisplayName = new("法律依据", "Legal article"), Description = new("不计入期限的依据", "Why its time is not counted"), DefaultValue = article, IsWrapped = false },
            .. own,
        ]);
}
