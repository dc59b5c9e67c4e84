using System.Security.Claims;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What people may ask of cases, for pages and endpoints alike: who asks, which case, then the command. Rules live in the domain.</summary>
public sealed partial class CaseDesk(
    CommandProcessor processor, CaseNumbers numbers, ICaseStore store, CaseQuery cases, UserQuery accounts, ContentStore contents, CurrentActor actors, ApprovalCatalogue catalogue,
    DefinitionCatalog compiled, TimeProvider time, ReadLog readings, ReplayQuery replays, IPacketStore packets, RemovedCases removed)
{
    /// <summary>What a case may be read through.</summary>
    public const string Page = "page", Api = "api";

    /// <summary>A case that this person may read; null when there is none, or none for them. That they read it is written down before it is shown.</summary>
    public async Task<CaseView?> FindAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default, string through = Page)
    {
        if (await cases.FindAsync(caseNumber, cancellation) is not { } found)
            return null;
        var actor = await actors.OfAsync(user, cancellation);
        if (!CaseAccess.MayRead(actor, found))
            return null;
        var mandate = actor.Mandates.FirstOrDefault();
        await readings.AddAsync(caseNumber, new(actor.UserId, actor.Name, through) { Role = found.Header.ApplicantUserId == actor.UserId ? Roles.Applicant : mandate?.Role, DepartmentId = mandate?.DepartmentId }, cancellation);
        return await ShownAsync(actor, found, cancellation);
    }

    /// <summary>Cases this person may read, youngest first.</summary>
    public async Task<CasePage> ListAsync(ClaimsPrincipal user, CaseListRequest request, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var scope = CaseAccess.ScopeOf(actor.UserId, actor.Mandates);
        var department = request.DepartmentId ?? (scope.Departments is [var only, ..] ? only : null);
        if (department is not null && !scope.Allows(department))
            return new([], null);
        return await cases.ListAsync(request with { DepartmentId = department, CountyCode = scope.Region, ApplicantUserId = scope.Applicant }, cancellation);
    }

    /// <summary>Hands in an application at a window.</summary>
    /// <param name="key">Given twice, the second call answers with the case of the first.</param>
    public async Task<CommandResult> RegisterAsync(ClaimsPrincipal user, Registration registration, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        if (catalogue.Flow(registration.FlowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item || catalogue.Department(item.DepartmentId) is not { } department)
            return Refuse("flow-unknown", $"Expected a flow of the catalogue, but there is no '{registration.FlowCode}'.");
        if (!actor.Mandates.Any(new Candidate(Roles.WindowClerk, department.Id).Admits))
            return Refuse("not-window", $"Expected a window clerk of {department.NameEn} to register '{item.Code}', but '{actor.Name}' is none.");
        if (await compiled.FindInForceAsync(flow.Code, OfficeHours.DayOf(time.GetUtcNow()), registration.CountyCode, cancellation) is not { } definition)
            return Refuse("definition-unpublished", $"Expected flow '{flow.Code}' to have a published definition, but it has none.");

        if (!string.IsNullOrWhiteSpace(registration.ApplicantAccount))
        {
            if (await accounts.FindByNameAsync(registration.ApplicantAccount.Trim(), cancellation) is not { } account)
                return Refuse("account-unknown", $"Expected an account that follows the case, but there is no '{registration.ApplicantAccount}'.");
            registration = registration with { Applicant = registration.Applicant with { UserId = account.UserId } };
        }

        var (chosen, unknown) = await ChosenAsync(registration.Approvers, cancellation);
        if (unknown is not null)
            return unknown;

        key = Key(actor, key);
        var number = await FirstNumberAsync(key, cancellation) ?? await numbers.NextAsync(item.Code, cancellation);
        var result = await RegisterAsync(number, registration, chosen, definition.Hash, actor, key, cancellation);
        // Two at once with one key: the slower one answers with the faster one's case.
        return result is CommandResult.Rejected { Rejection.Code: "idempotency-key-reused" } && await FirstNumberAsync(key, cancellation) is { } first && first != number
            ? await RegisterAsync(first, registration, chosen, definition.Hash, actor, key, cancellation)
            : result;
    }

    public Task<CommandResult> ClaimAsync(ClaimsPrincipal user, string taskId, string? key = null, CancellationToken cancellation = default) =>
        OnTaskAsync(user, taskId, key, actor => new CaseCommand.ClaimTask(taskId, actor), cancellation);

    public Task<CommandResult> ReleaseAsync(ClaimsPrincipal user, string taskId, string? key = null, CancellationToken cancellation = default) =>
        OnTaskAsync(user, taskId, key, actor => new CaseCommand.ReleaseTask(taskId, actor), cancellation);

    public async Task<CommandResult> CompleteAsync(ClaimsPrincipal user, string taskId, Completion completion, string? key = null, CancellationToken cancellation = default)
    {
        var (chosen, unknown) = await ChosenAsync(completion.Approvers, cancellation);
        return unknown ?? await OnTaskAsync(user, taskId, key, actor => new CaseCommand.CompleteTask(taskId, actor, completion.Outcome)
        {
            Comment = completion.Comment, Data = completion.Data, Form = completion.Form, Materials = completion.Materials, Chosen = chosen,
        }, cancellation);
    }

    public async Task<CommandResult> WithdrawAsync(ClaimsPrincipal user, string caseNumber, string reason, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        return await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, new CaseCommand.Withdraw(actor, reason), Key(actor, key), cancellation), cancellation);
    }

    private async Task<CommandResult> OnTaskAsync(ClaimsPrincipal user, string taskId, string? key, Func<Actor, CaseCommand> command, CancellationToken cancellation)
    {
        if (CaseNumberOf(taskId) is not { } caseNumber)
            return Refuse("task-unknown", $"Expected a task id such as 'FGW-2026-000001-3', but got '{taskId}'.");
        var actor = await actors.OfAsync(user, cancellation);
        return await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, command(actor), Key(actor, key), cancellation), cancellation);
    }

    /// <summary>A refusal must not tell of a case that this person may not read: it sounds as if there were none.</summary>
    private async Task<CommandResult> HiddenAsync(ClaimsPrincipal user, string caseNumber, CommandResult result, CancellationToken cancellation) =>
        result is CommandResult.Rejected && await FindAsync(user, caseNumber, cancellation) is null && await RemovedAsync(user, caseNumber, cancellation) is null
            ? new CommandResult.Rejected(NotThere(caseNumber))
            : result;

    /// <summary>What is left of a case whose content was removed; null: it is all there, or none for this person. The applicant is no longer known.</summary>
    public async Task<RemovedCase?> RemovedAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await removed.FindAsync(caseNumber, cancellation) is { } found && CaseAccess.MayRead(await actors.OfAsync(user, cancellation), found.Header) ? found : null;

    /// <summary>Why a case is not shown: it is not there for this person, or its content was removed.</summary>
    public async Task<Rejection> WhyGoneAsync(ClaimsPrincipal user, string caseNumber, CancellationToken cancellation = default) =>
        await RemovedAsync(user, caseNumber, cancellation) is null ? NotThere(caseNumber) : CommandRefusal.Removed(caseNumber);

    /// <summary>The one answer to a case that is not there and to one that is not to be seen.</summary>
    public static Rejection NotThere(string caseNumber) => new("case-unknown", $"Expected a case that the caller may read, but there is no '{caseNumber}'.");

    private async Task<CommandResult> RegisterAsync(string number, Registration registration, IReadOnlyDictionary<string, IReadOnlyList<Actor>>? chosen, string hash, Actor actor, string? key, CancellationToken cancellation) =>
        await processor.ExecuteAsync(number, new CaseCommand.Register(number, registration.FlowCode, hash, registration.Applicant, registration.Form, registration.Materials, actor)
        {
            CountyCode = registration.CountyCode, Chosen = chosen,
            EarlierCase = await cases.EarlierAsync(catalogue.Flow(registration.FlowCode)!.ItemCode, registration.Applicant, registration.Form, cancellation),
        }, key, cancellation);

    private async Task<string?> FirstNumberAsync(string? key, CancellationToken cancellation) =>
        key is not null && await store.FindAnswerAsync(key, cancellation) is { IsForgotten: false } answer ? answer.CaseNumber : null;

    /// <summary>A task id is its case's number, a dash and a context.</summary>
    internal static string? CaseNumberOf(string taskId) => taskId.LastIndexOf('-') is var dash and > 0 ? taskId[..dash] : null;

    /// <summary>One person's key never answers another person's question.</summary>
    private static string? Key(Actor actor, string? key) => string.IsNullOrWhiteSpace(key) ? null : $"{actor.UserId}:{key.Trim()}";

    private static CommandResult.Rejected Refuse(string code, string message) => new(new Rejection(code, message));
}

/// <summary>An application as the window hands it in.</summary>
public sealed record Registration(string FlowCode, Applicant Applicant, IReadOnlyDictionary<string, object?> Form, IReadOnlyList<MaterialReceipt> Materials)
{
    /// <summary>Division code; needed when the flow has a county step.</summary>
    public string? CountyCode { get; init; }
    /// <summary>User names of those whom the applicant chose, by activity id, for steps that ask for it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Approvers { get; init; }
    /// <summary>User name of the account that follows the case on the portal.</summary>
    public string? ApplicantAccount { get; init; }
}

/// <summary>How a task is decided.</summary>
public sealed record Completion(string Outcome)
{
    public string? Comment { get; init; }
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
    /// <summary>Fields of the application that the step fills in, where the definition lets it.</summary>
    public IReadOnlyDictionary<string, object?>? Form { get; init; }
    public IReadOnlyList<MaterialReceipt>? Materials { get; init; }
    /// <summary>User names of those who are chosen for steps that follow, by activity id, where they ask for it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Approvers { get; init; }
}
