using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>How a case can end.</summary>
public static class CaseResults
{
    public const string Approved = "approved", ApprovedWithConditions = "approved-with-conditions", Refused = "refused", Withdrawn = "withdrawn",
        SuspendedByObjection = "suspended-by-objection", RevokedAfterVerification = "revoked-after-verification", Filed = "filed", NotFiled = "not-filed", Terminated = "terminated";

    public static IReadOnlyList<Outcome> All { get; } =
    [
        new(Approved, new("准予许可", "Approved")) { Tone = OutcomeTone.Positive },
        new(ApprovedWithConditions, new("附条件准予", "Approved with conditions")) { Tone = OutcomeTone.Positive },
        new(Refused, new("不予许可", "Refused")) { Tone = OutcomeTone.Negative },
        new(Withdrawn, new("申请撤回", "Withdrawn")),
        new(SuspendedByObjection, new("因异议中止", "Suspended by objection")) { Tone = OutcomeTone.Negative },
        new(RevokedAfterVerification, new("核查后撤销", "Revoked after verification")) { Tone = OutcomeTone.Negative },
        new(Filed, new("准予备案", "Filed")) { Tone = OutcomeTone.Positive },
        new(Terminated, new("终止办理", "Terminated")) { Tone = OutcomeTone.Negative },
        new(NotFiled, new("不予备案", "Not filed")) { Tone = OutcomeTone.Negative },
    ];

    public static Outcome? Find(string name) => All.FirstOrDefault(r => r.Name == name);
}
