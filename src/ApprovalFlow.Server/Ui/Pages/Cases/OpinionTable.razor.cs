using System.Globalization;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>意见汇总: who signed what, when and why, and the rule that makes one result of it.</summary>
public sealed partial class OpinionTable
{
    private const string Added = "Approval.Countersign";

    [Parameter, EditorRequired] public required SigningView Signing { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private string Rule => Signing.Signers == 1 ? T["signing.rule.lead"] : string.Join(T["signing.and"],
    [
        Signing.Mode switch
        {
            "any" => T["signing.rule.any", Signing.Signers],
            "share" => T["signing.rule.share", Signing.Signers, Signing.Needed, (Signing.Share ?? 1).ToString("0.##%", CultureInfo.CurrentCulture)],
            "sequential" => T["signing.rule.sequential", Signing.Signers],
            _ => T["signing.rule.all", Signing.Signers],
        },
        T[Signing.RefusalEnds ? "signing.refusal.ends" : "signing.refusal.votes"],
    ]);

    private string NameOf(SignerView signer) => signer switch
    {
        { Name: null } => T["case.inPool", T.Find("role", signer.Role ?? "")],
        { For: { } principal } => T["history.for", signer.Name, principal],
        _ => signer.Name!,
    };

    private string TypeOf(SignerView signer) => signer.Kind == SignerKind.Own ? Signing.ActivityType : Added;
    private string SaidOf(SignerView signer, string outcome) => Outcomes.NameOf(TypeOf(signer), outcome);
    private string ToneOf(SignerView signer, string outcome) => Outcomes.ToneOf(TypeOf(signer), outcome);
}
