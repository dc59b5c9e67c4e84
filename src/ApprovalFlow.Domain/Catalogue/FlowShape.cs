using ApprovalFlow.Domain.Activities;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>A catalogue flow as a graph of activities and connections, before it has positions and JSON.</summary>
/// <remarks>
/// One flowchart: start, acceptance, the steps, the decision, issue, end. A refusal before the decision goes straight to the decision,
/// which waits for the branches still open and skips the rest (dead-path elimination). Every return gathers in one place, becomes a
/// correction and leads back to acceptance; every withdrawal gathers in another and closes the case.
/// </remarks>
public sealed class FlowShape
{
    public const string Start = "start", JoinReturns = "join-return", Correction = "correction", JoinWithdrawals = "join-withdraw";
    private const string SettleReturns = "join-return-settled", SettleWithdrawals = "join-withdraw-settled";

    private readonly List<FlowNode> nodes = [];
    private readonly List<FlowLink> links = [];
    private readonly ApprovalFlowEntry flow;
    private readonly FlowStep decide;

    private FlowShape(ApprovalFlowEntry flow)
    {
        this.flow = flow;
        decide = flow.Steps.Single(s => s.Kind == "decide");
    }

    public IReadOnlyList<FlowNode> Nodes => nodes;
    public IReadOnlyList<FlowLink> Links => links;

    public static FlowShape Of(ApprovalFlowEntry flow)
    {
        var shape = new FlowShape(flow);
        shape.Build();
        return shape;
    }

    /// <summary>Ids that every definition gives to its own activities.</summary>
    internal static bool Reserved(string key) =>
        key is Start or JoinReturns or Correction or JoinWithdrawals
        || key.StartsWith("fork-", StringComparison.Ordinal) || key.StartsWith("join-", StringComparison.Ordinal)
        || key.StartsWith("close-", StringComparison.Ordinal) || key.StartsWith("end-", StringComparison.Ordinal)
        || key.EndsWith("-when", StringComparison.Ordinal) || key.EndsWith("-merge", StringComparison.Ordinal);

    /// <summary>How the flow calls a grant: approved, or filed for a filing.</summary>
    public static string? GrantOf(ApprovalFlowEntry flow) => flow.Outcomes.FirstOrDefault(o => o is CaseResults.Approved or CaseResults.Filed);

    public static string? RefusalOf(ApprovalFlowEntry flow) => flow.Outcomes.FirstOrDefault(o => o is CaseResults.Refused or CaseResults.NotFiled);

    public static bool GrantsConditions(ApprovalFlowEntry flow) => flow.Outcomes.Contains(CaseResults.ApprovedWithConditions);

    private void Build()
    {
        nodes.Add(new(Start, FlowNodeKind.Start, new("开始", "Start")));
        var open = new List<FlowLink> { new(Start, "Done", "") };
        for (var i = 0; i < flow.Steps.Count; i++)
        {
            if (flow.Steps[i].ParallelGroup is { } group)
            {
                var members = flow.Steps.Skip(i).TakeWhile(s => s.ParallelGroup == group).ToList();
                open = Parallel(group, members, open);
                i += members.Count - 1;
            }
            else
            {
                open = flow.Steps[i].When is null ? Step(flow.Steps[i], open) : Conditional(flow.Steps[i], open);
            }
        }

        Close("close-grant", open, GrantOf(flow)!, 0);
        Exceptions();
    }

    /// <summary>A step on the main line; answers the connections that go on from it.</summary>
    private List<FlowLink> Step(FlowStep step, List<FlowLink> inbound, double row = 0)
    {
        nodes.Add(new(step.Key, FlowNodeKind.Step, new(step.NameZh, step.NameEn)) { Step = step, Row = row });
        Connect(inbound, step.Key);
        return step.Kind switch
        {
            "accept" => [new(step.Key, Outcomes.Accept, "")],
            "decide" when GrantsConditions(flow) => [new(step.Key, Outcomes.Approve, ""), new(step.Key, Outcomes.ApproveWithConditions, "")],
            "fee" => [new(step.Key, Outcomes.Pay, ""), new(step.Key, Outcomes.Waive, "")],
            "issue" => [new(step.Key, Outcomes.Issue, "")],
            "deliver" => [new(step.Key, Outcomes.Deliver, "")],
            "verify-commitment" => [new(step.Key, Outcomes.Confirm, "")],
            _ => [new(step.Key, Outcomes.Approve, "")],
        };
    }

    /// <summary>The step stands one row above the decision, so that the line that skips it runs straight.</summary>
    private List<FlowLink> Conditional(FlowStep step, List<FlowLink> inbound, double row = 0)
    {
        var gate = $"{step.Key}-when";
        nodes.Add(new(gate, FlowNodeKind.Decision, new($"需要{step.NameZh}？", $"{step.NameEn}?")) { Step = step, Row = row });
        Connect(inbound, gate);
        var done = Step(step, [new(gate, "True", "")], row - 1);
        return [.. done, new(gate, "False", "")];
    }

