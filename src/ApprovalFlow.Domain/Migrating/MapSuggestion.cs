using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>Why an activity is thought to be another one, or none.</summary>
public enum MapReason
{
    /// <summary>Same id and kind.</summary>
    Id,
    /// <summary>Same kind and name, and the only one on both sides.</summary>
    Name,
    /// <summary>Same kind, role and department, and the only one on both sides.</summary>
    Duty,
    /// <summary>The same id is another kind of activity there.</summary>
    KindChanged,
    /// <summary>Several could be meant: a person has to choose.</summary>
    Unclear,
    /// <summary>Nothing there is like it.</summary>
    Gone,
    /// <summary>A person has chosen.</summary>
    Chosen,
}

/// <param name="To">Path in the version gone over to; null: it has no place there.</param>
public sealed record MapLine(StepFace From, string? To, MapReason Why);

/// <summary>Proposes where the activities of one version stand in another. What is not clear is left empty: a person decides it.</summary>
public static class MapSuggestion
{
    public static IReadOnlyList<MapLine> Of(WorkflowGraph from, WorkflowGraph to)
    {
        var (here, there) = (StepFace.Of(from), StepFace.Of(to));
        var found = new Dictionary<string, (string To, MapReason Why)>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var places = there.ToDictionary(t => t.Path, StringComparer.Ordinal);

        foreach (var step in here)
        {
            // What stands outermost has no holder to differ in; ids below it are looked for where their holder went.
            var same = step.Holder.Length == 0 ? there[0].Path : found.TryGetValue(step.Holder, out var holder) ? $"{holder.To}:{step.Id}" : "";
            if (places.TryGetValue(same, out var place) && place.Type == step.Type) Take(step, place, MapReason.Id);
        }
        Match(MapReason.Name, s => (s.Type, s.NameZh, s.NameEn), s => s.IsHandled);
        Match(MapReason.Duty, s => (s.Type, s.Role, s.Department), s => s.IsHandled && s.Role is not null);
        return [.. here.Select(step => found.TryGetValue(step.Path, out var place) ? new MapLine(step, place.To, place.Why) : new(step, null, WhyNot(step)))];

        void Take(StepFace step, StepFace place, MapReason why)
        {
            found[step.Path] = (place.Path, why);
            taken.Add(place.Path);
        }

        bool SameHolder(StepFace step, StepFace place) => step.Holder.Length > 0 && found.TryGetValue(step.Holder, out var holder) && holder.To == place.Holder;

        void Match<TKey>(MapReason why, Func<StepFace, TKey> key, Func<StepFace, bool> wanted) where TKey : notnull
        {
            var open = here.Where(s => wanted(s) && !found.ContainsKey(s.Path)).ToLookup(key);
            var free = there.Where(t => wanted(t) && !taken.Contains(t.Path)).ToLookup(key);
            foreach (var group in open)
                if (group.Count() == 1 && free[group.Key].Count() == 1 && SameHolder(group.First(), free[group.Key].First()))
                    Take(group.First(), free[group.Key].First(), why);
        }

        MapReason WhyNot(StepFace step) =>
            found.TryGetValue(step.Holder, out var holder) && places.TryGetValue($"{holder.To}:{step.Id}", out var other) && other.Type != step.Type ? MapReason.KindChanged
            : there.Any(t => t.Type == step.Type && !taken.Contains(t.Path)) ? MapReason.Unclear : MapReason.Gone;
    }

    /// <summary>The least that has to be told to a migration so that it goes by these lines.</summary>
    public static IReadOnlyDictionary<string, string?> Told(WorkflowGraph from, WorkflowGraph to, IEnumerable<MapLine> lines) =>
        ActivityPlaces.Told(from, to, lines.ToDictionary(l => l.From.Path, l => l.To, StringComparer.Ordinal));

    /// <summary>The lines of a map that a person has made, with why each would be proposed as it is.</summary>
    public static IReadOnlyList<MapLine> Lines(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> told)
    {
        var places = ActivityPlaces.Of(from, to, told);
        return [.. Of(from, to).Select(l => places[l.From.Path] == l.To ? l : l with { To = places[l.From.Path], Why = MapReason.Chosen })];
    }
}
