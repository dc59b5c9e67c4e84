namespace ApprovalFlow.Engine.Expressions.JavaScript;

/// <summary>Why a script was not accepted. Lines and columns count from 1.</summary>
public sealed record ScriptError(int Line, int Column, string Message)
{
    public override string ToString() => $"line {Line}, column {Column}: {Message}";
}

/// <summary>A script failed while it ran: an uncaught error of its own, or a limit.</summary>
public sealed class ScriptException : Exception
{
    public ScriptException(string message) : base(message) { }

    internal ScriptException(string message, bool limit) : base(message) => IsLimit = limit;

    internal ScriptException(string message, int line, int column, bool limit) : base(message)
    {
        Line = line;
        Column = column;
        IsLimit = limit;
    }

    /// <summary>Null when the place is not known.</summary>
    public int? Line { get; }
    public int? Column { get; }

    /// <summary>Steps, memory or depth ran out. A script cannot catch this.</summary>
    public bool IsLimit { get; }
}

/// <summary>How much one run may use. Counted, not clocked, so that the same script on the same values ends the same way everywhere.</summary>
/// <param name="MaxSteps">Statements, calls and iterations; library functions count by the work they do.</param>
/// <param name="MaxAllocated">Estimated bytes of all strings, arrays and objects made, also of those already dropped.</param>
/// <param name="MaxDepth">Calls within calls.</param>
public sealed record ScriptLimits(int MaxSteps = 1_000_000, int MaxAllocated = 16 * 1024 * 1024, int MaxDepth = 200)
{
    public static ScriptLimits Default { get; } = new();
}
