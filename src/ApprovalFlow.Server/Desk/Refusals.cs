using ApprovalFlow.Domain.Designing;
using System.Collections.Frozen;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What a refusal means over HTTP and in a reader's language. The one place that knows.</summary>
public static partial class Refusals
{
    private static readonly FrozenDictionary<string, int> statuses = new Dictionary<int, string[]>
    {
        [StatusCodes.Status404NotFound] = ["case-unknown", "task-unknown", "flow-unknown", "item-unknown", "department-unknown", "definition-unknown",
            "card-unknown", "order-unknown", "promise-unknown", "clock-unknown", "pause-unknown", "leg-unknown", "signer-unknown", "operation-unknown",
            "substitution-unknown", "post-unknown", "reminder-unknown", "what-if-unknown", "ledger-page-unknown", "proof-not-possible", "message-unknown", "feed-receiver-unknown", "anomaly-unknown"],
        [StatusCodes.Status403Forbidden] =
        [
            "not-candidate", "not-assignee", "acceptor-decides", "own-case", "withdrawal-not-allowed", "not-window",
            "clock-not-handler", "clock-not-approver", "clock-same-person", "card-not-owner", "card-not-supervisor", "card-same-person", "supervision-not-supervisor", "supervision-own-work",
            "operation-not-allowed", "not-adder", "self-review", "take-back-not-yours", "not-administrator", "own-case-altered", "migrate-not-administrator", "migrate-own-case", "second-person-required",
            "substitution-not-allowed", "urge-not-allowed", "no-copy", "batch-not-allowed", "field-not-writable", "recused", "recusal-not-allowed", "what-if-not-yours", "gateway-not-signed", "feed-not-signed",
        ],
        [StatusCodes.Status410Gone] = ["case-redacted"],
        [StatusCodes.Status409Conflict] =
        [
            "idempotency-key-past",
            "case-exists", "case-closed", "county-opinion-awaited", "jump-over-county", "paper-received", "case-decided", "case-busy", "task-completed", "task-canceled", "task-claimed", "task-not-claimed", "withdrawal-not-possible",
            "idempotency-key-reused", "definition-unpublished", "timer-unknown", "timer-not-due",
            "pause-not-open", "pause-sighted", "pause-sight-required", "extension-pending", "extension-not-open", "renewal-recorded", "card-not-open", "order-not-open", "not-accepted-yet",
            "task-not-held", "task-personal", "task-delegated", "task-not-delegated", "same-person", "signed-already", "signers-awaited", "signer-voted",
            "take-back-not-completed", "next-step-touched", "next-step-completed", "step-begun-again", "applicant-told", "certificate-issued", "case-delivered",
            "case-suspended", "case-not-suspended", "terminate-after-decision", "jump-pending", "jump-not-pending", "case-stopped", "incident-unknown", "retry-not-faulted",
            "migrate-moved-on", "migrate-otherwise-now", "substitution-twice", "urged-already", "reader-twice", "approver-missing", "task-not-unfilled", "post-leads-others", "recused-already", "what-if-busy", "message-not-dead", "anomaly-answered",
        ],
    }.SelectMany(p => p.Value.Select(code => (code, status: p.Key))).ToFrozenDictionary(p => p.code, p => p.status);

    /// <summary>Conflict, forbidden or not found where a code is one of those; otherwise a rule said no.</summary>
    public static int StatusOf(string code) => PacketStatusOf(code) ?? StatusBeside(code);

    private static int StatusBeside(string code) => statuses.TryGetValue(code, out var status) ? status : LifeStatusOf(code) ?? PlanStatusOf(code) ?? RetentionStatusOf(code) ?? TripStatusOf(code);

    public static IResult ToProblem(this Rejection rejection) => Results.Problem(
        title: TextOf(rejection), detail: rejection.Message, statusCode: StatusOf(rejection.Code), extensions: new Dictionary<string, object?> { ["code"] = rejection.Code });

    public static IResult Problem(string code, string message) => new Rejection(code, message).ToProblem();

    public static string TextOf(Rejection rejection) => texts.Has($"refusal.{rejection.Code}") ? texts[$"refusal.{rejection.Code}"] : TripText.Codes.Contains(rejection.Code) ? TripText.In(PageTexts.Culture, rejection)
        : PacketText.Codes.Contains(rejection.Code) ? PacketText.In(PageTexts.Culture, rejection)
        : LifeText.Codes.Contains(rejection.Code) ? LifeText.In(PageTexts.Culture, rejection)
        : PlanText.Codes.Contains(rejection.Code) ? PlanText.In(PageTexts.Culture, rejection)
        : RedactionText.Codes.Contains(rejection.Code) ? RedactionText.In(PageTexts.Culture, rejection)
        : DesignText.Codes.Contains(rejection.Code) ? DesignText.In(PageTexts.Culture, rejection) : CommandRefusal.In(PageTexts.Culture, rejection);

    private static readonly PageTexts texts = new();
}
