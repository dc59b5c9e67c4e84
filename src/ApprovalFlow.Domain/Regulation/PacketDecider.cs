using ApprovalFlow.Domain.Activities;
using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Regulation.PacketText;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>What the decider may know besides the packet's own stream.</summary>
public sealed record PacketContext(DateTimeOffset Now)
{
    public Func<string, bool> IsDepartment { get; init; } = static _ => true;
}

/// <summary>Either records to append and the state they lead to, or a rejection and the state as it was.</summary>
public sealed record PacketDecision(IReadOnlyList<PacketRecord> Records, PacketState State, Rejection? Rejection);

/// <summary>Decides what a command means for one packet. Pure: the same state, command and context give the same records.</summary>
public static class PacketDecider
{
    public static PacketDecision Decide(PacketState state, PacketCommand command, PacketContext context)
    {
        var (rejection, @event) = command switch
        {
            PacketCommand.Send c => state.Exists ? (Reject("packet-exists", c.Number), null) : (null, new PacketEvent.PacketSent(c.Number, c.Content, c.To, c.Assist, c.ClaimDays, c.Rules)),
            _ when !state.Exists => (Reject("packet-unknown"), (PacketEvent?)null),
            // What the case tells may come again: it is done already.
            PacketCommand.AddCertificate c => (null, state.Certificate == c.Certificate ? null : new PacketEvent.CertificateAdded(c.Certificate)),
            PacketCommand.Recall => (null, state.Status == PacketStatus.Recalled ? null : new PacketEvent.PacketRecalled()),
            PacketCommand.CloseRevocation c => (null, state.Revocations.Exists(r => r.Asked.RevocationId == c.RevocationId && r.Revoked is null) ? new PacketEvent.RevocationClosed(c.RevocationId, c.Revoked, c.Reasons) : null),
            _ when state.Status == PacketStatus.Recalled => (Reject("packet-recalled", state.Number), null),
            PacketCommand.Claim c => Claim(state, c),
            PacketCommand.Return c => Return(state, c, context),
            PacketCommand.Assign c => Assign(state, c, context),
            PacketCommand.GiveFeedback c => Feedback(state, c, context),
            PacketCommand.AskRevocation c => AskRevocation(state, c),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
        if (rejection is not null || @event is null) return new([], state, rejection);
        var record = new PacketRecord(state.Version + 1, CaseBurst.WholeMilliseconds(context.Now), @event);
        return new([record], state.Evolve(record), null);
    }

    private static (Rejection?, PacketEvent?) Claim(PacketState state, PacketCommand.Claim command)
    {
        if (!PacketAccess.IsOfLead(state, command.By)) return (Reject("packet-not-yours", command.By.Name, state.To), null);
        if (state.ClaimedBy is { } earlier) return (Reject("packet-claimed", state.Number, earlier.Name), null);
        return (null, new PacketEvent.PacketClaimed(PacketAccess.Stamp(state, command.By)));
    }

    private static (Rejection?, PacketEvent?) Return(PacketState state, PacketCommand.Return command, PacketContext context)
    {
        if (!PacketAccess.IsOfLead(state, command.By)) return (Reject("packet-not-yours", command.By.Name, state.To), null);
        if (state.ClaimedBy is { } earlier) return (Reject("packet-claimed", state.Number, earlier.Name), null);
        if (state.IsAssigned) return (Reject("packet-assigned", state.Number, state.To), null);
        if (Blank(command.Reason)) return (Reject("packet-reason-required"), null);
        if (Other(state, command.To, context) is { } refused) return (refused, null);
        // 监管责任不得来回推诿: who has sent it on does not get it back, except from a supervisor.
        if (state.ReturnedBy.Contains(command.To)) return (Reject("packet-sent-on-already", state.Number, command.To), null);
        return (null, new PacketEvent.PacketReturned(command.To, command.Reason.Trim(), PacketAccess.Stamp(state, command.By)));
    }

    private static (Rejection?, PacketEvent?) Assign(PacketState state, PacketCommand.Assign command, PacketContext context)
    {
        if (!command.By.Mandates.Any(m => m.Role == Roles.Supervisor)) return (Reject("packet-not-supervisor", command.By.Name), null);
        if (state.ClaimedBy is { } earlier) return (Reject("packet-claimed", state.Number, earlier.Name), null);
        if (Blank(command.Reason)) return (Reject("packet-reason-required"), null);
        if (!context.IsDepartment(command.To)) return (Reject("packet-body-unknown", command.To), null);
        if (state.IsAssigned && state.To == command.To) return (Reject("packet-same-body", state.Number, command.To), null);
        return (null, new PacketEvent.PacketAssigned(command.To, command.Reason.Trim(), new(command.By.UserId, command.By.Name) { Role = Roles.Supervisor }));
    }

    private static (Rejection?, PacketEvent?) Feedback(PacketState state, PacketCommand.GiveFeedback command, PacketContext context)
    {
        if (!PacketAccess.IsOfBodies(state, command.By)) return (Reject("packet-not-yours", command.By.Name, state.To), null);
        if (state.ClaimedBy is null) return (Reject("packet-not-claimed", state.Number), null);
        if (Blank(command.Text)) return (Reject("feedback-text-required"), null);
        var today = OfficeHours.DayOf(context.Now);
        if (command.On > today) return (Reject("feedback-in-future", Iso(command.On), Iso(today)), null);
        if (command.On < OfficeHours.DayOf(state.Content!.DecidedAt)) return (Reject("feedback-before-decision", Iso(command.On), Iso(OfficeHours.DayOf(state.Content.DecidedAt))), null);
        var id = "F" + (state.Feedback.Count + 1).ToString(CultureInfo.InvariantCulture);
        return (null, new PacketEvent.FeedbackGiven(id, command.Kind, command.Text.Trim(), command.On, PacketAccess.Stamp(state, command.By)) { Document = Blank(command.Document) ? null : command.Document!.Trim() });
    }

    private static (Rejection?, PacketEvent?) AskRevocation(PacketState state, PacketCommand.AskRevocation command)
    {
        if (!PacketAccess.IsOfBodies(state, command.By)) return (Reject("packet-not-yours", command.By.Name, state.To), null);
        if (state.Content!.Result is CaseResults.Refused or CaseResults.NotFiled) return (Reject("revocation-nothing-granted", state.Content.CaseNumber), null);
        if (state.Feedback.Find(f => f.Given.FeedbackId == command.FeedbackId) is not { } found) return (Reject("feedback-unknown", command.FeedbackId, state.Number), null);
        if (!found.Given.Kind.IsAdverse() && found.Given.Kind != FeedbackKind.Other) return (Reject("feedback-not-adverse", command.FeedbackId), null);
        if (Blank(command.Ground)) return (Reject("revocation-ground-required"), null);
        if (state.IsRevoked) return (Reject("revocation-done", state.Content.CaseNumber), null);
        if (state.Revocations.Exists(r => r.Revoked is null)) return (Reject("revocation-pending", state.Content.CaseNumber), null);
        var id = "R" + (state.Revocations.Count + 1).ToString(CultureInfo.InvariantCulture);
        return (null, new PacketEvent.RevocationAsked($"{state.Number}-{id}", command.FeedbackId, command.Kind, command.Ground.Trim(), PacketAccess.Stamp(state, command.By)));
    }

    private static Rejection? Other(PacketState state, string to, PacketContext context) =>
        !context.IsDepartment(to) ? Reject("packet-body-unknown", to) : to == state.To ? Reject("packet-same-body", state.Number, to) : null;

    private static string Iso(DateOnly day) => PlainJson.Iso(day);
    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);
}

