using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Counties;

/// <summary>A case that lies before a county and the city at once: the form is there, the plan may follow, other papers are optional.</summary>
internal static class CountyDesk
{
    public const string Form = "NYJ-001-M01", Plan = "NYJ-001-M02", Other = "NYJ-001-M03";

    /// <summary>Accepted on Monday 2026-03-02: review and county are open.</summary>
    public static ClockDesk Sent() => ClockDesk.Accepted();

    public static CaseCommand Take(this ClockDesk story, params string[] papers) => new CaseCommand.ReceiveCountyPapers(story.Desk.TaskAt("county").TaskId, papers, CountyClerk);

    public static CaseCommand Ask(this ClockDesk story, string step, Actor by, string? papers, string reason = "材料不全") => new CaseCommand.CompleteTask(story.Desk.TaskAt(step).TaskId, by, "Return")
    {
        Comment = reason, Data = papers is null ? null : new Dictionary<string, object?> { ["requestedPapers"] = papers },
    };

    public static CaseCommand Resubmit(this ClockDesk story, params string[] papers) => new CaseCommand.CompleteTask(story.Desk.TaskAt("correction").TaskId, Clerk, "Resubmit")
    {
        Materials = [.. papers.Select(code => new MaterialReceipt(code, Item.Materials.Single(m => m.Code == code).NameZh, true, 1))],
    };
}
