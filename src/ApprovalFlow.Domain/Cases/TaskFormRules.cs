using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Does what was filled in fit the task's form?</summary>
internal static class TaskFormRules
{
    public static Rejection? Check(CaseTask task, string outcome, IReadOnlyDictionary<string, object?> data, string? comment)
    {
        var form = TaskForms.For(task.ActivityType);
        if (data.Keys.FirstOrDefault(k => form.FieldsFor(outcome).All(f => f.Field.Key != k)) is { } stranger) return Reject("data-unknown", stranger, outcome, ChineseNames.Outcome(task, outcome));
        if (form.Fields.FirstOrDefault(f => f.IsRequiredFor(outcome) && !data.ContainsKey(f.Field.Key) && !(f.CommentServes && comment is not null)) is { } missing)
            return Reject("data-required", missing.Field.LabelEn, missing.Field.LabelZh, outcome);
        var problems = form.Fields.Select(f => FormRules.Check(f.Field, data.GetValueOrDefault(f.Field.Key))).OfType<FormProblem>().ToArray();
        if (problems.Length > 0) return Reject("data-invalid", string.Join(" ", problems.Select(p => p.Message.En)), string.Concat(problems.Select(p => p.Message.Zh)));
        return Officers(data) ?? Period(form, data);
    }

    /// <summary>Article 34: two officers are two people.</summary>
    private static Rejection? Officers(IReadOnlyDictionary<string, object?> data) =>
        data.GetValueOrDefault("inspector1") is string first && data.GetValueOrDefault("inspector2") is string second && first.Trim() == second.Trim()
            ? Reject("inspectors-not-distinct", first.Trim())
            : null;

    private static Rejection? Period(TaskForm form, IReadOnlyDictionary<string, object?> data)
    {
        if (data.GetValueOrDefault("publicityFrom") is not string from || data.GetValueOrDefault("publicityTo") is not string to || string.CompareOrdinal(from, to) <= 0) return null;
        var (first, last) = (form.Fields.First(f => f.Field.Key == "publicityFrom").Field, form.Fields.First(f => f.Field.Key == "publicityTo").Field);
        return Reject("date-order", first.LabelZh, last.LabelZh, first.LabelEn, last.LabelEn);
    }
}
