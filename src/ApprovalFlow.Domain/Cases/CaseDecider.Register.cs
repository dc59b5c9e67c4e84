using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

public static partial class CaseDecider
{
    private static Rejection? Register(CaseState state, CaseCommand.Register command, CaseContext context, CaseBurst burst)
    {
        if (state.Exists) return Reject("case-exists", command.CaseNumber);
        var form = PlainJson.Map(command.Form);
        var rejection = Check(command.Applicant, context.Item)
            ?? Check(form, context.Item)
            ?? Eligible(form, context.Flow)
            ?? Check(command.Materials, context.Item)
            ?? County(command, context.Flow)
            ?? Unchosen(command, context);
        if (rejection is not null) return rejection;

        var role = command.Channel == ApplicationChannel.Portal ? new Candidate(Applicant) : new Candidate(WindowClerk, context.Item.DepartmentId);
        burst.Add(new CaseEvent.CaseRegistered(
            command.CaseNumber, command.FlowCode, context.Item.Code, command.DefinitionHash, command.Applicant, form, command.Materials, Stamp(state, command.By, role), command.Channel)
        { CountyCode = Blank(command.CountyCode) ? null : command.CountyCode });
        if (Choose(burst.State, command.Chosen, ApproverRule.ChosenByApplicant, new(command.By.UserId, command.By.Name), context, burst) is { } unfit) return unfit;
        if (command.EarlierCase is { } earlier) burst.Add(new CaseEvent.CaseDuplicated(earlier));
        return burst.Run(StartOf(burst.State));
    }

    private static Rejection? Check(Applicant applicant, ApprovalItem item)
    {
        if (Blank(applicant.Name)) return Reject("applicant-incomplete", "a name", "姓名或名称");
        if (Blank(applicant.IdNumber)) return Reject("applicant-incomplete", "an identity number", "证件号码");
        return item.ApplicantKinds.Count == 0 || item.ApplicantKinds.Contains(applicant.Kind)
            ? null
            : Reject("applicant-kind-not-allowed", applicant.Kind, string.Join(", ", item.ApplicantKinds));
    }

    private static Rejection? Check(IReadOnlyDictionary<string, object?> form, ApprovalItem item)
    {
        var problems = FormRules.Validate(item.FormFields, form);
        return problems.Count == 0 ? null : Reject("form-invalid", string.Join(" ", problems.Select(p => p.Message.En)), string.Concat(problems.Select(p => p.Message.Zh)));
    }

    private static Rejection? Eligible(IReadOnlyDictionary<string, object?> form, ApprovalFlowEntry flow) =>
        flow.IsEligible(form) ? null : Reject("flow-not-eligible", flow.NameZh, flow.Code, flow.EligibleWhen ?? "");

    /// <summary>Article 30: nothing outside the published list is taken; what is required is there, or may follow (容缺).</summary>
    private static Rejection? Check(IReadOnlyList<MaterialReceipt> materials, ApprovalItem item)
    {
        if (materials.FirstOrDefault(m => item.Materials.All(r => r.Code != m.Code)) is { } stranger) return Reject("material-unknown", stranger.NameZh);
        if (materials.GroupBy(m => m.Code).FirstOrDefault(g => g.Count() > 1) is { } twice) return Reject("material-twice", twice.First().NameZh);
        var missing = MaterialRules.Missing(item.Materials, materials);
        return missing.Count == 0 ? null : Reject("material-missing", string.Join("、", missing.Select(m => m.NameZh)));
    }

    private static Rejection? County(CaseCommand.Register command, ApprovalFlowEntry flow) =>
        Blank(command.CountyCode) && flow.Steps.Any(s => s.Kind == "county-preliminary") ? Reject("county-required", flow.Code) : null;

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);
}
