using System.Globalization;
using System.Security.Claims;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Definitions by the routes that users of Elsa know. What Elsa does at once and we do not: publishing needs a second person, published versions are never deleted.</summary>
public static class WorkflowDefinitionsApi
{
    public const string Prefix = "/elsa/api";
    private const int LargestPage = 500;

    public static void MapWorkflowDefinitions(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Prefix + "/workflow-definitions").WithTags("Workflow definitions (Elsa)").RequireAuthorization(Policies.Staff)
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        MapReading(group);
        MapWriting(group);
        MapBulk(routes.MapGroup(Prefix + "/bulk-actions").WithTags("Workflow definitions (Elsa)").RequireAuthorization(Policies.Staff).ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden));
        routes.MapDelete(Prefix + "/workflow-definition-versions/{id}", (string id, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                Split(id) is var (definitionId, version) ? DeleteAsync(user, definitionId, version, desk, cancellation) : Task.FromResult(LifeText.Reject("definition-not-found", id).ToProblem()))
            .WithTags("Workflow definitions (Elsa)").RequireAuthorization(Policies.Staff).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status401Unauthorized)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithName("DeleteWorkflowDefinitionVersion").WithSummary("Discards a draft by its version id.");
    }

    private static void MapReading(RouteGroupBuilder group)
    {
        group.MapGet("/", async (string? versionOptions, string? searchTerm, string? definitionIds, int? page, int? pageSize, VersionDesk desk, DefinitionQuery query, CancellationToken cancellation) =>
            {
                var wanted = definitionIds?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToHashSet();
                var all = (await SummariesAsync(desk, query, versionOptions ?? "Latest", cancellation))
                    .Where(d => (wanted is null || wanted.Contains(d.DefinitionId)) && (string.IsNullOrWhiteSpace(searchTerm) || d.Name.Contains(searchTerm, StringComparison.OrdinalIgnoreCase) || d.DefinitionId.Contains(searchTerm, StringComparison.OrdinalIgnoreCase))).ToList();
                var size = Math.Clamp(pageSize ?? LargestPage, 1, LargestPage);
                return new WorkflowDefinitionList([.. all.Skip(Math.Max(0, page ?? 0) * size).Take(size)], all.Count);
            })
            .WithName("ListWorkflowDefinitions").WithSummary("Definitions; versionOptions: Latest, Published, LatestOrPublished, LatestAndPublished, Draft, AllVersions or a number.");
        group.MapGet("/query/count", async (VersionDesk desk, CancellationToken cancellation) => new WorkflowDefinitionCount((await desk.ListAsync(cancellation)).Count)).WithName("CountWorkflowDefinitions").WithSummary("How many definitions there are.");
        group.MapGet("/validation/is-name-unique", async (string name, string? definitionId, VersionDesk desk, CancellationToken cancellation) =>
            new NameUniqueness(!(await desk.ListAsync(cancellation)).Any(d => d.Name == name && d.DefinitionId != definitionId))).WithName("IsWorkflowDefinitionNameUnique").WithSummary("Whether no other definition bears this name.");
        group.MapGet("/by-id/{id}", async (string id, VersionDesk desk, CancellationToken cancellation) =>
                Split(id) is var (definitionId, version) ? await DocumentAsync(definitionId, version.ToString(CultureInfo.InvariantCulture), desk, cancellation) : LifeText.Reject("definition-not-found", id).ToProblem())
            .Produces<object>().ProducesProblem(StatusCodes.Status404NotFound).WithName("GetWorkflowDefinitionById").WithSummary("One version by its version id.");
        foreach (var (pattern, name) in new[] { ("/by-definition-id/{definitionId}", "GetWorkflowDefinitionByDefinitionId"), ("/{definitionId}", "GetWorkflowDefinition") })
            group.MapGet(pattern, (string definitionId, string? versionOptions, VersionDesk desk, CancellationToken cancellation) => DocumentAsync(definitionId, versionOptions ?? "Latest", desk, cancellation))
                .Produces<object>().ProducesProblem(StatusCodes.Status404NotFound).WithName(name).WithSummary("A definition's document: its draft where there is one, else its last version, or the version asked for.");
        group.MapGet("/{definitionId}/versions", async (string definitionId, VersionDesk desk, DefinitionQuery query, CancellationToken cancellation) =>
                (await SummariesAsync(desk, query, "AllVersions", cancellation)).Where(d => d.DefinitionId == definitionId).ToList() is { Count: > 0 } found
                    ? Results.Ok(new WorkflowDefinitionList(found, found.Count)) : LifeText.Reject("definition-not-found", definitionId).ToProblem())
            .Produces<WorkflowDefinitionList>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ListWorkflowDefinitionVersions").WithSummary("All versions, the youngest first.");
        group.MapGet("/{definitionId}/export", async (string definitionId, string? versionOptions, VersionDesk desk, CancellationToken cancellation) =>
                await FindAsync(definitionId, versionOptions ?? "Latest", desk, cancellation) is { } found
                    ? Results.File(Encoding.UTF8.GetBytes(found.Json), "application/json", $"{definitionId}-v{found.Version.ToString(CultureInfo.InvariantCulture)}.json")
                    : LifeText.Reject("definition-not-found", definitionId).ToProblem())
            .Produces<object>().ProducesProblem(StatusCodes.Status404NotFound).WithName("ExportWorkflowDefinition").WithSummary("The same as a file.");
    }

    private static void MapWriting(RouteGroupBuilder group)
    {
        group.MapPost("/", async (SaveWorkflowDefinition input, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) =>
            {
                // Saving and publishing in one step would leave out the second person.
                if (input.Publish == true)
                    return LifeText.Reject("approval-required", IdOf(input.Model) ?? "").ToProblem();
                return await SavedAsync(desk.ImportAsync(user, input.Model.GetRawText(), IdOf(input.Model), input.Revision, cancellation), http);
            })
            .Produces<SavedWorkflowDefinition>().Produces<SavedWorkflowDefinition>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("SaveWorkflowDefinition").WithSummary("Saves the draft. Over an existing draft the revision that it was based on is needed; another one's is never overwritten unseen.");
        foreach (var method in (string[])["POST", "PUT"])
        {
            group.MapMethods("/import", [method], (JsonElement model, int? revision, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) =>
                    SavedAsync(desk.ImportAsync(user, model.GetRawText(), null, revision, cancellation), http))
                .Produces<SavedWorkflowDefinition>().Produces<SavedWorkflowDefinition>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .WithName($"ImportWorkflowDefinition{method}").WithSummary("Takes a document in as a draft, of the definition that it names.");
            group.MapMethods("/{definitionId}/import", [method], (string definitionId, JsonElement model, int? revision, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) =>
                    SavedAsync(desk.ImportAsync(user, model.GetRawText(), definitionId, revision, cancellation), http))
                .Produces<SavedWorkflowDefinition>().Produces<SavedWorkflowDefinition>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
                .WithName($"ImportIntoWorkflowDefinition{method}").WithSummary("Takes a document in as a draft of this definition.");
        }
        group.MapPost("/validate", (JsonElement model, VersionDesk desk) => desk.Validate(model.GetRawText()).Select(p => new ProblemLine(p.Code, p.Severity, p.Path, p.ActivityId, p.Message, p.MessageZh)).ToList())
            .WithName("ValidateWorkflowDefinition").WithSummary("Everything that the checks before publishing find in a document, all at once. Nothing is stored.");
        group.MapPost("/{definitionId}/publish", (string definitionId, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) => SavedAsync(desk.PublishAsync(user, definitionId, cancellation), http))
            .RequireAuthorization(Policies.Administrators).Produces<SavedWorkflowDefinition>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("PublishWorkflowDefinition").WithSummary("Publishes a draft that a second person has approved.");
        group.MapPost("/{definitionId}/retract", async (string definitionId, RetirementInput input, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) =>
                await desk.FindAsync(definitionId, cancellation) is { State.Latest: { } latest } ? await SavedAsync(desk.RetireAsync(user, definitionId, latest.Number, input.From, input.Reason, cancellation), http) : LifeText.Reject("definition-not-found", definitionId).ToProblem())
            .RequireAuthorization(Policies.Administrators).Produces<SavedWorkflowDefinition>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithName("RetractWorkflowDefinition").WithSummary("Ends the last version from a day on; its cases go on.");
        group.MapPost("/{definitionId}/revert/{version:int}", (string definitionId, int version, ClaimsPrincipal user, VersionDesk desk, HttpContext http, CancellationToken cancellation) => SavedAsync(desk.RevertAsync(user, definitionId, version, cancellation), http))
            .Produces<SavedWorkflowDefinition>().Produces<SavedWorkflowDefinition>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .WithName("RevertWorkflowDefinition").WithSummary("A new draft with the content of an earlier version.");
        group.MapDelete("/{definitionId}/version/{version:int}", (string definitionId, int version, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) => DeleteAsync(user, definitionId, version, desk, cancellation))
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).WithName("DeleteWorkflowDefinitionDraft").WithSummary("Discards the draft; a published version is never deleted.");
    }

    /// <summary>Several at once, each by the rules for one: what is refused is told beside what was done.</summary>
    private static void MapBulk(RouteGroupBuilder bulk)
    {
        bulk.MapPost("/publish/workflow-definitions/by-definition-ids", (BulkDefinitions input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                EachAsync(input.DefinitionIds, id => desk.PublishAsync(user, id, cancellation)))
            .RequireAuthorization(Policies.Administrators).WithName("BulkPublishWorkflowDefinitions").WithSummary("Publishes those drafts that a second person has approved.");
        bulk.MapPost("/retract/workflow-definitions/by-definition-ids", (BulkRetraction input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                EachAsync(input.DefinitionIds, async id => await desk.FindAsync(id, cancellation) is { State.Latest: { } latest }
                    ? await desk.RetireAsync(user, id, latest.Number, input.From, input.Reason, cancellation) : new(LifeState.Empty, [], null, LifeText.Reject("definition-not-found", id))))
            .RequireAuthorization(Policies.Administrators).WithName("BulkRetractWorkflowDefinitions").WithSummary("Ends the last version of each from a day on; their cases go on.");
        bulk.MapPost("/delete/workflow-definitions/by-definition-id", (BulkDefinitions input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                EachAsync(input.DefinitionIds, async id => await desk.FindAsync(id, cancellation) is { } life
                    ? await DiscardAsync(user, id, life.Draft is null ? life.State.Latest?.Number ?? 0 : LifeDecider.Next(life.State), desk, cancellation) : new(LifeState.Empty, [], null, LifeText.Reject("definition-not-found", id))))
            .WithName("BulkDeleteWorkflowDefinitions").WithSummary("Discards the drafts of these definitions; published versions are never deleted.");
        bulk.MapPost("/delete/workflow-definitions/by-id", (BulkVersions input, ClaimsPrincipal user, VersionDesk desk, CancellationToken cancellation) =>
                EachAsync(input.Ids, async id => Split(id) is var (definitionId, version)
                    ? await DiscardAsync(user, definitionId, version, desk, cancellation) : new(LifeState.Empty, [], null, LifeText.Reject("definition-not-found", id))))
            .WithName("BulkDeleteWorkflowDefinitionVersions").WithSummary("Discards drafts by their version ids.");
    }

    private static async Task<BulkAnswer> EachAsync(IReadOnlyList<string> ids, Func<string, Task<LifeResult>> act)
    {
        List<string> done = [];
        List<BulkRefusal> refused = [];
        foreach (var id in ids.Distinct())
            if ((await act(id)).Rejection is { } no) refused.Add(new(id, no.Code, Refusals.TextOf(no)));
            else done.Add(id);
        return new(done, refused);
    }

    /// <summary>The draft with this number goes; anything else is refused.</summary>
    private static async Task<LifeResult> DiscardAsync(ClaimsPrincipal user, string definitionId, int version, VersionDesk desk, CancellationToken cancellation)
    {
        if (await desk.FindAsync(definitionId, cancellation) is { } life)
        {
            LifeResult Refused(string code) => new(life.State, [], null, LifeText.Reject(code, definitionId, version.ToString(CultureInfo.InvariantCulture)));
            if (life.State.Versions.Exists(v => v.Number == version)) return Refused("version-immutable");
            if (version != LifeDecider.Next(life.State)) return Refused("version-unknown");
        }
        return await desk.DiscardDraftAsync(user, definitionId, cancellation);
    }

    private static Task<IResult> DeleteAsync(ClaimsPrincipal user, string definitionId, int version, VersionDesk desk, CancellationToken cancellation) =>
        LivesApi.AnswerAsync(DiscardAsync(user, definitionId, version, desk, cancellation), _ => Results.NoContent());

    private static Task<IResult> SavedAsync(Task<LifeResult> asked, HttpContext http) => LivesApi.AnswerAsync(asked, result =>
    {
        if (result.Draft is { } draft)
            http.Response.Headers.ETag = $"\"{draft.Revision.ToString(CultureInfo.InvariantCulture)}\"";
        JsonElement? document = result.Draft is null ? null : JsonDocument.Parse(Document(result.State, result.Draft.Json, LifeDecider.Next(result.State))).RootElement;
        var saved = new SavedWorkflowDefinition(document, AlreadyPublished: result.State.Stage == LifeStage.Settled, ConsumingWorkflowCount: 0, ValidationErrors: []) { Revision = result.Draft?.Revision };
        var begun = result.Records.Any(r => r.Event is LifeEvent.DraftOpened);
        return begun ? Results.Created($"{Prefix}/workflow-definitions/{Uri.EscapeDataString(result.State.DefinitionId)}", saved) : Results.Ok(saved);
    });

    private static async Task<IResult> DocumentAsync(string definitionId, string options, VersionDesk desk, CancellationToken cancellation) =>
        await FindAsync(definitionId, options, desk, cancellation) is { } found ? Results.Text(found.Json, "application/json") : LifeText.Reject("definition-not-found", definitionId).ToProblem();

    /// <summary>The document that version options select of one definition (SPEC 8.10).</summary>
    private static async Task<(int Version, string Json)?> FindAsync(string definitionId, string options, VersionDesk desk, CancellationToken cancellation)
    {
        if (await desk.FindAsync(definitionId, cancellation) is not { } life)
            return null;
        var published = Published(life.State);
        var draft = life.Draft is null ? (int?)null : LifeDecider.Next(life.State);
        var wanted = options.ToUpperInvariant() switch
        {
            "DRAFT" => draft,
            "PUBLISHED" => published,
            "LATEST" or "LATESTORPUBLISHED" or "LATESTANDPUBLISHED" or "ALLVERSIONS" => draft ?? life.State.Latest?.Number,
            _ => int.TryParse(options, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null,
        };
        if (wanted is null)
            return null;
        if (wanted == draft)
            return (wanted.Value, Document(life.State, life.Draft!.Json, wanted.Value));
        return await desk.VersionAsync(definitionId, wanted.Value, cancellation) is { } version ? (wanted.Value, version.Json) : null;
    }

    private static string Document(LifeState state, string json, int version) => DefinitionContent.Stamp(WorkflowDefinition.Load(json).Definition!, state.DefinitionId, version, isPublished: false).ToJson();

    private static int? Published(LifeState state) => state.Versions.LastOrDefault(v => v.RetiredFrom is null)?.Number;

    private static async Task<IReadOnlyList<WorkflowDefinitionSummary>> SummariesAsync(VersionDesk desk, DefinitionQuery query, string options, CancellationToken cancellation)
    {
        var versions = (await query.AllAsync(cancellation)).ToLookup(r => r.DefinitionId);
        List<WorkflowDefinitionSummary> all = [];
        foreach (var life in await desk.ListAsync(cancellation))
        {
            var hasDraft = life.Stage != LifeStage.Settled;
            var rows = versions[life.DefinitionId].ToList();
            var published = rows.FirstOrDefault(r => r.RetiredFrom is null)?.Version;
            if (hasDraft)
                all.Add(new(DefinitionContent.IdOf(life.DefinitionId, life.LastVersion + 1), life.DefinitionId, life.Name, life.LastVersion + 1, IsLatest: true, IsPublished: false) { CreatedAt = life.DraftSavedAt });
            all.AddRange(rows.Select(r => new WorkflowDefinitionSummary(DefinitionContent.IdOf(r.DefinitionId, r.Version), r.DefinitionId, r.Name, r.Version, IsLatest: !hasDraft && r.Version == life.LastVersion, IsPublished: r.Version == published)
            {
                CreatedAt = r.PublishedAt, EffectiveFrom = r.EffectiveFrom, RetiredFrom = r.RetiredFrom,
            }));
        }
        return [.. all.Where(d => options.ToUpperInvariant() switch
        {
            "PUBLISHED" => d.IsPublished,
            "DRAFT" => d.IsLatest && !d.IsPublished && d.EffectiveFrom is null && !versions[d.DefinitionId].Any(v => v.Version == d.Version),
            "LATESTORPUBLISHED" or "LATESTANDPUBLISHED" => d.IsLatest || d.IsPublished,
            "ALLVERSIONS" => true,
            var number when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var version) => d.Version == version,
            _ => d.IsLatest,
        })];
    }

    private static string? IdOf(JsonElement model) => model.ValueKind == JsonValueKind.Object && model.TryGetProperty("definitionId", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null;

    /// <summary>A version id is the definition's, <c>-v</c> and the number.</summary>
    private static (string DefinitionId, int Version)? Split(string id) =>
        id.LastIndexOf("-v", StringComparison.Ordinal) is var at and > 0 && int.TryParse(id.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? (id[..at], version) : null;
}

/// <param name="Model">The document.</param>
/// <param name="Publish">Refused: publishing needs a second person.</param>
/// <param name="Revision">Of the draft that the model was based on; needed where there is a draft.</param>
public sealed record SaveWorkflowDefinition(JsonElement Model, bool? Publish = null, int? Revision = null);

/// <param name="WorkflowDefinition">The draft as it is now; null when there is none any more.</param>
public sealed record SavedWorkflowDefinition(JsonElement? WorkflowDefinition, bool AlreadyPublished, int ConsumingWorkflowCount, IReadOnlyList<string> ValidationErrors) { public int? Revision { get; init; } }

public sealed record WorkflowDefinitionSummary(string Id, string DefinitionId, string Name, int Version, bool IsLatest, bool IsPublished)
{
    public DateTimeOffset? CreatedAt { get; init; }
    public DateOnly? EffectiveFrom { get; init; }
    public DateOnly? RetiredFrom { get; init; }
}

public sealed record WorkflowDefinitionList(IReadOnlyList<WorkflowDefinitionSummary> Items, int TotalCount);
public sealed record BulkDefinitions(IReadOnlyList<string> DefinitionIds);
public sealed record BulkVersions(IReadOnlyList<string> Ids);

/// <param name="From">First day on which they are not in force any more.</param>
public sealed record BulkRetraction(IReadOnlyList<string> DefinitionIds, DateOnly From, string Reason);

public sealed record BulkAnswer(IReadOnlyList<string> Done, IReadOnlyList<BulkRefusal> Refused);
public sealed record BulkRefusal(string Id, string Code, string Message);

public sealed record WorkflowDefinitionCount(int Count);
public sealed record NameUniqueness(bool IsUnique);
