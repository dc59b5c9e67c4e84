using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>The JSON of one activity of a generated definition: type and inputs.</summary>
internal static class ActivityJson
{
    public static JsonObject Of(FlowNode node, ApprovalFlowEntry flow, ApprovalItem item)
    {
        switch (node.Kind)
        {
            case FlowNodeKind.Start:
                return Activity(node, "Elsa.Start");
            case FlowNodeKind.End:
                return Activity(node, "Elsa.End");
            case FlowNodeKind.Decision:
                return Activity(node, "Elsa.FlowDecision", ("condition", Script("Boolean", Condition.Parse(node.Step!.When!).Condition!.ToJavaScript())));
            case FlowNodeKind.Fork:
                return Activity(node, "Elsa.FlowFork", ("branches", List("ICollection<String>", node.Branches)));
            case FlowNodeKind.Merge or FlowNodeKind.JoinAll or FlowNodeKind.JoinAny:
                return Activity(node, "Elsa.FlowJoin",
                    ("mode", Literal("FlowJoinMode", node.Kind switch { FlowNodeKind.Merge => "WaitAllActive", FlowNodeKind.JoinAll => "WaitAll", _ => "WaitAny" })));
            case FlowNodeKind.Close:
                var close = Activity(node, CloseCaseActivity.TypeName, (CloseCaseActivity.ResultInput, Result(node.Result!, flow)));
                close[CloseCaseActivity.ClosedAsOutput] = Output(FlowDefinitionWriter.ResultOutput);
                return close;
            case FlowNodeKind.Correction:
                return Activity(node, "Approval.Correction",
                    [
                        .. Shared(node.Name.Zh, node.Name.En, "window-clerk", item.DepartmentId, null, null, "excluded",
                            "等待申请人补正；收到补正材料后录入并重新提交。", [Outcomes.Resubmit, Outcomes.Withdraw]),
                    ]);
            default:
                var step = Activity(node, StepKind.Find(node.Step!.Kind)!.ActivityType, [.. StepInputs(node.Step, flow, item)]);
                if (node.Step.Kind == "decide" && FlowShape.GrantsConditions(flow))
                    step[DecideActivity.DecisionOutput] = Output("decision");
                return step;
        }
    }

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);

    private static IEnumerable<(string, JsonNode)> StepInputs(FlowStep step, ApprovalFlowEntry flow, ApprovalItem item)
    {
        var kind = StepKind.Find(step.Kind)!;
        var region = step.Kind == "county-preliminary" ? Script("String", $"getInput(\"{FlowDefinitionWriter.CountyInput}\")") : null;
        foreach (var input in Shared(step.NameZh, step.NameEn, step.Role, step.DepartmentId, region, step.LimitDays, step.Clock, kind.DutyZh, Offered(step, flow)))
            yield return input;

        switch (step.Kind)
        {
            case "review":
                yield return ("reviewPoints", Texts(item.ReviewPoints));
                break;
            case "countersign":
                yield return ("mode", Literal("String", "all"));
                break;
            case "site-inspection":
                yield return ("minimumOfficers", Literal("Double", 2));
                break;
            case "joint-inspection":
                yield return ("participants", List("List<String>", flow.Steps.Where(s => s.Kind == "countersign").Select(s => s.DepartmentId).Distinct()));
                yield return ("absenceMeansConsent", Literal("Boolean", true));
                break;
            case "expert-review" or "hearing" or "publicity" or "test":
                yield return ("plannedDays", Literal("Double", step.LimitDays));
                yield return (SpecialProcedureActivity.NoticeInput, $"需要进行“{step.NameZh}”，计划 {step.LimitDays} 个工作日，不计入办理期限（行政许可法第四十五条）。");
                yield return (SpecialProcedureActivity.NoticeInputEn, $"'{step.NameEn}' is needed. Its planned {step.LimitDays} working days are not counted (Article 45).");
                break;
            case "decide" or "issue" or "deliver" when item.Certificate is { } certificate:
                yield return ("certificateZh", certificate.NameZh);
                if (step.Kind == "decide")
                    break;
                yield return ("numberPattern", certificate.NumberPattern);
                if (certificate.ValidityMonths is { } months)
                    yield return ("validityMonths", months);
                break;
        }
    }

    /// <summary>The outcomes of a step that this flow has a way for.</summary>
    private static IEnumerable<string> Offered(FlowStep step, ApprovalFlowEntry flow) => step.Kind switch
    {
        "accept" => [Outcomes.Accept, Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw],
        "decide" when FlowShape.GrantsConditions(flow) => [Outcomes.Approve, Outcomes.ApproveWithConditions, Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw],
        "publicity" when flow.Outcomes.Contains(CaseResults.SuspendedByObjection) => [Outcomes.Approve, Outcomes.Refuse, Outcomes.Object, Outcomes.Return, Outcomes.Withdraw],
        "fee" => [Outcomes.Pay, Outcomes.Waive],
        "issue" => [Outcomes.Issue],
        "deliver" => [Outcomes.Deliver],
        "verify-commitment" => [Outcomes.Confirm, Outcomes.Revoke],
        _ => [Outcomes.Approve, Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw],
    };

    private static IEnumerable<(string, JsonNode)> Shared(
        string zh, string en, string role, string department, JsonNode? region, double? limitDays, string clock, string duty, IEnumerable<string> outcomes)
    {
        yield return ("nameZh", Literal("String", zh));
        yield return ("nameEn", Literal("String", en));
        yield return ("role", Literal("String", role));
        yield return ("departmentId", Literal("String", department));
        if (region is not null)
            yield return ("region", region);
        if (limitDays is { } days)
            yield return ("limitDays", Literal("Double", days));
        yield return ("clock", Literal("String", clock));
        yield return ("duty", duty);
        yield return (HumanInputs.Outcomes, List("List<String>", outcomes));
    }

    private static JsonObject Result(string result, ApprovalFlowEntry flow) =>
        result == FlowShape.GrantOf(flow) && FlowShape.GrantsConditions(flow)
            ? Script("String", $"getVariable(\"{FlowDefinitionWriter.DecisionVariable}\") == \"{Outcomes.ApproveWithConditions}\" ? \"{CaseResults.ApprovedWithConditions}\" : \"{result}\"")
            : Literal("String", result);

    private static JsonObject Activity(FlowNode node, string type, params ReadOnlySpan<(string Name, JsonNode Value)> inputs)
    {
        var activity = new JsonObject { ["id"] = node.Id, ["type"] = type, ["version"] = 1, ["customProperties"] = new JsonObject() };
        foreach (var (name, value) in inputs)
            activity[name] = value;
        return activity;
    }

    private static JsonObject Literal(string type, JsonNode value) => Input(type, "Literal", value);

    private static JsonObject Script(string type, string script) => Input(type, "JavaScript", script);

    private static JsonObject List(string type, IEnumerable<string> texts) => Input(type, "Object", Texts(texts).ToJsonString(CompactJson.Options));

    private static JsonObject Input(string type, string expression, JsonNode value) =>
        new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = expression, ["value"] = value } };

    private static JsonObject Output(string id) => new() { ["typeName"] = "String", ["memoryReference"] = new JsonObject { ["id"] = id } };
}
