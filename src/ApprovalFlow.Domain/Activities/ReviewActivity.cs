using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>审查: the case officer examines the application in substance.</summary>
public sealed class ReviewActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("Review", new("审查", "Review"),
        new("经办人对申请材料的实质内容进行审查并提出意见", "The case officer examines the substance of the application and gives an opinion"), "file-search",
        Outcomes.Opinion("审查通过", "Pass", "审查不通过", "Fail"),
        new InputDescriptor("reviewPoints", "List<String>") { DisplayName = new("审查要点", "Review points"), Description = new("逐项审查的要点", "What is examined, point by point"), UiHint = "multi-text", IsWrapped = false });
}
