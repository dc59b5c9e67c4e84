namespace ApprovalFlow.Engine.Execution;

/// <summary>One activity context that is not done: a node of the scope tree.</summary>
internal sealed class Scope(int context, int owner, string nodePath)
{
    public int Context { get; } = context;
    public int Owner { get; } = owner;
    public string NodePath { get; private set; } = nodePath;
    public bool Faulted { get; set; }
    /// <summary>Only the workflow's own context is kept after its end, for its variables.</summary>
    public bool Completed { get; set; }
    public bool Backward { get; init; }
    public IReadOnlyDictionary<string, object?>? LoopVariables { get; init; }
    public Dictionary<string, object?>? Variables { get; set; }
    public HashSet<string>? Transients { get; set; }
    public Dictionary<string, object?>? Progress { get; set; }
    public Dictionary<(string Node, string Name), object?>? Outputs { get; set; }
    public FlowVisits? Visits { get; set; }
    public List<int>? Tokens { get; set; }
    public List<int>? Postponed { get; set; }
    public int CompletedChildren { get; set; }
    public int LiveChildren { get; set; }
    public int BookmarksMade { get; set; }

    /// <summary>The compiled node, looked up once per burst; never part of the state.</summary>
    public Node? Node { get; set; }
    /// <summary>Being completed or cancelled: what its children do no longer concerns it. Lives within one burst.</summary>
    public bool Ending { get; set; }
    /// <summary>Work queued that this context or a living one below it owns. Lives within one burst.</summary>
    public int Queued { get; set; }

    /// <summary>The living children, as a chain in no order: a derived index, not part of what is stored.</summary>
    public Scope? FirstChild { get; private set; }
    public Scope? NextSibling { get; private set; }
    private Scope? previousSibling;

    public void Adopt(Scope child)
    {
        child.NextSibling = FirstChild;
        if (FirstChild is not null) FirstChild.previousSibling = child;
        FirstChild = child;
    }

    public void ReleaseAll() => FirstChild = null;

    public void Release(Scope child)
    {
        if (child.previousSibling is { } previous) previous.NextSibling = child.NextSibling;
        else if (FirstChild == child) FirstChild = child.NextSibling;
        if (child.NextSibling is { } next) next.previousSibling = child.previousSibling;
        (child.previousSibling, child.NextSibling) = (null, null);
    }

    /// <summary>It stands elsewhere, in another definition: what was compiled from the old one is forgotten.</summary>
    public void MoveTo(string path) => (NodePath, Node) = (path, null);

    public bool IsRunning => !Faulted && !Completed;

    public object? ProgressOf(string key) => Progress?.GetValueOrDefault(key);

    public Scope Clone() => new(Context, Owner, NodePath)
    {
        Faulted = Faulted, Completed = Completed, Backward = Backward, LoopVariables = LoopVariables,
        Variables = Variables is null ? null : new(Variables),
        Transients = Transients is null ? null : [.. Transients],
        Progress = Progress is null ? null : new(Progress),
        Outputs = Outputs is null ? null : new(Outputs),
        Visits = Visits?.Clone(),
        Tokens = Tokens is null ? null : [.. Tokens],
        Postponed = Postponed is null ? null : [.. Postponed],
        CompletedChildren = CompletedChildren, LiveChildren = LiveChildren, BookmarksMade = BookmarksMade,
        Node = Node,
    };
}

/// <summary>Counter mode: how often nodes and connections were visited, and which way the last visit went (SPEC 4.6).</summary>
internal sealed class FlowVisits
{
    private int[] nodes = [];
    private int[] connections = [];
    private bool[] followed = [];
    private SortedSet<int>? repeats;
    private SortedSet<int>? carriedOut;

    public int OfNode(int node) => node < nodes.Length ? nodes[node] : 0;
    public int OfConnection(int connection) => connection < connections.Length ? connections[connection] : 0;
    public bool WasFollowed(int connection) => connection < followed.Length && followed[connection];

    /// <summary>Room for a flowchart of this size at once; growing on demand gives the same state.</summary>
    public void Reserve(int nodeCount, int connectionCount)
    {
        if (nodes.Length < nodeCount) Array.Resize(ref nodes, nodeCount);
        if (connections.Length < connectionCount)
        {
            Array.Resize(ref connections, connectionCount);
            Array.Resize(ref followed, connectionCount);
        }
    }

    public void VisitNode(int node)
    {
        Reserve(node + 1, 0);
        nodes[node]++;
        carriedOut?.Remove(node);
    }

    /// <summary>Done without a visit, whatever its arrivals say.</summary>
    public void CarryOut(int node) => (carriedOut ??= []).Add(node);

    public void Undo(int node) => carriedOut?.Remove(node);

    public bool WasCarriedOut(int node) => carriedOut is not null && carriedOut.Contains(node);

    /// <summary>False: the visit repeats one that a kept branch has answered already, and counts for nothing.</summary>
    public bool VisitConnection(int connection, bool follow)
    {
        if (IsRepeat(connection))
        {
            EndRepeat(connection);
            return false;
        }
        Reserve(0, connection + 1);
        connections[connection]++;
        followed[connection] = follow;
        return true;
    }

    /// <summary>A kept branch was entered this way before a return; the way is gone again, but the branch is not entered twice.</summary>
    public bool IsRepeat(int connection) => repeats is not null && repeats.Contains(connection);

    public void Set(int connection, int count, bool follow)
    {
        Reserve(0, connection + 1);
        connections[connection] = count;
        followed[connection] = follow;
        EndRepeat(connection);
    }

    public void ExpectRepeat(int connection) => (repeats ??= []).Add(connection);

    public void EndRepeat(int connection)
    {
        if (repeats is not null && repeats.Remove(connection) && repeats.Count == 0) repeats = null;
    }

    /// <summary>Entries beyond the last that was visited count as none.</summary>
    public static FlowVisits Of(WorkflowEvent.FlowRecounted e)
    {
        var visits = new FlowVisits { nodes = [.. e.Nodes], connections = [.. e.Connections], followed = new bool[e.Connections.Count] };
        if (e.Followed.Count > 0) visits.Reserve(0, e.Followed.Max() + 1);
        foreach (var c in e.Followed) visits.followed[c] = true;
        if (e.Repeats.Count > 0) visits.repeats = [.. e.Repeats];
        if (e.CarriedOut.Count > 0) visits.carriedOut = [.. e.CarriedOut];
        return visits;
    }

    public FlowVisits Clone() => new()
    {
        nodes = (int[])nodes.Clone(), connections = (int[])connections.Clone(), followed = (bool[])followed.Clone(), repeats = repeats is null ? null : [.. repeats],
        carriedOut = carriedOut is null ? null : [.. carriedOut],
    };

    /// <summary>For comparing states: entries that are still zero do not count.</summary>
    public IEnumerable<string> Describe()
    {
        for (var i = 0; i < nodes.Length; i++) if (nodes[i] != 0) yield return $"n{i}={nodes[i]}";
        for (var i = 0; i < connections.Length; i++) if (connections[i] != 0) yield return $"c{i}={connections[i]}{(followed[i] ? "+" : "-")}";
        foreach (var c in repeats ?? []) yield return $"r{c}";
        foreach (var n in carriedOut ?? []) yield return $"x{n}";
    }
}
