using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Regulation;

/// <summary>The packets' streams and what is stored with them in the same transaction: heads, whose lists they stand in, what was found about whom, outbox, idempotency keys.</summary>
/// <remarks>Events lie in the same journal as those of cases, with the packet's number as stream. Safe to call from several processes.</remarks>
public interface IPacketStore
{
    /// <summary>Null when there is no such packet.</summary>
    Task<PacketStream?> LoadAsync(string number, CancellationToken cancellation = default);

    /// <summary>All or nothing.</summary>
    Task<CommitOutcome> CommitAsync(PacketCommit commit, CancellationToken cancellation = default);

    /// <summary>Packets, those that wait longest first among the unclaimed, otherwise the newest first.</summary>
    Task<IReadOnlyList<PacketHeader>> ListAsync(PacketFilter filter, CancellationToken cancellation = default);

    /// <summary>What regulators found about a subject, by its number (identity card, credit code), the newest first.</summary>
    Task<IReadOnlyList<FeedbackEntry>> FeedbackAsync(string applicantId, CancellationToken cancellation = default);

    /// <summary>How many there are in each state.</summary>
    Task<IReadOnlyDictionary<PacketStatus, int>> CountAsync(IReadOnlyList<string>? departments = null, CancellationToken cancellation = default);
}

public sealed record PacketStream(PacketHeader Header, IReadOnlyList<StoredEvent> Events);

/// <summary>Where a packet's stream stands, with what lists show of the packet.</summary>
/// <param name="DepartmentId">The body whose it is now.</param>
/// <param name="WaitingSince">When it came to that body.</param>
/// <param name="Adverse">Findings that speak against the subject.</param>
public sealed record PacketHeader(
    string Number, long Version, byte[] HeadHash, string CaseNumber, string ItemCode, string ItemNameZh, string ItemNameEn, string ApplicantName, string? CountyCode, string Result,
    string ApprovingDepartmentId, string DepartmentId, PacketStatus Status, DateTimeOffset SentAt, DateTimeOffset WaitingSince, double ClaimDays, DateTimeOffset? ClaimedAt, string? ClaimedByName, int Findings, int Adverse, bool IsRevoking);

/// <summary>One finding as the subject's next application shows it.</summary>
public sealed record FeedbackEntry(
    string Packet, string FeedbackId, string ApplicantId, string CaseNumber, string ItemNameZh, string ItemNameEn, string DepartmentId, FeedbackKind Kind, string Text, DateOnly On, DateTimeOffset At);

/// <summary>Everything one accepted command changes of a packet.</summary>
public sealed record PacketCommit(string Number, long ExpectedVersion, IReadOnlyList<StoredEvent> Events, PacketHeader Header)
{
    /// <summary>All bodies in whose lists it stands now: the lead and those that assist.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];
    /// <summary>Findings that are new.</summary>
    public IReadOnlyList<FeedbackEntry> Feedback { get; init; } = [];
    public IReadOnlyList<OutboxMessage> Outbox { get; init; } = [];
    public CommandAnswer? Answer { get; init; }
}

/// <summary>Which packets a list shows. Conditions that are null do not limit.</summary>
/// <param name="Departments">Packets that one of these has or assists with.</param>
public sealed record PacketFilter(IReadOnlyList<string>? Departments = null, PacketStatus? Status = null, string? CaseNumber = null, int Take = 200);
