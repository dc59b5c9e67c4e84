using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Who must not act on a task, whatever mandates they hold (回避与岗位分离).</summary>
/// <param name="Basis">Why, for people.</param>
/// <param name="Check">A refusal, or null.</param>
public sealed record DutyRule(string Code, string Basis, Func<DutyQuestion, Rejection?> Check);

/// <summary>May this person act on this task?</summary>
public sealed record DutyQuestion(CaseState Case, CaseTask Task, Actor Actor, ApprovalItem Item);

public static class SeparationOfDuties
{
    /// <summary>An instant item is accepted, decided and issued at one window in one sitting, so it is left out.</summary>
    public static DutyRule AcceptorDoesNotDecide { get; } = new("acceptor-decides", "受理、审查与决定相分离",
        question => question.Task.StepType == TaskTypes.Decide && !question.Item.IsInstant && question.Case.WasAcceptedBy(question.Actor.UserId)
            ? RejectionText.Reject("acceptor-decides", question.Actor.Name)
            : null);

    /// <summary>An applicant may hand in their own corrected papers, and nothing else.</summary>
    public static DutyRule NobodyHandlesTheirOwnCase { get; } = new("own-case", "工作人员办理本人申请应当回避",
        question => question.Task.ActivityType != TaskTypes.Correction && question.Case.IsApplicant(question.Actor)
            ? RejectionText.Reject("own-case", question.Actor.Name)
            : null);

    /// <summary>亲属或其他利害关系: whoever declared an interest, in whatever name they would act.</summary>
    public static DutyRule NobodyWithAnInterestActs { get; } = new("recused", "与本件有利害关系的人员应当回避",
        question => question.Case.HasRecused(question.Actor.UserId) ? RejectionText.Reject("recused", question.Actor.Name) : null);

    /// <summary>Which steps look over which: whoever did the one does not do the other.</summary>
    private static readonly Dictionary<string, string[]> Reviews = new()
    {
        [TaskTypes.Review] = [TaskTypes.CountyPreliminaryReview],
        [TaskTypes.LeaderApproval] = [TaskTypes.Review, TaskTypes.CountyPreliminaryReview, TaskTypes.ExpertReview],
        [TaskTypes.Decide] = [TaskTypes.Review, TaskTypes.CountyPreliminaryReview, TaskTypes.ExpertReview],
    };

    /// <summary>Whoever examined the case, in their own name or for somebody, does not look over that examination; an added signer examined it too.</summary>
    public static DutyRule NobodyReviewsTheirOwnWork { get; } = new("self-review", "本人不得复核本人办理的环节",
        question => !question.Item.IsInstant && Reviews.TryGetValue(question.Task.StepType, out var reviewed)
            && question.Case.CompletedTasks.FirstOrDefault(t => reviewed.Contains(t.StepType) && t.CompletedBy!.Concerns(question.Actor.UserId)) is { } own
            ? RejectionText.Reject("self-review", question.Actor.Name, own.NameZh, own.TaskId)
            : null);

    public static IReadOnlyList<DutyRule> Default { get; } = [NobodyHandlesTheirOwnCase, NobodyWithAnInterestActs, AcceptorDoesNotDecide, NobodyReviewsTheirOwnWork];
}
