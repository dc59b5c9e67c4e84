using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>字段权限: what a step may fill in of the application, and what it must.</summary>
public static partial class CaseDecider
{
    /// <summary>Writes what a step filled in, or says why it may not; nothing is written where nothing was changed.</summary>
    private static Rejection? FillIn(CaseState state, CaseTask task, CaseCommand.CompleteTask command, ActorStamp by, CaseContext context, CaseBurst burst)
    {
        var rights = FieldRights.At(context.Graph, PathOf(state, task));
        var form = PlainJson.Map(command.Form);
        var papers = command.Materials ?? [];
        // Most steps set no rights and most people fill in nothing: then there is nothing to compare.
        if (rights.All.Count == 0 && form.Count == 0 && papers.Count == 0) return null;
        if (form.Keys.FirstOrDefault(k => !rights.MayWrite(k)) is { } field) return Reject("field-not-writable", field, task.NameZh, task.TaskId);
        if (papers.FirstOrDefault(m => !rights.MayWrite(m.Code)) is { } paper) return Reject("field-not-writable", paper.Code, task.NameZh, task.TaskId);
        if (papers.GroupBy(m => m.Code).FirstOrDefault(g => g.Count() > 1) is { } twice) return Reject("material-twice", twice.First().NameZh);
        if (papers.FirstOrDefault(m => context.Item.Materials.All(r => r.Code != m.Code)) is { } stranger) return Reject("material-unknown", stranger.NameZh);
        // An emptied field is no longer there, as in an application.
        foreach (var key in form.Where(f => f.Value is "").Select(f => f.Key).ToArray()) form[key] = null;
        var merged = MaterialsAndForm.Merge(state.Form, form);
        var problems = context.Item.FormFields.Where(f => form.ContainsKey(f.Key)).Select(f => FormRules.Check(f, merged.GetValueOrDefault(f.Key))).OfType<FormProblem>().ToList();
        if (problems.Count > 0) return Reject("form-invalid", string.Join(" ", problems.Select(p => p.Message.En)), string.Concat(problems.Select(p => p.Message.Zh)));
        if (Attitudes.Of(task.StepType, command.Outcome) == Attitude.Agrees && MissingOf(rights, merged, MaterialsAndForm.Merge(state.Materials, papers), context.Item) is { } missing)
            return Reject("field-required", missing.Zh, task.NameZh, missing.En, task.TaskId);

        var changed = form.Where(f => !Equals(state.Form.GetValueOrDefault(f.Key), f.Value)).ToDictionary(f => f.Key, f => f.Value);
        var received = papers.Where(p => !state.Materials.Contains(p)).ToList();
        if (changed.Count == 0 && received.Count == 0) return null;
        burst.Add(new CaseEvent.FormFilledIn(task.TaskId, by, changed, received));
        return changed.Count == 0 ? null : burst.Run(new WorkflowCommand.AddInput(changed));
    }

    /// <summary>What a step must have before it agrees and has not.</summary>
    private static Engine.Activities.Localized? MissingOf(FieldRights rights, IReadOnlyDictionary<string, object?> form, IReadOnlyList<MaterialReceipt> papers, ApprovalItem item)
    {
        foreach (var (key, _) in rights.All.Where(r => r.Value == FieldRight.Required).OrderBy(r => r.Key, StringComparer.Ordinal))
            if (item.FormFields.FirstOrDefault(f => f.Key == key) is { } field)
            {
                if (form.GetValueOrDefault(key) is null or "") return new(field.LabelZh, field.LabelEn);
            }
            else if (item.Materials.FirstOrDefault(m => m.Code == key) is { } material && !papers.Any(p => p.Code == key && p.Received))
                return new(material.NameZh, material.Code);
        return null;
    }

    /// <summary>The applicant corrects what the definition leaves open to them.</summary>
    private static Rejection? NotCorrectable(CaseState state, CaseTask task, IReadOnlyDictionary<string, object?> form, IReadOnlyList<MaterialReceipt> papers, CaseContext context)
    {
        var rights = FieldRights.At(context.Graph, PathOf(state, task));
        if (form.FirstOrDefault(f => rights.Said(f.Key) is FieldRight.Hidden or FieldRight.Read && !Equals(state.Form.GetValueOrDefault(f.Key), f.Value)) is { Key: { } field }) return Reject("field-not-writable", field, task.NameZh, task.TaskId);
        return papers.FirstOrDefault(m => rights.Said(m.Code) is FieldRight.Hidden or FieldRight.Read && !state.Materials.Contains(m)) is { } paper ? Reject("field-not-writable", paper.Code, task.NameZh, task.TaskId) : null;
    }
}
