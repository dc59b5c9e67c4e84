using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>One flowchart as it is drawn.</summary>
public sealed record DesignView(string Flow, IReadOnlyList<NodeView> Nodes, IReadOnlyList<EdgeView> Edges, IReadOnlyList<CommentView> Comments);

/// <summary>An activity as it is drawn: everything a picture needs, nothing of what only its panel shows.</summary>
public sealed record NodeView(string Id, string TypeName, DesignShape Shape, DesignBox Box, Localized Name, string Icon)
{
    public IReadOnlyList<Outcome> Ports { get; init; } = [];
    public bool AcceptsInput { get; init; } = true;
    public string? Role { get; init; }
    public string? DepartmentId { get; init; }
    public double? LimitDays { get; init; }
    /// <summary>Its time does not count towards the promise.</summary>
    public bool Excluded { get; init; }
    /// <summary>The flowchart that is drawn inside it.</summary>
    public string? Inside { get; init; }
    /// <summary>Ports that hold other activities and hold none yet.</summary>
    public IReadOnlyList<string> Empty { get; init; } = [];
}

public sealed record EdgeView(ConnectionKey Key, IReadOnlyList<DesignPoint> Bends)
{
    /// <summary>No outcome of its source has this name.</summary>
    public bool IsLoose { get; init; }
}

public sealed record CommentView(string Id, string Text, double X, double Y);

/// <summary>What an edit changed, for the one flowchart that is on the canvas and for everything beside it.</summary>
public sealed record DesignDelta
{
    internal static DesignDelta Nothing { get; } = new();

    public IReadOnlyList<(string Flow, NodeView Node)> Nodes { get; init; } = [];
    public IReadOnlyList<(string Id, double X, double Y)> Moved { get; init; } = [];
    public IReadOnlyList<(string Flow, EdgeView Edge)> Edges { get; init; } = [];
    public IReadOnlyList<(string Flow, CommentView Comment)> Comments { get; init; } = [];
    /// <summary>Ids of activities and comments that are gone.</summary>
    public IReadOnlyList<string> Gone { get; init; } = [];
    public IReadOnlyList<(string Flow, ConnectionKey Key)> Cut { get; init; } = [];
    public bool Head { get; init; }
    public IReadOnlyList<string> Chosen { get; init; } = [];
    public bool IsEmpty => this == Nothing;
}
