namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Which flows of an item may be chosen for an application.</summary>
public static class FlowEligibility
{
    /// <summary>Flows without a restriction and those whose restriction the form meets, in the catalogue's order.</summary>
    public static IReadOnlyList<ApprovalFlowEntry> EligibleFlows(this ApprovalCatalogue catalogue, string itemCode, IReadOnlyDictionary<string, object?> form) =>
        [.. catalogue.FlowsOf(itemCode).Where(f => f.IsEligible(form))];

    public static bool IsEligible(this ApprovalFlowEntry flow, IReadOnlyDictionary<string, object?> form) =>
        flow.EligibleWhen is null || Condition.Parse(flow.EligibleWhen).Condition is { } condition && condition.Holds(form);
}
