using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>踏勘工作台: what is proposed, what is arranged, where I am to be.</summary>
public sealed partial class TripsPage : IDisposable
{
    private int seen;
    private string? refusal;
    private PageWatch? watch;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required TripSignals Signals { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, _ => true, () => _ = InvokeAsync(() => { seen++; StateHasChanged(); }));
    }

    private async Task<Workspace> LoadAsync(CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        var actor = await Actors.OfAsync(user, cancellation);
        var open = await Desk.ProposalsAsync(user, cancellation);
        return new(actor, open is null ? null : Grouped(open), await Desk.MineAsync(user, cancellation), await Desk.ListAsync(user, cancellation))
        {
            Leads = [.. Catalogue.Departments.Where(d => d.Kind == "administrative" && TripRules.MaySpeakFor(actor, d.Id)).Select(d => d.Id)],
        };
    }

    private bool IsToday(TripHeader trip) => trip.StartsAt is { } at && DateOnly.FromDateTime(Times.At(at).DateTime) == Times.Today;

    /// <summary>By applicant; and once more by site where several applicants want the same one seen.</summary>
    private static List<Proposals> Grouped(IReadOnlyList<ProposalEntry> open) =>
    [
        .. open.GroupBy(p => (p.Kind, p.ApplicantId)).Select(g => new Proposals($"a-{g.Key}", g.First().ApplicantName, false, [.. g])),
        .. open.GroupBy(p => (p.Kind, p.SiteKey)).Where(g => g.Select(p => p.ApplicantId).Distinct().Count() > 1).Select(g => new Proposals($"s-{g.Key}", g.First().Site, true, [.. g])),
    ];

    public void Dispose() => watch?.Dispose();

    private sealed record Workspace(Actor Actor, IReadOnlyList<Proposals>? Groups, IReadOnlyList<TripHeader> Mine, IReadOnlyList<TripHeader> Trips)
    {
        /// <summary>Departments that the reader may convene a meeting for.</summary>
        public IReadOnlyList<string> Leads { get; init; } = [];
    }
}

/// <summary>Proposals that may share a trip.</summary>
/// <param name="BySite">They share the site; otherwise the applicant.</param>
public sealed record Proposals(string Key, string Name, bool BySite, IReadOnlyList<ProposalEntry> Entries);
