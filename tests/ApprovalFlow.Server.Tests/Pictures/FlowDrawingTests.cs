using ApprovalFlow.Server.Ui.Parts;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Pictures;

/// <summary>All 225 flows can be drawn, whole and as their usual course.</summary>
public sealed class FlowDrawingTests
{
    private static readonly IReadOnlyList<(string Name, FlowDrawing Drawing)> All =
        [.. Directory.EnumerateFiles(Repository.Path("workflows", "definitions"), "*.json", SearchOption.AllDirectories).Select(f => (Path.GetFileNameWithoutExtension(f), FlowDrawing.Read(File.ReadAllText(f))))];

    [Fact]
    public void Every_flow_should_be_drawn_from_start_to_end()
    {
        All.Count.ShouldBe(225);
        foreach (var (name, drawing) in All)
        {
            drawing.Boxes.Count(b => b.Shape == FlowShapes.Start).ShouldBe(1, name);
            drawing.WithoutExceptions().Boxes.ShouldContain(b => b.Shape == FlowShapes.End, name);
            drawing.Boxes.ShouldContain(b => b.IsException, name);
        }
    }

    [Fact]
    public void Usual_course_should_never_draw_two_boxes_over_each_other()
    {
        foreach (var (name, drawing) in All)
        {
            var boxes = drawing.WithoutExceptions().Boxes;
            for (var i = 0; i < boxes.Count; i++)
                for (var j = i + 1; j < boxes.Count; j++)
                    (boxes[i].X < boxes[j].X + boxes[j].Width && boxes[j].X < boxes[i].X + boxes[i].Width
                        && boxes[i].Y < boxes[j].Y + boxes[j].Height && boxes[j].Y < boxes[i].Y + boxes[i].Height).ShouldBeFalse($"{name}: {boxes[i].Id} and {boxes[j].Id}");
        }
    }

    [Fact]
    public void Usual_course_should_be_narrower_than_the_whole()
    {
        foreach (var (name, drawing) in All)
            drawing.WithoutExceptions().Bounds().Width.ShouldBeLessThan(drawing.Bounds().Width, name);
    }

    [Fact]
    public void Lines_should_begin_and_end_at_their_boxes_and_have_right_angles()
    {
        foreach (var (name, drawing) in All)
            foreach (var line in drawing.Lines.Concat(drawing.WithoutExceptions().Lines))
                for (var i = 1; i < line.Points.Count; i++)
                    (line.Points[i].X == line.Points[i - 1].X || line.Points[i].Y == line.Points[i - 1].Y).ShouldBeTrue($"{name}: {line.Source} to {line.Target}");
        foreach (var (name, drawing) in All)
        {
            var moved = drawing.WithoutExceptions();
            var boxes = moved.Boxes.ToDictionary(b => b.Id);
            foreach (var line in moved.Lines)
            {
                line.Points[0].X.ShouldBe(boxes[line.Source].X + boxes[line.Source].Width, 0.01, name);
                line.Points[^1].X.ShouldBe(boxes[line.Target].X, 0.01, name);
            }
        }
    }

    [Fact]
    public void Path_should_round_its_corners() =>
        new FlowLine("a", "b", "Done", [new(0, 0), new(50, 0), new(50, 40), new(100, 40)], false).Path.ShouldBe("M0 0L42 0Q50 0 50 8L50 32Q50 40 58 40L100 40");
}