/// <summary>Who may do what with a packet. Pages ask the same questions before they offer an action.</summary>
public static class PacketAccess
{
    /// <summary>A liaison officer of the body whose it is; a mandate for a region only where the case is of that region.</summary>
    public static bool IsOfLead(PacketState packet, Actor actor) => actor.Mandates.Any(Candidate(packet, packet.To).Admits);

    /// <summary>The lead's, or an assisting body's.</summary>
    public static bool IsOfBodies(PacketState packet, Actor actor) => packet.Assist.Prepend(packet.To).Any(d => actor.Mandates.Any(Candidate(packet, d).Admits));

    public static bool MayRead(PacketState packet, Actor actor) => IsOfBodies(packet, actor) || actor.Mandates.Any(m => Roles.Overseers.Contains(m.Role) && (m.DepartmentId is null || m.DepartmentId == packet.Content!.ApprovingDepartmentId))
        // Who sent it on sees where it went; who decided sees what came of it.
        || packet.ReturnedBy.Any(d => actor.Mandates.Any(Candidate(packet, d).Admits)) || actor.Mandates.Any(new Candidate(Roles.ChiefRepresentative, packet.Content!.ApprovingDepartmentId).Admits);

    /// <summary>Whether a mandate makes somebody a liaison officer of a body for a case of a county, or of the city.</summary>
    public static bool Covers(Mandate mandate, string departmentId, string? countyCode) => new Candidate(Roles.Regulator, departmentId, countyCode ?? Everywhere).Admits(mandate);

    /// <summary>A case without a county is nobody's region's alone.</summary>
    private static Candidate Candidate(PacketState packet, string department) => new(Roles.Regulator, department, packet.Content?.CountyCode ?? Everywhere);

    /// <summary>No division has this code: a mandate that is limited to a county does not admit what is the city's.</summary>
    private const string Everywhere = "city";

    internal static ActorStamp Stamp(PacketState packet, Actor actor)
    {
        var mandate = packet.Assist.Prepend(packet.To).SelectMany(d => actor.Mandates.Where(Candidate(packet, d).Admits).Select(_ => d)).FirstOrDefault();
        return new(actor.UserId, actor.Name) { Role = Roles.Regulator, DepartmentId = mandate };
    }
}
