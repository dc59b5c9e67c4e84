namespace ApprovalFlow.Engine.Execution;

/// <summary>Somebody asked for something that is not allowed: an expected answer, not a failure.</summary>
/// <param name="Code">Stable, kebab-case; clients branch on it.</param>
/// <param name="Message">A full sentence: Expected …, but ….</param>
public sealed record Rejection(string Code, string Message);
