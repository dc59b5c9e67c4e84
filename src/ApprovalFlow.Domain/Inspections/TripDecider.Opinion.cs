using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Inspections.TripEvent;
using static ApprovalFlow.Domain.Inspections.TripText;

namespace ApprovalFlow.Domain.Inspections;

public static partial class TripDecider
{
    private static Rejection? EndVisit(TripState state, TripCommand.EndVisit command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status != TripStatus.Underway) return state.Status == TripStatus.Ended ? Reject("visit-over", state.Number) : Reject("trip-not-begun", state.Number);
        if (!state.HasSigned(state.Lead)) return Reject("lead-not-signed", state.LeadDepartmentId, Number(state.Rules.OfficersPerBody));
        var partial = Blank(command.Partial) ? null : command.Partial!.Trim();
        if (partial is null && state.Legs.Find(l => state.OpenPoints(l) > 0) is { } open) return Reject("checklist-open", open.CaseNumber, Number(state.OpenPoints(open)));
        var missed = state.Bodies.Where(b => state.TakesPart(b) && !state.HasSigned(b)).ToArray();
        // Until the end they may still come, or sign.
        if (missed.Length > 0 && burst.At < state.Slot!.EndsAt) return Reject("bodies-may-come", string.Join("、", missed.Select(b => b.DepartmentId)), Text(state.Slot));
        foreach (var body in missed)
            burst.Add(new DepartmentMissed(body.DepartmentId, body.InvitedAt, body.CheckIns.Count) { DeliveredAt = body.DeliveredAt, ReadAt = body.ReadAt, ReadBy = body.ReadBy });
        burst.Add(new VisitEnded(Stamp(command.By, state.LeadDepartmentId)) { Partial = partial });
        return null;
    }

    /// <summary>Everything at once: a second list after the same visit is refused.</summary>
    private static Rejection? OrderRectification(TripState state, TripCommand.OrderRectification command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status != TripStatus.Ended) return Reject("trip-not-ended", state.Number);
        if (state.Rectification?.Round == state.Round) return Reject("rectification-once", state.Number);
        IReadOnlyList<string> items = [.. command.Items.Where(i => !Blank(i)).Select(i => i.Trim())];
        if (items.Count == 0) return Reject("rectification-empty");
        if (command.Due < burst.Today) return Reject("rectification-due", PlainJson.Iso(command.Due), PlainJson.Iso(burst.Today));
        burst.Add(new RectificationOrdered(items, command.Due, Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    private static Rejection? ArrangeRevisit(TripState state, TripCommand.ArrangeRevisit command, TripContext context, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status != TripStatus.Ended) return Reject("trip-not-ended", state.Number);
        if (state.Partial is null && state.Rectification is not { IsOpen: true }) return Reject("revisit-not-needed", state.Number);
        if (Slot(command.Slot, command.Place, context, burst) is { } wrong) return wrong;
        var others = command.Departments.Where(d => d != state.LeadDepartmentId).Distinct().ToArray();
        if (others.Length > 0 && Notice(state, command.Slot, context, burst) is { } late) return late;
        burst.Add(new SlotChosen(command.Slot, command.Place.Trim(), state.Round + 1, Stamp(command.By, state.LeadDepartmentId)) { Reason = state.Partial ?? string.Join("；", state.Rectification!.Items) });
        foreach (var department in others)
            if (Uninvitable(burst.State, department, context) is { } refusal) return refusal;
            else burst.Add(new DepartmentInvited(department, burst.State.Round, Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    private static Rejection? CheckRectification(TripState state, TripCommand.CheckRectification command, TripBurst burst)
    {
        if (state.Rectification is not { } rectification) return Reject("rectification-none", state.Number);
        if (InTheField(state, state.LeadDepartmentId, command.By, burst, out _) is { } refused) return refused;
        if (command.Item < 0 || command.Item >= rectification.Items.Count) return Reject("rectification-item", Number(command.Item + 1), Number(rectification.Items.Count));
        if (!command.Done && Blank(command.Remark)) return Reject("remark-required", rectification.Items[command.Item]);
        burst.Add(new RectificationChecked(command.Item, command.Done, Stamp(command.By, state.LeadDepartmentId)) { Remark = Blank(command.Remark) ? null : command.Remark!.Trim() });
        return null;
    }

    private static Rejection? RecordMinutes(TripState state, TripCommand.RecordMinutes command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Kind != TripKind.Meeting) return Reject("not-a-meeting", state.Number);
        if (state.Status is not (TripStatus.Underway or TripStatus.Ended)) return Reject("trip-not-begun", state.Number);
        if (Blank(command.Text)) return Reject("minutes-required", state.Number);
        burst.Add(new MinutesRecorded(command.Text.Trim(), Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    private static Rejection? DecideLeg(TripState state, TripCommand.DecideLeg command, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Kind != TripKind.Meeting) return Reject("not-a-meeting", state.Number);
        if (state.Status is not (TripStatus.Underway or TripStatus.Ended)) return Reject("trip-not-begun", state.Number);
        if (state.Leg(command.CaseNumber) is null) return Reject("leg-unknown", state.Number, command.CaseNumber);
        if (Blank(command.Decision)) return Reject("decision-required", command.CaseNumber);
        burst.Add(new LegDecided(command.CaseNumber, command.Decision.Trim(), Stamp(command.By, state.LeadDepartmentId)));
        return null;
    }

    private static Rejection? Conclude(TripState state, TripCommand.Conclude command, TripContext context, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status != TripStatus.Ended) return Reject("trip-not-ended", state.Number);
        if (Blank(command.Summary)) return Reject("summary-required");
        if (state.Partial is { } partial) return Reject("findings-partial", state.Number, partial);
        if (state.Rectification is { IsOpen: true } open) return Reject("rectification-open", state.Number, Number(open.Items.Count - open.Done.Count));
        if (state.Kind == TripKind.Meeting && state.Minutes is null) return Reject("minutes-required", state.Number);
        if (state.Kind == TripKind.Meeting && state.Legs.Find(l => !state.Decisions.ContainsKey(l.CaseNumber)) is { } undecided) return Reject("decision-required", undecided.CaseNumber);
        var due = context.Calendar.Due(state.Slot!.Day, state.Rules.OpinionDueWorkingDays).Day;
        // A body on leave has until then to write; after that its silence is consent.
        if (state.Bodies.Find(b => b.Answer == BodyAnswer.Declined && b.Finding is null) is { } silent && (due is null || burst.Today <= due))
            return Reject("written-opinion-awaited", silent.DepartmentId, due is { } day ? PlainJson.Iso(day) : "?");
        if (command.Result != state.Outcome) return Reject("opinion-contradicts", TripNames.Of(command.Result), TripNames.Of(state.Outcome), ResultZh(command.Result), ResultZh(state.Outcome));
        burst.Add(new OpinionConcluded(command.Result, command.Summary.Trim(), Stamp(command.By, state.LeadDepartmentId)) { Due = due });
        return null;
    }

    private static Rejection? ConfirmLeg(TripState state, TripCommand.ConfirmLeg command, TripBurst burst)
    {
        if (state.Leg(command.CaseNumber) is null) return Reject("leg-unknown", state.Number, command.CaseNumber);
        if (state.Opinion is null) return Reject("trip-not-concluded", state.Number);
        if (!state.Confirmed.ContainsKey(command.CaseNumber)) burst.Add(new LegConfirmed(command.CaseNumber) { Refusal = command.Refusal });
        return null;
    }
}
