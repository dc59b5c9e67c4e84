using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>The answer to a command: what was appended, or why nothing was.</summary>
public abstract record CommandResult
{
    private CommandResult() { }

    /// <param name="Version">Position of the stream's last event after this command.</param>
    /// <param name="Records">The events this command appended; of an idempotent repeat, those the first call appended.</param>
    public sealed record Accepted(string CaseNumber, long Version, IReadOnlyList<CaseRecord> Records) : CommandResult
    {
        /// <summary>The key had been used before: nothing was appended this time.</summary>
        public bool IsReplay { get; init; }
        /// <summary>When the case's clocks want to be looked at again; of a tick that had nothing to say.</summary>
        internal DateTimeOffset? NextAlarm { get; init; }
    }

    /// <summary>Nothing was stored. Also when an idempotency key was given: a "no" has no effect to protect, so the key stays free.</summary>
    public sealed record Rejected(Rejection Rejection) : CommandResult;
}
