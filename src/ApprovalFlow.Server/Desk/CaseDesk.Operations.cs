using System.Security.Claims;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>Of how many accounts a search looks at before it says that there are more.</summary>
    private const int PeopleLookedAt = 500, PeopleShown = 20;

    /// <summary>What this person may do now with one task besides deciding it; null when they may not read its case.</summary>
    public async Task<TaskMenuView?> OperationsAsync(ClaimsPrincipal user, string taskId, CancellationToken cancellation = default)
    {
        if (CaseNumberOf(taskId) is not { } caseNumber || await FindAsync(user, caseNumber, cancellation) is null || await processor.LookAsync(caseNumber, cancellation) is not { } look)
            return null;
        return look.State.Task(taskId) is null ? null : MenuOf(look, taskId, await actors.OfAsync(user, cancellation));
    }

    /// <summary>The same for every open task of a case that they have been shown.</summary>
    public async Task<IReadOnlyDictionary<string, TaskMenuView>> MenusAsync(Actor actor, string caseNumber, CancellationToken cancellation = default) =>
        await processor.LookAsync(caseNumber, cancellation) is { } look
            ? look.State.OpenTasks.Select(t => MenuOf(look, t.TaskId, actor)).Where(m => m.Operations.Count > 0 || m.Choices.Count > 0 || m.Fields.Count > 0).ToDictionary(m => m.TaskId)
            : new Dictionary<string, TaskMenuView>();

    /// <summary>Persons whom an operation may name: each is tried, so that nobody is offered who would be refused.</summary>
    public async Task<IReadOnlyList<PersonRow>> PeopleAsync(ClaimsPrincipal user, string taskId, string operation, string? search, CancellationToken cancellation = default)
    {
        if (CaseNumberOf(taskId) is not { } caseNumber || await FindAsync(user, caseNumber, cancellation) is null || await processor.LookAsync(caseNumber, cancellation) is not { } look)
            return [];
        var actor = await actors.OfAsync(user, cancellation);
        return [.. (await accounts.SearchAsync(search, RolesNamed(search), PeopleLookedAt, cancellation))
            .Where(p => CommandOf(operation, taskId, actor, [p.AsActor()], new() { Reason = "?" }) is { } command && CaseDecider.Decide(look.State, command, look.Context).Rejection is null)
            .Take(PeopleShown).Select(p => new PersonRow(p.UserName, p.DisplayNameZh, p.DisplayNameEn, p.Mandates))];
    }

    /// <summary>Carries out one of the operations of <see cref="TaskOperations"/>.</summary>
    public async Task<CommandResult> OperateAsync(ClaimsPrincipal user, string taskId, string operation, OperationInput input, string? key = null, CancellationToken cancellation = default)
    {
        List<Actor> people = [];
        foreach (var name in input.People ?? [])
        {
            if (await accounts.FindByNameAsync(name.Trim(), cancellation) is not { } found)
                return Refuse("person-unknown", $"Expected an account of a person who is to take part, but there is no '{name}'.");
            people.Add(found.AsActor());
        }
        var probe = CommandOf(operation, taskId, Actor.System, people, input);
        return probe is null
            ? Refuse("operation-unknown", $"Expected an operation on tasks with what it needs, but '{operation}' is none, or names too few or too many persons.")
            : await OnTaskAsync(user, taskId, key, actor => CommandOf(operation, taskId, actor, people, input)!, cancellation);
    }

    /// <summary>Roles whose name holds what was typed, in either language.</summary>
    internal static IReadOnlyList<string> RolesNamed(string? search) => search?.Trim() is { Length: > 0 } text
        ? [.. HumanInputs.Roles.Where(r => r.DisplayName.Zh.Contains(text, StringComparison.Ordinal) || r.DisplayName.En.Contains(text, StringComparison.OrdinalIgnoreCase)).Select(r => r.Name)]
        : [];

    private static TaskMenuView MenuOf(CaseLook look, string taskId, Actor actor) =>
        new(taskId, TaskMenu.Of(look.State, taskId, actor, look.Context), TaskMenu.Signers(look.State, taskId, actor, look.Context)) 
        {
            Steps = CaseMenu.ReturnTargets(look.State, taskId, look.Context),
            Choices = look.State.Task(taskId) is { Status: CaseTaskStatus.Open } task
                ? task.Outcomes.Select(o => (Outcome: o, Choices: ApproverChoice.After(look.Context.Graph, task.Path, o))).Where(c => c.Choices.Count > 0).ToDictionary(c => c.Outcome, c => c.Choices)
                : new Dictionary<string, IReadOnlyList<ApproverChoice>>(),
            Fields = look.State.Task(taskId) is { Status: CaseTaskStatus.Open } open ? WritableOf(look, open) : new Dictionary<string, FieldRight>(),
        };

    /// <summary>The command of an operation; null when it is none, or lacks what it needs.</summary>
    private static CaseCommand? CommandOf(string operation, string taskId, Actor by, IReadOnlyList<Actor> people, OperationInput input) => operation switch
    {
        TaskOperations.Transfer when people is [var to] => new CaseCommand.TransferTask(taskId, by, to) { Reason = input.Reason },
        TaskOperations.Assign when people is [var to] => new CaseCommand.AssignTask(taskId, by, to) { Reason = input.Reason },
        TaskOperations.Delegate when people is [var to] => new CaseCommand.DelegateTask(taskId, by, to) { Reason = input.Reason },
        TaskOperations.GiveBack => new CaseCommand.GiveBackTask(taskId, by) { Comment = input.Reason },
        TaskOperations.AddSignerBefore => new CaseCommand.AddSigners(taskId, by, SignerKind.Before, people) { Reason = input.Reason },
        TaskOperations.AddSignerAfter => new CaseCommand.AddSigners(taskId, by, SignerKind.After, people) { Reason = input.Reason },
        TaskOperations.AddSignerParallel => new CaseCommand.AddSigners(taskId, by, SignerKind.Parallel, people) { Reason = input.Reason },
        TaskOperations.ReturnToPrevious => new CaseCommand.ReturnToPrevious(taskId, by, input.Reason ?? ""),
        TaskOperations.ReturnToStep when input.Step is { Length: > 0 } step => new CaseCommand.ReturnToStep(taskId, by, step, input.Reason ?? ""),
        TaskOperations.TakeBack => new CaseCommand.TakeBack(taskId, by) { Reason = input.Reason },
        TaskOperations.RemoveSigner => new CaseCommand.RemoveSigner(input.Signer ?? taskId, by) { Reason = input.Reason },
        TaskOperations.Urge => new CaseCommand.UrgeTask(taskId, by) { Reason = input.Reason },
        TaskOperations.Copy => new CaseCommand.CopyCase(taskId, by, people) { Note = input.Reason },
        _ => null,
    };
}

