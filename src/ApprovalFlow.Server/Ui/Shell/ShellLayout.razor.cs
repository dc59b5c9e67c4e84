using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Shell;

public sealed partial class ShellLayout
{
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required CaseMarks Marks { get; set; }
    [Inject] public required IHostEnvironment Environment { get; set; }

    private IReadOnlyList<NavigationEntry> Entries { get; set; } = [];
    /// <summary>The bar at the foot of a phone holds five; where there are more, four and the way to the others.</summary>
    private int OnBar => Entries.Count <= NavigationEntry.OnBar ? Entries.Count : NavigationEntry.OnBar - 1;
    private string UserName { get; set; } = "";
    private int Unread { get; set; }
    private string SkipTarget => Navigation.Uri.Split('#')[0] + "#main";

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        UserName = user.DisplayName();
        Unread = await Marks.UnreadAsync(user.UserId());
        Entries = NavigationEntry.For(user, Environment.IsDevelopment());
    }
}

/// <summary>One place a persona may go; what they need most comes first.</summary>
public sealed record NavigationEntry(string Href, string Text, string Icon, bool Exact = false)
{
    /// <summary>As many fit the bar at the foot of a phone.</summary>
    public const int OnBar = 5;

    public static IReadOnlyList<NavigationEntry> For(ClaimsPrincipal user, bool development)
    {
        List<NavigationEntry> entries = [new("/", "nav.home", "home", Exact: true)];
        if (Roles.Handlers.Any(user.IsInRole))
            entries.Add(new("/tasks", "nav.tasks", "tasks"));
        if (TripRules.Speakers.Any(user.IsInRole))
            entries.Add(new("/trips", "nav.trips", "map-users"));
        if (user.IsInRole(Roles.Regulator))
            entries.Add(new("/packets", "nav.packets", "inbox"));
        if (user.IsInRole(Roles.WindowClerk))
            entries.Add(new("/register", "nav.register", "plus"));
        // A regulator finds cases by their packets.
        if (user.IsInRole(Roles.Applicant) || Roles.Staff.Any(r => r != Roles.Regulator && user.IsInRole(r)))
            entries.Add(new("/cases", Roles.Staff.Any(user.IsInRole) ? "nav.cases" : "nav.myCases", "folder"));
        if (Roles.Overseers.Any(user.IsInRole))
            entries.AddRange([new("/supervision", "nav.supervision", "flag"), new("/boards", "nav.boards", "chart")]);
        if (!user.IsInRole(Roles.Regulator) && (Roles.Overseers.Any(user.IsInRole) || user.IsInRole(Roles.ChiefRepresentative)))
            entries.Add(new("/packets", "nav.packets", "inbox"));
        if (Policies.Monitors.Any(user.IsInRole))
            entries.Add(new("/monitor", "nav.monitor", "pulse"));
        if (Roles.Overseers.Any(user.IsInRole))
            entries.AddRange([new("/ledger", "nav.ledger", "shield-check"), new("/feed", "nav.feed", "send")]);
        entries.Add(new("/catalogue", "nav.catalogue", "book"));
        if (user.IsInRole(Roles.ProcessDesigner) || user.IsInRole(Roles.Administrator))
            entries.AddRange([new("/designer", "nav.designer", "flowchart"), new("/definitions", "versions.title", "archive")]);
        if (user.IsInRole(Roles.Administrator))
            entries.Add(new("/calendars", "nav.calendars", "calendar"));
        if (user.IsInRole(Roles.Administrator) || user.IsInRole(Roles.Auditor))
            entries.Add(new("/retention", "nav.retention", "archive"));
        if (user.IsInRole(Roles.Administrator) || user.IsInRole(Roles.Supervisor))
            entries.Add(new("/messages", "nav.messages", "mail"));
        if (development && (entries.Count < OnBar || user.IsInRole(Roles.ProcessDesigner)))
            entries.Add(new("/dev/gallery", "nav.gallery", "grid"));
        return entries;
    }
}
