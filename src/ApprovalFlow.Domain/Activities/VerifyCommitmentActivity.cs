using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>承诺履行核查: a grant on a promise is verified after issue; a false promise is revoked (告知承诺).</summary>
public sealed class VerifyCommitmentActivity : HumanActivity
{
    protected override ActivityType Describe() => Human("VerifyCommitment", new("承诺履行核查", "Commitment verification"),
        new("发证后在期限内核查申请人是否履行承诺", "Within the limit after issue it is verified that the applicant kept the promise"), "shield-check",
        [Outcomes.Positive(Outcomes.Confirm, "承诺属实", "Kept"), Outcomes.Negative(Outcomes.Revoke, "承诺不实，撤销", "False, revoke")]);
}
