using ApprovalFlow.Domain.Signing;
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
            DisplayName = new("计票方式", "Counting"), Description = new("全部同意、任一同意、达到比例或依次签署", "All agree, any agrees, a share agrees, or one after the other"), UiHint = "dropdown", DefaultValue = "all",
            Options = [new("all", new("会签：全部同意", "All agree")), new("any", new("或签：任一同意", "Any agrees")), new("share", new("票签：按比例", "Share of votes")), new("sequential", new("依次：逐人签署", "One after the other"))],
        },
        new InputDescriptor("share", "Double") { DisplayName = new("同意比例", "Share needed"), Description = new("大于 0、不超过 1；只用于按比例", "More than 0, at most 1; used by a share of votes only"), UiHint = "number", DefaultValue = 1d },
        new InputDescriptor(SigningRule.RefusalInput, "String")
        {
            DisplayName = new("不同意时", "A refusal"), Description = new("一人不同意即结束，或作为一票计入；留空时会签、依次为结束，或签、票签为计票", "One refusal ends, or counts as a vote; empty = ends where all have to agree"), UiHint = "dropdown",
            Options = [new(SigningRule.Ends, new("一人不同意即结束", "Ends the countersign")), new(SigningRule.Votes, new("作为一票计入", "Counts as a vote"))],
        },
        new InputDescriptor(SigningRule.SignersInput, "List<Object>") { DisplayName = new("签署人", "Signers"), Description = new("每人一项：角色、部门、区县，可指定用户名（user）；留空为候选角色一人", "One entry each: role, department, region, perhaps one user name (user); empty = one signer of the candidate role"), UiHint = "signer-list" });

    /// <summary>What cannot be counted is an incident before anybody is asked to sign.</summary>
    public override void Execute(ActivityContext context)
    {
        var inputs = Type.Inputs.ToDictionary(i => i.Name, context.Given);
        if ((SigningRule.Read(inputs, out var problem) is null ? problem : SignerList.Problem(inputs.GetValueOrDefault(SigningRule.SignersInput))) is { } wrong)
            context.Fault(wrong);
        base.Execute(context);
    }
}
