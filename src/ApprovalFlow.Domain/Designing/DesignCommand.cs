namespace ApprovalFlow.Domain.Designing;

/// <summary>What a process designer asks of a drawing. Activities are named by id, which is unique in a definition; positions are canvas units.</summary>
public abstract record DesignCommand
{
    /// <summary>Places a new activity. With <paramref name="From"/> it is connected from there in the same step.</summary>
    public sealed record Add(string Flow, string Type, double X, double Y, PortReference? From = null) : DesignCommand;
    /// <summary>Removes activities with their connections, connections alone, and comments: whatever the ids and keys name.</summary>
    public sealed record Delete(IReadOnlyList<string> Activities, IReadOnlyList<ConnectionKey> Connections, IReadOnlyList<string> Comments) : DesignCommand;
    public sealed record Connect(ConnectionKey Connection) : DesignCommand;
    /// <summary>Takes an existing connection to another target, or lets it begin at another outcome.</summary>
    public sealed record Reconnect(ConnectionKey Connection, ConnectionKey To) : DesignCommand;
    /// <summary>Shifts activities and comments; bends of connections between two of them go along, bends of the others are dropped.</summary>
    /// <param name="Lane">They were dropped in the lane of this department, to which those of them that belong to one belong from now on; "": to none any more. Null: they stay whose they are.</param>
    public sealed record Move(IReadOnlyList<string> Ids, double DX, double DY, string? Lane = null) : DesignCommand;
    /// <summary>Puts each where it is told: what a layout or an alignment worked out.</summary>
    public sealed record Place(IReadOnlyList<Placement> Placements) : DesignCommand;
    public sealed record Align(IReadOnlyList<string> Activities, Alignment To) : DesignCommand;
    public sealed record Bend(ConnectionKey Connection, IReadOnlyList<DesignPoint> Bends) : DesignCommand;
    /// <summary>Names an activity in both languages, wherever its type keeps its name.</summary>
    public sealed record Rename(string Activity, string Zh, string En) : DesignCommand;
    /// <summary>Gives an input a value; null takes it away, so that the type's default counts.</summary>
    public sealed record SetInput(string Activity, string Input, DesignValue? Value) : DesignCommand;
    /// <summary>The labelled conditions of a switch, in order.</summary>
    public sealed record SetCases(string Activity, IReadOnlyList<DesignCase> Cases) : DesignCommand;
    /// <summary>Inserts what <see cref="FlowDesign.Copy"/> gave or a template holds, under new ids, its upper left corner at the given place.</summary>
    public sealed record Paste(string Flow, string Clip, double X, double Y) : DesignCommand;
    public sealed record AddComment(string Flow, string Text, double X, double Y) : DesignCommand;
    public sealed record SetComment(string Comment, string Text) : DesignCommand;
    /// <summary>Declares a form field that conditions may read, or changes its declaration.</summary>
    public sealed record DeclareInput(string Name, string Type, string Zh, string En) : DesignCommand;
    public sealed record DeclareVariable(string Name, string Type) : DesignCommand;
    public sealed record Undeclare(string Name) : DesignCommand;
    /// <summary>Name, description, promised days and the like: what stands at the head of the definition.</summary>
    public sealed record SetHead(string Member, string? Value) : DesignCommand;
    /// <summary>Gives an activity that can hold others an empty flowchart to draw in.</summary>
    public sealed record Embed(string Activity, string Port) : DesignCommand;
}

public readonly record struct PortReference(string Activity, string Port);

/// <summary>What tells one connection of a flowchart from another: identical ones count once.</summary>
public readonly record struct ConnectionKey(string Source, string Port, string Target)
{
    /// <summary>Names the connection where activities are named by their id.</summary>
    public string Text => $"{Source}|{Port}|{Target}";
}

public readonly record struct Placement(string Id, double X, double Y);

public readonly record struct DesignPoint(double X, double Y);

public sealed record DesignCase(string Label, string Condition);

public enum Alignment { Left, Center, Right, Top, Middle, Bottom, SpreadAcross, SpreadDown }

/// <summary>The value of an input as a designer gives it.</summary>
public abstract record DesignValue
{
    public sealed record Text(string Value) : DesignValue;
    public sealed record Number(double Value) : DesignValue;
    public sealed record Flag(bool Value) : DesignValue;
    public sealed record List(IReadOnlyList<string> Values) : DesignValue;
    /// <summary>An expression in the product's subset of JavaScript.</summary>
    public sealed record Script(string Source) : DesignValue;
    public sealed record Variable(string Name) : DesignValue;
    /// <summary>The value of a form field that the definition declares.</summary>
    public sealed record Field(string Name) : DesignValue;
}
