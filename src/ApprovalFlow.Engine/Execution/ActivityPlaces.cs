namespace ApprovalFlow.Engine.Execution;

/// <summary>Where the activities of one version stand in another, by path, as a migration takes it: as told, otherwise by id inside what holds them.</summary>
public static class ActivityPlaces
{
    /// <returns>Every activity of the version that is left; null where it has no place.</returns>
    public static IReadOnlyDictionary<string, string?> Of(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> told)
    {
        var map = new NodeMap(from, to, told, static _ => { });
        return from.Nodes.Skip(1).ToDictionary(n => n.Path, n => map.Of(n)?.Path, StringComparer.Ordinal);
    }

    /// <summary>What is wrong with what is told: names what is not there, or one place twice.</summary>
    public static IReadOnlyList<Rejection> Problems(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> told)
    {
        List<Rejection> problems = [];
        _ = new NodeMap(from, to, told, problems.Add);
        return problems;
    }

    /// <summary>The least that has to be told so that everything comes where it is wanted.</summary>
    public static IReadOnlyDictionary<string, string?> Told(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> wanted)
    {
        var told = new Dictionary<string, string?>(StringComparer.Ordinal);
        while (true)
        {
            var places = Of(from, to, told);
            // In order of appearance, holders first: where a holder goes decides where what it holds is looked for.
            if (from.Nodes.Skip(1).FirstOrDefault(n => wanted.TryGetValue(n.Path, out var place) && !told.ContainsKey(n.Path) && places[n.Path] != place) is not { } other) return told;
            told[other.Path] = wanted[other.Path];
        }
    }

    /// <summary>What has to be told to come back: everything where it was, and nothing where nothing went to.</summary>
    public static IReadOnlyDictionary<string, string?> Back(WorkflowGraph from, WorkflowGraph to, IReadOnlyDictionary<string, string?> told)
    {
        var wanted = to.Nodes.Skip(1).ToDictionary(n => n.Path, _ => (string?)null, StringComparer.Ordinal);
        foreach (var (path, place) in Of(from, to, told))
            if (place is not null) wanted[place] = path;
        return Told(to, from, wanted);
    }
}
