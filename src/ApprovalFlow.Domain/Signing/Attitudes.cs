using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Signing;

/// <summary>Which outcomes of a step agree and which refuse; every other one leaves the step.</summary>
internal static class Attitudes
{
    private static readonly ActivityRegistry Activities = ApprovalActivities.AddTo(new ActivityRegistry());

    public static Attitude Of(string stepType, string outcome) => Activities.Find(stepType)?.Outcomes.FirstOrDefault(o => o.Name == outcome)?.Tone switch
    {
        OutcomeTone.Positive => Attitude.Agrees,
        OutcomeTone.Negative => Attitude.Refuses,
        not null => Attitude.Leaves,
        // An added signer agrees or does not, whatever the step's own outcomes are called.
        null => outcome == Outcomes.Approve ? Attitude.Agrees : outcome == Outcomes.Refuse ? Attitude.Refuses : Attitude.Leaves,
    };
}
