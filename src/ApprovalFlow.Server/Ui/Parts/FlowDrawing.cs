using System.Text.Json;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A definition as a picture: boxes and lines where the definition's own designer data puts them.</summary>
public sealed record FlowDrawing(IReadOnlyList<FlowBox> Boxes, IReadOnlyList<FlowLine> Lines)
{
    /// <summary>Ports that leave the usual course.</summary>
    private static readonly HashSet<string> exceptions = ["Refuse", "Return", "Withdraw", "Resubmit", "Object", "Revoke", "Waive"];

    public static FlowDrawing Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        // A document of somebody else's may be no flowchart, or hold what cannot be drawn: that is left out.
        if (!document.RootElement.TryGetProperty("root", out var root) || !root.TryGetProperty("activities", out var activities) || activities.ValueKind != JsonValueKind.Array)
            return new([], []);
        var boxes = activities.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object && Text(a, "id") is not null && Text(a, "type") is not null).Select(Box).DistinctBy(b => b.Id).ToDictionary(b => b.Id);
        var lines = root.TryGetProperty("connections", out var connections) && connections.ValueKind == JsonValueKind.Array ? connections.EnumerateArray() : default;
        var links = lines.Where(l => IsLine(l)).Select(Link).Where(l => boxes.ContainsKey(l.Source) && boxes.ContainsKey(l.Target)).ToList();

        // The usual course is what can be reached from the start without an exceptional port.
        var usual = new HashSet<string>();
        var waiting = new Queue<string>(boxes.Values.Where(b => b.Shape == FlowShapes.Start).Select(b => b.Id));
        while (waiting.TryDequeue(out var id))
            if (usual.Add(id))
                foreach (var link in links.Where(l => l.Source == id && !exceptions.Contains(l.Port)))
                    waiting.Enqueue(link.Target);
        return new(
            [.. boxes.Values.Select(b => b with { IsException = !usual.Contains(b.Id) })],
            [.. links.Select(l => FlowLine.Between(boxes[l.Source], boxes[l.Target], l.Port, l.Bends, exceptions.Contains(l.Port) || !usual.Contains(l.Source)))]);
    }

    /// <summary>The usual course alone, drawn closer together: without the exceptions the gaps between columns need not hold their lines.</summary>
    public FlowDrawing WithoutExceptions()
    {
        const double Gap = 52;
        var boxes = Boxes.Where(b => !b.IsException).OrderBy(b => b.X).ToList();
        var cuts = new List<(double From, double To)>();
        var reach = double.NaN;
        foreach (var box in boxes)
        {
            if (box.X > reach)
                cuts.Add((reach, box.X));
            reach = double.IsNaN(reach) ? box.X + box.Width : Math.Max(reach, box.X + box.Width);
        }
        double Move(double x) => x - cuts.Sum(c => x <= c.From || c.To - c.From <= Gap ? 0 : (Math.Min(x, c.To) - c.From) * (1 - Gap / (c.To - c.From)));
        var moved = boxes.ConvertAll(b => b with { X = Move(b.X) });
        return new(moved, [.. Lines.Where(l => !l.IsException).Select(l => l with { Points = [.. l.Points.Select(p => new FlowPoint(Move(p.X), p.Y))] })]);
    }

    /// <summary>What the boxes and lines cover, with a margin.</summary>
    public (double X, double Y, double Width, double Height) Bounds()
    {
        if (Boxes.Count == 0)
            return (0, 0, 200, 100);
        var points = Lines.SelectMany(l => l.Points).Concat(Boxes.SelectMany(b => new FlowPoint[] { new(b.X, b.Y), new(b.X + b.Width, b.Y + b.Height) })).ToList();
        const double Margin = 16;
        var (left, top) = (points.Min(p => p.X) - Margin, points.Min(p => p.Y) - Margin);
        return (left, top, points.Max(p => p.X) + Margin - left, points.Max(p => p.Y) + Margin - top);
    }

    private static FlowBox Box(JsonElement activity)
    {
        var metadata = activity.TryGetProperty("metadata", out var m) && m.ValueKind == JsonValueKind.Object ? m : JsonDocument.Parse("{}").RootElement;
        var designer = metadata.TryGetProperty("designer", out var d) ? d : default;
        var (x, y) = Pair(designer, "position", "x", "y", 0, 0);
        var type = activity.GetProperty("type").GetString()!;
        var shape = ShapeOf(type);
        var (width, height) = Pair(designer, "size", "width", "height", shape is FlowShapes.Start or FlowShapes.End ? 48 : 184, shape == FlowShapes.Step ? 72 : 48);
        var id = activity.GetProperty("id").GetString()!;
        var zh = Text(metadata, "displayText") ?? Literal(activity, "nameZh")?.GetString() ?? id;
        return new(id, type, shape, x, y, width, height, zh, Text(metadata, "displayTextEn") ?? Literal(activity, "nameEn")?.GetString() ?? zh)
        {
            Role = Literal(activity, "role")?.GetString(),
            DepartmentId = Literal(activity, "departmentId")?.GetString(),
            LimitDays = Literal(activity, "limitDays") is { ValueKind: JsonValueKind.Number } days ? days.GetDouble() : null,
            Duty = Literal(activity, "duty")?.GetString() ?? Text(activity, "duty"),
            Excluded = Literal(activity, "clock")?.GetString() == "excluded",
        };
    }

    private static FlowShapes ShapeOf(string type) => type switch
    {
        "Elsa.Start" => FlowShapes.Start,
        "Elsa.End" => FlowShapes.End,
        "Elsa.FlowDecision" => FlowShapes.Decision,
        "Elsa.FlowFork" or "Elsa.FlowJoin" => FlowShapes.Gate,
        "Approval.CloseCase" => FlowShapes.Close,
        _ => FlowShapes.Step,
    };

    private static bool IsLine(JsonElement line) => line.ValueKind == JsonValueKind.Object && line.TryGetProperty("source", out var source) && source.ValueKind == JsonValueKind.Object && Text(source, "activity") is not null
        && line.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.Object && Text(target, "activity") is not null;

    private static (string Source, string Target, string Port, IReadOnlyList<FlowPoint> Bends) Link(JsonElement connection)
    {
        var source = connection.GetProperty("source");
        return (source.GetProperty("activity").GetString()!, connection.GetProperty("target").GetProperty("activity").GetString()!,
            Text(source, "port") ?? "Done",
            connection.TryGetProperty("vertices", out var bends) && bends.ValueKind == JsonValueKind.Array
                ? [.. bends.EnumerateArray().Select(p => new FlowPoint(p.GetProperty("x").GetDouble(), p.GetProperty("y").GetDouble()))] : []);
    }

    private static JsonElement? Literal(JsonElement activity, string input) =>
        activity.TryGetProperty(input, out var wrapped) && wrapped.ValueKind == JsonValueKind.Object && wrapped.TryGetProperty("expression", out var expression)
        && expression.TryGetProperty("value", out var value) ? value : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static (double, double) Pair(JsonElement designer, string name, string first, string second, double defaultFirst, double defaultSecond) =>
        designer.ValueKind == JsonValueKind.Object && designer.TryGetProperty(name, out var pair) ? (pair.GetProperty(first).GetDouble(), pair.GetProperty(second).GetDouble()) : (defaultFirst, defaultSecond);
}

public enum FlowShapes { Start, End, Step, Decision, Gate, Close }

public readonly record struct FlowPoint(double X, double Y);

public sealed record FlowBox(string Id, string Type, FlowShapes Shape, double X, double Y, double Width, double Height, string NameZh, string NameEn)
{
    public string? Role { get; init; }
    public string? DepartmentId { get; init; }
    public double? LimitDays { get; init; }
    /// <summary>What its holder has to do, in Chinese as the definition says it.</summary>
    public string? Duty { get; init; }
    /// <summary>Its time does not count towards the promise (Art 45).</summary>
    public bool Excluded { get; init; }
    /// <summary>Reached only by refusing, returning or withdrawing.</summary>
    public bool IsException { get; init; }
    public double CenterX => X + Width / 2;
    public double CenterY => Y + Height / 2;
}
