using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Cases;

internal static partial class CaseEventCodecs
{
    private static IReadOnlyList<EventCodec> Signing =>
    [
        EventCodec.For<SigningOpened>("signing-opened",
            (json, e) => json.Text("bookmark", e.BookmarkId).Object("rule", e.Rule, Write).Objects("signers", e.Signers, Write),
            m => new(m.Text("bookmark"), ReadRule(m.Object("rule")), m.Objects("signers", ReadSigner))),
        EventCodec.For<SignerAdded>("signer-added",
            (json, e) => json.Text("beside", e.Beside).Object("by", e.By, Write).Text("kind", Name(e.Kind)).Object("person", e.Person, Write).Text("reason", e.Reason).Text("task", e.TaskId),
            m => new(m.Text("task"), m.Text("beside"), Kind(m.Text("kind")), ReadStamp(m.Object("person")), ReadStamp(m.Object("by"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<SignerRemoved>("signer-removed",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId),
            m => new(m.Text("task"), ReadStamp(m.Object("by"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<VoteTakenBack>("vote-taken-back",
            (json, e) => json.Object("by", e.By, Write).Objects("places", e.Places, Write).Text("reason", e.Reason).Text("task", e.TaskId),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), m.Objects("places", ReadPlace)) { Reason = m.OptionalText("reason") }),
        EventCodec.For<SigningDecided>("signing-decided",
            (json, e) => json.Text("bookmark", e.BookmarkId).Object("by", e.By, Write).Objects("opinions", e.Opinions, Write).Text("outcome", e.Outcome).Object("rule", e.Rule, Write)
                .Number("signers", e.Signers),
            m => new(m.Text("bookmark"), m.Text("outcome"), ReadStamp(m.Object("by")), ReadRule(m.Object("rule")), m.Objects("opinions", ReadOpinion)) { Signers = m.Integer("signers") }),
        EventCodec.For<TaskTransferred>("task-transferred",
            (json, e) => json.Object("by", e.By, Write).Object("from", e.From, Write).Text("reason", e.Reason).Text("task", e.TaskId).Object("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), ReadStamp(m.Object("from")), ReadStamp(m.Object("to"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<TaskDelegated>("task-delegated",
            (json, e) => json.Object("by", e.By, Write).Text("reason", e.Reason).Text("task", e.TaskId).Object("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), ReadStamp(m.Object("to"))) { Reason = m.OptionalText("reason") }),
        EventCodec.For<TaskGivenBack>("task-given-back",
            (json, e) => json.Object("by", e.By, Write).Text("comment", e.Comment).Text("task", e.TaskId).Object("to", e.To, Write),
            m => new(m.Text("task"), ReadStamp(m.Object("by")), ReadStamp(m.Object("to"))) { Comment = m.OptionalText("comment") }),
    ];

    private static void Write(CanonicalJsonWriter json, SigningRule rule) =>
        json.Text("mode", SigningRule.NameOf(rule.Mode)).Text("onRefusal", rule.RefusalEnds ? SigningRule.Ends : SigningRule.Votes).Number("share", rule.Mode == SigningMode.Share ? rule.Share : null);
    private static SigningRule ReadRule(EventMembers m) => new(
        SigningRule.TryMode(m.Text("mode"), out var mode) ? mode : throw new FormatException($"Expected a known mode, but got '{m.Text("mode")}'."),
        m.OptionalNumber("share") ?? 1, m.Text("onRefusal") == SigningRule.Ends);

    private static void Write(CanonicalJsonWriter json, NamedSigner signer) =>
        json.Text("department", signer.Candidate.DepartmentId).OptionalObject("person", signer.Person, Write).Text("region", signer.Candidate.Region).Text("role", signer.Candidate.Role).Text("task", signer.TaskId)
            .Text("unfilled", signer.Unfilled).OptionalObject("why", signer.Why, Write);
    private static NamedSigner ReadSigner(EventMembers m) => new(m.Text("task"), new Candidate(m.Text("role"), m.OptionalText("department"), m.OptionalText("region")))
    {
        Person = m.OptionalObject("person") is { } person ? ReadStamp(person) : null, Unfilled = m.OptionalText("unfilled"), Why = ReadTrace(m.OptionalObject("why")),
    };

    private static void Write(CanonicalJsonWriter json, RenewedPlace place) => json.Text("anew", place.Anew).Text("task", place.TaskId);
    private static RenewedPlace ReadPlace(EventMembers m) => new(m.Text("task"), m.Text("anew"));

    private static void Write(CanonicalJsonWriter json, GivenOpinion opinion) =>
        json.Instant("at", opinion.At).Object("by", opinion.By, Write).Text("comment", opinion.Comment).Text("kind", Name(opinion.Kind)).Text("outcome", opinion.Outcome).Text("task", opinion.TaskId);
    private static GivenOpinion ReadOpinion(EventMembers m) =>
        new(m.Text("task"), Kind(m.OptionalText("kind")), ReadStamp(m.Object("by")), m.Text("outcome"), PlainJson.Instant(m.Text("at"))) { Comment = m.OptionalText("comment") };

    /// <summary>The step's own signers are the usual case and are left out.</summary>
    private static string? Name(SignerKind kind) => kind switch { SignerKind.Before => "before", SignerKind.After => "after", SignerKind.Parallel => "parallel", _ => null };
    private static SignerKind Kind(string? name) => name switch
    {
        null => SignerKind.Own, "before" => SignerKind.Before, "after" => SignerKind.After, "parallel" => SignerKind.Parallel,
        _ => throw new FormatException($"Expected a known kind of signer, but got '{name}'."),
    };
}
