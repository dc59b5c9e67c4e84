using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Tasks;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What a completed task means in law: acceptance, correction, decision, certificate, delivery.</summary>
internal static class Consequences
{
    public static IEnumerable<CaseEvent> Of(TaskCompletion completion, CaseState state, CaseContext context, DateOnly today)
    {
        switch (completion.Task.ActivityType, completion.Outcome)
        {
            case (_, Outcomes.Return): return [new CaseEvent.CorrectionRequested(completion.Task.TaskId, completion.Comment) { UnlistedPapers = Unlisted(completion, context) }];
            case (_, Outcomes.Withdraw): return [new CaseEvent.WithdrawalRequested(completion.By, completion.Comment!)];
            case (TaskTypes.Accept, Outcomes.Accept): return [new CaseEvent.CaseAccepted { DatedOn = completion.Text(TaskForms.VoucherDate) is { } day && PlainJson.Date(day) != today ? PlainJson.Date(day) : null }];
            case (TaskTypes.CountyPreliminaryReview, Outcomes.Approve or Outcomes.Refuse):
                return [new CaseEvent.CountyReported(completion.Task.TaskId, completion.Outcome, [.. state.Materials.Where(m => m.Received).Select(m => m.Code)], completion.By) { Opinion = completion.Comment }];
            case (TaskTypes.Decide, _): return [Decision(completion, context), .. Addressed(state, context, today)];
            case (TaskTypes.Issue, Outcomes.Issue): return Delivered(completion, [Certificate(completion, state, context, today)], required: false);
            // A flow without a step of its own for the certificate hands the document over with its number.
            case (TaskTypes.Deliver, Outcomes.Deliver):
                return Delivered(completion, state.Certificate is null && Granted(state) ? [Certificate(completion, state, context, today)] : [], required: true);
            default: return [];
        }
    }

    /// <summary>Article 30: papers outside the published list.</summary>
    private static IReadOnlyList<string>? Unlisted(TaskCompletion completion, CaseContext context)
    {
        string[] strangers = [.. CaseDecider.RequestedPapers(completion.Data).Where(paper => !context.Item.Materials.Any(m => m.Code == paper || m.NameZh == paper))];
        return strangers.Length == 0 ? null : strangers;
    }

    private static CaseEvent.DecisionMade Decision(TaskCompletion completion, CaseContext context)
    {
        // A filing is not a licence: its outcomes have names of their own.
        var filing = context.Flow.Outcomes.Contains(CaseResults.Filed) && !context.Flow.Outcomes.Contains(CaseResults.Approved);
        var result = completion.Outcome switch
        {
            Outcomes.Approve => filing ? CaseResults.Filed : CaseResults.Approved,
            Outcomes.ApproveWithConditions => CaseResults.ApprovedWithConditions,
            _ => filing ? CaseResults.NotFiled : CaseResults.Refused,
        };
        return new CaseEvent.DecisionMade(result, completion.By)
        {
            Reasons = completion.Outcome == Outcomes.Refuse ? completion.Text(TaskForms.Reasons) ?? completion.Comment : completion.Comment,
            Conditions = completion.Text(TaskForms.Conditions),
            Remedies = completion.Text(TaskForms.Remedies),
        };
    }

    /// <summary>审管互动: whom the decision goes to, by the book of that day.</summary>
    private static IEnumerable<CaseEvent> Addressed(CaseState state, CaseContext context, DateOnly today)
    {
        if (context.Clocks?.Regulation is not { } book || book.Of(context.Item.Code, context.Item.DepartmentId, today) is not { } assigned) yield break;
        yield return new CaseEvent.PacketAddressed($"{state.CaseNumber}-P{PlainJson.Text(state.Packets.Count + 1)}", assigned.Regulator, assigned.Assist, assigned.ClaimDays, assigned.Version);
    }

    private static CaseEvent.CertificateIssued? Certificate(TaskCompletion completion, CaseState state, CaseContext context, DateOnly today)
    {
        if (context.Item.Certificate is not { } kind) return null;
        return new CaseEvent.CertificateIssued(
            completion.Text(TaskForms.CertificateNumber) ?? CertificateNumber.From(kind.NumberPattern, state, today), kind.NameZh, today)
        {
            // The last day of validity is the day before the same day of the month in which it ends.
            ValidUntil = completion.Text(TaskForms.ValidUntil) is { } day ? PlainJson.Date(day) : kind.ValidityMonths is { } months ? today.AddMonths(months).AddDays(-1) : null,
        };
    }

    private static IEnumerable<CaseEvent> Delivered(TaskCompletion completion, CaseEvent?[] before, bool required)
    {
        foreach (var @event in before)
            if (@event is not null) yield return @event;
        var method = completion.Text(TaskForms.DeliveryMethod);
        if (required || method is not null) yield return new CaseEvent.CaseDelivered(completion.By) { Method = method };
    }

    private static bool Granted(CaseState state) => state.Decision?.Result is CaseResults.Approved or CaseResults.ApprovedWithConditions or CaseResults.Filed;
}
