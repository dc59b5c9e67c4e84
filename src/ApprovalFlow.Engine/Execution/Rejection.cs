namespace ApprovalFlow.Engine.Execution;

/// <summary>Somebody asked for something that is not allowed: an expected answer, not a failure.</summary>
/// <param name="Code">Stable, kebab-case; clients branch on it.</param>
/// <param name="Message">A full sentence: Expected …, but ….</param>
public sealed record Rejection(string Code, string Message)
{
    /// <summary>The particulars in the message, in order, so that another language can say the same.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
