using System.Globalization;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;

namespace ApprovalFlow.Server.Api;

/// <summary>Rehearsals over HTTP: a made-up case on a draft or a version. Nothing is stored, so every request says the whole walk.</summary>
public static class RehearsalsApi
{
    public static void MapRehearsals(this IEndpointRouteBuilder api)
    {
        var rehearsals = api.MapGroup("/definitions/{definitionId}/rehearsals").WithTags("Definitions").RequireAuthorization(Policies.Designers)
            .ProducesProblem(StatusCodes.Status403Forbidden).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

        rehearsals.MapPost("/", async (string definitionId, RehearsalInput input, RehearsalDesk desk, CancellationToken cancellation) =>
                Stage(definitionId, input.Version, await desk.OpenAsync(definitionId, input.Version, cancellation), out var stage) is { } no ? no.ToProblem() : Play(stage!, input))
            .Produces<RehearsalSheet>().WithName("PlayRehearsal")
            .WithSummary("Plays a walk through the draft (or a version) from its application on, and says where it has come to: tasks with their last days, clocks, what happened. A move that a rule refuses ends it as a refusal.");
        rehearsals.MapPost("/scenarios", async (string definitionId, int? version, RehearsalDesk desk, CancellationToken cancellation) =>
            {
                var file = await desk.OpenAsync(definitionId, version, cancellation);
                return Stage(definitionId, version, file, out _) is { } no ? no.ToProblem() : Results.Ok(RehearsalDesk.Play(file!).Select(p => new ScenarioLine(p.Scenario.Name, p.Problem is null, p.Problem?.Message, p.Problem?.MessageZh)).ToList());
            })
            .Produces<IReadOnlyList<ScenarioLine>>().WithName("PlayScenarios").WithSummary("Plays every scenario that is kept with the draft (or a version), as publishing does.");
    }

    private static Engine.Execution.Rejection? Stage(string definitionId, int? version, RehearsalFile? file, out RehearsalStage? stage)
    {
        stage = file?.Stage;
        return file is null ? version is null ? LifeText.Reject("definition-not-found", definitionId) : LifeText.Reject("version-unknown", definitionId, version.Value.ToString(CultureInfo.InvariantCulture))
            : stage is null ? RehearsalRefusals.NoFlow(definitionId) : null;
    }

    private static IResult Play(RehearsalStage stage, RehearsalInput input)
    {
        var moves = new List<RehearsalMove>();
        foreach (var move in input.Moves ?? [])
            if (move.Read() is { } read) moves.Add(read);
            else return RehearsalRefusals.UnreadableMove(moves.Count + 1).ToProblem();
        var sample = RehearsalDesk.Sample(stage, input.StartsOn);
        var run = Rehearsal.Run(stage, sample with { Form = input.Form ?? sample.Form, CountyCode = input.CountyCode ?? sample.CountyCode, Moves = moves });
        return run.Refusal is { } refusal
            ? Results.Problem(title: Refusals.TextOf(refusal), detail: refusal.Message, statusCode: Refusals.StatusOf(refusal.Code), extensions: new Dictionary<string, object?> { ["code"] = refusal.Code, ["made"] = run.Made })
            : Results.Ok(RehearsalSheet.Of(run));
    }
}

/// <param name="StartsOn">The day of the application.</param>
public sealed record RehearsalInput(DateOnly StartsOn)
{
    /// <summary>A published version; null: the draft, or the last version where there is none.</summary>
    public int? Version { get; init; }
    /// <summary>The application form; null: a valid one is made up.</summary>
    public IReadOnlyDictionary<string, object?>? Form { get; init; }
    public string? CountyCode { get; init; }
    public IReadOnlyList<RehearsalMoveInput>? Moves { get; init; }
}

/// <summary>Either a step that is completed with an outcome, or working days that go by.</summary>
public sealed record RehearsalMoveInput
{
    /// <summary>Id of the activity whose oldest open task is completed.</summary>
    public string? Complete { get; init; }
    public string? Outcome { get; init; }
    /// <summary>Values of the step's own fields; what it needs beyond them is made up.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
    /// <summary>Working days.</summary>
    public int? Wait { get; init; }

    internal RehearsalMove? Read() => this switch
    {
        { Complete: { } activity, Outcome: { } outcome, Wait: null } => new RehearsalMove.Complete(activity, outcome) { Data = Data },
        { Complete: null, Outcome: null, Wait: { } days } => new RehearsalMove.Wait(days),
        _ => null,
    };
}

/// <summary>Where a rehearsal has come to.</summary>
/// <param name="Result">What the case closed as; null: it is open.</param>
public sealed record RehearsalSheet(DateTimeOffset Now, int Made, string? Result, IReadOnlyList<RehearsalTask> Tasks, IReadOnlyList<RehearsalClock> Clocks, IReadOnlyList<RehearsalLine> Lines)
{
    internal static RehearsalSheet Of(RehearsalRun run) => new(run.Now, run.Made, run.State.Result,
        [.. run.State.OpenTasks.Select(t => new RehearsalTask(t.ActivityId, t.ActivityType, t.NameZh, t.NameEn, t.Candidate.Role, t.OpenedAt, t.Outcomes) { DepartmentId = t.Candidate.DepartmentId, Assignee = t.Assignee?.Name, LimitDays = t.LimitDays, Due = t.Due })],
        [.. run.Clocks.Select(c => new RehearsalClock(c.Id, c.NameZh, c.NameEn, c.LimitDays, c.Used, c.Remaining, c.State.GetType().Name) { StartedOn = c.StartedOn, Due = c.Due })], RehearsalDesk.Lines(run));
}

public sealed record RehearsalTask(string ActivityId, string ActivityType, string NameZh, string NameEn, string Role, DateTimeOffset OpenedAt, IReadOnlyList<string> Outcomes)
{
    public string? DepartmentId { get; init; }
    public string? Assignee { get; init; }
    public double? LimitDays { get; init; }
    public DateOnly? Due { get; init; }
}

/// <param name="Used">Working days.</param>
public sealed record RehearsalClock(string Id, string NameZh, string NameEn, double LimitDays, double Used, double Remaining, string State)
{
    public DateOnly? StartedOn { get; init; }
    public DateOnly? Due { get; init; }
}

public sealed record ScenarioLine(string Name, bool GoesAsKept, string? Difference, string? DifferenceZh);
