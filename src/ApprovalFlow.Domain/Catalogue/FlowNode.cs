using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>An activity of a flow's graph.</summary>
public sealed record FlowNode(string Id, FlowNodeKind Kind, Localized Name)
{
    /// <summary>Rows below the main line, for what is not the usual course.</summary>
    public const double FirstRow = 1000, SecondRow = 1001, ThirdRow = 1002;

    /// <summary>The step it carries out, or whose condition it asks.</summary>
    public FlowStep? Step { get; init; }
    /// <summary>0 = the main line; negative above; <see cref="FirstRow"/> and on: below everything.</summary>
    public double Row { get; init; }
    public IReadOnlyList<string> Branches { get; init; } = [];
    /// <summary>What a closing node closes the case as.</summary>
    public string? Result { get; init; }
}

public enum FlowNodeKind { Start, Step, Decision, Fork, Merge, JoinAll, JoinAny, Correction, Close, End }

/// <summary>A connection from an outcome to an activity.</summary>
public sealed record FlowLink(string Source, string Port, string Target)
{
    public FlowLane Lane { get; init; }
    public bool IsBackward => Lane == FlowLane.Back;
}

/// <summary>Connections of one kind share a horizontal lane below the main line; the busiest lane is on top, so that few lines cross.</summary>
public enum FlowLane { None, Refuse, Return, Withdraw, Refused, Other, Back }
