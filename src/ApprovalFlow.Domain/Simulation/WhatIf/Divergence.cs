using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

public enum DivergenceKind
{
    /// <summary>The draft stops at an incident.</summary>
    Incident,
    /// <summary>The draft no longer offers the recorded outcome.</summary>
    OutcomeGone,
    ReturnImpossible,
    MoveImpossible,
    /// <summary>The case would have been decided before the applicant withdrew.</summary>
    WithdrawalLate,
    /// <summary>A step whose answer history has, but the draft does not come to it.</summary>
    StepGone,
    /// <summary>A step, or a further turn of one, that history does not know.</summary>
    StepNew,
    /// <summary>History knows the step, but it was taken away before anybody answered.</summary>
    AnswerUnknown,
    /// <summary>The draft waits for something that never comes, or goes round for ever.</summary>
    NoEnd,
}

/// <summary>Where a replayed case left its history.</summary>
public sealed record Divergence(DivergenceKind Kind, string NameZh, string NameEn)
{
    public string? ActivityType { get; init; }
    /// <summary>The recorded one, or the one taken; of a return the name of its target in Chinese.</summary>
    public string? Outcome { get; init; }
    /// <summary>The one taken instead; of a return the name of its target in English.</summary>
    public string? Instead { get; init; }

    /// <summary>Whether it explains another result: what merely took longer or went another way to the same end comes last.</summary>
    internal int Weight => Kind switch
    {
        DivergenceKind.StepGone when Outcome is Outcomes.Refuse or Outcomes.Return or Outcomes.Withdraw or Outcomes.Object or Outcomes.Revoke => 0,
        DivergenceKind.StepGone => 2,
        DivergenceKind.StepNew or DivergenceKind.AnswerUnknown => 1,
        _ => 0,
    };

    public Localized Text => Kind switch
    {
        DivergenceKind.Incident => new($"草案在此发生异常：{NameZh}", $"The draft stops at an incident: {NameEn}"),
        DivergenceKind.OutcomeGone => new($"“{NameZh}”当时的结果是“{Word(Outcome).Zh}”，草案不再提供，改按“{Word(Instead).Zh}”推演。", $"{NameEn} ended with “{Word(Outcome).En}” then; the draft does not offer it, so “{Word(Instead).En}” was taken."),
        DivergenceKind.ReturnImpossible => new($"“{NameZh}”当时退回“{Outcome}”，草案中退不回去。", $"{NameEn} was returned to {Instead} then; in the draft that is not possible."),
        DivergenceKind.MoveImpossible => new($"当时对“{NameZh}”的改动（撤回或跳转）在草案中不可能。", $"What was taken back or jumped at {NameEn} then is not possible in the draft."),
        DivergenceKind.WithdrawalLate => new("申请人撤回时，按草案已经作出决定。", "By the draft the case would have been decided before the applicant withdrew it."),
        DivergenceKind.StepGone => new($"草案不经过“{NameZh}”（当时的结果：{Word(Outcome).Zh}）。", $"The draft does not come to {NameEn} (result then: {Word(Outcome).En})."),
        DivergenceKind.StepNew => new($"“{NameZh}”历史上没有，按“{Word(Outcome).Zh}”推演。", $"History does not know {NameEn}; “{Word(Outcome).En}” was taken."),
        DivergenceKind.AnswerUnknown => new($"“{NameZh}”当时未办完即被取消，按“{Word(Outcome).Zh}”推演。", $"{NameEn} was cancelled then before anybody answered; “{Word(Outcome).En}” was taken."),
        _ => new("按草案走不到办结。", "By the draft the case comes to no end."),
    };

    private Localized Word(string? outcome) => outcome is null ? new("（无）", "nothing") : ChineseNames.Outcome(ActivityType ?? "", outcome);
}