/// <summary>What one person may do now with one task.</summary>
/// <param name="Signers">Whom they may take out again.</param>
public sealed record TaskMenuView(string TaskId, IReadOnlyList<OfferedOperation> Operations, IReadOnlyList<RemovableSigner> Signers)
{
    /// <summary>Steps that the task may be returned to, the one completed last first.</summary>
    public IReadOnlyList<StepName> Steps { get; init; } = [];
    /// <summary>字段权限: what the step fills in of the application, by form field or paper.</summary>
    public IReadOnlyDictionary<string, FieldRight> Fields { get; init; } = new Dictionary<string, FieldRight>();
    /// <summary>By outcome: steps that follow and whose approvers have to be chosen with it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<ApproverChoice>> Choices { get; init; } = new Dictionary<string, IReadOnlyList<ApproverChoice>>();
}

/// <summary>What is filled in for an operation.</summary>
public sealed record OperationInput
{
    /// <summary>User names of those who take part.</summary>
    public IReadOnlyList<string>? People { get; init; }
    /// <summary>Task of the signer to be removed.</summary>
    public string? Signer { get; init; }
    /// <summary>Path or id of the step to return to.</summary>
    public string? Step { get; init; }
    public string? Reason { get; init; }
}

/// <summary>A person to choose.</summary>
public sealed record PersonRow(string UserName, string NameZh, string NameEn, IReadOnlyList<Mandate> Mandates);
