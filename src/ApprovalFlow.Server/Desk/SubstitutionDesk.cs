using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Substitutions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Desk;

/// <summary>Substitutes, and the hand-over of everything that somebody who leaves still holds.</summary>
public sealed class SubstitutionDesk(Substitutions substitutions, UserQuery accounts, CurrentActor actors, IInbox inbox, CommandProcessor processor, LocalTimes times)
{
    private const int MostTasks = 1_000;

    /// <summary>Those the caller has a part in; an administrator sees everybody's.</summary>
    public async Task<IReadOnlyList<SubstitutionRow>> ListAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        await substitutions.ListAsync(user.IsInRole(Roles.Administrator) ? null : user.UserId(), cancellation);

    /// <summary>Staff by name or role, for choosing.</summary>
    public async Task<IReadOnlyList<PersonRow>> PeopleAsync(string? search, CancellationToken cancellation = default) =>
        [.. (await accounts.SearchAsync(search, CaseDesk.RolesNamed(search), 100, cancellation)).Where(u => u.Mandates.Any(m => Roles.Handlers.Contains(m.Role))).Take(20)
            .Select(u => new PersonRow(u.UserName, u.DisplayNameZh, u.DisplayNameEn, u.Mandates))];

    public async Task<Rejection?> SetAsync(ClaimsPrincipal user, SubstitutionInput input, CancellationToken cancellation = default)
    {
        var by = await actors.OfAsync(user, cancellation);
        var principal = string.IsNullOrWhiteSpace(input.Principal) ? await accounts.FindAsync(by.UserId, cancellation) : await accounts.FindByNameAsync(input.Principal.Trim(), cancellation);
        var substitute = await accounts.FindByNameAsync(input.Substitute.Trim(), cancellation);
        if (principal is null || substitute is null)
            return NoAccount(principal is null ? input.Principal! : input.Substitute);
        return await substitutions.SetAsync(principal.AsActor(), substitute.AsActor(), times.StartOf(input.From), times.StartOf(input.Until.AddDays(1)), input.Reason, by, cancellation);
    }

    public async Task<Rejection?> EndAsync(ClaimsPrincipal user, string id, CancellationToken cancellation = default) =>
        await substitutions.EndAsync(id, await actors.OfAsync(user, cancellation), cancellation);

    /// <summary>Transfers every open task that a person holds. Each is a command of its own with its own answer; one that is refused leaves the others as they are.</summary>
    public async Task<(HandOverReport? Report, Rejection? No)> HandOverAsync(ClaimsPrincipal user, HandOverInput input, CancellationToken cancellation = default)
    {
        var by = await actors.OfAsync(user, cancellation);
        if (await accounts.FindByNameAsync(input.From.Trim(), cancellation) is not { } from)
            return (null, NoAccount(input.From));
        if (await accounts.FindByNameAsync(input.To.Trim(), cancellation) is not { } to)
            return (null, NoAccount(input.To));
        if (SubstitutionRules.MayNot(from.UserId, by) is { } refused)
            return (null, refused);
        List<HandOverLine> lines = [];
        foreach (var task in await inbox.PageAsync([InboxSubject.OfUser(from.UserId)], after: null, MostTasks, cancellation))
        {
            var answer = await processor.ExecuteAsync(task.CaseNumber, new CaseCommand.TransferTask(task.TaskId, by, to.AsActor()) { Reason = input.Reason }, cancellation: cancellation);
            var no = (answer as CommandResult.Rejected)?.Rejection;
            lines.Add(new(task.TaskId, task.CaseNumber, task.NameZh, task.NameEn, no is null, no?.Code, no is null ? null : Refusals.TextOf(no)));
        }
        return (new(lines), null);
    }

    private static Rejection NoAccount(string name) => new("person-unknown", $"Expected an account of a person who is to take part, but there is no '{name}'.");
}

/// <param name="From">First day.</param>
/// <param name="Until">Last day.</param>
public sealed record SubstitutionInput(string Substitute, DateOnly From, DateOnly Until)
{
    /// <summary>User name of the person who is stood in for; the caller when left out.</summary>
    public string? Principal { get; init; }
    public string? Reason { get; init; }
}

/// <summary>User names of who leaves and who takes over.</summary>
public sealed record HandOverInput(string From, string To, string Reason);

public sealed record HandOverReport(IReadOnlyList<HandOverLine> Tasks);

public sealed record HandOverLine(string TaskId, string CaseNumber, string TaskNameZh, string TaskNameEn, bool IsDone, string? Code, string? Why);
