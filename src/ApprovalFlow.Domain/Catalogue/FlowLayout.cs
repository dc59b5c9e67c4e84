namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Places a flow's graph: left to right in columns by longest path, the usual course on one line, exceptions below it.</summary>
/// <remarks>
/// Steps of a parallel group stand above each other. Lines to the exceptions leave a box to the right, drop in the gap between columns,
/// run in a lane below all boxes and never cross a box.
/// </remarks>
public sealed class FlowLayout
{
    private const int Margin = 40, Gap = 92, RowPitch = 112, LanePitch = 14, Lanes = 5;

    private readonly Dictionary<string, Box> boxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> columns;
    private readonly int[] left;
    private readonly int[] width;
    private readonly int lanesTop;

    private FlowLayout(FlowShape shape)
    {
        columns = LongestPaths(shape);
        width = new int[columns.Values.Max() + 1];
        foreach (var node in shape.Nodes)
            width[columns[node.Id]] = Math.Max(width[columns[node.Id]], SizeOf(node.Kind).Width);
        left = new int[width.Length];
        for (var i = 0; i < left.Length; i++)
            left[i] = i == 0 ? Margin : left[i - 1] + width[i - 1] + Gap;

        var usual = shape.Nodes.Where(n => n.Row < FlowNode.FirstRow).ToList();
        var tallest = SizeOf(FlowNodeKind.Step).Height;
        var mainLine = Margin + tallest / 2 - (int)(usual.Min(n => n.Row) * RowPitch);
        var bottom = mainLine + (int)(usual.Max(n => n.Row) * RowPitch) + tallest / 2;
        lanesTop = bottom + 24;
        var firstRow = lanesTop + Lanes * LanePitch + 20 + tallest / 2;
        foreach (var node in shape.Nodes)
        {
            var (w, h) = SizeOf(node.Kind);
            var center = node.Row < FlowNode.FirstRow ? mainLine + (int)(node.Row * RowPitch) : firstRow + (int)(node.Row - FlowNode.FirstRow) * RowPitch;
            var column = columns[node.Id];
            boxes.Add(node.Id, new(left[column] + (width[column] - w) / 2, center - h / 2, w, h));
        }
    }

    public static FlowLayout Of(FlowShape shape) => new(shape);

    public Box BoxOf(string id) => boxes[id];

    /// <summary>Bends of a connection between the middle of its source's right side and the middle of its target's left side; empty = a straight line.</summary>
    public IReadOnlyList<Point> BendsOf(FlowLink link)
    {
        var (source, target) = (boxes[link.Source], boxes[link.Target]);
        if (link.Lane == FlowLane.Back)
        {
            var below = source.Bottom + 20;
            return [new(source.CenterX, below), new(target.CenterX, below)];
        }
        if (link.Lane == FlowLane.None)
        {
            // A short branch goes on in its own row until just before its target.
            var far = columns[link.Target] - columns[link.Source] > 1 && source.CenterY != target.CenterY;
            return far ? [new(left[columns[link.Target]] - Gap / 2, source.CenterY)] : [];
        }
        var kind = (int)link.Lane;
        var lane = lanesTop + (kind - 1) * LanePitch;
        var drop = left[columns[link.Source]] + width[columns[link.Source]] + 8 + (Lanes + 1 - kind) * 8;
        var exit = new Point(drop, source.CenterY);
        if (link.Lane == FlowLane.Refuse)
            return [exit, new(drop, lane), new(target.CenterX, lane)];
        var rise = left[columns[link.Target]] - 12 - kind * 5;
        return [exit, new(drop, lane), new(rise, lane), new(rise, target.CenterY)];
    }

    private static (int Width, int Height) SizeOf(FlowNodeKind kind) => kind switch
    {
        FlowNodeKind.Start or FlowNodeKind.End => (48, 48),
        FlowNodeKind.Decision => (184, 64),
        FlowNodeKind.Fork or FlowNodeKind.Merge or FlowNodeKind.JoinAll or FlowNodeKind.JoinAny => (88, 40),
        FlowNodeKind.Close => (168, 48),
        _ => (184, 72),
    };

    private static Dictionary<string, int> LongestPaths(FlowShape shape)
    {
        var inbound = shape.Links.Where(l => !l.IsBackward).ToLookup(l => l.Target, l => l.Source);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        int Column(string id)
        {
            if (!found.TryGetValue(id, out var column))
                found[id] = column = inbound[id].Select(s => Column(s) + 1).DefaultIfEmpty(0).Max();
            return column;
        }
        foreach (var node in shape.Nodes)
            Column(node.Id);
        return found;
    }
}

public readonly record struct Point(int X, int Y);

public readonly record struct Box(int X, int Y, int Width, int Height)
{
    public int Right => X + Width;
    public int Bottom => Y + Height;
    public int CenterX => X + Width / 2;
    public int CenterY => Y + Height / 2;

    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}
