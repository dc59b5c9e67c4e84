namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>Where a flowchart stands, with everything left out that cannot matter any more.</summary>
/// <remarks>A join compares how often its connections were visited with how often it was itself: only the difference is kept.</remarks>
internal sealed class FlowMarking
{
    private const byte FollowedBit = 0x80;

    /// <summary>Per connection: visits ahead of the target's, and whether the last one was followed.</summary>
    private readonly byte[] connections;
    /// <summary>Per node: nothing, running, running by a way back; and whether a merge has run in this round. Behind them, whether the flow is concluded.</summary>
    private readonly byte[] nodes;
    private readonly List<int> queue = [];

    public FlowMarking(int nodeCount, int connectionCount) => (connections, nodes) = (new byte[connectionCount], new byte[nodeCount + 1]);

    private FlowMarking(FlowMarking other)
    {
        (connections, nodes) = ((byte[])other.connections.Clone(), (byte[])other.nodes.Clone());
        queue.AddRange(other.queue);
    }

    public FlowMarking Copy() => new(this);

    public int Ahead(int connection) => (sbyte)((connections[connection] & 0x7f) << 1) >> 1;
    public bool WasFollowed(int connection) => (connections[connection] & FollowedBit) != 0;

    public void Visit(int connection, bool followed) => Set(connection, Ahead(connection) + 1, followed);

    /// <summary>The target was visited: its connections are one less ahead.</summary>
    public void Catch(int connection) => Set(connection, Ahead(connection) - 1, WasFollowed(connection));

    private void Set(int connection, int ahead, bool followed)
    {
        // Beyond what seven bits hold, one round more or less makes no difference to any join.
        ahead = Math.Clamp(ahead, -60, 60);
        connections[connection] = (byte)((ahead & 0x7f) | (followed && ahead > 0 ? FollowedBit : 0));
    }

    public bool IsRunning(int node) => (nodes[node] & 3) != 0;
    public bool IsBackward(int node) => (nodes[node] & 2) != 0;
    public void Run(int node, bool backward) => nodes[node] = (byte)((nodes[node] & ~3) | (backward ? 2 : 1));
    public void Rest(int node) => nodes[node] &= unchecked((byte)~3);

    public bool HasRun(int node) => (nodes[node] & 4) != 0;
    public void MarkRun(int node) => nodes[node] |= 4;
    public void ForgetRun(int node) => nodes[node] &= unchecked((byte)~4);

    /// <summary>What the flow is drawn for has been done.</summary>
    public bool IsConcluded { get => nodes[^1] == 1; set => nodes[^1] = (byte)(value ? 1 : 0); }

    /// <summary>Work that is next, first come first served; ~node when a way back led to it.</summary>
    public IReadOnlyList<int> Queue => queue;
    public void Enqueue(int node, bool backward) => queue.Add(backward ? ~node : node);
    public (int Node, bool Backward) Dequeue()
    {
        var next = queue[0];
        queue.RemoveAt(0);
        return next < 0 ? (~next, true) : (next, false);
    }
    public bool IsQueued(int node) => queue.Contains(node) || queue.Contains(~node);

    /// <summary>Nothing runs and nothing is queued.</summary>
    public bool IsIdle
    {
        get
        {
            foreach (var node in nodes.AsSpan()[..^1]) if ((node & 3) != 0) return false;
            return queue.Count == 0;
        }
    }

    public IEnumerable<int> Running
    {
        get
        {
            for (var i = 0; i < nodes.Length - 1; i++) if ((nodes[i] & 3) != 0) yield return i;
        }
    }

    public static IEqualityComparer<FlowMarking> Comparer { get; } = new ByContent();

    private sealed class ByContent : IEqualityComparer<FlowMarking>
    {
        public bool Equals(FlowMarking? x, FlowMarking? y) => x!.nodes.AsSpan().SequenceEqual(y!.nodes) && x.connections.AsSpan().SequenceEqual(y.connections) && x.queue.SequenceEqual(y.queue);

        public int GetHashCode(FlowMarking marking)
        {
            var hash = new HashCode();
            hash.AddBytes(marking.nodes);
            hash.AddBytes(marking.connections);
            foreach (var next in marking.queue) hash.Add(next);
            return hash.ToHashCode();
        }
    }
}
