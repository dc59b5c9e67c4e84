using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Domain.Differences;

/// <summary>A place that both sides changed, each in its way.</summary>
/// <param name="Place">Names it when somebody chooses.</param>
/// <param name="Ours">What this definition changed there.</param>
/// <param name="Theirs">What the other one changed there.</param>
public sealed record MergeConflict(string Place, string? ActivityId, Localized Ours, Localized Theirs);

/// <param name="Json">The merged content; where nobody chose, conflicts are left as this definition has them.</param>
/// <param name="Taken">What was taken over from the other side without a question.</param>
/// <param name="Conflicts">Every place that both changed, also those somebody has chosen for.</param>
public sealed record MergeResult(string Json, IReadOnlyList<Change> Taken, IReadOnlyList<MergeConflict> Conflicts);

/// <summary>Takes the changes of another line of versions into one's own: of a branch's parent, or of a version published meanwhile.</summary>
/// <remarks>Three-way: what only one side changed since the common version is taken from that side; what both changed alike is no question; the rest is a conflict that a person decides.
/// Where things are drawn is never one. Merging a side that changed nothing gives the other side.</remarks>
public sealed class DefinitionMerge(DefinitionDiff diff)
{
    /// <param name="common">The version that both come from.</param>
    /// <param name="theirsAt">Places of conflicts at which the other side is taken.</param>
    public MergeResult Merge(WorkflowDefinition common, WorkflowDefinition ours, WorkflowDefinition theirs, IReadOnlySet<string>? theirsAt = null)
    {
        var (b, o, t) = (DefinitionParts.Of(common), DefinitionParts.Of(ours), DefinitionParts.Of(theirs));
        var mine = diff.Parts(b, o).GroupBy(c => c.Place).ToDictionary(g => g.Key, g => g.First());
        var document = JsonObject.Create(ours.Document)!.DeepClone().AsObject();
        var work = new Work(document, b, o, t);
        List<Change> taken = [];
        List<MergeConflict> conflicts = [];
        foreach (var change in diff.Parts(b, t))
        {
            if (change.Weight == ChangeWeight.Drawing || work.AgreesAt(change.Place)) continue;
            if (work.Rival(change.Place) is not { } rival)
            {
                work.Take(change.Place);
                taken.Add(change);
                continue;
            }
            conflicts.Add(new(change.Place, change.ActivityId, (mine.GetValueOrDefault(rival) ?? mine.FirstOrDefault(m => m.Key.StartsWith(change.Place + "/", StringComparison.Ordinal)).Value)?.Text ?? new("本地已修改。", "Changed here."), change.Text));
            if (theirsAt?.Contains(change.Place) == true) work.Take(change.Place);
        }
        work.DropLooseEnds();
        return new(document.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 }), taken, conflicts);
    }

    /// <summary>The document as it is being merged.</summary>
    private sealed class Work(JsonObject document, DefinitionParts b, DefinitionParts o, DefinitionParts t)
    {
        private readonly Dictionary<string, ConnectionKey> lines = b.Connections.Keys.Concat(o.Connections.Keys).Concat(t.Connections.Keys).Distinct().GroupBy(PlaceOf).ToDictionary(g => g.Key, g => g.First());

        /// <summary>This side says there what the other one says.</summary>
        public bool AgreesAt(string place)
        {
            if (lines.TryGetValue(place, out var line)) return o.Connections.ContainsKey(line) == t.Connections.ContainsKey(line);
            if (b.Activities.ContainsKey(place) || t.Activities.ContainsKey(place)) return o.Activities.ContainsKey(place) == t.Activities.ContainsKey(place) && (!o.Activities.TryGetValue(place, out var mine) || Same(mine, t.Activities[place]));
            return Value(o, place) == Value(t, place) && (Owner(place) is not { } owner || o.Activities.ContainsKey(owner));
        }

        /// <summary>The place at which this side changed something that taking the other's change would undo; null: nothing.</summary>
        public string? Rival(string place)
        {
            if (lines.ContainsKey(place)) return null;
            if (b.Activities.TryGetValue(place, out var was)) // theirs removed it
                return o.Activities.TryGetValue(place, out var mine) && !Same(was, mine) ? place : null;
            if (t.Activities.ContainsKey(place)) // theirs added it
                return o.Activities.ContainsKey(place) ? place : null;
            if (Owner(place) is { } owner && !o.Activities.ContainsKey(owner)) return owner;
            return Value(o, place) != Value(b, place) ? place : null;
        }

        public void Take(string place)
        {
            if (lines.TryGetValue(place, out var line)) Connect(line);
            else if (b.Activities.ContainsKey(place) || t.Activities.ContainsKey(place)) Activity(place);
            else if (Owner(place) is { } owner) Member(owner, place[(owner.Length + 1)..]);
            else Workflow(place);
        }

        /// <summary>A connection leads from an activity to an activity.</summary>
        public void DropLooseEnds()
        {
            foreach (var flow in Objects(document["root"], "").Values.Where(a => a["connections"] is JsonArray).ToList())
            {
                if (flow["activities"] is not JsonArray activities) continue;
                var ids = activities.OfType<JsonObject>().Select(a => Text(a["id"])).ToHashSet();
                var connections = (JsonArray)flow["connections"]!;
                foreach (var line in connections.OfType<JsonObject>().Where(l => !ids.Contains(End(l, "source")) || !ids.Contains(End(l, "target"))).ToList()) connections.Remove(line);
            }
        }

        private void Connect(ConnectionKey key)
        {
            if (Find(key.Flow) is not { } flow || flow["connections"] is not JsonArray connections) return;
            if (!t.Connections.TryGetValue(key, out var bends))
            {
                var gone = connections.OfType<JsonObject>().FirstOrDefault(l => End(l, "source") == key.Source && End(l, "target") == key.Target && (Text(l["source"] is JsonObject s ? s["port"] : l["sourcePort"]) ?? "Done") == key.Port);
                if (gone is not null) connections.Remove(gone);
                return;
            }
            connections.Add(new JsonObject
            {
                ["source"] = new JsonObject { ["activity"] = key.Source, ["port"] = key.Port }, ["target"] = new JsonObject { ["activity"] = key.Target, ["port"] = key.Entry }, ["vertices"] = JsonNode.Parse(bends),
            });
        }

        private void Activity(string path)
        {
            if (Find(path) is { } there)
            {
                switch (there.Parent)
                {
                    case JsonArray list: list.Remove(there); break;
                    case JsonObject owner: owner.Remove(there.GetPropertyName()); break;
                }
            }
            if (!t.Activities.TryGetValue(path, out var part)) return;
            var json = JsonNode.Parse(part.Json.GetRawText(), documentOptions: new() { MaxDepth = 1000 });
            if (Find(part.Parent) is not { } parent) return;
            if (part.Slot.StartsWith("activities[", StringComparison.Ordinal) && parent["activities"] is JsonArray activities) activities.Add(json);
            else if (!part.Slot.Contains('[', StringComparison.Ordinal) && !part.Slot.Contains('.', StringComparison.Ordinal)) parent[part.Slot] = json;
        }

        private void Member(string path, string name)
        {
            if (Find(path) is not { } mine) { if (t.Activities.ContainsKey(path)) Activity(path); return; }
            if (t.Activities[path].Json.TryGetProperty(name, out var value)) mine[name] = JsonNode.Parse(value.GetRawText(), documentOptions: new() { MaxDepth = 1000 });
            else mine.Remove(name);
        }

        private void Workflow(string name)
        {
            var way = (t.Workflow.ContainsKey(name) ? t : b).WayTo(name);
            var at = document;
            foreach (var step in way[..^1])
            {
                if (at[step] is not JsonObject next) at[step] = next = [];
                at = next;
            }
            if (t.Workflow.TryGetValue(name, out var value)) at[way[^1]] = JsonNode.Parse(value, documentOptions: new() { MaxDepth = 1000 });
            else at.Remove(way[^1]);
        }

        /// <summary>The activity that a place lies in.</summary>
        private string? Owner(string place)
        {
            for (var slash = place.LastIndexOf('/'); slash > 0; slash = place.LastIndexOf('/', slash - 1))
                if (place[..slash] is var path && (b.Activities.ContainsKey(path) || t.Activities.ContainsKey(path))) return path;
            return null;
        }

        private string? Value(DefinitionParts parts, string place) => Owner(place) is { } owner
            ? parts.Activities.GetValueOrDefault(owner)?.Members.GetValueOrDefault(place[(owner.Length + 1)..])
            : parts.Workflow.GetValueOrDefault(place);

        private JsonObject? Find(string path) => Objects(document["root"], "").GetValueOrDefault(path);

        /// <summary>Activities as they are in the document now, by the same paths as in the parts.</summary>
        private static Dictionary<string, JsonObject> Objects(JsonNode? root, string parent)
        {
            var found = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
            void Add(JsonObject activity, string above, string slot)
            {
                var id = Text(activity["id"]) is { Length: > 0 } given ? given : slot;
                var plain = above.Length == 0 ? id : $"{above}:{id}";
                var path = plain;
                for (var copy = 2; found.ContainsKey(path); copy++) path = $"{plain}#{copy}";
                found[path] = activity;
                foreach (var (name, value) in activity) if (name is not "connections") Look(value, path, name);
            }
            void Look(JsonNode? value, string path, string slot)
            {
                if (value is JsonArray list) for (var i = 0; i < list.Count; i++) Look(list[i], path, $"{slot}[{i}]");
                else if (value is JsonObject one && Text(one["type"]) is { Length: > 0 } && one["id"] is JsonValue && !one.ContainsKey("typeName")) Add(one, path, slot);
                else if (value is JsonObject inner && slot.Count(c => c == '[') < 3) foreach (var (name, member) in inner) Look(member, path, $"{slot}.{name}");
            }
            if (root is JsonObject first) Add(first, parent, "root");
            return found;
        }

        private static bool Same(ActivityPart one, ActivityPart other) =>
            one.Members.Where(m => m.Key != "metadata").SequenceEqual(other.Members.Where(m => m.Key != "metadata"));

        private static string? End(JsonObject line, string name) => line[name] is JsonObject end ? Text(end["activity"]) : Text(line[name]);
        private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
    }

    internal static string PlaceOf(ConnectionKey key) => $"{key.Flow}/connections/{key.Source}.{key.Port}>{key.Target}.{key.Entry}#{key.Copy.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
