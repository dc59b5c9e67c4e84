using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;

namespace ApprovalFlow.Domain.Simulation;

/// <summary>Valid commands for any flow of the catalogue: what demonstrations, benches and tests hand in.</summary>
public static class SampleApplication
{
    private const string County = "140105";

    /// <summary>An application with every required paper. Its form meets the flow's condition and, where it can, <paramref name="wanted"/>.</summary>
    public static CaseCommand.Register Register(string caseNumber, string definitionHash, ApprovalFlowEntry flow, ApprovalItem item, params IReadOnlyList<string> wanted)
    {
        var window = flow.Steps[0];
        return new(caseNumber, flow.Code, definitionHash, new Applicant(item.ApplicantKinds.Count > 0 ? item.ApplicantKinds[0] : "enterprise", "示例申请人", "91350100M000100Y43"),
            Form(flow, item, wanted), [.. item.Materials.Select(m => new MaterialReceipt(m.Code, m.NameZh, true, m.Copies))], Actor(window.Role, window.DepartmentId))
        {
            CountyCode = County,
        };
    }

    /// <summary>Completes a task as somebody who may, with every field that the outcome needs.</summary>
    public static CaseCommand.CompleteTask Complete(string taskId, string activityType, Candidate candidate, string outcome)
    {
        var form = TaskForms.For(activityType);
        var data = form.FieldsFor(outcome).Where(f => f.IsRequiredFor(outcome)).Select((f, i) => (f.Field.Key, Value: Value(f.Field, i))).ToDictionary(f => f.Key, f => f.Value);
        return new(taskId, Actor(candidate.Role, candidate.DepartmentId, candidate.Region), outcome)
        {
            Comment = form.RequiresComment(outcome) ? "示例意见" : null,
            Data = data.Count == 0 ? null : data,
        };
    }

    /// <summary>One account per role and department, named after them.</summary>
    public static Actor Actor(string role, string? departmentId = null, string? region = null) =>
        new($"{role}-{departmentId ?? "any"}", $"{role} {departmentId}".Trim(), [new Mandate(role, departmentId, region)]);

    private static Dictionary<string, object?> Form(ApprovalFlowEntry flow, ApprovalItem item, IReadOnlyList<string> wanted)
    {
        List<(Condition, bool)> conditions = flow.EligibleWhen is { } eligible ? [(Condition.Parse(eligible).Condition!, true)] : [];
        List<(Condition, bool)> all = [.. conditions, .. wanted.Select(w => (Condition.Parse(w).Condition!, true))];
        return SampleForm.Where(item, all) ?? SampleForm.Where(item, conditions) ?? SampleForm.Of(item);
    }

    private static object? Value(FormField field, int position) => field.Type switch
    {
        "number" => field.Min ?? 1,
        "bool" => true,
        "choice" => field.Choices![0].Value,
        "date" => "2026-06-01",
        _ => $"示例{position + 1}",
    };
}
