using System.Text;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>What an accepted decision on a trip changes in storage, and what leaves through the outbox.</summary>
/// <remarks>Each case and each body has a queue of its own: one that cannot be reached holds nobody else up.</remarks>
internal static class TripChanges
{
    public const string News = "TripNews", Invitation = "TripInvitation", Notify = "Notify";

    public static TripCommit Of(TripState before, byte[] headHash, TripDecision decision, CommandAnswer? answer)
    {
        var events = HashChain.Seal(headHash, decision.Records);
        var after = decision.State;
        return new(after.Number, before.Version, events, Header(after, events[^1].Hash))
        {
            Bodies = [.. after.Bodies.Select(b => new TripBodyEntry(b.DepartmentId, b.Answer))],
            Bookings = [.. Bookings(after)],
            Outbox = [.. Messages(before, decision.Records)],
            Answer = answer,
        };
    }

    public static TripHeader Header(TripState state, byte[] headHash) => new(
        state.Number, state.Version, headHash, state.Kind, state.Status, state.LeadDepartmentId, state.Title, state.Place, state.Legs.Count,
        state.ConvenedAt!.Value, state.Slot?.StartsAt, state.Slot?.EndsAt);

    /// <summary>Officers are free again once the opinion is given or the trip is given up.</summary>
    private static IEnumerable<(string, DateTimeOffset)> Bookings(TripState trip) => trip.IsOver || trip.Slot is not { } slot ? [] :
        from body in trip.Bodies
        where body.Round == trip.Round
        from officer in body.Officers
        from piece in slot.Pieces()
        select (officer.UserId, piece);

    private static IEnumerable<OutboxMessage> Messages(TripState before, IReadOnlyList<TripRecord> records)
    {
        var state = before;
        foreach (var record in records)
        {
            var (earlier, after) = (state, state = state.Evolve(record));
            foreach (var number in TripEffects.CasesOf(earlier, after, record.Event))
                yield return new($"{after.Number}/{number}", record.Sequence, News, Reference(after.Number, record.Sequence, "case", number), record.At);
            if (record.Event is TripEvent.DepartmentInvited invited)
                yield return new($"{after.Number}/invite/{invited.DepartmentId}", record.Sequence, Invitation, Reference(after.Number, record.Sequence, "department", invited.DepartmentId), record.At);
            foreach (var notice in TripEffects.Notices(after, record.Event))
                yield return new($"{after.Number}/notify/{notice.DepartmentId ?? notice.CaseNumber}", record.Sequence, Notify, Words(after.Number, notice), record.At);
        }
    }

    private static string Reference(string trip, long position, string name, string value) => Json(new() { ["trip"] = trip, ["position"] = (double)position, [name] = value });

    /// <summary>The same shape as a notice that a flow emits.</summary>
    private static string Words(string trip, TripNotice notice) => Json(new()
    {
        ["name"] = Notify,
        ["payload"] = new Dictionary<string, object?>
        {
            ["audience"] = notice.Audience, ["departmentId"] = notice.DepartmentId, ["caseNumber"] = notice.CaseNumber, ["trip"] = trip,
            ["titleZh"] = notice.TitleZh, ["titleEn"] = notice.TitleEn, ["textZh"] = notice.TextZh, ["textEn"] = notice.TextEn,
        },
    });

    private static string Json(Dictionary<string, object?> value) => Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(value));
}
