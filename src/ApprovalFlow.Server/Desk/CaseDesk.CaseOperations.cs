using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>What this person may do now with a whole case; null when they may not read it.</summary>
    public async Task<CaseMenuView?> CaseMenuAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await FindAsync(user, caseNumber, cancellation) is null ? null : await CaseMenuAsync(await actors.OfAsync(user, cancellation), caseNumber, cancellation);

    /// <summary>The same for a case that they have been shown.</summary>
    public async Task<CaseMenuView?> CaseMenuAsync(Actor actor, string caseNumber, CancellationToken cancellation = default)
    {
        if (await processor.LookAsync(caseNumber, cancellation) is not { State: var state, Context: var context })
            return null;
        var operations = CaseMenu.Of(state, actor, context);
        return new(caseNumber, operations)
        {
            Jumps = operations.Contains(TaskOperations.Jump) ? CaseMenu.JumpTargets(state, context) : [],
            Incidents = operations.Contains(CaseMenu.Retry) ? [.. CaseMenu.Incidents(state, context).Where(i => i.Incident.Context > 0).Select(i => new IncidentOffer(i.Incident.Context, i.Step.NameZh, i.Step.NameEn, i.Incident.At))] : [],
            TakeBacks = [.. CaseMenu.MayTakeBack(state, actor, context).Select(t => new TakeBackOffer(t.TaskId, t.NameZh, t.NameEn, t.EndedAt!.Value))],
        };
    }

    /// <summary>Carries out an operation on a whole case: suspend, resume, terminate, jump, approve-jump, decline-jump, retry.</summary>
    public async Task<CommandResult> OperateOnCaseAsync(ClaimsPrincipal user, string caseNumber, string operation, CaseOperationInput input, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        return CommandOf(operation, actor, input) is { } command
            ? await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, command, Key(actor, key), cancellation), cancellation)
            : Refuse("operation-unknown", $"Expected an operation on a case with what it needs, but '{operation}' is none, or names no step.");
    }

    private static CaseCommand? CommandOf(string operation, Actor by, CaseOperationInput input) => operation switch
    {
        TaskOperations.Suspend => new CaseCommand.Suspend(by, input.Reason ?? ""),
        CaseMenu.Resume => new CaseCommand.Resume(by) { Remark = input.Reason },
        TaskOperations.Terminate => new CaseCommand.Terminate(by, input.Reason ?? ""),
        TaskOperations.Jump when input.Step is { Length: > 0 } step => new CaseCommand.RequestJump(by, step, input.Reason ?? ""),
        CaseMenu.Retry when input.Incident is { } context => new CaseCommand.RetryIncident(by, context, input.Reason ?? ""),
        CaseMenu.ApproveJump => new CaseCommand.ApproveJump(by) { Remark = input.Reason },
        CaseMenu.DeclineJump => new CaseCommand.DeclineJump(by, input.Reason ?? ""),
        _ => null,
    };
}

/// <summary>What one person may do now with one case.</summary>
public sealed record CaseMenuView(string CaseNumber, IReadOnlyList<string> Operations)
{
    /// <summary>Steps that the case could be moved to, when a jump may be asked for.</summary>
    public IReadOnlyList<StepName> Jumps { get; init; } = [];
    /// <summary>Incidents whose step may begin anew.</summary>
    public IReadOnlyList<IncidentOffer> Incidents { get; init; } = [];
    /// <summary>Tasks that the person completed and may still take back.</summary>
    public IReadOnlyList<TakeBackOffer> TakeBacks { get; init; } = [];
}

public sealed record TakeBackOffer(string TaskId, string NameZh, string NameEn, DateTimeOffset CompletedAt);

/// <param name="Context">The execution that faulted.</param>
public sealed record IncidentOffer(int Context, string NameZh, string NameEn, DateTimeOffset At);

/// <summary>What is filled in for an operation on a case.</summary>
public sealed record CaseOperationInput
{
    /// <summary>Path or id of the step to go on at.</summary>
    public string? Step { get; init; }
    public string? Reason { get; init; }
    /// <summary>The incident whose step begins anew.</summary>
    public int? Incident { get; init; }
}
