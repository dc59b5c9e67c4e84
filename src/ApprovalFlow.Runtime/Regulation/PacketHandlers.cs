using System.Security.Cryptography;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;

namespace ApprovalFlow.Runtime.Regulation;

/// <summary>Makes a case's decision a packet, and tells the packet what becomes of it.</summary>
/// <remarks>At least once in, once in effect: the packet's number follows from the case and the count of its decisions, and a packet that is there is not made again.</remarks>
public sealed class PacketHandler(ICaseStore cases, PacketProcessor packets, ApprovalCatalogue catalogue) : IOutboxHandler
{
    public string Topic => PacketMessages.Topic;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        using var reference = JsonDocument.Parse(message.Payload);
        var (number, position) = (reference.RootElement.GetProperty("case").GetString()!, reference.RootElement.GetProperty("position").GetInt64());
        var stream = await cases.LoadAsync(number, 0, cancellation) ?? throw new InvalidOperationException($"Expected case '{number}' to be there, because it has something to tell, but it is not.");
        var @event = stream.Events.First(e => e.Sequence == position);
        var then = CaseState.Fold(stream.Events.TakeWhile(e => e.Sequence <= position).Select(e => e.ToRecord()));
        switch (@event.ToRecord().Event)
        {
            case CaseEvent.PacketAddressed e:
                await TellAsync(e.Packet, new PacketCommand.Send(e.Packet, Content(then, @event), e.To, e.Assist, e.ClaimDays, e.Rules), cancellation);
                break;
            case CaseEvent.DecisionTakenBack:
                foreach (var packet in then.Packets)
                    await TellAsync(packet.Number, new PacketCommand.Recall(), cancellation);
                break;
            case CaseEvent.CertificateIssued e when then.Packets.LastOrDefault(p => !p.IsRecalled) is { } packet:
                await TellAsync(packet.Number, new PacketCommand.AddCertificate(new(e.Number, e.NameZh, e.IssuedOn) { ValidUntil = e.ValidUntil }), cancellation);
                break;
            case CaseEvent.RevocationDecided e when then.Revocations.Find(r => r.Opened.RevocationId == e.RevocationId) is { } proceeding:
                await TellAsync(proceeding.Opened.Packet, new PacketCommand.CloseRevocation(e.RevocationId, e.Revoked, e.Reasons), cancellation);
                break;
        }
    }

    private PacketContent Content(CaseState state, StoredEvent addressed)
    {
        var (item, decision) = (catalogue.Item(state.ItemCode)!, state.Decision!);
        return new(state.CaseNumber, state.FlowCode, state.ItemCode, item.NameZh, item.NameEn, item.DepartmentId, state.Applicant!, decision.Result, decision.By, state.DecidedAt!.Value,
            [.. state.Materials.Select(Paper)], state.Form, Convert.ToHexStringLower(addressed.Hash))
        {
            CountyCode = state.CountyCode, Reasons = decision.Reasons, Conditions = decision.Conditions, Promised = [.. state.Promises.Where(p => !p.IsKept).SelectMany(p => p.Made.Papers).Distinct()],
        };
    }

    private static PacketPaper Paper(MaterialReceipt m) => new(m.Code, m.NameZh, m.Received, m.Copies,
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteUtf8(new Dictionary<string, object?> { ["code"] = m.Code, ["copies"] = (double)m.Copies, ["name"] = m.NameZh, ["note"] = m.Note, ["received"] = m.Received })))) { Note = m.Note };

    /// <summary>What the packet refuses here it knows already; a packet that somebody is at work on is told again.</summary>
    private async Task TellAsync(string packet, PacketCommand command, CancellationToken cancellation)
    {
        if ((await packets.ExecuteAsync(packet, command, cancellation: cancellation)).Rejection is { Code: CommandRefusal.PacketBusy } busy)
            throw new InvalidOperationException(busy.Message);
    }
}

/// <summary>Brings what a packet's regulator did to the case, as an ordinary command with a key of its own.</summary>
public sealed class PacketNewsHandler(PacketProcessor packets, CommandProcessor cases) : IOutboxHandler
{
    public string Topic => PacketChanges.News;

    public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
    {
        using var reference = JsonDocument.Parse(message.Payload);
        var (number, position) = (reference.RootElement.GetProperty("packet").GetString()!, reference.RootElement.GetProperty("position").GetInt64());
        var records = await packets.RecordsAsync(number, cancellation);
        var state = PacketState.Fold(records.TakeWhile(r => r.Sequence <= position));
        if (NewsOf(state, records[(int)position - 1]) is not { } news)
            return;
        if (await cases.ExecuteAsync(state.Content!.CaseNumber, new CaseCommand.ReceivePacketNews(news), $"packet/{message.Key}", cancellation) is not CommandResult.Rejected { Rejection: var rejection })
            return;
        if (rejection.Code == CommandRefusal.CaseBusy)
            throw new InvalidOperationException($"Expected case '{state.Content.CaseNumber}' to take the news of packet '{number}', but: {rejection.Message}");
        // A case that has nothing to revoke says so at once, and the regulator reads it.
        if (news is CaseEvent.RevocationOpened opened && (await packets.ExecuteAsync(number, new PacketCommand.CloseRevocation(opened.RevocationId, false, rejection.Message), cancellation: cancellation)).Rejection is { Code: CommandRefusal.PacketBusy } busy)
            throw new InvalidOperationException(busy.Message);
    }

    private static CaseEvent.PacketNews? NewsOf(PacketState after, PacketRecord record) => record.Event switch
    {
        PacketEvent.PacketClaimed e => new CaseEvent.RegulatorClaimed(after.Number, record.Sequence, record.At, e.By),
        PacketEvent.PacketReturned e => new CaseEvent.RegulatorChanged(after.Number, record.Sequence, e.To, e.Reason, e.By),
        PacketEvent.PacketAssigned e => new CaseEvent.RegulatorChanged(after.Number, record.Sequence, e.To, e.Reason, e.By),
        PacketEvent.FeedbackGiven e => new CaseEvent.RegulatorTold(after.Number, record.Sequence, e.FeedbackId, e.Kind, e.Text, e.On, e.By) { Document = e.Document },
        PacketEvent.RevocationAsked e => new CaseEvent.RevocationOpened(after.Number, record.Sequence, e.RevocationId, e.FeedbackId, e.Kind, e.Ground, e.By)
        {
            FoundBy = after.Feedback.Find(f => f.Given.FeedbackId == e.FeedbackId)?.Given.By is { } by && by.UserId != e.By.UserId ? by : null,
        },
        _ => null,
    };
}

/// <summary>What a case has to tell its packets; a queue of its own, so that a message to a person does not wait for it.</summary>
internal static class PacketMessages
{
    public const string Topic = "Packet";

    public static OutboxMessage? Of(CaseState after, CaseEvent @event, StoredEvent stored) => @event switch
    {
        CaseEvent.PacketAddressed or CaseEvent.RevocationDecided => Message(after, stored),
        CaseEvent.DecisionTakenBack or CaseEvent.CertificateIssued when after.Packets.Count > 0 => Message(after, stored),
        _ => null,
    };

    private static OutboxMessage Message(CaseState after, StoredEvent stored)
    {
        var json = CanonicalJsonWriter.Rent().BeginObject().Name("case").String(after.CaseNumber).Name("position").Number(stored.Sequence).EndObject();
        var payload = System.Text.Encoding.UTF8.GetString(json.Written);
        json.Return();
        return new($"{after.CaseNumber}/packet", stored.Sequence, Topic, payload, stored.At);
    }
}
