using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What people may ask of packets, for pages and endpoints alike: who asks, which packet, then the command. Rules live in the domain.</summary>
public sealed class PacketDesk(PacketProcessor processor, IPacketStore packets, PacketQuery query, CaseDesk cases, CurrentActor actors)
{
    private const int Shown = 500;

    /// <summary>Packets of this person's bodies, those that wait longest first among the unclaimed, otherwise the newest first; overseers see all, heads what their body decided or regulates.</summary>
    public async Task<IReadOnlyList<PacketLine>> ListAsync(ClaimsPrincipal user, PacketStatus? status = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var officer = actor.Mandates.Where(m => m.Role == Roles.Regulator).ToList();
        var heads = actor.Mandates.Where(m => m.Role == Roles.ChiefRepresentative || Roles.Overseers.Contains(m.Role)).ToList();
        var all = officer.Concat(heads).Any(m => m.DepartmentId is null);
        var departments = all || heads.Count > 0 ? null : officer.Select(m => m.DepartmentId!).Distinct().ToList();
        var found = await packets.ListAsync(new(departments, status, Take: Shown), cancellation);
        return [.. found.Where(p => heads.Any(m => m.DepartmentId is null || m.DepartmentId == p.ApprovingDepartmentId || m.DepartmentId == p.DepartmentId)
            // A county's officer sees what is of the county; whose list it stands in was asked of the store.
            || officer.Any(m => (m.Region is null || m.Region == p.CountyCode) && (m.DepartmentId is null || departments is not null || m.DepartmentId == p.DepartmentId))).Select(Line)];
    }

    /// <summary>A packet that this person may read; null when there is none, or none for them.</summary>
    public async Task<PacketState?> FindAsync(ClaimsPrincipal user, string number, CancellationToken cancellation = default) =>
        await processor.FindAsync(number, cancellation) is { } found && PacketAccess.MayRead(found, await actors.OfAsync(user, cancellation)) ? found : null;

    /// <summary>What happened to a packet that was found, oldest first.</summary>
    public Task<IReadOnlyList<PacketRecord>> RecordsAsync(PacketState packet, CancellationToken cancellation = default) => processor.RecordsAsync(packet.Number, cancellation);

    /// <summary>The last day for claiming it.</summary>
    public DateOnly? DueOf(PacketState packet) => query.DueOf(packet.WaitingSince, packet.ClaimDays);

    public async Task<PacketResult> DoAsync(ClaimsPrincipal user, string number, Func<Actor, PacketCommand> command, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        if (await processor.FindAsync(number, cancellation) is not { } found || !PacketAccess.MayRead(found, actor))
            return new(PacketState.Empty, [], NotThere(number));
        return await processor.ExecuteAsync(number, command(actor), string.IsNullOrWhiteSpace(key) ? null : $"{actor.UserId}:{key.Trim()}", cancellation);
    }

    /// <summary>What regulators found about a subject, for those at the windows and at the desks; others learn nothing.</summary>
    public async Task<IReadOnlyList<FeedbackEntry>> SubjectAsync(ClaimsPrincipal user, string? applicantId, CancellationToken cancellation = default) =>
        string.IsNullOrWhiteSpace(applicantId) || !(await actors.OfAsync(user, cancellation)).Mandates.Any(m => Roles.Handlers.Contains(m.Role) || Roles.Overseers.Contains(m.Role)) ? []
            : await packets.FeedbackAsync(applicantId.Trim(), cancellation);

    /// <summary>The same about the applicant of a case that this person may read; null when there is no such case for them.</summary>
    public async Task<IReadOnlyList<FeedbackEntry>?> OfCaseAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await cases.FindAsync(user, caseNumber, cancellation, CaseDesk.Api) is { } found ? await SubjectAsync(user, found.Applicant.IdNumber, cancellation) : null;

    public Task<PacketFigures> FiguresAsync(CancellationToken cancellation = default) => query.FiguresAsync(cancellation);

    private PacketLine Line(PacketHeader p) => new(
        p.Number, p.CaseNumber, p.ItemCode, p.ItemNameZh, p.ItemNameEn, p.ApplicantName, p.Result, p.ApprovingDepartmentId, p.DepartmentId, p.CountyCode, p.Status, p.SentAt,
        p.Status == PacketStatus.Unclaimed ? query.DueOf(p.WaitingSince, p.ClaimDays) : null, p.ClaimedAt, p.ClaimedByName, p.Findings, p.Adverse, p.IsRevoking);

    /// <summary>The one answer to a packet that is not there and to one that is not to be seen.</summary>
    public static Rejection NotThere(string number) => new("packet-unknown", $"Expected a packet that the caller may read, but there is no '{number}'.");
}

/// <summary>A packet in a list.</summary>
/// <param name="DepartmentId">The body whose it is now.</param>
/// <param name="ClaimDue">The last day for claiming it; null once it is claimed.</param>
public sealed record PacketLine(
    string Number, string CaseNumber, string ItemCode, string ItemNameZh, string ItemNameEn, string ApplicantName, string Result, string ApprovingDepartmentId, string DepartmentId, string? CountyCode,
    PacketStatus Status, DateTimeOffset SentAt, DateOnly? ClaimDue, DateTimeOffset? ClaimedAt, string? ClaimedBy, int Findings, int Adverse, bool IsRevoking);
