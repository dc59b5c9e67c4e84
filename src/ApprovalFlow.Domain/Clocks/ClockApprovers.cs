using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Who stands here for the heads that the Act names (行政许可法 第四十二条): the chief representative for the organ, the city's leader for the government.</summary>
public static class ClockApprovers
{
    /// <summary>Roles of the service centre.</summary>
    public const string OrganHead = "chief-representative", GovernmentHead = "city-leader", Supervisor = "supervisor";

    /// <summary>As master data and extension rules spell them.</summary>
    internal const string Organ = "organ-head", Government = "government-head";

    public static Candidate CandidateOf(string approver, string departmentId) => approver switch
    {
        Organ => new(OrganHead, departmentId),
        Government => new(GovernmentHead),
        _ => new(approver, departmentId),
    };
}
