namespace ApprovalFlow.Engine.Activities;

/// <summary>What a behaviour may see and do while it runs; every effect is an event.</summary>
public abstract class ActivityContext
{
    public abstract string ActivityId { get; }
    public abstract string ActivityType { get; }
    /// <summary>Name of the activity, or its display text, or its id.</summary>
    public abstract string DisplayName { get; }
    public abstract string InstanceId { get; }
    public abstract DateTimeOffset Now { get; }

    /// <summary>The evaluated input converted to its declared type; null when absent.</summary>
    public abstract object? Input(string name);
    public string? Text(string name) => Input(name) as string;
    public double? Number(string name) => Input(name) as double?;
    public bool Flag(string name) => Input(name) is true;

    /// <summary>A plain (unwrapped) property of the activity's JSON.</summary>
    public abstract System.Text.Json.JsonElement? Property(string name);

    /// <summary>Whether the activity's JSON gives a member of that name a value.</summary>
    public abstract bool Says(string name);

    /// <summary>What the behaviour last made of this activity's inputs, in whatever instance: a cache of a pure function of them, shared by all instances and threads. Null: nothing yet.</summary>
    public abstract object? Derived { get; set; }

    public abstract void Complete(params ReadOnlySpan<string> outcomes);
    /// <summary>Stops here until the bookmark is resumed.</summary>
    public abstract void Wait(BookmarkRequest request);
    public abstract void Emit(string name, object? payload);
    public abstract void SetOutput(string name, object? value);
    /// <summary>Records an incident; the incident strategy decides what follows.</summary>
    public abstract void Fault(string message);
}

/// <param name="Name">Stimulus name; part of the bookmark's hash.</param>
public sealed record BookmarkRequest(string Name)
{
    /// <summary>What the waiting side needs to know: plain JSON shapes.</summary>
    public object? Payload { get; init; }
    public DateTimeOffset? ResumeAt { get; init; }
    public bool IncludeContextInHash { get; init; } = true;
    public bool KeepAfterUse { get; init; }
}
