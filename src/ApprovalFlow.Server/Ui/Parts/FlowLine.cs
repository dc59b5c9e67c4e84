using System.Globalization;
using System.Text;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A connection as a line with right angles: out of a box to the right, into the next from the left, or round below.</summary>
public sealed record FlowLine(string Source, string Target, string Port, IReadOnlyList<FlowPoint> Points, bool IsException)
{
    private const double Bend = 8;

    public static FlowLine Between(FlowBox source, FlowBox target, string port, IReadOnlyList<FlowPoint> bends, bool isException)
    {
        var fromBelow = bends.Count > 0 && bends[0].X == source.CenterX && bends[0].Y > source.Y + source.Height;
        var toBelow = bends.Count > 0 && bends[^1].X == target.CenterX && bends[^1].Y > target.Y + target.Height;
        var start = fromBelow ? new FlowPoint(source.CenterX, source.Y + source.Height) : new FlowPoint(source.X + source.Width, source.CenterY);
        var end = toBelow ? new FlowPoint(target.CenterX, target.Y + target.Height) : new FlowPoint(target.X, target.CenterY);
        return new(source.Id, target.Id, port, Square([start, .. bends, end]), isException);
    }

    /// <summary>Two points at a slant get a corner halfway between.</summary>
    private static IReadOnlyList<FlowPoint> Square(IReadOnlyList<FlowPoint> points)
    {
        List<FlowPoint> square = [points[0]];
        foreach (var next in points.Skip(1))
        {
            var last = square[^1];
            if (last.X != next.X && last.Y != next.Y)
            {
                var middle = next.X - Math.Min(24, Math.Abs(next.X - last.X) / 2);
                square.Add(new(middle, last.Y));
                square.Add(new(middle, next.Y));
            }
            square.Add(next);
        }
        return square;
    }

    /// <summary>The line as SVG path data, with rounded corners.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            Append(path, 'M', Points[0]);
            for (var i = 1; i < Points.Count - 1; i++)
            {
                var (before, corner, after) = (Points[i - 1], Points[i], Points[i + 1]);
                Append(path, 'L', Towards(corner, before));
                Append(path, 'Q', corner);
                Append(path, ' ', Towards(corner, after));
            }
            Append(path, 'L', Points[^1]);
            return path.ToString();
        }
    }

    private static FlowPoint Towards(FlowPoint corner, FlowPoint other)
    {
        var length = Math.Abs(other.X - corner.X) + Math.Abs(other.Y - corner.Y);
        var step = length == 0 ? 0 : Math.Min(Bend, length / 2) / length;
        return new(corner.X + (other.X - corner.X) * step, corner.Y + (other.Y - corner.Y) * step);
    }

    private static void Append(StringBuilder path, char command, FlowPoint point) =>
        path.Append(command).Append(point.X.ToString("0.#", CultureInfo.InvariantCulture)).Append(' ').Append(point.Y.ToString("0.#", CultureInfo.InvariantCulture));
}
