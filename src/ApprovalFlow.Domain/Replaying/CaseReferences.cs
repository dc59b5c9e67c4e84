using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>What a case's events name and do not hold: whoever shows or proves the case has to bring it.</summary>
public static class CaseReferences
{
    /// <summary>Hashes of every definition that a case ran on, in order.</summary>
    public static IReadOnlyList<string> DefinitionsOf(IEnumerable<CaseRecord> records) => [.. records.SelectMany(r => r.Event switch
    {
        CaseEvent.CaseRegistered registered => [registered.DefinitionHash],
        CaseEvent.VersionAdopted adopted => [adopted.DefinitionHash],
        CaseEvent.CaseMigrated migrated => (string[])[migrated.From, migrated.To],
        _ => [],
    }).Distinct()];

    /// <summary>SHA-256 of every file that a case names, in order.</summary>
    public static IReadOnlyList<string> PapersOf(IEnumerable<CaseRecord> records) => [.. records.SelectMany(r => r.Event switch
    {
        CaseEvent.CommentAdded comment => comment.Attachments.Select(a => a.Hash),
        CaseEvent.TripOpinionReceived opinion => opinion.Photos,
        _ => [],
    }).Distinct()];
}
