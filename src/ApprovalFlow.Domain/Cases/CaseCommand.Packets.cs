namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>What a packet of this case tells it; sent by the packet's outbox, and repeated until it was heard.</summary>
    public sealed record ReceivePacketNews(CaseEvent.PacketNews News) : CaseCommand;

    /// <summary>陈述申辩: the applicant, or the window in their name.</summary>
    public sealed record StateOnRevocation(string RevocationId, string Text, Actor By) : CaseCommand;

    public sealed record DecideRevocation(string RevocationId, bool Revoke, string Reasons, Actor By) : CaseCommand { public string? Remedies { get; init; } }
}
