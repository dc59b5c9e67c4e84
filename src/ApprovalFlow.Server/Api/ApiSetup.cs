using System.Text.Json.Serialization;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Mvc;

namespace ApprovalFlow.Server.Api;

/// <summary>The HTTP interface: JSON in and out, refusals as ProblemDetails with a stable <c>code</c>.</summary>
public static class ApiSetup
{
    public const int LargestBody = 2 * 1024 * 1024;
    public const string IdempotencyKey = "Idempotency-Key";

    public static void AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            options.SerializerOptions.Converters.Add(new PlainJsonConverter());
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
        // A request that cannot be read is thrown in every environment, so that its answer can say where it is wrong.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddProblemDetails(options => options.CustomizeProblemDetails = context =>
        {
            context.ProblemDetails.Extensions.TryAdd("code", CodeOf(context.ProblemDetails.Status));
            if (context.Exception is BadHttpRequestException unread)
                context.ProblemDetails.Detail = BadRequests.DetailOf(unread);
        });
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "ApprovalFlow", Version = "v1" };
            document.Servers = [];
            return Task.CompletedTask;
        }));
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api").RequireAuthorization().ProducesProblem(StatusCodes.Status401Unauthorized);
        api.MapMe();
        api.MapCatalogue();
        api.MapDefinitions();
        api.MapLives();
        api.MapWhatIf();
        api.MapRehearsals();
        api.MapMigrations();
        api.MapActivities();
        api.MapCalendars();
        api.MapCases();
        api.MapClocks();
        api.MapCards();
        api.MapBoards();
        api.MapMonitor();
        api.MapLedger();
        api.MapReplays();
        api.MapRetention();
        api.MapTasks();
        api.MapTaskOperations();
        api.MapTrips();
        api.MapPackets();
        api.MapCaseOperations();
        api.MapSubstitutions();
        api.MapTalk();
        api.MapPosts();
        api.MapMarks();
        api.MapMessages();
        routes.MapGateway();
        routes.MapFeed();
        routes.MapWorkflowDefinitions();
        routes.MapOpenApi().RequireAuthorization();
    }

    /// <summary>Bodies larger than any application is are refused before they are read.</summary>
    public static IApplicationBuilder UseBodyLimit(this IApplicationBuilder app) => app.Use((http, next) =>
        http.Request.ContentLength > LargestFor(http.Request.Path)
            ? Results.Problem(statusCode: StatusCodes.Status413PayloadTooLarge, detail: $"Expected at most {LargestFor(http.Request.Path)} bytes, but the request has {http.Request.ContentLength}.").ExecuteAsync(http)
            : next(http));

    /// <summary>A photo is larger than any application.</summary>
    private static long LargestFor(PathString path) => path.StartsWithSegments("/api/trips") && path.Value!.EndsWith("/photos", StringComparison.Ordinal) ? TripsApi.LargestPhoto : LargestBody;

    /// <summary>The one mapping from a command's answer to HTTP.</summary>
    internal static IResult ToHttp(this CommandResult result, Func<CommandResult.Accepted, IResult>? accepted = null) => result switch
    {
        CommandResult.Rejected no => no.Rejection.ToProblem(),
        CommandResult.Accepted yes when accepted is not null => accepted(yes),
        CommandResult.Accepted yes => Results.Ok(new CommandReceipt(yes.CaseNumber, yes.Version, yes.IsReplay)),
        _ => throw new InvalidOperationException($"Expected a known answer, but it is {result.GetType().Name}."),
    };

    private static string CodeOf(int? status) => status switch
    {
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status401Unauthorized => "not-signed-in",
        StatusCodes.Status403Forbidden => "not-allowed",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status410Gone => CommandRefusal.CaseRedacted,
        StatusCodes.Status413PayloadTooLarge => "too-large",
        StatusCodes.Status415UnsupportedMediaType => "not-json",
        _ => "error",
    };
}

/// <param name="Version">Position of the case's last event.</param>
/// <param name="IsReplay">The idempotency key had been used before: nothing changed this time.</param>
public sealed record CommandReceipt(string CaseNumber, long Version, bool IsReplay);

/// <summary>The header that makes a repeated request harmless.</summary>
public sealed record Idempotency([FromHeader(Name = ApiSetup.IdempotencyKey)] string? Key);
