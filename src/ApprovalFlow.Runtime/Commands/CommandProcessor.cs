using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>The one way anything changes a case: load, decide, store everything in one transaction.</summary>
public sealed class CommandProcessor
{
    /// <summary>Carries out a command on a case and waits until its effects are durable.</summary>
    /// <param name="idempotencyKey">Given twice, the second call answers what the first one did and changes nothing.</param>
    public Task<CommandResult> ExecuteAsync(string caseNumber, CaseCommand command, string? idempotencyKey = null, CancellationToken cancellation = default) =>
        throw new NotImplementedException();
}
