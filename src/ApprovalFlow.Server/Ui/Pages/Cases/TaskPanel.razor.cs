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
    private readonly Dictionary<string, object?> filledIn = [];
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
        {
            filledIn.Clear();
            foreach (var field in Filled)
                if (Case.Form.GetValueOrDefault(field.Key) is { } value)
                    filledIn[field.Key] = value;
            receipts = [.. Case.Materials.Where(m => Taken.Any(t => t.Code == m.Code))];
            return;
        }
        foreach (var (key, value) in Case.Form.Where(f => MayCorrect(f.Key)))
            data[key] = value;
        receipts = [.. Case.Materials.Where(m => MayCorrect(m.Code))];
    }

    /// <summary>Form fields that the step fills in; needed when it agrees.</summary>
    private IReadOnlyList<FormField> Filled => Item is null ? [] : [.. Item.FormFields.Where(f => RightOf(f.Key) is FieldRight.Write or FieldRight.Required).Select(f => f with { Required = f.Required || RightOf(f.Key) == FieldRight.Required && Agrees })];
    /// <summary>Papers that the step takes.</summary>
    private IReadOnlyList<MaterialRequirement> Taken => Item is null ? [] : [.. Item.Materials.Where(m => RightOf(m.Code) is FieldRight.Write or FieldRight.Required).Select(m => m with { Required = RightOf(m.Code) == FieldRight.Required && Agrees, DeferrableDays = null })];
    private bool Agrees => Outcomes.ToneOf(Task.ActivityType, outcome) == "ok";
    private FieldRight? RightOf(string key) => Menu?.Fields.TryGetValue(key, out var right) == true ? right : null;
    /// <summary>The applicant corrects everything that the definition does not keep from them.</summary>
    private bool MayCorrect(string key) => RightOf(key) is not (FieldRight.Hidden or FieldRight.Read);
    private string? FilledProblem(FormField field) => FormRules.Check(field, filledIn.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    /// <summary>The field as this outcome asks for it: a text that the opinion may stand in for is needed while there is no opinion.</summary>
    private FormField Asked(TaskField field) =>
        field.Field with { Required = field.IsRequiredFor(outcome!) && !(field.CommentServes && !string.IsNullOrWhiteSpace(comment)) };

    private string? ProblemOf(FormField field) => FormRules.Check(field, data.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    private void Ask()
    {
        tried = true;
        var fields = IsResubmission ? Item?.FormFields.Where(f => MayCorrect(f.Key)) ?? [] : Form.FieldsFor(outcome!).Select(Asked);
        var papers = IsResubmission && Item is not null ? MaterialRules.Missing([.. Item.Materials.Where(m => MayCorrect(m.Code))], receipts).Count : MaterialRules.Missing(Taken, receipts).Count;
        if (!CommentMissing && papers == 0 && (IsResubmission || Filled.All(f => FilledProblem(f) is null)) && Choices.All(c => approvers.GetValueOrDefault(c.ActivityId, []).Count > 0) && fields.All(f => ProblemOf(f) is null))
            dialog.Show();
    }

    private async Task ClaimAsync() => await TryAsync(async user => await Desk.ClaimAsync(user, Task.TaskId), IsOwnCorrection ? T["correction.begun"] : T["done.claimed", T.Pick(Task.TaskNameZh, Task.TaskNameEn)]);

    private async Task ReleaseAsync() => await TryAsync(async user => await Desk.ReleaseAsync(user, Task.TaskId), IsOwnCorrection ? T["correction.putOff"] : T["done.released", T.Pick(Task.TaskNameZh, Task.TaskNameEn)]);

    private async Task CompleteAsync()
    {
        var completion = new Completion(outcome!) { Comment = comment, Data = data, Form = IsResubmission || Filled.Count == 0 ? null : new Dictionary<string, object?>(filledIn), Materials = IsResubmission || Taken.Count > 0 ? receipts : null, Approvers = Choices.Count == 0 ? null : approvers.ToDictionary(a => a.Key, a => (IReadOnlyList<string>)[.. a.Value.Select(p => p.UserName)]) };
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
