using System.Globalization;
using System.Net;
using System.Text;
using ApprovalFlow.Domain.Designing;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>A flowchart as a picture of its own: an SVG file that needs nothing else, for print, for papers and for other programs.</summary>
/// <remarks>Lines run as on the canvas (web/src/designer/route.js).</remarks>
public static class DesignSvg
{
    private const double Stub = 16, Margin = 32;

    private const string Style =
        "text{font-family:system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif;fill:#17212d}.b{fill:#fff;stroke:#808c9b;stroke-width:1.4}.g{fill:#eef1f5}.t{fill:#4b5969;stroke:none}.x{stroke-dasharray:6 4}"
        + ".n{font-size:14px;font-weight:600}.m{font-size:12.5px}.u{font-size:12px;fill:#4b5969}.w{fill:#fff;font-size:12px}.l{fill:none;stroke:#808c9b;stroke-width:1.6}.ln{stroke:#b3271e;stroke-dasharray:5 4}.lr{stroke:#845000;stroke-dasharray:5 4}"
        + ".p{font-size:11.5px;fill:#4b5969}.c{fill:#fdf0d9;stroke:#d9b56a}";

    public static string Write(DesignView view, CanvasWriter writer)
    {
        var nodes = view.Nodes.ToDictionary(n => n.Id);
        var boxes = nodes.Values.Select(n => n.Box).Concat(view.Comments.Select(c => new DesignBox(c.X, c.Y, 200, 120))).ToList();
        var lines = view.Edges.Select(e => (Edge: writer.Edge(e, nodes[e.Key.Source]), Points: Line(e, nodes))).ToList();
        var xs = boxes.SelectMany(b => new[] { b.X, b.X + b.Width }).Concat(lines.SelectMany(l => l.Points.Select(p => p.X))).DefaultIfEmpty(0).ToList();
        var ys = boxes.SelectMany(b => new[] { b.Y, b.Y + b.Height }).Concat(lines.SelectMany(l => l.Points.Select(p => p.Y))).DefaultIfEmpty(0).ToList();
        var (left, top, width, height) = (xs.Min() - Margin, ys.Min() - Margin, xs.Max() - xs.Min() + 2 * Margin, ys.Max() - ys.Min() + 2 * Margin);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"{N(left)} {N(top)} {N(width)} {N(height)}\"><style>{Style}</style>");
        svg.Append("<defs><marker id=\"a\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 .5L7.5 4L0 7.5z\" fill=\"context-stroke\"/></marker></defs>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(left)}\" y=\"{N(top)}\" width=\"{N(width)}\" height=\"{N(height)}\" fill=\"#fff\"/>");
        foreach (var (edge, points) in lines)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"l{(edge.N is "n" or "r" ? " l" + edge.N : "")}\" d=\"{Path(points)}\" marker-end=\"url(#a)\"/>");
            if (edge.L is not null) Text(svg, "p", points[0].X + 10, points[0].Y - 4, edge.L, "start");
        }
        foreach (var node in view.Nodes) Node(svg, node, writer.Node(node));
        foreach (var comment in view.Comments)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"c\" x=\"{N(comment.X)}\" y=\"{N(comment.Y)}\" width=\"200\" height=\"{N(Lines(comment.Text, 14).Count * 19 + 20)}\"/>");
            var row = 0;
            foreach (var line in Lines(comment.Text, 14)) Text(svg, "m", comment.X + 10, comment.Y + 24 + row++ * 19, line, "start");
        }
        return svg.Append("</svg>").ToString();
    }

    private static void Node(StringBuilder svg, NodeView node, CanvasNode said)
    {
        var (x, y, w, h) = node.Box;
        var x0 = N(x);
        switch (node.Shape)
        {
            case DesignShape.Start or DesignShape.End:
                svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"b t\" cx=\"{N(x + w / 2)}\" cy=\"{N(y + h / 2)}\" r=\"{N(Math.Min(w, h) / 2 - 5)}\"/>");
                Text(svg, "w", x + w / 2, y + h / 2 + 4, Short(said.T, 3), "middle");
                return;
            case DesignShape.Decision:
                svg.Append(CultureInfo.InvariantCulture, $"<path class=\"b g\" d=\"M{N(x + 14)} {N(y)}H{N(x + w - 14)}L{N(x + w)} {N(y + h / 2)}L{N(x + w - 14)} {N(y + h)}H{N(x + 14)}L{x0} {N(y + h / 2)}z\"/>");
                break;
            case DesignShape.Gate or DesignShape.Close:
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"b g\" x=\"{x0}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" rx=\"{N(h / 2)}\"/>");
                break;
            default:
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"b{(node.Excluded ? " x" : "")}\" x=\"{x0}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" rx=\"8\"/>");
                break;
        }
        var room = (int)((w - 20) / 14);
        var name = Lines(said.T, room).Take(h >= 60 ? 2 : 1).ToList();
        var rows = name.Count + (said.U is null ? 0 : 1);
        var top = y + h / 2 - (rows - 1) * 9.5 + 5;
        var plain = node.Shape is DesignShape.Gate or DesignShape.Close or DesignShape.Decision;
        for (var i = 0; i < name.Count; i++) Text(svg, plain ? "m" : "n", x + w / 2, top + i * 19, name[i], "middle");
        if (said.U is { } under) Text(svg, "u", x + w / 2, top + name.Count * 19, Short(under, (int)((w - 12) / 12)), "middle");
    }

    private static List<DesignPoint> Line(EdgeView edge, Dictionary<string, NodeView> nodes)
    {
        var (source, target) = (nodes[edge.Key.Source], nodes[edge.Key.Target]);
        var at = source.Ports.Select(p => p.Name).ToList().IndexOf(edge.Key.Port);
        var start = new DesignPoint(source.Box.X + source.Box.Width, source.Box.Y + source.Box.Height * (Math.Max(at, 0) + 1) / (Math.Max(source.Ports.Count, 1) + 1));
        var end = new DesignPoint(target.Box.X, target.Box.Y + target.Box.Height / 2);
        List<DesignPoint> points = [start, new(start.X + Stub, start.Y)];
        if (edge.Bends.Count > 0)
        {
            var middle = source.Box.Y + source.Box.Height / 2;
            foreach (var bend in edge.Bends) Corner(points, points.Count == 2 && Math.Abs(bend.Y - middle) < 1 ? bend with { Y = start.Y } : bend, points.Count == 2);
        }
        else if (end.X < start.X + 2 * Stub)
        {
            var below = Math.Max(source.Box.Y + source.Box.Height, target.Box.Y + target.Box.Height) + 24;
            points.AddRange([new(start.X + Stub, below), new(end.X - Stub, below)]);
        }
        else if (Math.Abs(start.Y - end.Y) > 0.5)
        {
            var turn = Math.Max(end.X - 24, start.X + (end.X - start.X) / 2);
            return [start, new(turn, start.Y), new(turn, end.Y), end];
        }
        else return [start, end];
        Corner(points, new(end.X - Stub, end.Y), false);
        points.Add(end);
        return points;
    }

    private static void Corner(List<DesignPoint> points, DesignPoint next, bool downFirst)
    {
        var last = points[^1];
        if (Math.Abs(last.X - next.X) > 0.5 && Math.Abs(last.Y - next.Y) > 0.5) points.Add(downFirst ? new(last.X, next.Y) : new(next.X, last.Y));
        points.Add(next);
    }

    private static string Path(List<DesignPoint> points) => "M" + string.Join('L', points.Select(p => $"{N(p.X)} {N(p.Y)}"));

    private static void Text(StringBuilder svg, string style, double x, double y, string text, string anchor) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\" text-anchor=\"{anchor}\">{WebUtility.HtmlEncode(text)}</text>");

    /// <summary>Chinese characters are twice as wide as Latin ones.</summary>
    private static List<string> Lines(string text, int room)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            var used = 0d;
            foreach (var word in Words(paragraph))
            {
                var width = Width(word);
                if (used + width > room && line.Length > 0)
                {
                    lines.Add(line.ToString().TrimEnd());
                    line.Clear();
                    used = 0;
                }
                line.Append(word);
                used += width;
            }
            lines.Add(line.ToString());
        }
        return lines;
    }

    /// <summary>A line may end after any Chinese character, but not inside a Latin word.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            word.Append(rune.ToString());
            if (rune.Value <= 0x2e80 && rune.Value != ' ' && word.Length < 24) continue;
            yield return word.ToString();
            word.Clear();
        }
        if (word.Length > 0) yield return word.ToString();
    }

    private static double Width(string text) => text.EnumerateRunes().Sum(r => r.Value > 0x2e80 ? 1 : 0.56);

    private static string Short(string text, int room) => Lines(text, room) is [var only] ? only : Lines(text, room)[0] + "…";

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
