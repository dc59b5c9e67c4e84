using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>One task on its case's page: claim, fill in, decide. What an outcome asks for comes from the task's form; what is refused comes back as a sentence.</summary>
public sealed partial class TaskPanel
{
    private readonly Dictionary<string, object?> data = [];
    private readonly Dictionary<string, IReadOnlyList<PersonRow>> approvers = [];
    private IReadOnlyList<MaterialReceipt> receipts = [];
    private string? outcome, comment, refusal;
    private bool busy, tried;
    private ConfirmDialog dialog = null!;

    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required TaskRow Task { get; set; }
    [Parameter] public ApprovalItem? Item { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<string> Offered { get; set; }
    [Parameter] public string? Duty { get; set; }
    [Parameter, EditorRequired] public required string UserId { get; set; }
    /// <summary>Those for whom the reader stands in.</summary>
    [Parameter] public IReadOnlyList<Actor> ActsFor { get; set; } = [];
    /// <summary>What may be done besides deciding; null: nothing.</summary>
    [Parameter] public TaskMenuView? Menu { get; set; }
    /// <summary>Says what was done.</summary>
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required OutcomeNames Outcomes { get; set; }

    private bool IsMine => Task.Assignee == UserId || Principal is not null;
    /// <summary>In whose name the reader would decide it.</summary>
    private Actor? Principal => Task.Assignee == UserId ? null : ActsFor.FirstOrDefault(p => p.UserId == Task.Assignee);
    private TaskForm Form => TaskForms.For(Task.ActivityType);
    /// <summary>The applicants' own words: they correct their application and know nothing of pools.</summary>
    private bool IsOwnCorrection => Task.ActivityType == "Approval.Correction" && Case.Header.ApplicantUserId == UserId;
    private bool IsResubmission => Task.ActivityType == "Approval.Correction" && outcome == "Resubmit";
    /// <summary>Steps that the chosen outcome leads to and whose approvers are chosen with it.</summary>
    private IReadOnlyList<ApproverChoice> Choices => outcome is null ? [] : Menu?.Choices.GetValueOrDefault(outcome) ?? [];
    private bool CommentMissing => tried && outcome is not null && Form.RequiresComment(outcome) && string.IsNullOrWhiteSpace(comment);

    /// <summary>第三十五条: what nobody asks the applicant for again, shown to whoever is about to ask.</summary>
    private IReadOnlyList<string> NotToBeAsked => outcome != "Return" || Item is null || Case.Levels.All(l => l.Level != LevelLeg.County) ? []
        : [.. Item.Materials.Where(m => Case.Papers.Any(p => p.Code == m.Code)).Select(m => m.NameZh)];

    private IReadOnlyList<MaterialRequirement> MissingAtCounty => Item is null || Task.ActivityType != "Approval.CountyPreliminaryReview" ? [] : [.. Item.Materials.Where(m => Case.Papers.All(p => p.Code != m.Code))];

    private void Choose(string chosen)
    {
        (outcome, tried, refusal) = (chosen, false, null);
        data.Clear();
        approvers.Clear();
        if (!IsResubmission)
            return;
        foreach (var (key, value) in Case.Form)
            data[key] = value;
        receipts = Case.Materials;
    }

    /// <summary>The field as this outcome asks for it: a text that the opinion may stand in for is needed while there is no opinion.</summary>
    private FormField Asked(TaskField field) =>
        field.Field with { Required = field.IsRequiredFor(outcome!) && !(field.CommentServes && !string.IsNullOrWhiteSpace(comment)) };

    private string? ProblemOf(FormField field) => FormRules.Check(field, data.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    private void Ask()
    {
        tried = true;
        var fields = IsResubmission ? Item?.FormFields ?? [] : Form.FieldsFor(outcome!).Select(Asked);
        var papers = IsResubmission && Item is not null ? MaterialRules.Missing(Item.Materials, receipts).Count : 0;
        if (!CommentMissing && papers == 0 && Choices.All(c => approvers.GetValueOrDefault(c.ActivityId, []).Count > 0) && fields.All(f => ProblemOf(f) is null))
            dialog.Show();
    }

    private async Task ClaimAsync() => await TryAsync(async user => await Desk.ClaimAsync(user, Task.TaskId), IsOwnCorrection ? T["correction.begun"] : T["done.claimed", T.Pick(Task.TaskNameZh, Task.TaskNameEn)]);

    private async Task ReleaseAsync() => await TryAsync(async user => await Desk.ReleaseAsync(user, Task.TaskId), IsOwnCorrection ? T["correction.putOff"] : T["done.released", T.Pick(Task.TaskNameZh, Task.TaskNameEn)]);

    private async Task CompleteAsync()
    {
        var completion = new Completion(outcome!) { Comment = comment, Data = data, Materials = IsResubmission ? receipts : null, Approvers = Choices.Count == 0 ? null : approvers.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.Select(p => p.UserName)]) };
        await TryAsync(async user => await Desk.CompleteAsync(user, Task.TaskId, completion), T["done.completed", T.Pick(Task.TaskNameZh, Task.TaskNameEn), Outcomes.NameOf(Task.ActivityType, outcome)]);
    }

    private async Task TryAsync(Func<System.Security.Claims.ClaimsPrincipal, Task<CommandResult>> act, string said)
    {
        (busy, refusal) = (true, null);
        try
        {
            if (await act((await Authentication).User) is CommandResult.Rejected { Rejection: var rejection })
                refusal = Refusals.TextOf(rejection);
            else
                await OnDone.InvokeAsync(said);
        }
        finally { busy = false; }
    }
}
