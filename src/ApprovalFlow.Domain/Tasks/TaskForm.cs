using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>What a person fills in to complete a task of one activity type. Pages, the API and the decider read the same form.</summary>
/// <param name="CommentRequiredFor">Outcomes that need a reason in words (理由必填).</param>
public sealed record TaskForm(string ActivityType, IReadOnlyList<TaskField> Fields, IReadOnlyList<string> CommentRequiredFor)
{
    public bool RequiresComment(string outcome) => CommentRequiredFor.Contains(outcome);
    public IEnumerable<TaskField> FieldsFor(string outcome) => Fields.Where(f => f.IsShownFor(outcome));
}

/// <summary>One field of a task, with the outcomes that it belongs to.</summary>
public sealed record TaskField(FormField Field)
{
    /// <summary>Outcomes with which the field is offered; empty: all.</summary>
    public IReadOnlyList<string> ShownFor { get; init; } = [];
    /// <summary>Outcomes that cannot be chosen without it.</summary>
    public IReadOnlyList<string> RequiredFor { get; init; } = [];
    /// <summary>The comment stands in for it when it is left empty.</summary>
    public bool CommentServes { get; init; }

    public bool IsShownFor(string outcome) => ShownFor.Count == 0 || ShownFor.Contains(outcome);
    public bool IsRequiredFor(string outcome) => RequiredFor.Contains(outcome);
}
