using System.Text.Json;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>A special procedure (特别程序): takes time outside the promise, must be planned and told to the applicant in writing (行政许可法 第四十五条).</summary>
public abstract class SpecialProcedureActivity : HumanActivity
{
    /// <summary>The words in which the applicant is told in writing how long the procedure takes.</summary>
    public const string NoticeInput = "noticeZh", NoticeInputEn = "noticeEn";

    /// <summary>Opens the step and tells the applicant, as a notification of its own would.</summary>
    public override void Execute(ActivityContext context)
    {
        base.Execute(context);
        if (Words(context, NoticeInput) is not { } notice) return;
        context.Emit(NotifyActivity.Emission, new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["audience"] = "applicant", ["titleZh"] = $"{Type.DisplayName.Zh}告知书", ["titleEn"] = $"Notice: {Type.DisplayName.En}",
            ["textZh"] = notice, ["textEn"] = Words(context, NoticeInputEn) ?? notice,
        });
    }

    private static string? Words(ActivityContext context, string name) =>
        context.Property(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;

    protected ActivityType Procedure(string name, Localized displayName, Localized description, string icon, IReadOnlyList<Outcome> outcomes, string? article, params IReadOnlyList<InputDescriptor> own) =>
        Human(name, displayName, description, icon, outcomes,
        [
            new("plannedDays", "Double") { DisplayName = new("计划天数（工作日）", "Planned length (working days)"), Description = new("书面告知申请人的所需时间", "The time told to the applicant in writing"), UiHint = "number" },
            new("legalArticle", "String") { DisplayName = new("法律依据", "Legal article"), Description = new("不计入期限的依据", "Why its time is not counted"), DefaultValue = article, IsWrapped = false },
            new(NoticeInput, "String") { DisplayName = new("书面告知内容（中文）", "Written notice (Chinese)"), Description = new("环节开始时告知申请人：需要什么程序、多长时间、不计入期限", "Told to the applicant when the step begins: what is needed, how long it takes, that it is not counted"), UiHint = "multi-line", IsWrapped = false },
            new(NoticeInputEn, "String") { DisplayName = new("书面告知内容（英文）", "Written notice (English)"), UiHint = "multi-line", IsWrapped = false },
            .. own,
        ]);
}
