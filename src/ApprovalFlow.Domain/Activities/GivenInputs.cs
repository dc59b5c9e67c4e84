using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>Tells an input that the definition leaves out from one that is zero: no limit is not a limit of zero days.</summary>
internal static class GivenInputs
{
    /// <summary>Null when the activity's JSON does not name the input and its type has no default for it.</summary>
    public static object? Given(this ActivityContext context, InputDescriptor input) =>
        input.DefaultValue is not null || context.Says(input.Name) ? context.Input(input.Name) : null;
}
