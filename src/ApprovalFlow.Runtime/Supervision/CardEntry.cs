using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Supervision;

/// <summary>A card with its order as lists show it: one row that needs no other.</summary>
/// <param name="DepartmentId">The department that it counts against; empty where another level answers: a county, the city's leader, the system itself.</param>
/// <param name="Owner">Who answers for it.</param>
public sealed record CardEntry(
    string CaseNumber, string CardId, string Level, string Rule, string? Clock, string CauseZh, string CauseEn, string FlowNameZh, string FlowNameEn,
    string DepartmentId, string ApplicantName, Candidate Owner, DateTimeOffset RaisedAt)
{
    public string? OwnerUserId { get; init; }
    public string? OwnerName { get; init; }
    public CardStatus Status { get; init; }
    /// <summary>Somebody still has to do something about it.</summary>
    public bool IsOpen { get; init; }
    public string? OrderId { get; init; }
    /// <summary>Who must answer the order now; null when there is none, or it is answered.</summary>
    public Candidate? OrderTo { get; init; }
    public int OrderStep { get; init; }

    /// <summary>A role in a department, or in any.</summary>
    public static string KeyOf(Candidate candidate) => $"{candidate.Role}|{candidate.DepartmentId ?? "*"}";
}
