using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>How a signer came to a step, also when an opinion taken back has given the place another task.</summary>
internal static class SignerRecords
{
    public static CaseEvent.SignerAdded AddedFor(IReadOnlyList<CaseRecord> records, string taskId)
    {
        for (var i = records.Count - 1; i >= 0; i--)
            switch (records[i].Event)
            {
                case CaseEvent.VoteTakenBack e when e.Places.FirstOrDefault(p => p.Anew == taskId) is { } place: taskId = place.TaskId; break;
                case CaseEvent.SignerAdded e when e.TaskId == taskId: return e;
            }
        throw new ArgumentException($"Expected somebody to have added the signer of task '{taskId}', but nobody did.");
    }
}
