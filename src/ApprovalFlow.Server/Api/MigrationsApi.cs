using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Plans that take running cases to another version: drawn up and signed by two administrators, read by those who oversee.</summary>
public static class MigrationsApi
{
    public static void MapMigrations(this IEndpointRouteBuilder api)
    {
        var plans = api.MapGroup("/definitions/{definitionId}/migrations").WithTags("Migrations").RequireAuthorization(Policies.Overseers).ProducesProblem(StatusCodes.Status403Forbidden);

        plans.MapGet("/", async (string definitionId, MigrationDesk desk, CancellationToken cancellation) => (await desk.ListAsync(definitionId, cancellation)).Select(PlanLine.Of))
            .Produces<IEnumerable<PlanLine>>().WithName("ListMigrations").WithSummary("A definition's plans with how far they are, youngest first.");
        plans.MapGet("/cases", async (string definitionId, int[] version, string? step, MigrationDesk desk, CancellationToken cancellation) => await desk.CasesAsync(definitionId, version, step, cancellation))
            .Produces<IEnumerable<MovableCase>>().WithName("ListMovableCases").WithSummary("Open cases of the named versions, and where they wait.");
        plans.MapGet("/map", async (string definitionId, int from, int to, MigrationDesk desk, CancellationToken cancellation) =>
                await desk.SuggestAsync(definitionId, from, to, cancellation: cancellation) is { } found ? Results.Ok(found) : PlanText.Reject("plan-version-unknown", definitionId, $"{from} → {to}").ToProblem())
            .Produces<MapProposal>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ProposeMap").WithSummary("Where each activity of one version is thought to stand in another, and why; what is not clear is left empty.");
        plans.MapGet("/{planId}", async (string definitionId, string planId, MigrationDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(definitionId, planId, cancellation) is { } plan ? Results.Ok(PlanSheet.Of(plan)) : PlanText.Reject("plan-unknown", planId).ToProblem())
            .Produces<PlanSheet>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetMigration").WithSummary("A plan with its dry run as recorded and what became of each case.");
        plans.MapGet("/{planId}/preview", async (string definitionId, string planId, MigrationDesk desk, CancellationToken cancellation) =>
                await desk.PreviewAsync(definitionId, planId, cancellation) is { } preview ? Results.Ok(preview) : PlanText.Reject("plan-unknown", planId).ToProblem())
            .Produces<PlanPreview>().ProducesProblem(StatusCodes.Status404NotFound).WithName("PreviewMigration").WithSummary("What the plan would do now: steps, tasks and clocks of each case, and what leaves, comes and changes in each inbox. Changes nothing.");

        var acts = api.MapGroup("/definitions/{definitionId}/migrations").WithTags("Migrations").RequireAuthorization(Policies.Administrators).ProducesProblem(StatusCodes.Status403Forbidden)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        acts.MapPost("/", (string definitionId, PlanInput input, ClaimsPrincipal user, MigrationDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.DraftAsync(user, definitionId, null, input, cancellation), s => Results.Created($"/api/definitions/{Uri.EscapeDataString(definitionId)}/migrations/{Uri.EscapeDataString(s.PlanId)}", s)))
            .Produces<PlanSheet>(StatusCodes.Status201Created).WithName("DraftMigration").WithSummary("Draws a plan up. Without a map it is the proposed one; without cases every open case of the versions that are left.");
        acts.MapPut("/{planId}", (string definitionId, string planId, PlanInput input, ClaimsPrincipal user, MigrationDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.DraftAsync(user, definitionId, planId, input, cancellation)))
            .Produces<PlanSheet>().WithName("ReviseMigration").WithSummary("Draws a plan up anew; its dry run has to be made again.");
        acts.MapPost("/{planId}/dry-run", (string definitionId, string planId, ClaimsPrincipal user, MigrationDesk desk, CancellationToken cancellation) => AnswerAsync(desk.DryRunAsync(user, definitionId, planId, cancellation)))
            .Produces<PlanSheet>().WithName("DryRunMigration").WithSummary("Tries every case and keeps what was said; its digest is what is submitted and signed.");
        acts.MapPost("/{planId}/acts/{act}", (string definitionId, string planId, Choice<PlanAct> act, PlanActInput input, ClaimsPrincipal user, MigrationDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.ActAsync(user, definitionId, planId, act.Value, input.Digest, input.Words, cancellation)))
            .Produces<PlanSheet>().ProducesProblem(StatusCodes.Status400BadRequest).WithName("ActOnMigration")
            .WithSummary("submit, takeBack, decline, sign (as the second person), discard, start, stop, resume, askUndo, dropUndo, signUndo (as the second person).");
    }

    private static async Task<IResult> AnswerAsync(Task<PlanResult> asked, Func<PlanSheet, IResult>? accepted = null)
    {
        var result = await asked;
        if (result.Rejection is { } no) return no.ToProblem();
        var sheet = PlanSheet.Of(result.State);
        return accepted?.Invoke(sheet) ?? Results.Ok(sheet);
    }
}

public sealed record PlanActInput
{
    /// <summary>Of the dry run that was looked at, to submit and to sign.</summary>
    public string? Digest { get; init; }
    /// <summary>The comment of who declines, the reason of who asks that it be undone.</summary>
    public string? Words { get; init; }
}

/// <param name="Ready">Cases that may go over, as the dry run says.</param>
public sealed record PlanLine(string PlanId, PlanStage Stage, int TargetVersion, string Reason, DateTimeOffset DraftedAt, string DraftedBy, int Cases, int Ready, int Migrated, int Skipped, int TakenBack)
{
    internal static PlanLine Of(PlanHeader h) => new(h.PlanId, h.Stage, h.TargetVersion, h.Reason, h.DraftedAt, h.DraftedByName, h.Cases, h.Ready, h.Migrated, h.Skipped, h.TakenBack);
}

/// <summary>A plan as a client sees it.</summary>
public sealed record PlanSheet(string PlanId, string DefinitionId, string FlowCode, PlanStage Stage, VersionName Target, IReadOnlyList<PlanSource> From, string Reason, int BatchSize, DateTimeOffset DraftedAt, string DraftedBy)
{
    public IReadOnlyList<string> Authors { get; init; } = [];
    public string? Digest { get; init; }
    public DateTimeOffset? TriedAt { get; init; }
    public string? SignedBy { get; init; }
    public string? Declined { get; init; }
    public string? UndoReason { get; init; }
    public int Ready { get; init; }
    public int Migrated { get; init; }
    public int Skipped { get; init; }
    public int TakenBack { get; init; }
    public IReadOnlyList<PlanCaseLine> Cases { get; init; } = [];

