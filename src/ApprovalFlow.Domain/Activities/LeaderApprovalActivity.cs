using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>市领导审签: the city government's signature; its time is limited and counted (闭环运行).</summary>
public sealed class LeaderApprovalActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("LeaderApproval", new("市领导审签", "City-leader approval"),
        new("市领导限时审签", "A city leader signs within a limit"), "stamp",
        Outcomes.Opinion("同意", "Agree", "不同意", "Disagree"));
}
