using System.Globalization;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>拟定: which cases, from which versions to which, by which map, and why. Ends with the dry run.</summary>
public sealed partial class PlanDraftPage
{
    private const int Most = 200;
    private readonly SortedDictionary<int, MapProposal> sources = [];
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<VersionName> versions = [];
    private IReadOnlyList<MovableCase> cases = [];
    private Dictionary<string, int> open = [];
    private int target, batch = PlanContent.UsualBatch;
    private string step = "", reason = "";
    private bool loaded, busy;
    private Rejection? refusal;

    [Parameter] public string Id { get; set; } = "";
    /// <summary>The plan that is drawn up anew; null: a new one.</summary>
    [SupplyParameterFromQuery] public string? Plan { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required MigrationDesk Desk { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private IReadOnlyList<MovableCase> Shown => [.. cases.Where(c => sources.Values.Any(s => s.From.Hash == c.DefinitionHash) && (step.Length == 0 || c.Waits.Any(w => w.ActivityId == step)))];
    private IEnumerable<WaitsAt> Steps => cases.SelectMany(c => c.Waits).DistinctBy(w => w.ActivityId).OrderBy(w => w.ActivityId, StringComparer.Ordinal);

    protected override async Task OnInitializedAsync()
    {
        versions = await Desk.VersionsAsync(Id);
        if (versions.Count > 1)
        {
            cases = await Desk.CasesAsync(Id, [.. versions.Select(v => v.Version)], null);
            open = cases.GroupBy(c => c.DefinitionHash).ToDictionary(g => g.Key, g => g.Count());
            if (Plan is not null && await Desk.FindAsync(Id, Plan) is { } plan)
            {
                (target, reason, batch) = (plan.Content.Target.Version, plan.Content.Reason, plan.Content.BatchSize);
                foreach (var source in plan.Content.Sources)
                    if (await Desk.SuggestAsync(Id, source.Version.Version, target, source.Map) is { } drawn)
                        sources[source.Version.Version] = drawn;
                chosen.UnionWith(plan.Content.Cases.Where(n => cases.Any(c => c.CaseNumber == n)));
            }
            else
            {
                target = versions[0].Version;
                foreach (var version in versions.Skip(1).Where(v => open.ContainsKey(v.Hash)).Take(1))
                    await SourceAsync(version.Version, true);
            }
        }
        loaded = true;
    }

    private async Task TargetAsync(ChangeEventArgs e)
    {
        target = int.Parse((string)e.Value!, CultureInfo.InvariantCulture);
        foreach (var number in sources.Keys.ToList())
            await SourceAsync(number, number != target);
    }

    private async Task SourceAsync(int number, bool wanted)
    {
        if (wanted && await Desk.SuggestAsync(Id, number, target) is { } proposal)
            sources[number] = proposal;
        else if (!wanted && sources.Remove(number, out var gone))
            chosen.ExceptWith(cases.Where(c => c.DefinitionHash == gone.From.Hash).Select(c => c.CaseNumber));
    }

    private void Choose(string number, bool wanted) => _ = wanted ? chosen.Add(number) : chosen.Remove(number);

    private void Choose(int source, MapLine line) => sources[source] = sources[source] with { Lines = [.. sources[source].Lines.Select(l => l.From.Path == line.From.Path ? line : l)] };

    private async Task DraftAsync()
    {
        (busy, refusal) = (true, null);
        try
        {
            var user = (await Authentication).User;
            // In the order of the list, and none that a filter hides is forgotten.
            List<string> numbers = [.. cases.Where(c => chosen.Contains(c.CaseNumber)).Select(c => c.CaseNumber)];
            var input = new PlanInput(target, [.. sources.Select(s => new PlanSourceInput(s.Key) { Map = s.Value.Lines.ToDictionary(l => l.From.Path, l => l.To) })], reason) { Cases = numbers, BatchSize = batch };
            var drawn = await Desk.DraftAsync(user, Id, Plan, input);
            if (drawn.Rejection is null)
                drawn = await Desk.DryRunAsync(user, Id, drawn.State.PlanId);
            refusal = drawn.Rejection;
            if (refusal is null)
                Navigation.NavigateTo($"/definitions/{Uri.EscapeDataString(Id)}/migrations/{Uri.EscapeDataString(drawn.State.PlanId)}");
        }
        finally
        {
            busy = false;
        }
    }

    private string VersionOf(string hash) => versions.FirstOrDefault(v => v.Hash == hash) is { } version ? T["versions.number", version.Version] : "";
}
