using System.Globalization;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Persistence.Queries;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A flow drawn from its definition; with the marks of a case, also where that case stands and which way it came.</summary>
public sealed partial class FlowPicture
{
    private FlowDrawing drawing = new([], []), shown = new([], []);
    private string? read;
    private (double X, double Y, double Width, double Height) bounds;

    [Parameter, EditorRequired] public required string Json { get; set; }
    [Parameter, EditorRequired] public required string Label { get; set; }
    /// <summary>By activity id; null: no case.</summary>
    [Parameter] public IReadOnlyDictionary<string, ActivityMark>? Marks { get; set; }
    /// <summary>By activity id: the ports that its last execution left by.</summary>
    [Parameter] public IReadOnlyDictionary<string, IReadOnlyList<string>>? Taken { get; set; }
    /// <summary>By activity id: how much waits there; null: nobody asks.</summary>
    [Parameter] public IReadOnlyDictionary<string, StepLoad>? Loads { get; set; }
    /// <summary>By activity id: what is otherwise than in another version; null: no comparison.</summary>
    [Parameter] public IReadOnlyDictionary<string, ChangeMark>? Differences { get; set; }
    /// <summary>Show refusal, return and withdrawal too; shown anyway when the case went there.</summary>
    [Parameter] public bool Exceptions { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private bool ShowExceptions => Exceptions || drawing.Boxes.Any(b => b.IsException && (MarkOf(b) is not null || LoadOf(b) is not null));
    private IEnumerable<FlowBox> Boxes => shown.Boxes;
    private IEnumerable<FlowLine> Lines => shown.Lines.OrderBy(IsTaken);
    private string View => $"{N(bounds.X)} {N(bounds.Y)} {N(bounds.Width)} {N(bounds.Height)}";
    private string ExceptionsHref => Navigation.GetUriWithQueryParameter("exceptions", ShowExceptions ? null : (bool?)true);

    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(read, Json))
            drawing = FlowDrawing.Read(read = Json);
        shown = ShowExceptions ? drawing : drawing.WithoutExceptions();
        bounds = shown.Bounds();
    }

    private ActivityMark? MarkOf(FlowBox box) => Marks is not null && Marks.TryGetValue(box.Id, out var mark) ? mark : null;

    private StepLoad? LoadOf(FlowBox box) => Loads?.GetValueOrDefault(box.Id);

    private string LoadText(StepLoad load) => load.Overdue > 0 ? T["monitor.badge", load.Open, load.Overdue] : T["monitor.badgeNone", load.Open];

    private string MarkClass(FlowBox box) => $"{LoadOf(box)?.Heat} {MarkOf(box)?.ToString().ToLowerInvariant()} {DifferenceOf(box)} {(box.Excluded ? "excluded" : "")} {(box.IsException ? "exception" : "")}";

    private string? DifferenceOf(FlowBox box) => Differences is not null && Differences.TryGetValue(box.Id, out var mark) ? mark.ToString().ToLowerInvariant() : null;

    private string LineClass(FlowLine line) => IsTaken(line) ? "taken" : line.IsException
        ? line.Port switch { "Refuse" or "Object" or "Revoke" => "exception refuse", "Return" or "Resubmit" => "exception return", _ => "exception withdraw" }
        : "";

    /// <summary>Beside the last piece of a line that bends, else where it begins: two answers of one question never lie on each other.</summary>
    private static FlowPoint LabelAt(FlowLine line) => line.Points.Count > 2
        ? new(line.Points[^1].X - 26, line.Points[^1].Y - 7)
        : new(line.Points[0].X + 10, line.Points[0].Y + 16);

    private string? LabelOf(FlowLine line) => line.Port is "True" or "False" ? T.Find("port", line.Port) : null;

    private bool IsTaken(FlowLine line) =>
        Marks?.GetValueOrDefault(line.Source) == ActivityMark.Completed && Marks.ContainsKey(line.Target)
        && Taken?.GetValueOrDefault(line.Source)?.Contains(line.Port) == true;

    private string SubtitleOf(FlowBox box)
    {
        var role = box.Role is null ? "" : T.Find("role", box.Role);
        return box.LimitDays switch
        {
            null => role,
            0 => $"{T["flow.instant"]} · {role}",
            { } days => $"{T["flow.days", N(days)]} · {role}",
        };
    }

    private string TitleOf(FlowBox box)
    {
        var name = T.Pick(box.NameZh, box.NameEn);
        var mark = MarkOf(box) is { } m ? $" ({T[$"mark.{m}"]})" : "";
        var load = LoadOf(box) is { } l ? $"\n{T["monitor.heat", l.Open, l.Overdue]}" : "";
        return box.Shape == FlowShapes.Step ? $"{name}{mark}: {SubtitleOf(box)}{load}" : name + mark;
    }

    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}

/// <summary>How much waits at a step.</summary>
public sealed record StepLoad(int Open, int Overdue)
{
    /// <summary>How hot: by the share that is overdue.</summary>
    public string Heat => Overdue * 2 >= Open ? "load-most" : Overdue > 0 ? "load-some" : "load-waiting";
}
