namespace ApprovalFlow.Engine.Activities;

/// <summary>An activity type: what a designer lists and what the engine runs.</summary>
/// <remarks>Everything but <see cref="Behavior"/> is data; SPEC 10 "Activity descriptor" is its JSON shape.</remarks>
public sealed record ActivityType(string TypeName, ActivityBehavior Behavior)
{
    public int Version { get; init; } = 1;
    public string Category { get; init; } = "Primitives";
    public Localized DisplayName { get; init; } = new(TypeName, TypeName);
    public Localized Description { get; init; } = new("", "");
    /// <summary>Name of an icon in the product's icon set.</summary>
    public string Icon { get; init; } = "activity";
    public ActivityKind Kind { get; init; } = ActivityKind.Action;
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];
    /// <summary>Properties that hold child activities.</summary>
    public IReadOnlyList<string> EmbeddedPorts { get; init; } = [];
    /// <summary>Outcomes a connection may start from; empty: "Done".</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];
    /// <summary>Outcomes come from the activity's own data (cases, branches, possibleOutcomes): any port is allowed.</summary>
    public bool HasDynamicOutcomes { get; init; }
    /// <summary>Has <c>cases</c> with conditions; in a flowchart each label is an outcome.</summary>
    public bool HasCases { get; init; }
    public bool IsStart { get; init; }
    /// <summary>Completing it completes the enclosing flowchart or sequence.</summary>
    public bool IsTerminal { get; init; }
    /// <summary>What a flow is drawn for: in a flowchart without terminal activities, a path that stops without having passed any such is a dead end.</summary>
    public bool IsConclusion { get; init; }
    public bool IsContainer { get; init; }
    /// <summary>Always ends in the run that reaches it: no bookmark, no children.</summary>
    public bool IsAutomatic { get; init; }
}

public sealed record Localized(string Zh, string En)
{
    public string In(string culture) => culture.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Zh : En;
}

public sealed record Outcome(string Name, Localized DisplayName)
{
    /// <summary>How a button or a line for this outcome should look.</summary>
    public OutcomeTone Tone { get; init; }
}

public enum OutcomeTone { Neutral, Positive, Negative, Return }

public enum ActivityKind { Action, Trigger, Task, Container }

/// <param name="Name">camelCase member name in the definition.</param>
/// <param name="TypeName">Type alias (SPEC 1.4) the value is converted to.</param>
public sealed record InputDescriptor(string Name, string TypeName)
{
    public Localized DisplayName { get; init; } = new(Name, Name);
    public Localized Description { get; init; } = new("", "");
    public string UiHint { get; init; } = "single-line";
    public object? DefaultValue { get; init; }
    /// <summary>Choices of a drop-down.</summary>
    public IReadOnlyList<Outcome>? Options { get; init; }
    public bool Required { get; init; }
    /// <summary>False: a plain JSON property, never an expression.</summary>
    public bool IsWrapped { get; init; } = true;
    /// <summary>Evaluated by the activity itself, when it wants (While.condition).</summary>
    public bool IsLazy { get; init; }
}

public sealed record OutputDescriptor(string Name, string TypeName)
{
    public Localized DisplayName { get; init; } = new(Name, Name);
    /// <summary>Holds the name of the outcome that the activity came to, and nothing else.</summary>
    public bool IsOutcome { get; init; }
}

/// <summary>What an activity does. Stateless and shared by all instances: everything it knows comes from the context.</summary>
public abstract class ActivityBehavior
{
    /// <summary>Runs when the activity is reached. Neither completing nor waiting completes it with the default outcome (unless it is a container with children under way).</summary>
    public abstract void Execute(ActivityContext context);

    /// <summary>All that running it does is to ask for one wait, so that what is waited for can be worked out again under another definition.</summary>
    public virtual bool OnlyWaits => false;

    /// <summary>Outcomes that it can come to where the definition says this of its inputs; null: all of its type.</summary>
    /// <param name="literal">An input's value when the definition says it outright, else null.</param>
    public virtual IReadOnlyList<string>? OutcomesWith(Func<string, object?> literal) => null;

    /// <summary>Whether the flow may end while it waits: no work of anybody's is cut off with it.</summary>
    public virtual bool MayBeCutOff(Func<string, object?> literal) => false;

    /// <summary>Runs when one of its bookmarks is resumed.</summary>
    public virtual void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input) => context.Complete();
}
