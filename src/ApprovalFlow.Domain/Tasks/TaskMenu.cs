using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Tasks;

/// <summary>更多操作: what a person may do now with one task besides deciding it. The page and the API list the same.</summary>
public static class TaskMenu
{
    /// <summary>Operations that would not be refused for who asks, in the order in which they are shown. What is filled in may still be.</summary>
    public static IReadOnlyList<OfferedOperation> Of(CaseState state, string taskId, Actor actor, CaseContext context) =>
        state.Suspension is not null || state.IsStopped ? [] : [.. CaseDecider.Operations.Where(o => o.WhyNot(new OperationQuestion(state, taskId, actor, context)) is null).Select(o => new OfferedOperation(o.Name, o.Needs))];

    /// <summary>The added signers whom this person may take out again.</summary>
    public static IReadOnlyList<RemovableSigner> Signers(CaseState state, string taskId, Actor actor, CaseContext context) =>
        [.. CaseDecider.Removable(state, taskId, actor, context).Select(s => new RemovableSigner(s.TaskId, s.Person!.Name, s.Kind))];
}

/// <param name="TaskId">The signer's own task.</param>
public sealed record RemovableSigner(string TaskId, string Name, SignerKind Kind);

/// <summary>An operation that may be done now.</summary>
public sealed record OfferedOperation(string Operation, OperationNeeds Needs);

/// <summary>What an operation asks for before it can be done; decides which dialog is shown.</summary>
public enum OperationNeeds
{
    /// <summary>Only a confirmation.</summary>
    Nothing,
    /// <summary>A reason that may be empty.</summary>
    Remark,
    Reason,
    /// <summary>One other person.</summary>
    Person,
    /// <summary>One or more other persons.</summary>
    People,
    /// <summary>One of the signers who were added.</summary>
    Signer,
    /// <summary>An earlier step.</summary>
    Step,
}
