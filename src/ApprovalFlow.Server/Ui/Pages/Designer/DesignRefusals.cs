using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>A refusal of a drawing in the reader's language.</summary>
internal static class DesignRefusals
{
    public static string TextOf(Rejection refusal) => DesignText.Codes.Contains(refusal.Code) ? DesignText.In(PageTexts.Culture, refusal) : Refusals.TextOf(refusal);
}
