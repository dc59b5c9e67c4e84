using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>A small definition drawn by hand: steps, then lines from <c>step.Port</c> to a step.</summary>
internal sealed class FlowSketch(string name)
{
    private readonly JsonArray activities = [];
    private readonly JsonArray connections = [];

    public FlowSketch Step(string id, string type, string role, double limit = 1, string[]? outcomes = null, string department = "dept-nyj", string clock = "counted",
        params (string Name, JsonNode Value)[] own)
    {
        var step = new JsonObject
        {
            ["id"] = id, ["type"] = $"Approval.{type}", ["version"] = 1, ["nameZh"] = Literal("String", $"{type}环节"), ["nameEn"] = Literal("String", type), ["role"] = Literal("String", role),
            ["departmentId"] = Literal("String", department), ["limitDays"] = Literal("Double", limit), ["clock"] = Literal("String", clock),
        };
        if (outcomes is not null) step["outcomes"] = new JsonObject { ["typeName"] = "List<String>", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = new JsonArray([.. outcomes.Select(o => (JsonNode)o)]).ToJsonString() } };
        foreach (var (input, value) in own) step[input] = value;
        activities.Add(step);
        return this;
    }

    /// <summary>Acceptance, one countersign, the decision. What the countersign says of its signers stands in <paramref name="own"/>.</summary>
    public static FlowSketch Countersigned(params (string Name, JsonNode Value)[] own) => new FlowSketch("countersigned")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk").Step("sign", "Countersign", "reviewer", 3, BeforeDecision, own: own)
        .Step("decide", "Decide", "chief-representative").Step("issue", "Issue", "issuer")
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "sign").Line("sign.Approve", "decide")
        .Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "granted")
        .Lines(["accept.Refuse", "sign.Refuse", "decide.Refuse"], "refused")
        .ReturnAndWithdraw("accept", "sign", "decide");

    /// <summary>A countersign in one branch, a plain review in the other; both have to agree.</summary>
    public static FlowSketch SignedBesideReview(params (string Name, JsonNode Value)[] own) => new FlowSketch("signed-beside-review")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk").Step("sign", "Countersign", "reviewer", 3, BeforeDecision, own: own).Step("review", "Review", "reviewer", 3, BeforeDecision)
        .Node("both", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAll")).Node("no", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny"))
        .Step("decide", "Decide", "chief-representative").Step("issue", "Issue", "issuer")
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "sign").Line("accept.Accept", "review").Lines(["sign.Approve", "review.Approve"], "both").Line("both", "decide")
        .Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "granted")
        .Lines(["accept.Refuse", "sign.Refuse", "review.Refuse", "decide.Refuse"], "no").Line("no", "refused")
        .ReturnAndWithdraw("accept", "sign", "review", "decide");

    public FlowSketch Node(string id, string type, params (string Name, string TypeName, JsonNode? Value)[] inputs)
    {
        var node = new JsonObject { ["id"] = id, ["type"] = type, ["version"] = 1 };
        foreach (var (input, typeName, value) in inputs) node[input] = Literal(typeName, value);
        activities.Add(node);
        return this;
    }

    public FlowSketch Close(string id, string result) => Node(id, "Approval.CloseCase", ("result", "String", result)).Line(id, "end");

    public FlowSketch Line(string from, string to)
    {
        var parts = from.Split('.');
        connections.Add(new JsonObject
        {
            ["source"] = new JsonObject { ["activity"] = parts[0], ["port"] = parts.Length > 1 ? parts[1] : "Done" },
            ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" },
        });
        return this;
    }

    public FlowSketch Lines(string[] from, string to)
    {
        foreach (var source in from) Line(source, to);
        return this;
    }

    public WorkflowGraph Compile()
    {
        var json = new JsonObject
        {
            ["id"] = $"{name}-v1", ["definitionId"] = name, ["name"] = name, ["version"] = 1, ["isLatest"] = true, ["isPublished"] = true,
            ["root"] = new JsonObject { ["id"] = "flow", ["type"] = "Elsa.Flowchart", ["version"] = 1, ["activities"] = activities, ["connections"] = connections },
        };
        var load = WorkflowDefinition.Load(json.ToJsonString());
        if (load.HasErrors) throw new InvalidOperationException(string.Join("\n", load.Problems.Select(p => $"{p.Path}: {p.Message}")));
        return WorkflowGraph.Compile(load.Definition!, Registry);
    }

    public static ActivityRegistry Registry { get; } = ApprovalActivities.AddTo(ActivityRegistry.CreateCore()).Add(new ActivityType("Approval.Either", new TwoWaits()) { Outcomes = [new("Approve", new("同意", "Approve"))] })
        .Add(new ActivityType("Approval.FromTomorrow", new FromTomorrow()));

    private static JsonObject Literal(string typeName, JsonNode? value) => new() { ["typeName"] = typeName, ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = value } };

    private static readonly string[] BeforeDecision = ["Approve", "Refuse", "Return", "Withdraw"];

    /// <summary>即办: one window, three steps.</summary>
    public static FlowSketch Instant() => new FlowSketch("instant")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk", 0).Step("decide", "Decide", "chief-representative", 0).Step("issue", "Issue", "issuer", 0)
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "decide").Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "granted")
        .Lines(["accept.Refuse", "decide.Refuse"], "refused")
        .ReturnAndWithdraw("accept", "decide");

    /// <summary>Review and a second review on one branch, the county on the other; the decision hears both. Each step may say more in <paramref name="own"/>.</summary>
    public static FlowSketch TwoBranches(params (string Step, string Name, JsonNode Value)[] own)
    {
        (string, JsonNode)[] Own(string step) => [.. own.Where(o => o.Step == step).Select(o => (o.Name, o.Value?.DeepClone()!))];
        return new FlowSketch("two-branches")
            .Node("start", "Elsa.Start").Node("end", "Elsa.End")
            .Step("accept", "Accept", "window-clerk", own: Own("accept"))
            .Step("review", "Review", "reviewer", 3, BeforeDecision, own: Own("review")).Step("check", "Review", "reviewer", 3, BeforeDecision, own: Own("check"))
            .Step("county", "CountyPreliminaryReview", "county-clerk", 3, BeforeDecision, own: Own("county"))
            .Node("both", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAll"))
            .Step("decide", "Decide", "chief-representative", own: Own("decide")).Step("issue", "Issue", "issuer", own: Own("issue")).Step("deliver", "Deliver", "window-clerk", 10, clock: "excluded", own: Own("deliver"))
            .Close("granted", "approved").Close("refused", "refused")
            .Line("start", "accept").Line("accept.Accept", "review").Line("review.Approve", "check").Line("accept.Accept", "county")
            .Lines(["check.Approve", "county.Approve"], "both").Line("both", "decide").Lines(["review.Refuse", "check.Refuse", "county.Refuse"], "decide")
            .Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "deliver").Line("deliver.Deliver", "granted")
            .Lines(["accept.Refuse", "decide.Refuse"], "refused")
            .ReturnAndWithdraw(Own("correction"), ["accept", "review", "check", "county", "decide"]);
    }

    /// <summary>A countersign and a check on one branch, a review on the other, a deadline beside both; the decision hears both branches.</summary>
    public static FlowSketch Mixed(string siblings, params (string Name, JsonNode Value)[] signers)
    {
        (string, JsonNode)[] Own() => [("returnSiblings", (JsonNode)siblings)];
        return new FlowSketch("mixed")
            .Node("start", "Elsa.Start").Node("end", "Elsa.End")
            .Step("accept", "Accept", "window-clerk", own: Own()).Step("sign", "Countersign", "reviewer", 3, BeforeDecision, own: [.. Own(), .. signers]).Step("check", "Review", "reviewer", 3, BeforeDecision, own: Own())
            .Step("review", "Review", "reviewer", 3, BeforeDecision, own: Own())
            .Node("late", "Approval.DeadlineTimer", ("duration", "TimeSpan", "1.00:00:00"), ("interrupting", "Boolean", true))
            .Node("both", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAll")).Node("no", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny")).Node("first", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny"))
            .Step("decide", "Decide", "chief-representative", own: Own())
            .Close("granted", "approved").Close("refused", "refused").Close("lapsed", "terminated")
            .Line("start", "accept").Line("accept.Accept", "sign").Line("accept.Accept", "review").Line("accept.Accept", "late").Line("late.Interrupt", "first").Line("first", "lapsed")
            .Line("sign.Approve", "check").Lines(["check.Approve", "review.Approve"], "both").Line("both", "decide").Line("decide.Approve", "granted").Line("decide.ApproveWithConditions", "granted")
            .Lines(["accept.Refuse", "sign.Refuse", "check.Refuse", "review.Refuse", "decide.Refuse"], "no").Line("no", "refused")
            .ReturnAndWithdraw("accept", "sign", "check", "review", "decide");
    }

    /// <summary>Acceptance beside a deadline that ends the case by rule when nothing comes.</summary>
    public static FlowSketch Deadline() => new FlowSketch("deadline")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer", 3, BeforeDecision).Step("decide", "Decide", "chief-representative")
        .Node("late", "Approval.DeadlineTimer", ("duration", "TimeSpan", "1.00:00:00"), ("interrupting", "Boolean", true))
        .Node("first", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny"))
        .Close("granted", "approved").Close("refused", "refused").Close("lapsed", "terminated")
        .Line("start", "accept").Line("accept.Accept", "review").Line("accept.Accept", "late").Line("late.Interrupt", "first").Line("first", "lapsed")
        .Line("review.Approve", "decide").Line("decide.Approve", "granted").Lines(["accept.Refuse", "decide.Refuse"], "refused")
        .ReturnAndWithdraw("accept", "review", "decide");

    /// <summary>Review beside the county's preliminary review; either may refuse, and the decision hears both.</summary>
    public static FlowSketch Parallel() => Parallel("parallel");

    /// <summary>The same under another name: with that of <see cref="TwoBranches"/>, a version of it that lacks the second review.</summary>
    public static FlowSketch Parallel(string name) => new FlowSketch(name)
        .Node("start", "Elsa.Start").Node("end", "Elsa.End")
        .Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer", 3, BeforeDecision).Step("county", "CountyPreliminaryReview", "county-clerk", 3, BeforeDecision)
        .Node("both", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAll"))
        .Step("decide", "Decide", "chief-representative").Step("issue", "Issue", "issuer").Step("deliver", "Deliver", "window-clerk", 10, clock: "excluded")
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "review").Line("accept.Accept", "county")
        .Lines(["review.Approve", "county.Approve"], "both").Line("both", "decide").Lines(["review.Refuse", "county.Refuse"], "decide")
        .Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "deliver").Line("deliver.Deliver", "granted")
        .Lines(["accept.Refuse", "decide.Refuse"], "refused")
        .ReturnAndWithdraw("accept", "review", "county", "decide");

    private FlowSketch ReturnAndWithdraw(params string[] steps) => ReturnAndWithdraw([], steps);

    private FlowSketch ReturnAndWithdraw((string, JsonNode)[] correction, string[] steps) => this
        .Node("returned", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny"))
        .Step("correction", "Correction", "window-clerk", 15, clock: "excluded", own: correction)
        .Node("withdrawal", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAny"))
        .Close("withdrawn", "withdrawn")
        .Lines([.. steps.Select(s => $"{s}.Return")], "returned").Line("returned", "correction").Line("correction.Resubmit", "accept")
        .Lines([.. steps.Select(s => $"{s}.Withdraw"), "correction.Withdraw"], "withdrawal").Line("withdrawal", "withdrawn");

    /// <summary>Asks two people at once; the first answer counts.</summary>
    /// <summary>A review in one branch; in the other a step that cannot be done on the day of <see cref="CaseSamples.Morning"/>, and then a second review.</summary>
    public static FlowSketch Faulty() => new FlowSketch("faulty")
        .Node("start", "Elsa.Start").Node("end", "Elsa.End").Node("send", "Approval.FromTomorrow")
        .Step("accept", "Accept", "window-clerk").Step("review", "Review", "reviewer", 3, BeforeDecision).Step("check", "Review", "reviewer", 3, BeforeDecision)
        .Node("both", "Elsa.FlowJoin", ("mode", "FlowJoinMode", "WaitAll"))
        .Step("decide", "Decide", "chief-representative").Step("issue", "Issue", "issuer")
        .Close("granted", "approved").Close("refused", "refused")
        .Line("start", "accept").Line("accept.Accept", "review").Line("accept.Accept", "send").Line("send", "check").Lines(["review.Approve", "check.Approve"], "both").Line("both", "decide")
        .Line("decide.Approve", "issue").Line("decide.ApproveWithConditions", "issue").Line("issue.Issue", "granted")
        .Lines(["accept.Refuse", "review.Refuse", "check.Refuse", "decide.Refuse"], "refused")
        .ReturnAndWithdraw("accept", "review", "check", "decide");

    private sealed class FromTomorrow : ActivityBehavior
    {
        public override void Execute(ActivityContext context)
        {
            if (context.Now < CaseSamples.Morning.AddHours(12)) context.Fault("Expected the archive to be open, but it is closed today.");
        }
    }

    private sealed class TwoWaits : ActivityBehavior
    {
        public override void Execute(ActivityContext context)
        {
            foreach (var name in (string[])["first", "second"])
                context.Wait(new BookmarkRequest("Approval.Either")
                {
                    Payload = new Dictionary<string, object?> { ["nameZh"] = name, ["nameEn"] = name, ["role"] = "reviewer", ["outcomes"] = new List<object?> { "Approve" } },
                });
        }

        public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input) => context.Complete("Approve");
    }
}