    private List<FlowLink> Parallel(string group, IReadOnlyList<FlowStep> members, List<FlowLink> inbound)
    {
        var fork = $"fork-{group}";
        var join = $"join-{group}";
        nodes.Add(new(fork, FlowNodeKind.Fork, new("并联开始", "Parallel start")) { Branches = [.. members.Select(m => m.Key)] });
        Connect(inbound, fork);

        // A conditional branch takes two rows: the step, and below it the line that skips it.
        var rows = members.Sum(m => m.When is null ? 1 : 2);
        var row = -(rows - 1) / 2.0;
        var arrivals = new List<FlowLink>();
        foreach (var member in members)
        {
            List<FlowLink> branch = [new(fork, member.Key, "")];
            if (member.When is null)
            {
                arrivals.AddRange(Step(member, branch, row));
                row++;
            }
            else
            {
                // The join wants every one of its lines, so the two ways through the condition become one before it.
                var merge = $"{member.Key}-merge";
                var through = Conditional(member, branch, row + 1);
                nodes.Add(new(merge, FlowNodeKind.Merge, new("汇合", "Merge")) { Row = row + 1 });
                Connect(through, merge);
                arrivals.Add(new(merge, "Done", ""));
                row += 2;
            }
        }

        nodes.Add(new(join, FlowNodeKind.JoinAll, new("并联汇合", "Parallel end")));
        Connect(arrivals, join);
        return [new(join, "Done", "")];
    }

    private void Exceptions()
    {
        var before = flow.Steps.TakeWhile(s => s != decide).Append(decide).ToList();
        foreach (var step in before.Where(s => s.Kind is not ("accept" or "decide")))
            links.Add(new(step.Key, Outcomes.Refuse, decide.Key) { Lane = FlowLane.Refuse });

        Close("close-refused", [new(flow.Steps[0].Key, Outcomes.Refuse, "") { Lane = FlowLane.Refused }, new(decide.Key, Outcomes.Refuse, "") { Lane = FlowLane.Refused }],
            RefusalOf(flow)!, FlowNode.SecondRow);

        nodes.Add(new(JoinReturns, FlowNodeKind.JoinAny, new("退回补正", "Returned")) { Row = FlowNode.FirstRow });
        Connect(before.Select(s => new FlowLink(s.Key, Outcomes.Return, "") { Lane = FlowLane.Return }), JoinReturns);
        var returned = Settle(JoinReturns, SettleReturns, FlowNode.FirstRow);
        nodes.Add(new(Correction, FlowNodeKind.Correction, new("申请人补正", "Correction by applicant")) { Row = FlowNode.FirstRow });
        Connect(returned, Correction);
        links.Add(new(Correction, Outcomes.Resubmit, flow.Steps[0].Key) { Lane = FlowLane.Back });

        nodes.Add(new(JoinWithdrawals, FlowNodeKind.JoinAny, new("撤回申请", "Withdrawn")) { Row = FlowNode.SecondRow });
        Connect(before.Select(s => new FlowLink(s.Key, Outcomes.Withdraw, "") { Lane = FlowLane.Withdraw }), JoinWithdrawals);
        links.Add(new(Correction, Outcomes.Withdraw, JoinWithdrawals));
        Close("close-withdrawn", Settle(JoinWithdrawals, SettleWithdrawals, FlowNode.SecondRow), CaseResults.Withdrawn, FlowNode.SecondRow);

        if (flow.Outcomes.Contains(CaseResults.SuspendedByObjection))
            Close("close-suspended", [.. before.Where(s => s.Kind == "publicity").Select(s => new FlowLink(s.Key, Outcomes.Object, "") { Lane = FlowLane.Other })],
                CaseResults.SuspendedByObjection, FlowNode.ThirdRow);
        foreach (var verify in flow.Steps.Where(s => s.Kind == "verify-commitment"))
            Close("close-revoked", [new(verify.Key, Outcomes.Revoke, "") { Lane = FlowLane.Other }], CaseResults.RevokedAfterVerification, FlowNode.ThirdRow);
    }

    /// <summary>
    /// Cancelling the other branches can complete a gathering that one of them refused into: the decision would open beside the correction.
    /// A second join, one step later, cancels what came of that.
    /// </summary>
    private List<FlowLink> Settle(string join, string settled, double row)
    {
        if (flow.Steps.All(s => s.ParallelGroup is null)) return [new(join, "Done", "")];
        nodes.Add(new(settled, FlowNodeKind.JoinAny, new("其他分支终止", "Other branches ended")) { Row = row });
        links.Add(new(join, "Done", settled));
        return [new(settled, "Done", "")];
    }

    private void Close(string id, List<FlowLink> inbound, string result, double row)
    {
        var label = CaseResults.Find(result)!.DisplayName;
        nodes.Add(new(id, FlowNodeKind.Close, new($"办结：{label.Zh}", $"Closed: {label.En}")) { Row = row, Result = result });
        Connect(inbound, id);
        var end = id.Replace("close-", "end-", StringComparison.Ordinal);
        nodes.Add(new(end, FlowNodeKind.End, new("结束", "End")) { Row = row });
        links.Add(new(id, "Done", end));
    }

    private void Connect(IEnumerable<FlowLink> from, string target) => links.AddRange(from.Select(l => l with { Target = target }));
}
