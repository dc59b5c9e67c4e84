using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>会签: another department gives its consent, by one signer or by several.</summary>
public sealed class CountersignActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Countersign", new("会签", "Countersign"),
        new("其他部门出具意见；多人会签时按全部、任一或比例计票", "Another department gives its opinion; several signers count as all, any or a share of votes"), "users",
        Outcomes.Opinion("同意", "Agree", "不同意", "Disagree"),
        new InputDescriptor("mode", "String")
        {
            DisplayName = new("计票方式", "Counting"), Description = new("全部同意、任一同意或达到比例", "All agree, any agrees, or a share agrees"), UiHint = "dropdown", DefaultValue = "all",
            Options = [new("all", new("全部同意", "All")), new("any", new("任一同意", "Any")), new("share", new("按比例", "Share of votes"))],
        },
        new InputDescriptor("share", "Double") { DisplayName = new("同意比例", "Share needed"), Description = new("大于 0、不超过 1；只用于按比例", "More than 0, at most 1; used by a share of votes only"), UiHint = "number", DefaultValue = 1d });
}
