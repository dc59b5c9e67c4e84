using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Designing;

/// <summary>What one command did to the document, exactly, and whom it touched. Its <see cref="Inverse"/> is the command that undoes it.</summary>
internal sealed record DesignStep(IReadOnlyList<DesignEdit> Edits, DesignTouch Touched)
{
    public DesignStep Inverse() => this with { Edits = [.. Edits.Reverse().Select(e => e.Inverse())] };
}

/// <summary>One member or item of the document, before and after. Addresses hold because steps are undone in the reverse of their order.</summary>
/// <param name="Owner">Names and indexes from the document down.</param>
/// <param name="Name">Member of an object; null: an item of an array.</param>
/// <param name="Position">Index of the item, or place of the member among its siblings, so that it comes back where it was.</param>
/// <param name="Before">Absent before: null.</param>
/// <param name="After">Absent after: null.</param>
internal sealed record DesignEdit(IReadOnlyList<object> Owner, string? Name, int Position, Held? Before, Held? After)
{
    public DesignEdit Inverse() => this with { Before = After, After = Before };

    public void Apply(JsonObject document)
    {
        JsonNode owner = document;
        foreach (var key in Owner) owner = key is int index ? owner[index]! : owner[(string)key]!;
        if (Name is null) ApplyTo(owner.AsArray());
        else ApplyTo(owner.AsObject(), Name);
    }

    private void ApplyTo(JsonArray list)
    {
        if (Before is not null) list.RemoveAt(Position);
        if (After is not null) list.Insert(Position, After.Copy());
    }

    private void ApplyTo(JsonObject members, string name)
    {
        if (Before is not null) members.RemoveAt(Position);
        if (After is not null) members.Insert(Position, name, After.Copy());
    }

    /// <summary>How many characters the document grows by, without separators.</summary>
    public int Growth => (After?.Length ?? 0) - (Before?.Length ?? 0) + (Name is null || (Before is null) == (After is null) ? 0 : (After is null ? -1 : 1) * (Name.Length + 4));
}

/// <summary>A piece of JSON that nobody changes any more; JSON's own null is a piece too.</summary>
internal sealed class Held(JsonNode? node)
{
    private readonly JsonNode? node = node?.DeepClone();

    public int Length { get; } = node?.ToJsonString(FlowDesign.Writing).Length + 1 ?? 5;

    public JsonNode? Copy() => node?.DeepClone();
}

/// <summary>Whom a step touched: the canvas draws these again and nothing else.</summary>
internal sealed record DesignTouch
{
    public HashSet<string> Activities { get; } = new(StringComparer.Ordinal);
    /// <summary>Only their place changed.</summary>
    public HashSet<string> Moved { get; } = new(StringComparer.Ordinal);
    public HashSet<(string Flow, ConnectionKey Key)> Connections { get; } = [];
    public HashSet<string> Comments { get; } = new(StringComparer.Ordinal);
    /// <summary>Something at the head of the definition: its name, its fields, its terms.</summary>
    public bool Head { get; set; }
    /// <summary>Activities or flowcharts came or went: the index is made anew.</summary>
    public bool Structure { get; set; }
}
