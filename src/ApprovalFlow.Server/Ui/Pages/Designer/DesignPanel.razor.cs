using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>The properties of what is selected, made from the activity's description. What is folded away is not sent.</summary>
public sealed partial class DesignPanel : IDisposable
{
    /// <summary>What every human step has, besides what its own type adds.</summary>
    private static readonly string[] Usual = ["departmentId", "role", "limitDays", "clock", "duty"];
    private static readonly string[] Operations = ["allowedOperations", "signerDepth", "skipRepeatedApprover", "returnSiblings", "resubmission"];
    private static readonly string[] Approver = [ApproverRule.RuleInput, ApproverRule.WhomInput, ApproverRule.LevelsInput, ApproverRule.FromInput, ApproverRule.HoldsInput, ApproverRule.NobodyInput];
    /// <summary>Shown in a place of their own.</summary>
    private static readonly HashSet<string> Apart = [.. Usual, .. Operations, .. Approver, "nameZh", "nameEn", "region", HumanInputs.Outcomes];

    private DesignSession? heard;
    private string? open, refused;
    private bool stale = true;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter] public EventCallback<string> OnEnter { get; set; }

    private DesignSelection Selection => Session.Selection;
    private NodeView? Node => Selection.Id is { } id ? Session.Design.Node(id) : null;
    private ActivityType? Type => Node is { } node ? Session.Registry.Find(node.TypeName) : null;
    private bool IsHuman => Type?.Inputs.Any(i => i.Name == HumanInputs.AllowedOperations) == true;

    private IEnumerable<InputDescriptor> Basic => Type is not { } type ? [] : IsHuman
        ? [.. Usual.Select(u => type.Inputs.First(i => i.Name == u)), .. type.Inputs.Where(i => !Apart.Contains(i.Name))]
        : type.Inputs;

    private IEnumerable<(string Name, IReadOnlyList<InputDescriptor> Inputs)> More => Type is not { } type || !IsHuman ? [] :
    [
        ("outcomes", [type.Inputs.First(i => i.Name == HumanInputs.Outcomes)]),
        ("approver", [.. type.Inputs.Where(i => Approver.Contains(i.Name))]),
        ("operations", [.. type.Inputs.Where(i => Operations.Contains(i.Name))]),
        ("place", [type.Inputs.First(i => i.Name == "region")]),
    ];

    private ConnectionKey? Edge => Selection.Id?.Split('|') is [var source, var port, var target] ? new(source, port, target) : null;

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(heard, Session)) return;
        stale = true;
        Unhear();
        heard = Session;
        heard.Selected += Again;
        heard.Edited += OnEdited;
    }

    private IReadOnlyList<Outcome> PortsOf(ConnectionKey edge)
    {
        var ports = Session.Design.Node(edge.Source)?.Ports ?? [];
        return ports.Any(p => p.Name == edge.Port) ? ports : [new(edge.Port, new(edge.Port, edge.Port)), .. ports];
    }

    private string NameOf(string activity) => Session.Design.NamesOf(activity) is { } name ? T.Pick(name) : activity;

    private void Rename(string? zh, string? en) => Apply(new DesignCommand.Rename(Selection.Id!, zh ?? "", en == zh ? "" : en ?? ""));

    private void Reconnect(ConnectionKey from, ConnectionKey to)
    {
        if (Apply(new DesignCommand.Reconnect(from, to))) Session.Select(new(DesignSelected.Edge, DesignSelection.KeyOf(to), 1));
    }

    private void Embed(string port) => Apply(new DesignCommand.Embed(Selection.Id!, port));

    private bool Apply(DesignCommand command)
    {
        refused = Session.Apply(command).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        stale |= refused is not null;
        return refused is null;
    }

    private void Toggle(string group)
    {
        open = open == group ? null : group;
        stale = true;
    }

    protected override bool ShouldRender() => stale;

    protected override void OnAfterRender(bool firstRender) => stale = false;

    /// <summary>Only what the panel shows makes it draw again.</summary>
    private void OnEdited(DesignDelta delta)
    {
        if (delta.Head || Selection.Kind == DesignSelected.None || delta.Nodes.Any(n => n.Node.Id == Selection.Id) || delta.Comments.Any(c => c.Comment.Id == Selection.Id) || delta.Gone.Count + delta.Cut.Count > 0) Again();
    }

    private void Again() => _ = InvokeAsync(() =>
    {
        refused = null;
        stale = true;
        StateHasChanged();
    });

    private void Unhear()
    {
        if (heard is null) return;
        heard.Selected -= Again;
        heard.Edited -= OnEdited;
    }

    public void Dispose() => Unhear();
}
