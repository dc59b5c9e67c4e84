using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.WhatIf;

/// <summary>假设推演: which cases of a period, through which content, and what came of it. The address names the run, so that it can be come back to.</summary>
public sealed partial class WhatIfPage : IDisposable
{
    private readonly List<int> versions = [];
    private WhatIfJob? job;
    private Rejection? refusal;
    private (DateOnly First, DateOnly Last)? span;
    private DateOnly from, to;
    private string? version = "";
    private string name = "", userId = "";
    private bool missing, hasDraft, mayReadCases, isMine;
    private long drawn;

    [Parameter] public string DefinitionId { get; set; } = "";
    [SupplyParameterFromQuery] public string? Job { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required WhatIfDesk Desk { get; set; }
    [Inject] public required VersionDesk Definitions { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private bool IsUnderWay => job is { IsEnded: false };

    protected override async Task OnInitializedAsync()
    {
        var user = (await Authentication).User;
        (userId, mayReadCases) = (user.UserId(), Roles.Overseers.Any(user.IsInRole));
        if (await Definitions.FindAsync(DefinitionId) is not { } life)
        {
            missing = true;
            return;
        }
        name = Catalogue.Flow(life.State.FlowCode ?? DefinitionId) is { } flow ? T.Pick(flow.NameZh, flow.NameEn) : life.Name;
        hasDraft = life.Draft is not null;
        versions.AddRange(life.State.Versions.Select(v => v.Number).Reverse());
        version = hasDraft ? "" : versions.Count > 0 ? Text(versions[0]) : "";
        span = await Desk.SpanAsync(DefinitionId);
        var today = OfficeHours.DayOf(Time.GetUtcNow());
        (from, to) = span is { } days ? (days.First > today.AddYears(-1) ? days.First : today.AddYears(-1), today) : (today.AddDays(-90), today);
        if (Job is not null && Desk.Find(DefinitionId, Job) is { } known) Follow(known);
    }

    private async Task StartAsync()
    {
        if (IsUnderWay) return;
        var user = (await Authentication).User;
        var question = new WhatIfQuestion(from, to, int.TryParse(version, CultureInfo.InvariantCulture, out var number) ? number : null);
        (var started, refusal) = await Desk.StartAsync(user.UserId(), user.DisplayName(), DefinitionId, question);
        if (started is null) return;
        Follow(started);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("job", started.Id), replace: true);
    }

    private void Follow(WhatIfJob followed)
    {
        if (job is not null) job.Changed -= Moved;
        (job, isMine) = (followed, followed.UserId == userId);
        // The question that this run answers stands in the form again.
        (from, to) = (followed.Now.Question.From, followed.Now.Question.To);
        version = followed.Now.Question.Version is { } number ? Text(number) : version;
        job.Changed += Moved;
    }

    /// <summary>A page is drawn at most a few times a second, and always at the end.</summary>
    private void Moved()
    {
        var at = Environment.TickCount64;
        if (job is { IsEnded: false } && at - Interlocked.Read(ref drawn) < 250) return;
        Interlocked.Exchange(ref drawn, at);
        _ = InvokeAsync(StateHasChanged);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        if (job is not null) job.Changed -= Moved;
    }
}
