using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>Open proposals of one applicant or one site: the lead merges those that are chosen.</summary>
public sealed partial class ProposalGroup
{
    private readonly HashSet<ProposalEntry> chosen = [];
    private string title = "", lead = "";
    private bool busy, filled;

    [Parameter, EditorRequired] public required Proposals Group { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnRefused { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required TripDesk Desk { get; set; }
    [Inject] public required TripTexts Names { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private string Id => string.Concat(Group.Key.Where(char.IsLetterOrDigit));
    private IReadOnlyList<string> Leads => [.. Group.Entries.Select(e => e.DepartmentId).Distinct().Where(d => TripRules.MaySpeakFor(Actor, d))];

    protected override void OnParametersSet()
    {
        chosen.IntersectWith(Group.Entries);
        if (filled)
            return;
        filled = true;
        chosen.UnionWith(Group.Entries);
        title = $"{Group.Name} {Names.Kind(Group.Entries[0].Kind)}";
        lead = Leads.Count > 0 ? Leads[0] : "";
    }

    private string Item(ProposalEntry entry) => Catalogue.Item(entry.ItemCode) is { } item ? T.Pick(item.NameZh, item.NameEn) : entry.ItemCode;

    private void Choose(ProposalEntry entry, bool wanted) => _ = wanted ? chosen.Add(entry) : chosen.Remove(entry);

    private async Task ConveneAsync()
    {
        busy = true;
        var answer = await Desk.ConveneAsync((await Authentication).User, new(Group.Entries[0].Kind, title, lead) { Proposals = [.. Group.Entries.Where(chosen.Contains).Select(e => new ProposalName(e.CaseNumber, e.Sequence))] });
        busy = false;
        if (answer.Rejection is { } rejection)
            await OnRefused.InvokeAsync(Refusals.TextOf(rejection));
        else
            Navigation.NavigateTo($"/trips/{answer.State.Number}");
    }
}
