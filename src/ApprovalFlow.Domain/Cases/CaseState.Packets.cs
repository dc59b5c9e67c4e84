using System.Collections.Immutable;
using ApprovalFlow.Domain.Regulation;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    /// <summary>Every decision of the case as a packet, in the order decided.</summary>
    public ImmutableList<CasePacket> Packets { get; private set; } = [];
    public ImmutableList<CaseRevocation> Revocations { get; private set; } = [];
    /// <summary>The licence was taken away: what was decided is history, and its certificate good for nothing.</summary>
    public CaseRevocation? Revoked => Revocations.Find(r => r.Decided is { Revoked: true });

    private void ApplyPackets(CaseRecord record)
    {
        switch (record.Event)
        {
            case CaseEvent.PacketAddressed e: Packets = Packets.Add(new(e, record.Sequence, record.At)); break;
            // The packet says itself that it is recalled when the outbox reaches it; whatever is decided anew is another one.
            case CaseEvent.DecisionTakenBack: Packets = Packets.ConvertAll(p => p with { IsRecalled = true }); break;
            case CaseEvent.PacketNews e: Apply(record, e); break;
            case CaseEvent.RevocationStated e: Change(e.RevocationId, e, static (r, e) => r with { Statements = r.Statements.Add(e) }); break;
            case CaseEvent.RevocationDecided e: Change(e.RevocationId, (Decided: e, record.At), static (r, made) => r with { Decided = made.Decided, DecidedAt = made.At }); break;
        }
    }

    private void Apply(CaseRecord record, CaseEvent.PacketNews news)
    {
        var at = Packets.FindIndex(p => p.Number == news.Packet);
        if (at < 0) throw new ArgumentException($"Expected case '{CaseNumber}' to have packet '{news.Packet}', but it has not.");
        var packet = Packets[at] with { LastPosition = news.Position };
        Packets = Packets.SetItem(at, news switch
        {
            CaseEvent.RegulatorClaimed e => packet with { Claimed = e },
            // What is recalled meanwhile has no clock any more, whoever has it.
            CaseEvent.RegulatorChanged e => packet with { To = e.To, Round = packet.IsAwaited ? packet.Round + 1 : packet.Round, WaitingSince = record.At },
            CaseEvent.RegulatorTold e => packet with { Feedback = packet.Feedback.Add(e) },
            _ => packet,
        });
        if (news is CaseEvent.RevocationOpened opened) Revocations = Revocations.Add(new(opened, record.At));
    }

    private void Change<T>(string revocationId, T with, Func<CaseRevocation, T, CaseRevocation> change) => Revocations = Revocations.ConvertAll(r => r.Opened.RevocationId == revocationId ? change(r, with) : r);
}

/// <summary>A packet as its case knows it.</summary>
/// <param name="Sequence">Position in the case's stream of the event that addressed it.</param>
public sealed record CasePacket(CaseEvent.PacketAddressed Addressed, long Sequence, DateTimeOffset At)
{
    public string Number => Addressed.Packet;
    /// <summary>The body whose it is now.</summary>
    public string To { get; init; } = Addressed.To;
    /// <summary>How many bodies have had it: each has a clock of its own.</summary>
    public int Round { get; init; } = 1;
    public DateTimeOffset WaitingSince { get; init; } = At;
    /// <summary>Position in the packet's stream of the last news.</summary>
    public long LastPosition { get; init; }
    public CaseEvent.RegulatorClaimed? Claimed { get; init; }
    public bool IsRecalled { get; init; }
    public ImmutableList<CaseEvent.RegulatorTold> Feedback { get; init; } = [];
    /// <summary>Somebody must still claim it.</summary>
    public bool IsAwaited => Claimed is null && !IsRecalled;

    /// <summary>The name of the clock that runs for the body that has it.</summary>
    public string Clock => ClockOf(Number, Round);
    internal bool IsClock(string clock) => clock == Number || clock.StartsWith(Number + ".", StringComparison.Ordinal);
    internal static string ClockOf(string packet, int round) => round == 1 ? packet : $"{packet}.{PlainJson.Text(round)}";
}

public sealed record CaseRevocation(CaseEvent.RevocationOpened Opened, DateTimeOffset At)
{
    public ImmutableList<CaseEvent.RevocationStated> Statements { get; init; } = [];
    public CaseEvent.RevocationDecided? Decided { get; init; }
    public DateTimeOffset? DecidedAt { get; init; }
    public bool IsOpen => Decided is null;
}
