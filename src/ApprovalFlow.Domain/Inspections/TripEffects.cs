using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Inspections.TripEvent;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>What a trip's event means outside it: news for the cases of its legs, words for people. Pure, so that it can be worked out again at every delivery.</summary>
public static class TripEffects
{
    /// <summary>The cases that an event concerns.</summary>
    /// <param name="before">The trip before the event: who leaves is still in it.</param>
    public static IReadOnlyList<string> CasesOf(TripState before, TripState after, TripEvent @event) => @event switch
    {
        TripConvened or SlotChosen or DepartmentInvited or DepartmentMissed or VisitEnded or RectificationOrdered or OpinionConcluded or TripCanceled => [.. after.Legs.Select(l => l.CaseNumber)],
        LegAdded e => [e.Leg.CaseNumber],
        LegRemoved e => before.Leg(e.CaseNumber) is null ? [] : [e.CaseNumber],
        _ => [],
    };

    /// <summary>What one case is told; several events where it joins a trip that is under way.</summary>
    public static IReadOnlyList<CaseEvent.TripNews> NewsFor(string caseNumber, TripState after, TripRecord record)
    {
        var (trip, at) = (after.Number, record.Sequence);
        return record.Event switch
        {
            TripConvened e => [Joined(after, e.Legs.First(l => l.CaseNumber == caseNumber), at)],
            LegAdded e => [Joined(after, e.Leg, at)],
            LegRemoved e => [new CaseEvent.TripLeft(trip, at, e.Reason)],
            TripCanceled e => [new CaseEvent.TripLeft(trip, at, e.Reason)],
            SlotChosen e => [new CaseEvent.TripScheduled(trip, at, e.Slot.StartsAt, e.Slot.EndsAt, e.Place) { Reason = e.Reason }],
            DepartmentInvited e => [new CaseEvent.TripInvited(trip, at, e.DepartmentId)],
            DepartmentMissed e => [new CaseEvent.TripMissed(trip, at, e.DepartmentId, e.InvitedAt) { DeliveredAt = e.DeliveredAt, ReadAt = e.ReadAt, ReadBy = e.ReadBy }],
            VisitEnded e => [new CaseEvent.TripVisited(trip, at, [.. after.Bodies.Where(b => b.Round == after.Round && after.HasSigned(b)).Select(b => b.DepartmentId)]) { Partial = e.Partial }],
            RectificationOrdered e => [new CaseEvent.TripRectification(trip, at, e.Items, e.Due)],
            OpinionConcluded e =>
            [
                new CaseEvent.TripOpinionReceived(trip, at, e.Result, e.Summary, after.Slot!.Day, e.By)
                {
                    Views = after.Views, Photos = [.. after.Photos.Select(p => p.Hash)], Decision = after.Decisions.GetValueOrDefault(caseNumber),
                },
            ],
            _ => [],
        };
    }

    private static CaseEvent.TripJoined Joined(TripState after, TripLeg leg, long at) => new(after.Number, at, after.Kind, after.LeadDepartmentId, leg.TaskId);

    /// <summary>What people are told: bodies of invitations, other days and absence; applicants of the day and what they have to put right.</summary>
    public static IReadOnlyList<TripNotice> Notices(TripState after, TripEvent @event)
    {
        var what = KindNames(after.Kind);
        switch (@event)
        {
            case DepartmentInvited e:
                return [ToBody(e.DepartmentId, $"{what.Zh}邀请", $"Invitation: {what.En}", $"请于 {When(after)} 参加“{after.Title}”（{after.Place}）；参加人员不少于 {after.Rules.OfficersPerBody} 人。缺席视为同意统一意见。",
                    $"Please take part in '{after.Title}' on {When(after)} at {after.Place} with at least {after.Rules.OfficersPerBody} people. Absence counts as consent.")];
            case SlotChosen { Reason: { } reason }:
                return [.. after.Bodies.Where(b => b.Round == after.Round && b.Answer != BodyAnswer.Missed).Select(b => ToBody(b.DepartmentId, $"{what.Zh}改期", $"{what.En}: another day",
                    $"“{after.Title}”改为 {When(after)}（{after.Place}）：{reason}。请重新答复。", $"'{after.Title}' is now on {When(after)} at {after.Place}: {reason}. Please answer again.")), .. ToApplicants(after)];
            case SlotChosen:
                return ToApplicants(after);
            case DepartmentMissed e:
                return [ToBody(e.DepartmentId, $"{what.Zh}缺席", $"{what.En}: absent", $"贵部门缺席“{after.Title}”，视为同意统一意见，不得再次要求安排。", $"Your department missed '{after.Title}': it accepts the shared findings and may not ask for another visit.")];
            case RectificationOrdered e:
                return [.. Applicants(after).Select(c => new TripNotice("applicant", null, c, "整改通知", "To be put right", $"请于 {e.Due:yyyy-MM-dd} 前完成：{string.Join("；", e.Items)}。", $"Please put right by {e.Due:yyyy-MM-dd}: {string.Join("; ", e.Items)}."))];
            case TripCanceled e:
                return [.. after.Bodies.Where(b => after.Slot is not null && b.Answer != BodyAnswer.Missed).Select(b => ToBody(b.DepartmentId, $"{what.Zh}取消", $"{what.En} canceled", $"“{after.Title}”已取消：{e.Reason}。", $"'{after.Title}' is canceled: {e.Reason}."))];
            default:
                return [];
        }
    }

    private static IReadOnlyList<TripNotice> ToApplicants(TripState after) => after.Kind == TripKind.Meeting ? [] : [.. Applicants(after).Select(c =>
        new TripNotice("applicant", null, c, $"{KindNames(after.Kind).Zh}安排", $"{KindNames(after.Kind).En} arranged", $"{When(after)}，{after.Place}。", $"{When(after)}, {after.Place}."))];

    private static IEnumerable<string> Applicants(TripState after) => after.Legs.DistinctBy(l => l.ApplicantId).Select(l => l.CaseNumber);

    private static TripNotice ToBody(string departmentId, string titleZh, string titleEn, string textZh, string textEn) => new("role", departmentId, null, titleZh, titleEn, textZh, textEn);

    private static string When(TripState trip) => trip.Slot is { } slot ? TripText.Text(slot) : "";

    public static (string Zh, string En) KindNames(TripKind kind) => kind switch
    {
        TripKind.Inspection => ("联合踏勘", "Joint inspection"),
        TripKind.Evaluation => ("联合评估", "Joint evaluation"),
        _ => ("联席会议", "Joint meeting"),
    };
}

/// <summary>Words for one body, or for the applicant of one case; leaves through the outbox as <c>Notify</c>.</summary>
public sealed record TripNotice(string Audience, string? DepartmentId, string? CaseNumber, string TitleZh, string TitleEn, string TextZh, string TextEn);
