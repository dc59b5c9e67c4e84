using System.Security.Claims;
using System.Text.Json;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Drafts, review, publication and retirement of definitions; comparisons and merges.</summary>
public static class LivesApi
{
    public static void MapLives(this IEndpointRouteBuilder api)
    {
        var lives = api.MapGroup("/lives").WithTags("Definition lives").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        lives.MapGet("/", (VersionDesk desk, CancellationToken cancellation) => ListAsync(desk, cancellation)).WithName("ListLives").WithSummary("Every definition with its stage and its last version.");
        lives.MapGet("/{definitionId}", async (string definitionId, VersionDesk desk, CancellationToken cancellation) =>
                await desk.FindAsync(definitionId, cancellation) is { } found ? Results.Ok(LifeSheet.Of(found)) : LifeText.Reject("definition-not-found", definitionId).ToProblem())
            .Produces<LifeSheet>().WithName("GetLife").WithSummary("A definition's versions with their days, and its draft.");
        lives.MapGet("/{definitionId}/compare", async (string definitionId, int? from, int? to, VersionDesk desk, CancellationToken cancellation) =>
                await desk.CompareAsync(definitionId, from, to, cancellation) is { } found ? Results.Ok(found.Comparison) : LifeText.Reject("version-unknown", definitionId, $"{from} … {to}").ToProblem())
            .Produces<DefinitionComparison>().WithName("CompareVersions").WithSummary("What is different between two versions, or between the last one and the draft, in sentences, with what follows for steps, days, papers and visits.");

        lives.MapPost("/{definitionId}/review", (string definitionId, ReviewInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.RequestReviewAsync(user, definitionId, input.Revision, input.EffectiveFrom, input.ChangeNote, cancellation)))
            .Produces<LifeSheet>().WithName("RequestReview").WithSummary("Asks for review of the draft: all errors of the checks before publishing at once, or the request.");
        lives.MapDelete("/{definitionId}/review", (string definitionId, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) => AnswerAsync(desk.TakeBackAsync(user, definitionId, cancellation)))
            .Produces<LifeSheet>().WithName("TakeBackReview").WithSummary("Takes the request back.");
        lives.MapPost("/{definitionId}/review/approval", (string definitionId, ApprovalInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.ApproveReviewAsync(user, definitionId, input.ComparedHash, input.Comment, input.Publish, cancellation)))
            .RequireAuthorization(Policies.Administrators).Produces<LifeSheet>().WithName("ApproveReview").WithSummary("A second person approves the comparison that they have seen, and publishes where asked.");
        lives.MapPost("/{definitionId}/review/rejection", (string definitionId, RejectionInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.RejectReviewAsync(user, definitionId, input.Comment, cancellation)))
            .RequireAuthorization(Policies.Administrators).Produces<LifeSheet>().WithName("RejectReview").WithSummary("Sends the draft back with a comment.");
        lives.MapPost("/{definitionId}/versions/{version:int}/retirement", (string definitionId, int version, RetirementInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.RetireAsync(user, definitionId, version, input.From, input.Reason, cancellation)))
            .RequireAuthorization(Policies.Administrators).Produces<LifeSheet>().WithName("RetireVersion").WithSummary("Ends a version from a day on; its cases go on.");

        lives.MapPost("/{definitionId}/versions/{version:int}/clone", (string definitionId, int version, CloneInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.CloneAsync(user, definitionId, version, input.DefinitionId, cancellation)))
            .Produces<LifeSheet>().WithName("CloneVersion").WithSummary("A draft of another definition with this content.");
        lives.MapPost("/{definitionId}/versions/{version:int}/branch", (string definitionId, int version, BranchInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.BranchAsync(user, definitionId, version, input.Region, cancellation)))
            .Produces<LifeSheet>().WithName("BranchVersion").WithSummary("A draft of a county's own version of the flow, which can take in later changes of its parent.");
        lives.MapGet("/{definitionId}/overrides", (string definitionId, VersionDesk desk, CancellationToken cancellation) => desk.OverridesAsync(definitionId, cancellation))
            .WithName("ListOverrides").WithSummary("The counties' own definitions branched from this one, with the version of it that each knows and how many it is behind.");
        lives.MapGet("/{definitionId}/merge", async (string definitionId, VersionDesk desk, CancellationToken cancellation) =>
                await desk.PreviewMergeAsync(definitionId, cancellation: cancellation) is { } preview ? Results.Ok(preview) : LifeText.Reject("nothing-to-merge", definitionId).ToProblem())
            .Produces<MergePreview>().WithName("PreviewMerge").WithSummary("What a newer version of the parent, or of the definition itself, would bring into the draft, and where both sides changed.");
        lives.MapPost("/{definitionId}/merge", (string definitionId, MergeInput input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                AnswerAsync(desk.MergeAsync(user, definitionId, (input.TheirsAt ?? []).ToHashSet(), input.Revision, cancellation)))
            .Produces<LifeSheet>().WithName("MergeVersion").WithSummary("Takes those changes into the draft; at the named places of conflict the other side is taken.");
    }

    private static async Task<IReadOnlyList<LifeRow>> ListAsync(VersionDesk desk, CancellationToken cancellation) =>
        [.. (await desk.ListAsync(cancellation)).Select(h => new LifeRow(h.DefinitionId, h.Name, h.FlowCode, h.DepartmentId, h.Region, h.Stage, h.LastVersion) { DraftSavedAt = h.DraftSavedAt, DraftSavedBy = h.DraftSavedByName })];

    internal static async Task<IResult> AnswerAsync(Task<LifeResult> asked, Func<LifeResult, IResult>? accepted = null)
    {
        var result = await asked;
        return result.Rejection is { } no ? result.ToProblem(no) : accepted?.Invoke(result) ?? Results.Ok(LifeSheet.Of(new(result.State, result.Draft, result.State.DefinitionId)));
    }

    /// <summary>A refusal with every problem that is behind it.</summary>
    internal static IResult ToProblem(this LifeResult result, Engine.Execution.Rejection no) => Results.Problem(
        title: Refusals.TextOf(no), detail: no.Message, statusCode: Refusals.StatusOf(no.Code), extensions: new Dictionary<string, object?>
        {
            ["code"] = no.Code,
            ["problems"] = result.Problems.Count == 0 ? null : result.Problems.Select(p => new ProblemLine(p.Code, p.Severity, p.Path, p.ActivityId, p.Message, p.MessageZh)).ToList(),
        });
}

public sealed record ReviewInput(int Revision, DateOnly EffectiveFrom, string ChangeNote);

/// <param name="ComparedHash">Of the request that was looked at.</param>
public sealed record ApprovalInput(string ComparedHash) { public string? Comment { get; init; } public bool Publish { get; init; } }

public sealed record RejectionInput(string Comment);
public sealed record RetirementInput(DateOnly From, string Reason);
public sealed record CloneInput(string DefinitionId);

/// <param name="Region">Division code.</param>
public sealed record BranchInput(string Region);

public sealed record MergeInput { public int? Revision { get; init; } public IReadOnlyList<string>? TheirsAt { get; init; } }

public sealed record ProblemLine(string Code, ProblemSeverity Severity, string Path, string? ActivityId, string Message, string? MessageZh);

public sealed record LifeRow(string DefinitionId, string Name, string? FlowCode, string? DepartmentId, string? Region, LifeStage Stage, int LastVersion)
{
    public DateTimeOffset? DraftSavedAt { get; init; }
    public string? DraftSavedBy { get; init; }
}

/// <summary>A definition as a client sees it.</summary>
public sealed record LifeSheet(string DefinitionId, string? FlowCode, string? DepartmentId, string? Region, LifeStage Stage, IReadOnlyList<VersionLine> Versions)
{
    public VersionName? Parent { get; init; }
    public DraftLine? Draft { get; init; }

