using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>The accounts, as far as a command names people besides the one who acts.</summary>
public interface IPeople
{
    /// <summary>Those that exist, with their mandates of this moment.</summary>
    Task<IReadOnlyDictionary<string, Actor>> FindAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellation = default);
}