    internal static PlanSheet Of(PlanState s)
    {
        var tried = s.DryRun?.Lines.ToDictionary(l => l.CaseNumber, StringComparer.Ordinal);
        return new(s.PlanId, s.DefinitionId, s.FlowCode, s.Stage, s.Content.Target, s.Content.Sources, s.Content.Reason, s.Content.BatchSize, s.DraftedAt, s.DraftedBy!.Name)
        {
            Authors = [.. s.Authors.Select(a => a.Name)], Digest = s.DryRun?.Digest, TriedAt = s.TriedAt, SignedBy = s.SignedBy?.Name, Declined = s.Declined?.Comment, UndoReason = s.Undo?.Reason,
            Ready = s.Ready, Migrated = s.Migrated, Skipped = s.Skipped, TakenBack = s.TakenBack,
            Cases = [.. s.Content.Cases.Select(n => new PlanCaseLine(n)
            {
                CanGo = tried?.GetValueOrDefault(n)?.CanGo, Problems = [.. tried?.GetValueOrDefault(n)?.Problems.Select(PlanProblem.Of) ?? []],
                Migrated = s.Results.GetValueOrDefault(n)?.IsDone, WhyNot = PlanProblem.Maybe(s.Results.GetValueOrDefault(n)?.Problem),
                TakenBack = s.UndoResults.GetValueOrDefault(n)?.IsDone, WhyNotBack = PlanProblem.Maybe(s.UndoResults.GetValueOrDefault(n)?.Problem),
            })],
        };
    }
}

/// <summary>One case of a plan: what the dry run said, and what became of it. What is not known yet is null.</summary>
public sealed record PlanCaseLine(string CaseNumber)
{
    public bool? CanGo { get; init; }
    public IReadOnlyList<PlanProblem> Problems { get; init; } = [];
    public bool? Migrated { get; init; }
    public PlanProblem? WhyNot { get; init; }
    public bool? TakenBack { get; init; }
    public PlanProblem? WhyNotBack { get; init; }
}

public sealed record PlanProblem(string Code, string Text, string Message)
{
    internal static PlanProblem Of(Rejection r) => new(r.Code, Refusals.TextOf(r), r.Message);
    internal static PlanProblem? Maybe(Rejection? r) => r is null ? null : Of(r);
}
