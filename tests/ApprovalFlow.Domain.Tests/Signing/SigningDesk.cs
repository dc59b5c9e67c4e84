using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Signing;

/// <summary>Cases that stand at a step which several people sign, and the people.</summary>
internal static class SigningDesk
{
    public static readonly Actor[] Reviewers = [.. Enumerable.Range(1, 6).Select(n => Person($"reviewer-{n}", "reviewer", "dept-nyj"))];
    public static readonly Actor Expert = Person("expert", "expert");
    public static readonly Actor OtherChief = Person("chief-2", "chief-representative", "dept-nyj");
    public static readonly Actor Admin = Person("administrator", "administrator");

    public static (string, JsonNode)[] Signers(int count, string mode, double? share = null, string? onRefusal = null)
    {
        List<(string, JsonNode)> own = [("mode", Literal("String", mode)), ("signers", new JsonObject
        {
            ["typeName"] = "List<Object>", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. Enumerable.Range(0, count).Select(_ => new JsonObject { ["role"] = "reviewer", ["departmentId"] = "dept-nyj" })]).ToJsonString() },
        })];
        if (share is { } given) own.Add(("share", Literal("Double", given)));
        if (onRefusal is not null) own.Add(("onRefusal", Literal("String", onRefusal)));
        return [.. own];
    }

    public static CaseDesk Countersign(params (string, JsonNode)[] own) => Accepted(FlowSketch.Countersigned(own).Compile());
    public static CaseDesk Countersign(int count, string mode, double? share = null, string? onRefusal = null) => Countersign(Signers(count, mode, share, onRefusal));

    /// <summary>A plain step that one person decides, held by the first reviewer.</summary>
    public static CaseDesk Held(params (string, JsonNode)[] own)
    {
        var desk = Countersign(own);
        return desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("sign").TaskId, Reviewers[0]));
    }

    public static CaseDesk Accepted(WorkflowGraph graph)
    {
        var desk = new CaseDesk(graph, Flow, Item);
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        return desk.Complete("accept", Clerk, "Accept");
    }

    /// <summary>Somebody signs the first open task of the step that is theirs or free.</summary>
    public static CaseDesk Sign(this CaseDesk desk, Actor by, string outcome = "Approve", string? comment = null) =>
        desk.Do(new CaseCommand.CompleteTask(desk.TaskFor(by).TaskId, by, outcome) { Comment = comment ?? (outcome == "Approve" ? null : "理由") });

    public static CaseTask TaskFor(this CaseDesk desk, Actor by) =>
        desk.State.OpenTasks.FirstOrDefault(t => t.Assignee?.UserId == by.UserId) ?? desk.State.OpenTasks.First(t => t.Assignee is null && by.Mandates.Any(t.Candidate.Admits));

    public static string Refused(this CaseDesk desk, CaseCommand command) => desk.Send(command).Rejection?.Code ?? "accepted";

    public static string[] Open(this CaseDesk desk) => [.. desk.State.OpenTasks.Select(t => t.TaskId[(t.TaskId.LastIndexOf('-') + 1)..])];

    public static JsonNode Literal(string type, JsonNode value) => new JsonObject { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };
}
