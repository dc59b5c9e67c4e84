using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>A step that a person decides. It opens a wait whose payload is the step's evaluated inputs and completes with the chosen outcome.</summary>
/// <remarks>
/// Plain inputs (duty, review points …) are texts of the definition; whoever shows them reads them there, so that no case copies them.
/// Resuming input: <c>Outcome</c> (name of an offered outcome) and the values of the activity's own fields.
/// Subclasses say what they are in <see cref="Describe"/>; rules of their own go into <see cref="Decided"/>.
/// </remarks>
public abstract class HumanActivity : ActivityBehavior
{
    public const string OutcomeKey = "Outcome";

    private ActivityType? type;
    private InputDescriptor[]? wrapped;

    /// <summary>What a designer lists; made once, so that type and behaviour are one pair.</summary>
    public ActivityType Type => type ??= Describe();

    protected abstract ActivityType Describe();

    public sealed override bool OnlyWaits => true;

    public override void Execute(ActivityContext context)
    {
        if (context.Derived is not Request request || !IsSame(context, request.Given)) context.Derived = request = Ask(context);
        context.Wait(new BookmarkRequest(Type.TypeName) { Payload = request.Payload });
    }

    private InputDescriptor[] Wrapped => wrapped ??= [.. Type.Inputs.Where(i => i.IsWrapped)];

    private Request Ask(ActivityContext context)
    {
        var given = new object?[Wrapped.Length + 1];
        var payload = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < Wrapped.Length; i++)
            if ((given[i] = context.Given(Wrapped[i])) is { } value)
                payload[Wrapped[i].Name] = value;
        given[^1] = context.Input(HumanInputs.Outcomes);
        payload[HumanInputs.Outcomes] = Offered(context);
        // A rule that cannot be read is an incident before anybody is asked.
        _ = ApproverRule.Read(payload, out var problem);
        if (problem is not null) context.Fault(problem.Text.En);
        return new(given, payload);
    }

    /// <summary>Whether the inputs are those objects: what a definition says outright is the same one every time, what an expression makes is new.</summary>
    private bool IsSame(ActivityContext context, object?[] given)
    {
        for (var i = 0; i < Wrapped.Length; i++)
            if (!ReferenceEquals(context.Given(Wrapped[i]), given[i])) return false;
        return ReferenceEquals(context.Input(HumanInputs.Outcomes), given[^1]);
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        var outcome = input.GetValueOrDefault(OutcomeKey) as string;
        var offered = Offered(context);
        if (outcome is null || !offered.Contains(outcome))
            context.Fault($"Expected the outcome of '{context.ActivityId}' to be one of {string.Join(", ", offered)}, but it is '{outcome}'.");
        else
            Decided(context, outcome, input);
    }

    /// <summary>A valid outcome was chosen.</summary>
    protected virtual void Decided(ActivityContext context, string outcome, IReadOnlyDictionary<string, object?> input) => context.Complete(outcome);

    /// <summary>The outcomes of this step: those the definition lists, otherwise all of the type.</summary>
    private List<object?> Offered(ActivityContext context) =>
        context.Input(HumanInputs.Outcomes) is IReadOnlyList<object?> { Count: > 0 } listed
            ? [.. listed]
            : [.. Type.Outcomes.Select(o => (object?)o.Name)];

    /// <param name="Given">The inputs it was made of, and the outcomes.</param>
    private sealed record Request(object?[] Given, Dictionary<string, object?> Payload);

    /// <summary>A human activity type: the inputs that all share, then its own.</summary>
    protected ActivityType Human(string name, Localized displayName, Localized description, string icon, IReadOnlyList<Outcome> outcomes, params IReadOnlyList<InputDescriptor> own) =>
        new($"Approval.{name}", this)
        {
            Category = ApprovalActivities.Category,
            DisplayName = displayName,
            Description = description,
            Icon = icon,
            Outcomes = outcomes,
            Inputs = [.. HumanInputs.Shared(outcomes), .. own],
        };
}
