using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Inspections.TripEvent;
using static ApprovalFlow.Domain.Inspections.TripText;

namespace ApprovalFlow.Domain.Inspections;

public static partial class TripDecider
{
    private static Rejection? Schedule(TripState state, TripCommand.Schedule command, TripContext context, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status is not (TripStatus.Convened or TripStatus.Scheduled)) return Reject("trip-begun", state.Number);
        var moved = state.Slot is not null;
        if (moved && Blank(command.Reason)) return Reject("reason-required");
        if (Slot(command.Slot, command.Place, context, burst) is { } wrong) return wrong;
        if (state.Round == 1 && state.Legs.Select(l => OutsideWindow(l, command.Slot)).FirstOrDefault(r => r is not null) is { } outside) return outside;
        if (moved && state.Bodies.Count > 1 && Notice(state, command.Slot, context, burst) is { } late) return late;
        burst.Add(new SlotChosen(command.Slot, command.Place.Trim(), state.Round, Stamp(command.By, state.LeadDepartmentId)) { Reason = moved ? command.Reason!.Trim() : null });
        return null;
    }

    /// <summary>One working day, within office hours, ahead of now.</summary>
    private static Rejection? Slot(TripSlot slot, string place, TripContext context, TripBurst burst)
    {
        if (Blank(place)) return Reject("place-required");
        if (slot.EndsAt <= slot.StartsAt || OfficeHours.DayOf(slot.EndsAt) != slot.Day) return Reject("slot-order", Text(slot));
        if (!OnTheHalfHour(slot.StartsAt) || !OnTheHalfHour(slot.EndsAt)) return Reject("slot-not-aligned", Text(slot));
        if (slot.StartsAt <= burst.At) return Reject("slot-past", Text(slot));
        if (context.Calendar.IsWorkingDay(slot.Day) is not { } working) return Reject("slot-year-not-loaded", PlainJson.Iso(slot.Day));
        if (!working) return Reject("slot-not-working-day", PlainJson.Iso(slot.Day));
        return context.Hours.IsOpen(OfficeHours.TimeOf(slot.StartsAt), OfficeHours.TimeOf(slot.EndsAt)) ? null : Reject("slot-outside-hours", Text(slot));
    }

    private static bool OnTheHalfHour(DateTimeOffset at) => at.UtcTicks % TimeSpan.FromMinutes(TripSlot.PieceMinutes).Ticks == 0;

    private static Rejection? OutsideWindow(TripLeg leg, TripSlot slot) =>
        slot.Day < leg.From || slot.Day > leg.To ? Reject("slot-outside-window", PlainJson.Iso(slot.Day), leg.CaseNumber, PlainJson.Iso(leg.From!.Value), PlainJson.Iso(leg.To!.Value)) : null;

    /// <summary>Bodies are told in time to come.</summary>
    private static Rejection? Notice(TripState state, TripSlot slot, TripContext context, TripBurst burst)
    {
        var earliest = context.Calendar.Due(burst.Today, state.Rules.NoticeWorkingDays);
        if (earliest.Day is not { } day) return Reject("slot-year-not-loaded", PlainJson.Iso(burst.Today));
        return slot.Day >= day ? null : Reject("notice-too-short", state.Rules.NoticeWorkingDays.ToString(System.Globalization.CultureInfo.InvariantCulture), PlainJson.Iso(slot.Day), PlainJson.Iso(day));
    }

    private static Rejection? Invite(TripState state, TripCommand.Invite command, TripContext context, TripBurst burst)
    {
        if (NotLead(state, command.By) is { } refused) return refused;
        if (state.Status != TripStatus.Scheduled) return state.Slot is null ? Reject("slot-required", state.Number) : Reject("trip-begun", state.Number);
        if (command.Departments.Count == 0) return Reject("departments-required");
        foreach (var department in command.Departments)
            if (Uninvitable(burst.State, department, context) is { } wrong) return wrong;
            else burst.Add(new DepartmentInvited(department, state.Round, Stamp(command.By, state.LeadDepartmentId)));
        return Notice(state, state.Slot!, context, burst);
    }

    private static Rejection? Uninvitable(TripState state, string department, TripContext context)
    {
        if (!context.IsDepartment(department)) return Reject("body-unknown", department);
        if (state.Legs.FirstOrDefault(l => l.Barred.Contains(department)) is { } leg) return Reject("second-visit-refused", department, leg.CaseNumber);
        if (state.Body(department) is not { } body) return null;
        if (body.Answer == BodyAnswer.Missed) return Reject("second-visit-refused", department, state.Number);
        return body.Round == state.Round ? Reject("invited-already", department, state.Number) : null;
    }

    private static Rejection? Delivered(TripState state, TripCommand.ConfirmDelivery command, TripBurst burst)
    {
        if (state.Body(command.DepartmentId) is not { } body) return Reject("not-invited", command.DepartmentId, state.Number);
        if (body.DeliveredAt is null) burst.Add(new InvitationDelivered(command.DepartmentId));
        return null;
    }

    private static Rejection? Read(TripState state, TripCommand.ReadInvitation command, TripBurst burst)
    {
        if (Speaker(state, command.DepartmentId, command.By, out var body) is { } refused) return refused;
        if (body.ReadAt is null && !state.IsOver) burst.Add(new InvitationRead(command.DepartmentId, Stamp(command.By, command.DepartmentId)));
        return null;
    }

    private static Rejection? Attend(TripState state, TripCommand.Attend command, TripContext context, TripBurst burst)
    {
        if (Answering(state, command.DepartmentId, command.By, out var body) is { } refused) return refused;
        if (body.CheckIns.Count > 0) return Reject("trip-begun", state.Number);
        if (OfficeHours.DayOf(burst.At) > state.Slot!.Day) return Reject("answer-too-late", Text(state.Slot));
        if (command.Officers.Distinct().Count() < state.Rules.OfficersPerBody)
            return Reject("officers-too-few", command.DepartmentId, state.Rules.OfficersPerBody.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var officers = new List<TripOfficer>();
        foreach (var id in command.Officers.Distinct())
        {
            if (context.Person(id) is not { } person) return Reject("officer-unknown", id);
            if (!state.Rules.MayBeNamed(person, command.DepartmentId)) return Reject("officer-of-other-body", person.Name, command.DepartmentId);
            if (state.Legs.FirstOrDefault(l => l.ApplicantUserId == id) is { } own) return Reject("officer-own-case", person.Name, own.CaseNumber);
            if (state.Bodies.Find(b => b.DepartmentId != command.DepartmentId && b.Officers.Exists(o => o.UserId == id)) is { } other) return Reject("officer-named-twice", person.Name, other.DepartmentId);
            if (context.Busy(id).FirstOrDefault(b => b.Trip != state.Number && b.Slot.Overlaps(state.Slot)) is { } busy) return Reject("officer-busy", person.Name, busy.Trip, Text(busy.Slot));
            officers.Add(new TripOfficer(id, person.Name));
        }
        burst.Add(new DepartmentAttends(command.DepartmentId, officers, Stamp(command.By, command.DepartmentId)));
        return null;
    }

    /// <summary>书面请假 comes before the day; after that, not coming is absence.</summary>
    private static Rejection? Decline(TripState state, TripCommand.Decline command, TripBurst burst)
    {
        if (Answering(state, command.DepartmentId, command.By, out _) is { } refused) return refused;
        if (command.DepartmentId == state.LeadDepartmentId) return Reject("lead-declines", command.DepartmentId);
        if (Blank(command.Reason)) return Reject("reason-required");
        if (OfficeHours.DayOf(burst.At) >= state.Slot!.Day) return Reject("answer-too-late", Text(state.Slot));
        burst.Add(new DepartmentDeclined(command.DepartmentId, command.Reason.Trim(), Stamp(command.By, command.DepartmentId)));
        return null;
    }

    private static Rejection? Answering(TripState state, string departmentId, Actor by, out TripBody body)
    {
        if (Speaker(state, departmentId, by, out body) is { } refused) return refused;
        if (state.Slot is null) return Reject("slot-required", state.Number);
        if (state.Status is not (TripStatus.Scheduled or TripStatus.Underway)) return Reject("trip-begun", state.Number);
        return body.Round == state.Round ? null : Reject("not-invited", departmentId, state.Number);
    }

    private static Rejection? Speaker(TripState state, string departmentId, Actor by, out TripBody body)
    {
        body = state.Body(departmentId)!;
        if (body is null) return Reject("not-invited", departmentId, state.Number);
        return TripRules.MaySpeakFor(by, departmentId) ? null : Reject("not-of-body", by.Name, departmentId);
    }
}
