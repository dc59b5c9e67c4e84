namespace ApprovalFlow.Domain.Catalogue;

/// <summary>What must hold between the records of a catalogue before flows can be built from it.</summary>
internal static class CatalogueRules
{
    public static void Check(
        IReadOnlyList<Department> departments, IReadOnlyList<ApprovalItem> items, IReadOnlyList<ApprovalFlowEntry> flows,
        IReadOnlyList<County> counties, List<CatalogueProblem> problems)
    {
        Unique("departments.json", departments.Select(d => d.Id), problems);
        Unique("items.json", items.Select(i => i.Code), problems);
        Unique("flows.json", flows.Select(f => f.Code), problems);
        Unique("counties.json", counties.Select(c => c.Code), problems);

        var departmentIds = departments.Select(d => d.Id).ToHashSet();
        foreach (var item in items)
        {
            Known("items.json", item.Code, "department", item.DepartmentId, departmentIds, problems);
            Unique("items.json", item.FormFields.Select(f => f.Key), problems, $"{item.Code} form field ");
            foreach (var field in item.FormFields.Where(f => !FormRules.Types.Contains(f.Type)))
                problems.Add(new("items.json", item.Code, $"Expected the type of field '{field.Key}' to be one of {string.Join(", ", FormRules.Types)}, but it is '{field.Type}'."));
            foreach (var field in item.FormFields.Where(f => (f.Type == "choice") != (f.Choices is { Count: > 0 })))
                problems.Add(new("items.json", item.Code, $"Expected choices exactly for choice fields, but '{field.Key}' is {field.Type} with {field.Choices?.Count ?? 0}."));
        }

        var itemsByCode = items.DistinctBy(i => i.Code).ToDictionary(i => i.Code);
        foreach (var flow in flows)
            if (itemsByCode.TryGetValue(flow.ItemCode, out var item))
                CheckFlow(flow, item, departmentIds, problems);
            else
                problems.Add(new("flows.json", flow.Code, $"Expected item '{flow.ItemCode}' to exist, but there is none."));
    }

    private static void CheckFlow(ApprovalFlowEntry flow, ApprovalItem item, HashSet<string> departmentIds, List<CatalogueProblem> problems)
    {
        void Problem(string message) => problems.Add(new("flows.json", flow.Code, message));

        Unique("flows.json", flow.Steps.Select(s => s.Key), problems, $"{flow.Code} step ");
        if (flow.Steps.Count == 0 || flow.Steps[0].Kind != "accept")
            Problem("Expected the first step to be 'accept', but it is not.");
        if (flow.Steps.Count(s => s.Kind == "decide" && s.When is null && s.ParallelGroup is null) != 1)
            Problem("Expected exactly one unconditional 'decide' outside parallel groups, but that is not so.");
        foreach (var step in flow.Steps)
        {
            Known("flows.json", $"{flow.Code}/{step.Key}", "department", step.DepartmentId, departmentIds, problems);
            if (StepKind.Find(step.Kind) is null)
                Problem($"Expected a known kind of step, but '{step.Key}' is '{step.Kind}'.");
        }
        CheckOrder(flow, Problem);
        foreach (var outcome in flow.Outcomes.Where(o => Activities.CaseResults.Find(o) is null))
            Problem($"Expected outcomes to be known, but '{outcome}' is not.");
        if (FlowShape.GrantOf(flow) is null || FlowShape.RefusalOf(flow) is null)
            Problem("Expected one outcome that grants and one that refuses, but one is missing.");
        foreach (var (condition, where) in flow.Steps.Select(s => (s.When, s.Key)).Append((flow.EligibleWhen, "eligibleWhen")))
            if (condition is not null)
                foreach (var message in Condition.Parse(condition).ProblemsWith(item.FormFields))
                    Problem($"{where}: {message}");
    }

    /// <summary>What the shape of a definition takes for granted about the order of steps.</summary>
    private static void CheckOrder(ApprovalFlowEntry flow, Action<string> problem)
    {
        var decide = flow.Steps.ToList().FindIndex(s => s.Kind == "decide");
        for (var i = 0; i < flow.Steps.Count; i++)
        {
            var step = flow.Steps[i];
            if (step.Kind == "accept" && i > 0)
                problem($"Expected 'accept' only as the first step, but '{step.Key}' is step {i + 1}.");
            if (StepKind.Find(step.Kind) is { } kind && decide >= 0 && i != decide && kind.AfterDecision != i > decide)
                problem($"Expected '{step.Key}' {(kind.AfterDecision ? "after" : "before")} the decision, but it is {(kind.AfterDecision ? "before" : "after")} it.");
            if (FlowShape.Reserved(step.Key))
                problem($"Expected the key '{step.Key}' to be free, but definitions use it themselves.");
        }
        foreach (var group in flow.Steps.Where(s => s.ParallelGroup is not null).GroupBy(s => s.ParallelGroup))
        {
            var together = flow.Steps.SkipWhile(s => s.ParallelGroup != group.Key).TakeWhile(s => s.ParallelGroup == group.Key).Count();
            if (together != group.Count() || together < 2)
                problem($"Expected parallel group '{group.Key}' to have two or more steps next to each other, but it has {group.Count()}, {together} together.");
            if (group.Any(s => s.Kind == "accept" || StepKind.Find(s.Kind) is { AfterDecision: true }))
                problem($"Expected parallel group '{group.Key}' between acceptance and decision, but it is not.");
        }
    }

    private static void Unique(string file, IEnumerable<string> keys, List<CatalogueProblem> problems, string what = "")
    {
        foreach (var twice in keys.GroupBy(k => k).Where(g => g.Count() > 1))
            problems.Add(new(file, twice.Key, $"Expected {what}'{twice.Key}' once, but it is there {twice.Count()} times."));
    }

    private static void Known(string file, string path, string what, string key, HashSet<string> known, List<CatalogueProblem> problems)
    {
        if (!known.Contains(key))
            problems.Add(new(file, path, $"Expected {what} '{key}' to exist, but there is none."));
    }
}
