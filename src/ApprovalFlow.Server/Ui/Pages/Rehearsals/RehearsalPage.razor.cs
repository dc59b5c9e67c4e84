using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Rehearsals;

/// <summary>流程演练: a made-up case on a draft or a version, step by step, with tasks, clocks and due dates; kept as a scenario, it is played at every publish.</summary>
public sealed partial class RehearsalPage
{
    private static readonly int[] Waits = [1, 3, 5, 10];
    private RehearsalFile? file;
    private RehearsalScript script = new(default, new Dictionary<string, object?>());
    private RehearsalRun? run;
    private FlowProgress progress = new();
    private IReadOnlyList<(RehearsalScenario Scenario, DefinitionProblem? Problem)> played = [];
    private Dictionary<string, object?> form = [];
    private string startsOn = "";
    private string? county, name, refused, loaded;
    private bool missing, kept;

    [Parameter] public string Id { get; set; } = "";
    [SupplyParameterFromQuery] public int? Version { get; set; }
    [SupplyParameterFromQuery] public bool? Exceptions { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required RehearsalDesk Desk { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private IReadOnlyList<ClockRow> Clocks => run is null ? [] : [.. run.Clocks.Select(ClockQuery.Row).Where(c => c.State is not ("not-started" or "stopped"))];

    protected override async Task OnParametersSetAsync()
    {
        if (loaded == $"{Id} {Version}") return;
        loaded = $"{Id} {Version}";
        file = await Desk.OpenAsync(Id, Version);
        missing = file is null;
        if (file is null) return;
        played = RehearsalDesk.Play(file);
        if (file.Stage is { } stage) Begin(RehearsalDesk.Sample(stage, Times.Today));
    }

    private void Begin(RehearsalScript begin)
    {
        (form, county, startsOn) = (new(begin.Form), begin.CountyCode, begin.StartsOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Play(begin);
    }

    private void BeginAnew()
    {
        var day = DateOnly.TryParseExact(startsOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : Times.Today;
        Play(new(day, new Dictionary<string, object?>(form)) { CountyCode = county });
    }

    /// <summary>A move that is refused is not taken into the script: what was reached stays.</summary>
    private void Make(RehearsalMove move)
    {
        var tried = Rehearsal.Run(file!.Stage!, script.Then(move));
        if (tried.Refusal is null) Play(script.Then(move));
        else (run, kept) = (run! with { Refusal = tried.Refusal }, false);
    }

    private void Back() => Play(script.Back());

    private void Play(RehearsalScript next)
    {
        (script, kept, refused) = (next, false, null);
        run = Rehearsal.Run(file!.Stage!, script);
        progress = new();
        foreach (var step in run.Records.Select(r => r.Event).OfType<CaseEvent.Flow>()) progress.Add(step.Event);
    }

    private Task KeepThisAsync()
    {
        if (file!.Scenarios.Any(s => s.Name == name!.Trim()))
        {
            refused = T["rehearsal.nameTaken"];
            return Task.CompletedTask;
        }
        return KeepAsync([.. file.Scenarios, new(name!.Trim(), script, run!.Outcome)]);
    }

    private async Task KeepAsync(IReadOnlyList<RehearsalScenario> scenarios)
    {
        var result = await Desk.KeepAsync((await Authentication).User, file!, scenarios);
        (refused, kept) = (result.Rejection is { } rejection ? Refusals.TextOf(rejection) : null, result.Rejection is null);
        if (!kept) return;
        file = await Desk.OpenAsync(Id);
        (played, name) = (RehearsalDesk.Play(file!), null);
    }

    private void Fill(string key, object? value)
    {
        if (value is null) form.Remove(key);
        else form[key] = value;
    }

    private string? ProblemOf(FormField field) => FormRules.Check(field, form.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    private string? DepartmentOf(Candidate candidate) => candidate.DepartmentId is { } id && Catalogue.Department(id) is { } department ? T.Pick(department.ShortZh, department.NameEn) : null;

    private string TextOf(RehearsalLine line) => line.Kind switch
    {
        "completed" => T["rehearsal.line.completed", T.Pick(line.NameZh, line.NameEn), Outcomes.NameOf(line.ActivityType!, line.Outcome)],
        "card" => T["rehearsal.line.card", T[$"card.level.{line.Level}"], T.Pick(line.NameZh, line.NameEn)],
        "closed" => T["rehearsal.line.closed", T.Find("result", line.Outcome ?? "")],
        "incident" => T["rehearsal.line.incident", line.NameEn],
        "accepted" => T["rehearsal.line.accepted"],
        _ => T["rehearsal.line.deemed"],
    };
}
