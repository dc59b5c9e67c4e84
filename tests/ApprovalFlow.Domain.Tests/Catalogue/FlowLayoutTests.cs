using ApprovalFlow.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

public sealed class FlowLayoutTests
{
    public static TheoryData<string> Flows => new(Repository.Catalogue.Flows.Select(f => f.Code));

    [Theory, MemberData(nameof(Flows))]
    public void Picture_should_be_readable(string code)
    {
        var shape = FlowShape.Of(Repository.Catalogue.Flow(code)!);
        var layout = FlowLayout.Of(shape);

        var boxes = shape.Nodes.Select(n => (n.Id, Box: layout.BoxOf(n.Id))).ToList();
        boxes.ShouldAllBe(b => b.Box.X >= 0 && b.Box.Y >= 0);
        foreach (var (a, b) in from i in Enumerable.Range(0, boxes.Count) from j in Enumerable.Range(i + 1, boxes.Count - i - 1) select (boxes[i], boxes[j]))
            a.Box.Overlaps(b.Box).ShouldBeFalse($"{a.Id} and {b.Id} overlap");

        foreach (var link in shape.Links)
        {
            var (source, target) = (layout.BoxOf(link.Source), layout.BoxOf(link.Target));
            (link.IsBackward ? target.Right < source.X : source.Right < target.X).ShouldBeTrue($"{link} should run {(link.IsBackward ? "left" : "right")}");
            var line = Line(link, source, target, layout.BendsOf(link));
            foreach (var (id, box) in boxes.Where(b => b.Id != link.Source && b.Id != link.Target))
                line.Zip(line.Skip(1)).Any(s => Crosses(s.First, s.Second, box)).ShouldBeFalse($"{link} runs through {id}");
        }
    }

    [Fact]
    public void Exceptions_should_stand_below_the_usual_course()
    {
        foreach (var shape in Repository.Catalogue.Flows.Select(FlowShape.Of))
        {
            var layout = FlowLayout.Of(shape);
            var lowest = shape.Nodes.Where(n => n.Row < FlowNode.FirstRow).Max(n => layout.BoxOf(n.Id).Bottom);
            shape.Nodes.Where(n => n.Row >= FlowNode.FirstRow).ShouldAllBe(n => layout.BoxOf(n.Id).Y > lowest);
        }
    }

    private static List<Point> Line(FlowLink link, Box source, Box target, IReadOnlyList<Point> bends)
    {
        var from = link.IsBackward ? new Point(source.CenterX, source.Bottom) : new Point(source.Right, source.CenterY);
        var to = link.IsBackward || link.Lane == FlowLane.Refuse ? new Point(target.CenterX, target.Bottom) : new Point(target.X, target.CenterY);
        return [from, .. bends, to];
    }

    /// <summary>A line that only touches a box does not cross it; sampling is fine enough for boxes of this size.</summary>
    private static bool Crosses(Point a, Point b, Box box)
    {
        var steps = Math.Max(1, (Math.Abs(b.X - a.X) + Math.Abs(b.Y - a.Y)) / 2);
        for (var i = 0; i <= steps; i++)
        {
            var (x, y) = (a.X + (b.X - a.X) * (double)i / steps, a.Y + (b.Y - a.Y) * (double)i / steps);
            if (x > box.X && x < box.Right && y > box.Y && y < box.Bottom)
                return true;
        }
        return false;
    }
}
