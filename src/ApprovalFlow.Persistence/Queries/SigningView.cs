using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>A step that several people sign: the rule, everybody's opinion, and the result.</summary>
/// <param name="Mode">all, any, share or sequential.</param>
/// <param name="Needed">How many of <paramref name="Signers"/> have to agree.</param>
/// <param name="Outcome">Null while it is open.</param>
public sealed record SigningView(
    string BookmarkId, string TaskNameZh, string TaskNameEn, string ActivityType, string Mode, double? Share, bool RefusalEnds, int Signers, int Needed,
    string? Outcome, DateTimeOffset? DecidedAt, IReadOnlyList<SignerView> Opinions)
{
    internal static SigningView Of(SigningRound round, CaseState state)
    {
        var step = state.StepOf(round.BookmarkId);
        return Of(round.BookmarkId, step, round.Rule, round.Top.Count(), null, null, [.. round.Slots.Where(s => !s.IsRemoved).Select(s => Signer(s, state))]);
    }

    internal static SigningView Of(CaseEvent.SigningDecided decided, DateTimeOffset at, CaseState state)
    {
        var step = state.Task(decided.Opinions.FirstOrDefault(o => o.Kind == SignerKind.Own)?.TaskId ?? decided.Opinions[0].TaskId)!;
        return Of(decided.BookmarkId, step, decided.Rule, decided.Signers, decided.Outcome, at,
            [.. decided.Opinions.Select(o => new SignerView(o.TaskId, o.Kind, o.By.Name, o.By.For?.Name, o.By.Role, o.Outcome, o.At, o.Comment, false))]);
    }

    private static SigningView Of(string bookmark, CaseTask step, SigningRule rule, int signers, string? outcome, DateTimeOffset? at, IReadOnlyList<SignerView> opinions) => new(
        bookmark, step.NameZh, step.NameEn, step.StepType, SigningRule.NameOf(rule.Mode), rule.Mode == SigningMode.Share ? rule.Share : null, rule.RefusalEnds, signers, rule.Needed(signers), outcome, at, opinions);

    private static SignerView Signer(SignerSlot slot, CaseState state)
    {
        var by = state.SignerOf(slot);
        return new(slot.TaskId, slot.Kind, by?.Name, by?.For?.Name, by?.Role ?? slot.Candidate.Role, slot.Opinion?.Outcome, slot.Opinion?.At, slot.Opinion?.Comment, !slot.IsOpened);
    }
}

/// <summary>One signer of a step.</summary>
/// <param name="Name">Null while nobody of the role has taken the task.</param>
/// <param name="For">In whose name a substitute signed.</param>
/// <param name="IsWaiting">Their turn has not come yet.</param>
public sealed record SignerView(string TaskId, SignerKind Kind, string? Name, string? For, string? Role, string? Outcome, DateTimeOffset? At, string? Comment, bool IsWaiting);