    internal static LifeSheet Of(DefinitionLife life) => new(life.State.DefinitionId, life.State.FlowCode, life.State.DepartmentId, life.State.Region, life.State.Stage,
        [.. life.State.Versions.Select(v => new VersionLine(v.Number, v.Hash, v.EffectiveFrom, v.ChangeNote, v.At, v.By.Name) { ApprovedBy = v.ApprovedBy?.Name, RetiredFrom = v.RetiredFrom, RetiredBecause = v.RetiredBecause })])
    {
        Parent = life.State.Parent,
        Draft = life.State.Draft is { } draft && life.Draft is { } content ? new(content.Revision, draft.Origin, content.SavedAt, content.SavedByName, [.. draft.Authors.Select(a => a.Name)])
        {
            Base = draft.Base, Request = draft.Request is { } request ? new(request.Version, request.EffectiveFrom, request.ChangeNote, request.ComparedHash, request.By.Name) : null,
            ApprovedBy = draft.Approval?.By.Name, Rejection = draft.Rejection?.Comment,
        } : null,
    };
}

public sealed record VersionLine(int Version, string Hash, DateOnly? EffectiveFrom, string ChangeNote, DateTimeOffset PublishedAt, string PublishedBy)
{
    public string? ApprovedBy { get; init; }
    public DateOnly? RetiredFrom { get; init; }
    public string? RetiredBecause { get; init; }
}

public sealed record DraftLine(int Revision, DraftOrigin Origin, DateTimeOffset SavedAt, string SavedBy, IReadOnlyList<string> Authors)
{
    public VersionName? Base { get; init; }
    public ReviewLine? Request { get; init; }
    public string? ApprovedBy { get; init; }
    public string? Rejection { get; init; }
}

public sealed record ReviewLine(int Version, DateOnly EffectiveFrom, string ChangeNote, string ComparedHash, string RequestedBy);
