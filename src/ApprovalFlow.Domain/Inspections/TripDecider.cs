using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Inspections.TripEvent;
using static ApprovalFlow.Domain.Inspections.TripText;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>Decides what a command means for one trip. Pure: the same state, command and context give the same records.</summary>
public static partial class TripDecider
{
    public static TripDecision Decide(TripState state, TripCommand command, TripContext context)
    {
        var burst = new TripBurst(state, context);
        var rejection = command switch
        {
            TripCommand.Convene c => Convene(state, c, context, burst),
            _ when !state.Exists => Reject("trip-unknown"),
            TripCommand.ConfirmLeg c => ConfirmLeg(state, c, burst),
            TripCommand.ReadInvitation c => Read(state, c, burst),
            TripCommand.ConfirmDelivery c => Delivered(state, c, burst),
            _ when state.IsOver => Over(state),
            TripCommand.AddLeg c => AddLeg(state, c, burst),
            TripCommand.DropLeg c => DropLeg(state, c, burst),
            TripCommand.RemoveLeg c => RemoveLeg(state, c, burst),
            TripCommand.Schedule c => Schedule(state, c, context, burst),
            TripCommand.Invite c => Invite(state, c, context, burst),
            TripCommand.Attend c => Attend(state, c, context, burst),
            TripCommand.Decline c => Decline(state, c, burst),
            TripCommand.CheckIn c => CheckIn(state, c, burst),
            TripCommand.FillChecklist c => FillChecklist(state, c, burst),
            TripCommand.AttachPhoto c => AttachPhoto(state, c, burst),
            TripCommand.GiveFinding c => GiveFinding(state, c, burst),
            TripCommand.Sign c => Sign(state, c, burst),
            TripCommand.EndVisit c => EndVisit(state, c, burst),
            TripCommand.OrderRectification c => OrderRectification(state, c, burst),
            TripCommand.ArrangeRevisit c => ArrangeRevisit(state, c, context, burst),
            TripCommand.CheckRectification c => CheckRectification(state, c, burst),
            TripCommand.RecordMinutes c => RecordMinutes(state, c, burst),
            TripCommand.DecideLeg c => DecideLeg(state, c, burst),
            TripCommand.Conclude c => Conclude(state, c, context, burst),
            TripCommand.Cancel c => Cancel(state, c, burst),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
        return rejection is null ? new TripDecision(burst.Records, burst.State, null) : new TripDecision([], state, rejection);
    }

    private static Rejection? Convene(TripState state, TripCommand.Convene command, TripContext context, TripBurst burst)
    {
        if (state.Exists) return Reject("trip-exists", command.Number);
        if (!context.IsDepartment(command.LeadDepartmentId)) return Reject("body-unknown", command.LeadDepartmentId);
        if (!TripRules.MaySpeakFor(command.By, command.LeadDepartmentId)) return Reject("not-lead", command.By.Name, command.LeadDepartmentId);
        if (Blank(command.Title)) return Reject("title-required");
        if (command.Legs.Count == 0) return Reject("legs-required");
        if (command.Legs.GroupBy(l => l.CaseNumber).FirstOrDefault(g => g.Count() > 1) is { } twice) return Reject("leg-twice", twice.Key);
        if (command.Legs.Select(l => Fits(command.Kind, command.Legs[0], command.Legs, l, command.LeadDepartmentId)).FirstOrDefault(r => r is not null) is { } unfit) return unfit;
        burst.Add(new TripConvened(command.Number, command.Kind, command.Title.Trim(), command.LeadDepartmentId, command.Legs, Stamp(command.By, command.LeadDepartmentId)));
        return null;
    }

    private static Rejection? AddLeg(TripState state, TripCommand.AddLeg command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status is not (TripStatus.Convened or TripStatus.Scheduled)) return Reject("trip-begun", state.Number);
        if (state.Leg(command.Leg.CaseNumber) is not null) return Reject("leg-twice", command.Leg.CaseNumber);
        if (Fits(state.Kind, state.Legs.FirstOrDefault() ?? command.Leg, state.Legs, command.Leg, state.LeadDepartmentId) is { } unfit) return unfit;
        if (state.Slot is { } slot && OutsideWindow(command.Leg, slot) is { } outside) return outside;
        burst.Add(new LegAdded(command.Leg, Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    /// <summary>同一申请人或同一地点: one trip serves legs of one applicant, or of one site. A meeting takes any.</summary>
    private static Rejection? Fits(TripKind kind, TripLeg first, IReadOnlyList<TripLeg> legs, TripLeg leg, string lead)
    {
        if (leg.Barred.Contains(leg.DepartmentId)) return Reject("second-visit-refused", leg.DepartmentId, leg.CaseNumber);
        if (leg.Barred.Contains(lead)) return Reject("second-visit-refused", lead, leg.CaseNumber);
        if (kind == TripKind.Meeting) return null;
        if (leg.TaskId is null) return Reject("leg-without-proposal", leg.CaseNumber);
        var sameApplicant = legs.All(l => l.ApplicantId == leg.ApplicantId);
        var site = VisitRequest.SiteKey(leg.Site);
        var sameSite = legs.All(l => VisitRequest.SiteKey(l.Site) == site);
        return sameApplicant || sameSite ? null : Reject("legs-differ", leg.CaseNumber, first.CaseNumber);
    }

    private static Rejection? RemoveLeg(TripState state, TripCommand.RemoveLeg command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Leg(command.CaseNumber) is null) return Reject("leg-unknown", state.Number, command.CaseNumber);
        if (Blank(command.Reason)) return Reject("reason-required");
        if (state.Legs.Count == 1) return Reject("last-leg", state.Number);
        burst.Add(new LegRemoved(command.CaseNumber, command.Reason.Trim(), Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    /// <summary>A trip that has lost its last leg has nothing to see.</summary>
    private static Rejection? DropLeg(TripState state, TripCommand.DropLeg command, TripBurst burst)
    {
        if (state.Leg(command.CaseNumber) is null) return Reject("leg-unknown", state.Number, command.CaseNumber);
        var system = new ActorStamp(Actor.System.UserId, Actor.System.Name);
        burst.Add(state.Legs.Count == 1 ? new TripCanceled(command.Refusal, system) : new LegRemoved(command.CaseNumber, command.Refusal, system));
        return null;
    }

    private static Rejection? Cancel(TripState state, TripCommand.Cancel command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (Blank(command.Reason)) return Reject("reason-required");
        burst.Add(new TripCanceled(command.Reason.Trim(), Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    private static Rejection? NotLead(TripState state, Actor by) => TripRules.MaySpeakFor(by, state.LeadDepartmentId) ? null : Reject("not-lead", by.Name, state.LeadDepartmentId);

    private static Rejection Over(TripState state) =>
        state.Status == TripStatus.Canceled ? Reject("trip-canceled", state.Number, state.CanceledBecause ?? "") : Reject("trip-concluded", state.Number);

    private static ActorStamp Stamp(Actor by, string departmentId)
    {
        var mandate = TripRules.Speakers.SelectMany(role => by.Mandates.Where(new Candidate(role, departmentId).Admits)).FirstOrDefault();
        return new ActorStamp(by.UserId, by.Name) { Role = mandate?.Role, DepartmentId = departmentId };
    }

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);
}
