using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages;

/// <summary>What there is to do next, for whoever this is.</summary>
public sealed partial class HomePage
{
    private const int Shown = 6;
    private ClaimsPrincipal user = new();

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required InboxQuery Inbox { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required CardQuery Cards { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }

    private string UserName => user.DisplayName();
    private string Roles => string.Join(T["list.separator"], user.Mandates().Select(m => m.Role).Distinct().Select(r => T.Find("role", r)));
    private bool IsHandler => user.IsInAny(Domain.Cases.Roles.Handlers);
    private bool IsRegulator => user.IsInRole(Domain.Cases.Roles.Regulator);
    private bool IsWindow => user.IsInRole(Domain.Cases.Roles.WindowClerk);
    private bool IsApplicant => user.IsInRole(Domain.Cases.Roles.Applicant) && !user.IsInAny(Domain.Cases.Roles.Staff);
    private bool ReadsCases => IsApplicant || user.IsInAny(Domain.Cases.Roles.Overseers) || IsWindow;

    /// <summary>Applications of this person that wait for their own correction.</summary>
    private IReadOnlyList<CaseRow> corrections = [];

    /// <summary>Cards and orders that this person must answer.</summary>
    private IReadOnlyList<CardRow> cards = [];

    protected override async Task OnInitializedAsync()
    {
        user = (await Authentication).User;
        if (IsHandler || IsRegulator)
        {
            var actor = await Actors.OfAsync(user);
            cards = await Cards.MineAsync(actor.UserId, actor.Mandates);
        }
        if (IsApplicant)
            corrections = (await Desk.ListAsync(user, new() { Status = CaseStatus.AwaitingCorrection, Take = Shown })).Rows;
    }

    private async Task<Desktop> LoadTasksAsync(CancellationToken cancellation)
    {
        var actor = await Actors.OfAsync(user, cancellation);
        var mine = await Inbox.PageAsync(new(actor.UserId, actor.Mandates, InboxTab.Mine) { ActsFor = actor.ActsFor, Take = Shown }, cancellation);
        var claimable = await Inbox.PageAsync(new(actor.UserId, actor.Mandates, InboxTab.Claimable) { ActsFor = actor.ActsFor, Take = Shown }, cancellation);
        return new(await Inbox.CountsAsync(actor, cancellation), [.. mine.Rows.Concat(claimable.Rows).Take(Shown)]);
    }

    private Task<CasePage> LoadCasesAsync(CancellationToken cancellation) => Desk.ListAsync(user, new() { Take = Shown }, cancellation);

    private IEnumerable<Tile> Tiles(InboxCounts counts) =>
    [
        new(T["tasks.tab.Claimable"], Show(counts.Claimable), "/tasks"),
        new(T["tasks.tab.Mine"], Show(counts.Mine), "/tasks?tab=mine"),
        new(T["tasks.tab.Done"], Show(counts.Done), "/tasks?tab=done"),
    ];

    private static string Show(int count) => count >= InboxQuery.CountCap ? $"{InboxQuery.CountCap}+" : $"{count}";

    private sealed record Desktop(InboxCounts Counts, IReadOnlyList<TaskRow> Next);
    private sealed record Tile(string Title, string Count, string Href);
}
