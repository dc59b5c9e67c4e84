using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Regulation;

/// <summary>What an accepted decision on a packet changes in storage, and what leaves through the outbox.</summary>
/// <remarks>What the case is told and what people are told have queues of their own: one that cannot be reached does not hold up the other.</remarks>
internal static class PacketChanges
{
    public const string News = "PacketNews", Notify = "Notify";

    public static PacketCommit Of(PacketState before, byte[] headHash, PacketDecision decision, CommandAnswer? answer)
    {
        var events = HashChain.Seal(headHash, decision.Records);
        var after = decision.State;
        return new(after.Number, before.Version, events, Header(after, events[^1].Hash))
        {
            Bodies = [.. after.Assist.Prepend(after.To).Distinct()],
            Feedback = [.. after.Feedback.Skip(before.Feedback.Count).Select(f => new FeedbackEntry(
                after.Number, f.Given.FeedbackId, after.Content!.Applicant.IdNumber, after.Content.CaseNumber, after.Content.ItemNameZh, after.Content.ItemNameEn, f.Given.By.DepartmentId ?? after.To, f.Given.Kind, f.Given.Text, f.Given.On, f.At))],
            Outbox = [.. decision.Records.SelectMany(r => Messages(after, r))],
            Answer = answer,
        };
    }

    public static PacketHeader Header(PacketState s, byte[] headHash) => new(
        s.Number, s.Version, headHash, s.Content!.CaseNumber, s.Content.ItemCode, s.Content.ItemNameZh, s.Content.ItemNameEn, s.Content.Applicant.Name, s.Content.CountyCode, s.Content.Result,
        s.Content.ApprovingDepartmentId, s.To, s.Status, s.SentAt, s.WaitingSince, s.ClaimDays, s.ClaimedAt, s.ClaimedBy?.Name, s.Feedback.Count, s.Feedback.Count(f => f.Given.Kind.IsAdverse()), s.Revocations.Exists(r => r.Revoked is null));

    private static IEnumerable<OutboxMessage> Messages(PacketState after, PacketRecord record)
    {
        if (record.Event is PacketEvent.PacketClaimed or PacketEvent.PacketReturned or PacketEvent.PacketAssigned or PacketEvent.FeedbackGiven or PacketEvent.RevocationAsked)
            yield return new($"{after.Number}/case", record.Sequence, News, Json(new() { ["packet"] = after.Number, ["position"] = (double)record.Sequence }), record.At);
        if (record.Event is PacketEvent.PacketSent or PacketEvent.PacketReturned or PacketEvent.PacketAssigned)
            yield return new($"{after.Number}/notify", record.Sequence, Notify, Words(after), record.At);
    }

    /// <summary>The same shape as a notice that a flow emits; to the liaison officers of the body that has it now.</summary>
    private static string Words(PacketState packet) => Json(new()
    {
        ["name"] = Notify,
        ["payload"] = new Dictionary<string, object?>
        {
            ["audience"] = "role", ["role"] = Roles.Regulator, ["departmentId"] = packet.To, ["packet"] = packet.Number,
            ["titleZh"] = "审管信息待签收", ["titleEn"] = "A decision to claim",
            ["textZh"] = $"{packet.Content!.ItemNameZh}，{packet.Content.Applicant.Name}（{packet.Number}）。", ["textEn"] = $"{packet.Content.ItemNameEn}, {packet.Content.Applicant.Name} ({packet.Number}).",
        },
    });

    private static string Json(Dictionary<string, object?> value) => Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(value));
}
