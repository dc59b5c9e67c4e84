using System.Text.Json.Nodes;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Changes the document and writes down each change, so that it can be taken back.</summary>
internal sealed class DesignRecorder
{
    private readonly List<DesignEdit> edits = [];

    public DesignTouch Touched { get; } = new();

    public DesignStep Step => new([.. edits], Touched);

    public int Growth => edits.Sum(e => e.Growth);

    public bool IsEmpty => edits.Count == 0;

    public void Insert(JsonArray list, int index, JsonNode? item)
    {
        edits.Add(new(AddressOf(list), null, index, null, new(item)));
        list.Insert(index, item);
    }

    public void Append(JsonArray list, JsonNode? item) => Insert(list, list.Count, item);

    public void RemoveAt(JsonArray list, int index)
    {
        edits.Add(new(AddressOf(list), null, index, new(list[index]), null));
        list.RemoveAt(index);
    }

    /// <summary>A member that says the same already is left alone.</summary>
    public void Set(JsonObject owner, string name, JsonNode? value)
    {
        var position = owner.IndexOf(name);
        if (position < 0)
        {
            edits.Add(new(AddressOf(owner), name, owner.Count, null, new(value)));
            owner.Insert(owner.Count, name, value);
            return;
        }
        var (written, before) = owner.GetAt(position);
        if (JsonNode.DeepEquals(before, value)) return;
        edits.Add(new(AddressOf(owner), written, position, new(before), new(value)));
        owner.RemoveAt(position);
        owner.Insert(position, written, value);
    }

    public void Remove(JsonObject owner, string name)
    {
        var position = owner.IndexOf(name);
        if (position < 0) return;
        var (written, before) = owner.GetAt(position);
        edits.Add(new(AddressOf(owner), written, position, new(before), null));
        owner.RemoveAt(position);
    }

    /// <summary>The object under that name; made when it is missing or is something else.</summary>
    public JsonObject Object(JsonObject owner, string name)
    {
        if (owner[name] is JsonObject there) return there;
        Set(owner, name, new JsonObject(owner.Options));
        return owner[name]!.AsObject();
    }

    public JsonArray Array(JsonObject owner, string name)
    {
        if (owner[name] is JsonArray there) return there;
        Set(owner, name, new JsonArray(owner.Options));
        return owner[name]!.AsArray();
    }

    private static List<object> AddressOf(JsonNode node)
    {
        var address = new List<object>();
        for (var at = node; at.Parent is { } parent; at = parent)
            address.Add(parent is JsonArray ? at.GetElementIndex() : at.GetPropertyName());
        address.Reverse();
        return address;
    }
}
