using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Cases on two branches and the people who move them.</summary>
internal static class OperationDesk
{
    public static readonly Actor Admin = Person("administrator", "administrator");
    public static readonly Actor OtherAdmin = Person("administrator-2", "administrator");

    public static CaseDesk Registered(params (string Step, string Name, JsonNode Value)[] own) => Of(FlowSketch.TwoBranches(own));

    public static CaseDesk Of(FlowSketch sketch) => Of(sketch.Compile());

    public static CaseDesk Of(WorkflowGraph graph)
    {
        var desk = new CaseDesk(graph, Flow, Item);
        return desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
    }

    /// <summary>Accepted: review and county are open.</summary>
    public static CaseDesk Accepted(params (string Step, string Name, JsonNode Value)[] own) => Registered(own).Complete("accept", Clerk, "Accept");

    /// <summary>Both branches have agreed: the decision is open.</summary>
    public static CaseDesk Deciding(params (string Step, string Name, JsonNode Value)[] own) =>
        Accepted(own).Complete("review", Reviewer, "Approve").Complete("county", CountyClerk, "Approve").Complete("check", OtherReviewer, "Approve");

    public static CaseDesk Decided(params (string Step, string Name, JsonNode Value)[] own) => Deciding(own).Complete("decide", Chief, "Approve");

    public static string[] Open(this CaseDesk desk) => [.. desk.State.OpenTasks.Select(t => t.ActivityId).Order(StringComparer.Ordinal)];
    public static string Code(this CaseDesk desk, CaseCommand command) => desk.Send(command).Rejection?.Code ?? "accepted";
    public static string Last(this CaseDesk desk, string activity) => desk.State.CompletedTasks.Where(t => t.ActivityId == activity).MaxBy(t => t.CompletedIn)!.TaskId;

    public static CaseCommand Previous(this CaseDesk desk, string from, Actor by) => new CaseCommand.ReturnToPrevious(desk.TaskAt(from).TaskId, by, "情况不明");
    public static CaseCommand To(this CaseDesk desk, string from, string to, Actor by) => new CaseCommand.ReturnToStep(desk.TaskAt(from).TaskId, by, to, "情况不明");
    public static CaseCommand Back(this CaseDesk desk, string activity, Actor by) => new CaseCommand.TakeBack(desk.Last(activity), by);
}
