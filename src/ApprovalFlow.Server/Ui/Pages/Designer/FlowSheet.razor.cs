using ApprovalFlow.Domain.Designing;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>A flowchart to read: its picture, and every step in a list. For small screens and for paper.</summary>
public sealed partial class FlowSheet
{
    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Inject] public required CanvasWriter Writer { get; set; }

    private DesignView View => Session.Design.View(Session.Flow)!;

    /// <summary>As an image, so that its styles need no leave of the page's policy.</summary>
    private string Picture => $"data:image/svg+xml;charset=utf-8,{Uri.EscapeDataString(DesignSvg.Write(View, Writer))}";

    private IEnumerable<NodeView> Steps => View.Nodes.Where(n => n.Shape is DesignShape.Step or DesignShape.Container or DesignShape.Unknown or DesignShape.Close).OrderBy(n => n.Box.X).ThenBy(n => n.Box.Y);

    private string LeadsTo(NodeView step)
    {
        var ports = step.Ports.ToDictionary(p => p.Name, p => T.Pick(p.DisplayName));
        return string.Join(T["list.separator"], Session.Design.ConnectionsFrom(step.Id).Select(c =>
        {
            var target = Session.Design.NamesOf(c.Target) is { } name ? T.Pick(name) : c.Target;
            return step.Ports.Count > 1 ? $"{ports.GetValueOrDefault(c.Port, c.Port)} → {target}" : target;
        }));
    }
}
