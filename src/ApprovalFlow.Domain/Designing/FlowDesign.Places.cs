using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    /// <summary>Canvas units from the middle; further out nobody finds anything again.</summary>
    private const double Farthest = 1_000_000;

    private Rejection? Move(DesignCommand.Move command, DesignRecorder recorder)
    {
        if (PositionProblem(command.DX, command.DY) is { } outside) return outside;
        if (command is { DX: 0, DY: 0 }) return null;
        var moving = command.Ids.ToHashSet(StringComparer.Ordinal);
        return PlaceAll([.. moving.Select(id => BoxOf(id) is { } box ? new Placement(id, box.X + command.DX, box.Y + command.DY) : new Placement(id, double.NaN, 0))], (command.DX, command.DY), recorder)
            ?? (command.Lane is { } lane ? Assign(moving, lane, recorder) : null);
    }

    /// <summary>What belongs to a department belongs to this one from now on; gates and ends, which belong to none, only lie there.</summary>
    private Rejection? Assign(IEnumerable<string> ids, string department, DesignRecorder recorder)
    {
        foreach (var id in ids)
        {
            if (index.Activity(id) is not { } activity || TypeOf(activity)?.Inputs.FirstOrDefault(i => i.Name == "departmentId") is not { } input) continue;
            // A condition tells whose it is, case by case: a hand that moves a box does not mean to throw that away.
            if (activity[input.Name] is not null && InputJson.Read(activity, input) is not DesignValue.Text) return DesignText.Reject("design-lane-by-expression", NameOf(activity));
            if (SetInput(new(id, input.Name, department.Length == 0 ? null : new DesignValue.Text(department)), recorder) is { } refused) return refused;
        }
        return null;
    }

    private Rejection? Place(DesignCommand.Place command, DesignRecorder recorder) => PlaceAll(command.Placements, null, recorder);

    private Rejection? Align(DesignCommand.Align command, DesignRecorder recorder)
    {
        var boxes = new List<(string Id, DesignBox Box)>();
        foreach (var id in command.Activities.Distinct())
            if (BoxOf(id) is { } box) boxes.Add((id, box));
            else return DesignText.Reject("design-activity-unknown", id);
        if (boxes.Count < 2) return DesignText.Reject("design-nothing-to-align");
        var (left, right, top, bottom) = (boxes.Min(b => b.Box.X), boxes.Max(b => b.Box.X + b.Box.Width), boxes.Min(b => b.Box.Y), boxes.Max(b => b.Box.Y + b.Box.Height));
        var placements = command.To switch
        {
            Alignment.SpreadAcross => Spread(boxes, b => b.X, b => b.Width, (id, b, at) => new(id, at, b.Y)),
            Alignment.SpreadDown => Spread(boxes, b => b.Y, b => b.Height, (id, b, at) => new(id, b.X, at)),
            _ => boxes.Select(b => command.To switch
            {
                Alignment.Left => new Placement(b.Id, left, b.Box.Y),
                Alignment.Right => new(b.Id, right - b.Box.Width, b.Box.Y),
                Alignment.Center => new(b.Id, (left + right - b.Box.Width) / 2, b.Box.Y),
                Alignment.Top => new(b.Id, b.Box.X, top),
                Alignment.Bottom => new(b.Id, b.Box.X, bottom - b.Box.Height),
                _ => new(b.Id, b.Box.X, (top + bottom - b.Box.Height) / 2),
            }),
        };
        return PlaceAll([.. placements], null, recorder);
    }

    /// <summary>The same gap between neighbours; the outermost stay.</summary>
    private static IEnumerable<Placement> Spread(List<(string Id, DesignBox Box)> boxes, Func<DesignBox, double> start, Func<DesignBox, double> size, Func<string, DesignBox, double, Placement> placed)
    {
        var ordered = boxes.OrderBy(b => start(b.Box)).ThenBy(b => b.Id, StringComparer.Ordinal).ToList();
        var room = start(ordered[^1].Box) + size(ordered[^1].Box) - start(ordered[0].Box) - ordered.Sum(b => size(b.Box));
        var at = start(ordered[0].Box);
        foreach (var (id, box) in ordered)
        {
            yield return placed(id, box, at);
            at += size(box) + room / (ordered.Count - 1);
        }
    }

    /// <param name="shift">All of them go this way: what bends between two of them goes along.</param>
    private Rejection? PlaceAll(IReadOnlyList<Placement> placements, (double X, double Y)? shift, DesignRecorder recorder)
    {
        foreach (var placement in placements)
        {
            if (index.Activity(placement.Id) is null && Comment(placement.Id) is null) return DesignText.Reject("design-activity-unknown", placement.Id);
            if (PositionProblem(placement.X, placement.Y) is { } outside) return outside;
        }
        var moved = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (id, x, y) in placements)
        {
            var before = BoxOf(id)!.Value;
            var (newX, newY) = (Math.Round(x), Math.Round(y));
            if (before.X == newX && before.Y == newY) continue;
            if (index.Activity(id) is { } activity)
            {
                var designer = recorder.Object(recorder.Object(activity, "metadata"), "designer");
                Put(recorder, recorder.Object(designer, "position"), newX, newY);
                recorder.Touched.Moved.Add(id);
                moved.Add(id);
            }
            else
            {
                var (list, at) = Comment(id)!.Value;
                Put(recorder, list[at]!.AsObject(), newX, newY);
                recorder.Touched.Comments.Add(id);
            }
        }
        foreach (var flow in moved.Select(m => index.FlowOf(m)!).Distinct().ToList())
            BendAlong(flow, moved, shift, recorder);
        return null;
    }

    /// <summary>A line bends round what was there; once an end has moved, its bends mean nothing any more.</summary>
    private static void BendAlong(JsonObject flow, HashSet<string> moved, (double X, double Y)? shift, DesignRecorder recorder)
    {
        if (flow["connections"] is not JsonArray connections) return;
        foreach (var connection in connections.OfType<JsonObject>())
        {
            if (FlowJson.KeyOf(connection) is not { } key || connection["vertices"] is not JsonArray { Count: > 0 } bends) continue;
            var ends = (moved.Contains(key.Source) ? 1 : 0) + (moved.Contains(key.Target) ? 1 : 0);
            if (ends == 0) continue;
            JsonArray after = [];
            if (ends == 2 && shift is { } by)
                foreach (var bend in bends.OfType<JsonObject>()) after.Add(Pair((FlowJson.Number(bend, "x") ?? 0) + by.X, (FlowJson.Number(bend, "y") ?? 0) + by.Y));
            recorder.Set(connection, "vertices", after);
            recorder.Touched.Connections.Add((FlowJson.Text(flow, "id")!, key));
        }
    }

    private Rejection? Bend(DesignCommand.Bend command, DesignRecorder recorder)
    {
        if (Find(command.Connection) is not { } connection) return Unknown(command.Connection);
        if (command.Bends.Count > 50) return DesignText.Reject("design-position-invalid");
        foreach (var bend in command.Bends)
            if (PositionProblem(bend.X, bend.Y) is { } outside) return outside;
        recorder.Set(connection, "vertices", new JsonArray([.. command.Bends.Select(b => Pair(b.X, b.Y))]));
        recorder.Touched.Connections.Add((FlowJson.Text(index.FlowOf(command.Connection.Source)!, "id")!, command.Connection));
        return null;
    }

    private Rejection? AddComment(DesignCommand.AddComment command, DesignRecorder recorder, List<string> made)
    {
        if (index.Flow(command.Flow) is not { } flow) return DesignText.Reject("design-flow-unknown", command.Flow);
        if (PlainText.Problem(command.Text, 2_000, markup: true) is { } problem) return problem;
        if (PositionProblem(command.X, command.Y) is { } outside) return outside;
        var comments = recorder.Array(recorder.Object(recorder.Object(flow, "metadata"), "designer"), "comments");
        if (comments.Count >= 500) return DesignText.Reject("design-too-large", Count(500));
        var used = new HashSet<string>(index.Ids.Concat(index.Flows.SelectMany(f => Comments(index.Flow(f)!)).Select(c => FlowJson.Text(c, "id") ?? "")));
        var id = DesignIds.Free("Comment", used);
        recorder.Append(comments, new JsonObject { ["id"] = id, ["text"] = command.Text.Trim(), ["x"] = Math.Round(command.X), ["y"] = Math.Round(command.Y) });
        recorder.Touched.Comments.Add(id);
        made.Add(id);
        return null;
    }

    private Rejection? SetComment(DesignCommand.SetComment command, DesignRecorder recorder)
    {
        if (Comment(command.Comment) is not var (list, at)) return DesignText.Reject("design-comment-unknown", command.Comment);
        if (PlainText.Problem(command.Text, 2_000, markup: true) is { } problem) return problem;
        recorder.Set(list[at]!.AsObject(), "text", command.Text.Trim());
        recorder.Touched.Comments.Add(command.Comment);
        return null;
    }

    private static IEnumerable<JsonObject> Comments(JsonObject flow) => (FlowJson.Designer(flow)?["comments"] as JsonArray)?.OfType<JsonObject>() ?? [];

    private (JsonArray List, int At)? Comment(string id)
    {
        foreach (var flow in index.Flows)
            if (FlowJson.Designer(index.Flow(flow))?["comments"] is JsonArray list)
                for (var i = 0; i < list.Count; i++)
                    if (list[i] is JsonObject comment && FlowJson.Text(comment, "id") == id) return (list, i);
        return null;
    }

    private DesignBox? BoxOf(string id) =>
        index.Activity(id) is { } activity ? DesignBox.Of(activity, TypeOf(activity))
        : Comment(id) is var (list, at) ? new DesignBox(FlowJson.Number(list[at]!.AsObject(), "x") ?? 0, FlowJson.Number(list[at]!.AsObject(), "y") ?? 0, DesignBox.CommentWidth, DesignBox.CommentHeight)
        : null;

    private static void Put(DesignRecorder recorder, JsonObject place, double x, double y)
    {
        if (FlowJson.Number(place, "x") != x) recorder.Set(place, "x", x);
        if (FlowJson.Number(place, "y") != y) recorder.Set(place, "y", y);
    }

    private static JsonObject Pair(double x, double y) => new() { ["x"] = Math.Round(x), ["y"] = Math.Round(y) };

    private static Rejection? PositionProblem(double x, double y) =>
        double.IsFinite(x) && double.IsFinite(y) && Math.Abs(x) <= Farthest && Math.Abs(y) <= Farthest ? null : DesignText.Reject("design-position-invalid");
}
