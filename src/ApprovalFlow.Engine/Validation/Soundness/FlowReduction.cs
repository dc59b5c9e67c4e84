namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>Makes a flowchart smaller without changing what can go wrong in it: a waiting activity takes in the one that only it leads to.</summary>
/// <remarks>
/// Taking Y into X delays the arrivals, not followed, that X makes beside Y until Y has ended as well. Nobody can tell as long as each of them
/// meets a join that waits for Y anyway, and as long as whatever cancels X cancels Y. So branches of any length, with choices that meet again
/// and with the same ways out at every step, become one activity, and the order in which branches take their steps stops mattering.
/// </remarks>
internal static class FlowReduction
{
    public static FlowNet Reduce(FlowNet net)
    {
        var backTargets = net.Connections.Where(c => !c.IsForward).Select(c => c.Target).ToHashSet();
        var joins = net.Nodes.Where(n => n.Kind == NetNodeKind.JoinAny).Select(n => n.Index).ToArray();
        foreach (var x in net.Nodes) MergeTwins(net, x);
        for (var again = true; again;)
        {
            again = false;
            foreach (var x in net.Nodes)
                while (x.Kind == NetNodeKind.Waiting && Next(net, x, backTargets, joins) is { } y)
                {
                    TakeIn(net, x, y);
                    again = true;
                }
        }
        return net;
    }

    private static NetNode? Next(FlowNet net, NetNode x, HashSet<int> backTargets, int[] joins)
    {
        foreach (var target in net.Outbound[x.Index].Select(c => net.Connections[c].Target).Distinct())
        {
            var y = net.Nodes[target];
            if (target != x.Index && !y.IsConclusion && !x.MayBeCutOff && !y.MayBeCutOff && y.Kind is not (NetNodeKind.Terminal or NetNodeKind.Fault or NetNodeKind.JoinAny or NetNodeKind.JoinAll) && !backTargets.Contains(target)
                && net.Inbound[target].TrueForAll(c => net.Connections[c].Source == x.Index) && OnlyLeads(net, x, target) && MeetsAgain(net, x, target)
                && joins.All(j => net.AncestorsOf(j).Contains(x.Index) == net.AncestorsOf(j).Contains(target)))
                return y;
        }
        return null;
    }

    /// <summary>What leads to the target leads nowhere else at the same time.</summary>
    private static bool OnlyLeads(FlowNet net, NetNode x, int target) =>
        x.Choices.TrueForAll(choice => Array.TrueForAll(choice.Followed, c => net.Connections[c].Target == target) || !Array.Exists(choice.Followed, c => net.Connections[c].Target == target));

    /// <summary>Every arrival that would be delayed meets a node at which the target arrives as well.</summary>
    private static bool MeetsAgain(FlowNet net, NetNode x, int target)
    {
        var later = net.Outbound[target].Where(c => net.Connections[c].IsForward).Select(c => net.Connections[c].Target).ToHashSet();
        var skipped = new HashSet<int> { x.Index, target };
        var stack = new Stack<int>([x.Index]);
        while (stack.TryPop(out var at))
            foreach (var c in net.Outbound[at])
            {
                var (_, to, isForward, _) = net.Connections[c];
                if (!isForward || skipped.Contains(to) || later.Contains(to)) continue;
                // A node that only skipped ones lead to is skipped with them, and what it would have said goes on.
                if (!net.Inbound[to].TrueForAll(i => net.Connections[i].Source != target && skipped.Contains(net.Connections[i].Source))) return false;
                skipped.Add(to);
                stack.Push(to);
            }
        return true;
    }

    private static void TakeIn(FlowNet net, NetNode x, NetNode y)
    {
        bool Leads(int c) => net.Connections[c].Target == y.Index && net.Connections[c].IsForward;
        var choices = new List<NetChoice>();
        foreach (var choice in x.Choices)
            if (!Array.Exists(choice.Followed, Leads)) choices.Add(choice);
            else
                foreach (var next in y.Choices)
                    choices.Add(new([.. choice.Trail, .. next.Trail], next.Followed) { AlsoRuns = [.. choice.AlsoRuns.Union(next.AlsoRuns)] });
        x.Choices.Clear();
        x.Choices.AddRange(choices);

        net.Outbound[x.Index].RemoveAll(Leads);
        net.Inbound[y.Index].Clear();
        foreach (var c in net.Outbound[y.Index]) net.Connections[c] = net.Connections[c] with { Source = x.Index };
        net.Outbound[x.Index].AddRange(net.Outbound[y.Index]);
        net.Outbound[y.Index].Clear();
        MergeTwins(net, x);
        net.Changed();
    }

    /// <summary>Two connections from one activity to another say the same as one, unless a join wants each of them to be followed.</summary>
    private static void MergeTwins(FlowNet net, NetNode x)
    {
        var twins = new Dictionary<int, int>();
        foreach (var same in net.Outbound[x.Index].Where(c => net.Nodes[net.Connections[c].Target].Kind != NetNodeKind.JoinAll).GroupBy(c => (net.Connections[c].Target, net.Connections[c].IsForward)))
            foreach (var twin in same.Skip(1)) twins.Add(twin, same.First());
        foreach (var twin in twins.Keys) net.Inbound[net.Connections[twin].Target].Remove(twin);
        net.Outbound[x.Index].RemoveAll(twins.ContainsKey);

        var choices = new List<NetChoice>();
        foreach (var choice in x.Choices)
        {
            int[] followed = [.. choice.Followed.Select(c => twins.GetValueOrDefault(c, c)).Distinct().Order()];
            // Ways that differ in nothing but their names are walked once; what the others ran is remembered.
            if (choices.FindIndex(c => c.Followed.SequenceEqual(followed)) is >= 0 and var known)
                choices[known] = choices[known] with { AlsoRuns = [.. choices[known].AlsoRuns.Union(choice.Trail.Select(t => t.Node)).Union(choice.AlsoRuns)] };
            else choices.Add(choice with { Followed = followed });
        }
        x.Choices.Clear();
        x.Choices.AddRange(choices);
    }
}
