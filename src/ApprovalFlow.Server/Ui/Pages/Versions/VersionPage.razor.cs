using System.Security.Claims;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Versions;

/// <summary>A definition's life: its draft with the review, its versions with their days, what a parent has changed since.</summary>
public sealed partial class VersionPage : IDisposable
{
    private readonly HashSet<string> theirs = [];
    private DefinitionLife? life;
    private ComparedVersions? compared;
    private MergePreview? merge;
    private IReadOnlyList<DefinitionRow> rows = [];
    private IReadOnlyList<LocalOverride> overrides = [];
    private LocalOverride? local;
    private (bool Design, bool Publish) maySee;
    private bool loaded, busy, isAuthor, mayOversee;
    private ConfirmDialog? discarding, publishing;
    private DateOnly effective, retireFrom;
    private string note = "", comment = "", reason = "", region = "", cloneId = "";
    private int? retiring;
    private Rejection? refusal;
    private IReadOnlyList<DefinitionProblem> problems = [];
    private string? done;
    private IDisposable? subscription;

    [Parameter] public string Id { get; set; } = "";
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required VersionDesk Desk { get; set; }
    [Inject] public required DefinitionQuery Definitions { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }
    [Inject] public required LifeSignals Signals { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private DateOnly Today => OfficeHours.DayOf(Time.GetUtcNow());

    protected override async Task OnParametersSetAsync()
    {
        (effective, retireFrom) = (Today.AddDays(1), Today);
        await LoadAsync();
        subscription ??= Signals.Subscribe(id => { if (id == Id) _ = InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }); });
    }

    private async Task LoadAsync()
    {
        life = await Desk.FindAsync(Id);
        if (life is not null)
        {
            var actor = await Actors.OfAsync((await Authentication).User);
            maySee = (LifeDecider.MayDesign(actor, life.State.DepartmentId), LifeDecider.MayPublish(actor, life.State.DepartmentId));
            mayOversee = Roles.Overseers.Any((await Authentication).User.IsInRole);
            isAuthor = life.State.Draft?.IsAuthor(actor.UserId) == true;
            var subject = life.State.FlowCode is { Length: > 0 } flow ? await Definitions.VersionsAsync(flow) : [.. (await Definitions.AllAsync()).Where(d => d.DefinitionId == Id)];
            rows = [.. subject.Where(d => d.DefinitionId == Id)];
            compared = life.State.Draft is null ? null : await Desk.CompareAsync(Id, null, null);
            local = await Desk.OverrideAsync(life.State);
            overrides = life.State.Region is null ? await Desk.OverridesAsync(Id) : [];
            merge = maySee.Design ? await Desk.PreviewMergeAsync(Id) : null;
        }
        loaded = true;
    }

    private string CountyOf(string? code) => Catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county ? T.Pick(county.NameZh, county.NameEn) : code ?? "";

    private Task RequestAsync() => ActAsync(user => Desk.RequestReviewAsync(user, Id, life!.Draft!.Revision, effective, note), "versions.done.requested");
    private Task TakeBackAsync() => ActAsync(user => Desk.TakeBackAsync(user, Id), "versions.done.takenBack");
    private Task DiscardAsync() => ActAsync(user => Desk.DiscardDraftAsync(user, Id), "versions.done.discarded");
    private Task RejectAsync() => ActAsync(user => Desk.RejectReviewAsync(user, Id, comment), "versions.done.rejected");
    private Task ApproveAsync() => ActAsync(user => life!.State.Draft!.Approval is null ? Desk.ApproveReviewAsync(user, Id, life.State.Draft.Request!.ComparedHash, comment, publish: true) : Desk.PublishAsync(user, Id), "versions.done.published");
    private Task RevertAsync(int version) => ActAsync(user => Desk.RevertAsync(user, Id, version), "versions.done.draft");
    private Task MergeAsync() => ActAsync(user => Desk.MergeAsync(user, Id, theirs, life!.Draft?.Revision), "versions.done.merged");
    private Task BranchAsync() => AwayAsync(user => Desk.BranchAsync(user, Id, rows[0].Version, region));
    private Task CloneAsync() => AwayAsync(user => Desk.CloneAsync(user, Id, rows[0].Version, cloneId.Trim()));

    private void BeginRetire(int version) => (retiring, reason, retireFrom) = (version, "", Today);

    private async Task RetireAsync()
    {
        await ActAsync(user => Desk.RetireAsync(user, Id, retiring!.Value, retireFrom, reason), "versions.done.retired");
        if (refusal is null)
            retiring = null;
    }

    private async Task<LifeResult> ActAsync(Func<ClaimsPrincipal, Task<LifeResult>> act, string said)
    {
        (busy, refusal, problems, done) = (true, null, [], null);
        try
        {
            var result = await act((await Authentication).User);
            (refusal, problems) = (result.Rejection, result.Problems);
            if (refusal is null)
            {
                done = T[said];
                theirs.Clear();
            }
            await LoadAsync();
            return result;
        }
        finally
        {
            busy = false;
        }
    }

    /// <summary>Goes to the definition that was begun.</summary>
    private async Task AwayAsync(Func<ClaimsPrincipal, Task<LifeResult>> act)
    {
        var result = await ActAsync(act, "versions.done.draft");
        if (result.Rejection is null)
            Navigation.NavigateTo($"/definitions/{Uri.EscapeDataString(result.State.DefinitionId)}");
    }

    private string NameOf(DefinitionLife found) => found.State.FlowCode is { } code && Catalogue.Flow(code) is { } flow ? T.Pick(found.Name, flow.NameEn) : found.Name;

    private string StateOf(DefinitionRow row) => row.IsCurrent ? "inForce"
        : row.RetiredFrom is { } end && end <= Today || VersionSchedule.NeverInForce(row) ? "retired"
        : row.EffectiveFrom > Today ? "scheduled" : "replaced";

    private string ToneOf(DefinitionRow row) => StateOf(row) switch { "inForce" => "ok", "scheduled" => "info", "retired" => "bad", _ => "idle" };

    public void Dispose() => subscription?.Dispose();
}
