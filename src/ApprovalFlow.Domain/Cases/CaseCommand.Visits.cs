using ApprovalFlow.Domain.Inspections;

namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>提出踏勘: whoever may do the task asks for a joint visit (or a joint evaluation) to be arranged.</summary>
    public sealed record ProposeVisit(string TaskId, Actor By, VisitRequest Request) : CaseCommand;

    public sealed record WithdrawVisitProposal(string TaskId, Actor By, string Reason) : CaseCommand;

    /// <summary>What a trip tells a case of its legs. Sent by the trip's own effects, never by a person; a repeat changes nothing.</summary>
    public sealed record ReceiveTripNews(CaseEvent.TripNews News) : CaseCommand;
}
