using System.Collections.Concurrent;
using ApprovalFlow.Domain.Versions;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>The versions of a flow as they stood at a stamp, with what was asked of them: a flow of a thousand versions is looked through once a day and county.</summary>
internal sealed class KnownSchedule(long stamp, IReadOnlyList<ScheduledDefinition> versions)
{
    private readonly ConcurrentDictionary<(DateOnly Day, string? Region), string?> answers = [];

    public long Stamp => stamp;

    /// <summary>Content hash of the version in force; null: none is.</summary>
    public string? InForce(DateOnly day, string? region)
    {
        // Vouchers may name any day; nobody fills the memory by naming many.
        if (answers.Count > 1_000)
            answers.Clear();
        return answers.GetOrAdd((day, region), asked => VersionSchedule.InForce(versions, asked.Day, asked.Region)?.Hash);
    }
}
