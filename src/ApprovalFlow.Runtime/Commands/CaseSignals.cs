using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>A command that was stored just now by this process.</summary>
public sealed record CaseChange(string CaseNumber, long Version, IReadOnlyList<CaseRecord> Records);

/// <summary>Tells this process's pages that a case changed. A subscriber that throws is passed over.</summary>
public sealed class CaseSignals : Signals<CaseChange>
{
    internal void Tell(CaseChange change, Action<Exception> failed)
    {
        foreach (var subscriber in Subscribers)
        {
            try
            {
                subscriber(change);
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }
}
