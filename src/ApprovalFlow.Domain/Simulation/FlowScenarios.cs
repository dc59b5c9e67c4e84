using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>Every course worth trying of a catalogue flow: each outcome of each step, each truth of each condition.</summary>
public sealed class FlowScenarios
{
    private readonly ApprovalFlowEntry flow;
    private readonly ApprovalItem item;
    private readonly List<FlowScenario> scenarios = [];
    private readonly string grant;
    private readonly string refusal;

    private FlowScenarios(ApprovalFlowEntry flow, ApprovalItem item)
    {
        this.flow = flow;
        this.item = item;
        grant = FlowShape.GrantOf(flow)!;
        refusal = FlowShape.RefusalOf(flow)!;
    }

    public static IReadOnlyList<FlowScenario> Of(ApprovalFlowEntry flow, ApprovalItem item)
    {
        var all = new FlowScenarios(flow, item);
        all.Collect();
        return flow.Steps.Any(s => s.ParallelGroup is not null)
            ? [.. all.scenarios, .. all.scenarios.Select(s => s with { YoungestFirst = true })]
            : all.scenarios;
    }

    private void Collect()
    {
        var decide = flow.Steps.Single(s => s.Kind == "decide").Key;
        Add("approve", grant, null);
        Conditions();
        foreach (var step in flow.Steps.TakeWhile(s => s.Kind != "decide").Append(flow.Steps.Single(s => s.Kind == "decide")))
        {
            Add($"withdraw-at-{step.Key}", CaseResults.Withdrawn, step, new ScenarioChoice(step.Key, Outcomes.Withdraw));
            Add($"correct-at-{step.Key}", grant, step, new(step.Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit));
            Add($"correct-twice-at-{step.Key}", grant, step,
                new(step.Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit), new(step.Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit));
            Add($"correct-then-refuse-at-{step.Key}", refusal, step,
                [new(step.Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit), .. Refusal(step)]);
            Add($"withdraw-instead-of-correction-at-{step.Key}", CaseResults.Withdrawn, step, new(step.Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Withdraw));
            Add($"refuse-at-{step.Key}", refusal, step, Refusal(step));
            if (step.Kind is not ("accept" or "decide"))
                Add($"overrule-{step.Key}", grant, step, new ScenarioChoice(step.Key, Outcomes.Refuse));
            if (step.Kind == "publicity" && flow.Outcomes.Contains(CaseResults.SuspendedByObjection))
                Add($"objection-at-{step.Key}", CaseResults.SuspendedByObjection, step, new ScenarioChoice(step.Key, Outcomes.Object));
        }
        if (FlowShape.GrantsConditions(flow))
        {
            Add("approve-with-conditions", CaseResults.ApprovedWithConditions, null, new ScenarioChoice(decide, Outcomes.ApproveWithConditions));
            Add("correct-then-approve-with-conditions", CaseResults.ApprovedWithConditions, null,
                new(decide, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit), new(decide, Outcomes.ApproveWithConditions));
        }
        foreach (var step in flow.Steps.Where(s => s.Kind == "fee"))
            Add($"waive-{step.Key}", grant, step, new ScenarioChoice(step.Key, Outcomes.Waive));
        foreach (var step in flow.Steps.Where(s => s.Kind == "verify-commitment"))
            Add($"revoke-at-{step.Key}", CaseResults.RevokedAfterVerification, step, new ScenarioChoice(step.Key, Outcomes.Revoke));

        ScenarioChoice[] Refusal(FlowStep step) =>
            step.Kind is "accept" or "decide" ? [new(step.Key, Outcomes.Refuse)] : [new(step.Key, Outcomes.Refuse), new(decide, Outcomes.Refuse)];
    }

    private void Conditions()
    {
        foreach (var step in flow.Steps.Where(s => s.When is not null))
            foreach (var holds in new[] { true, false })
                if (FormFor(step, holds) is { } form)
                    scenarios.Add(new($"{step.Key}-{(holds ? "needed" : "skipped")}", grant, form, [])
                    {
                        MustVisit = holds ? [step.Key] : [],
                        MustSkip = holds ? [] : [step.Key],
                    });
        foreach (var step in flow.Steps.Where(s => s.When is not null))
            if (FormFor(step, false) is { } before && FormFor(step, true) is { } after)
                scenarios.Add(new($"{step.Key}-needed-after-correction", grant, before, [new(flow.Steps[0].Key, Outcomes.Return), new(FlowShape.Correction, Outcomes.Resubmit) { Data = after }])
                {
                    MustVisit = [step.Key],
                });
    }

    private void Add(string name, string expected, FlowStep? step, params ScenarioChoice[] choices)
    {
        if (FormFor(step, true) is { } form)
            scenarios.Add(new(name, expected, form, choices) { MustVisit = [.. choices.Select(c => c.ActivityId).Distinct()] });
    }

    /// <summary>A form that may choose this flow, for which the step is needed (or not), with as many other steps as it allows; null when there is none.</summary>
    private Dictionary<string, object?>? FormFor(FlowStep? step, bool needed)
    {
        var wanted = new List<(Condition, bool)>();
        if (flow.EligibleWhen is { } eligible)
            wanted.Add((Condition.Parse(eligible).Condition!, true));
        if (step?.When is { } own)
            wanted.Add((Condition.Parse(own).Condition!, needed));
        var form = SampleForm.Where(item, wanted);
        foreach (var other in flow.Steps.Where(s => s.When is not null && s != step))
        {
            List<(Condition, bool)> more = [.. wanted, (Condition.Parse(other.When!).Condition!, true)];
            if (SampleForm.Where(item, more) is { } richer)
                (form, wanted) = (richer, more);
        }
        return form;
    }
}
