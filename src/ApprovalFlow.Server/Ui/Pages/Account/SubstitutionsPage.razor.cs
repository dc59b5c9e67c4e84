using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Account;

/// <summary>代理人: who stands in for whom and when; for administrators also the hand-over of what somebody who leaves still holds.</summary>
public sealed partial class SubstitutionsPage
{
    private IReadOnlyList<PersonRow> principal = [], substitute = [], leaver = [], successor = [];
    private DateOnly from, until;
    private string? reason, handOverReason, refusal, done, userId;
    private HandOverReport? report;
    private ClaimsPrincipal user = null!;
    private bool busy;
    private int seen;
    private ConfirmDialog dialog = null!;

    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required SubstitutionDesk Desk { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required TimeProvider Time { get; set; }

    private bool IsAdministrator { get; set; }
    private bool IsHandler { get; set; }

    protected override async Task OnInitializedAsync()
    {
        user = (await Authentication).User;
        (userId, IsAdministrator, IsHandler) = (user.UserId(), user.IsInRole(Roles.Administrator), user.IsInAny(Roles.Handlers));
        from = until = Times.Today;
    }

    private async Task<IReadOnlyList<SubstitutionRow>> LoadAsync(CancellationToken cancellation) => await Desk.ListAsync(user, cancellation);

    private Task<IReadOnlyList<PersonRow>> FindAsync(string search, CancellationToken cancellation) => Desk.PeopleAsync(search, cancellation);

    private (string Text, string Tone) StateOf(SubstitutionRow row) => Time.GetUtcNow() switch
    {
        var now when now >= row.Until => ("substitutions.ended", "idle"),
        var now when now < row.From => ("substitutions.coming", "info"),
        _ => ("substitutions.active", "ok"),
    };

    private bool MayEnd(SubstitutionRow row) => Time.GetUtcNow() < row.Until && (IsAdministrator || row.PrincipalId == userId);

    private string NameOf(IReadOnlyList<PersonRow> chosen) => chosen is [var only] ? T.Pick(only.NameZh, only.NameEn) : "";

    private Task SetAsync() => TryAsync(() => Desk.SetAsync(user, new SubstitutionInput(substitute[0].UserName, from, until) { Principal = IsAdministrator ? principal[0].UserName : null, Reason = reason }), T["substitutions.wasSet"]);

    private Task EndAsync(SubstitutionRow row) => TryAsync(() => Desk.EndAsync(user, row.Id), T["substitutions.wasEnded"]);

    private Task HandOverAsync() => TryAsync(async () =>
    {
        (report, var no) = await Desk.HandOverAsync(user, new HandOverInput(leaver[0].UserName, successor[0].UserName, handOverReason ?? ""));
        return no;
    }, T["handover.done"]);

    private async Task TryAsync(Func<Task<Rejection?>> act, string said)
    {
        (busy, refusal, done) = (true, null, null);
        try
        {
            if (await act() is { } rejection)
                refusal = Refusals.TextOf(rejection);
            else
                (done, seen) = (said, seen + 1);
        }
        finally { busy = false; }
    }
}
