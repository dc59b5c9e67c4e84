using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>What was recorded about a case's time, and what this person may record or approve.</summary>
public sealed partial class ClockEntries
{
    [Parameter, EditorRequired] public required ClockSheet Sheet { get; set; }
    [Parameter, EditorRequired] public required CaseView Case { get; set; }
    [Parameter, EditorRequired] public required ApprovalItem Item { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public EventCallback<string> OnDone { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required CaseClocks Clocks { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    private bool IsApplicant => Case.Header.ApplicantUserId == Actor.UserId;
    private bool MayKeep => !IsApplicant && ClockAccess.Keeping(Actor, Item.DepartmentId) is not null;
    private bool Undecided => Case.Header.AcceptedAt is not null && Case.Decision is null;
    private IReadOnlyList<MaterialRequirement> Deferrable => [.. MaterialRules.ToFollow(Item.Materials, Case.Materials).Where(m => !Sheet.Promises.Any(p => !p.IsKept && p.Made.Papers.Contains(m.Code)))];
    private bool MayApprove(string approver, string requester) => !IsApplicant && ClockAccess.Approves(Actor, approver, Item.DepartmentId, requester);
    private string ApproverOf(CasePause pause) => Clocks.Procedures.Find(pause.Request.Kind)?.Approver ?? "organ-head";
    private string NameOf(CasePause pause) => Clocks.Procedures.Find(pause.Request.Kind) is { } kind ? T.Pick(kind.NameZh, kind.NameEn) : pause.Request.Kind;
    private string PaperName(string code) => Item.Materials.FirstOrDefault(m => m.Code == code)?.NameZh ?? code;

    private IReadOnlyList<FormField> PauseFields => ClockFields.Pause([.. Clocks.Procedures.All.Where(p => p.Kind != SpecialProcedure.Supplement).Select(p => new FieldChoice(p.Kind, p.NameZh, p.NameEn))],
        [.. Case.Tasks.Where(t => t.Status == CaseTaskStatus.Open).Select(t => new FieldChoice(t.TaskId, t.TaskNameZh, t.TaskNameEn))]);
    private IReadOnlyList<FormField> ExtensionFields => ClockFields.Extension([.. Sheet.Clocks.Where(c => ClockDefinition.Find(c.Code)?.Extension is not null).Select(c => new FieldChoice(c.Code, c.NameZh, c.NameEn))]);
    private IReadOnlyList<FormField> HearingFields => ClockFields.Hearing(Sheet.NextHearing == HearingMoments.Noticed);
    private IReadOnlyList<FormField> PromiseFields => ClockFields.Promise([.. Deferrable.Select(m => new FieldChoice(m.Code, m.NameZh, m.NameZh))]);

    private Task<CommandResult> RequestPause(IReadOnlyDictionary<string, object?> v) => Send(by => new CaseCommand.RequestPause(Text(v, ClockFields.Kind)!, Day(v, ClockFields.From)!.Value, by)
    {
        PlannedEnd = Day(v, ClockFields.PlannedEnd), Notice = Text(v, ClockFields.Notice), NoticeOn = Day(v, ClockFields.NoticeOn), Reason = Text(v, ClockFields.ReasonKey), TaskId = Text(v, ClockFields.Task),
    });

    private Task<CommandResult> RequestExtension(IReadOnlyDictionary<string, object?> v) =>
        Send(by => new CaseCommand.RequestExtension(Text(v, ClockFields.Clock)!, v.GetValueOrDefault(ClockFields.Days) as double? ?? 0, Text(v, ClockFields.ReasonKey) ?? "", by));

    private Task<CommandResult> RecordHearing(IReadOnlyDictionary<string, object?> v) =>
        Send(by => new CaseCommand.RecordHearing(Sheet.NextHearing!, by) { HeldOn = Day(v, ClockFields.HeldOn), Document = Text(v, ClockFields.Document) });

    private Task<CommandResult> PromisePapers(IReadOnlyDictionary<string, object?> v) =>
        Send(by => new CaseCommand.PromisePapers([Text(v, ClockFields.Paper)!], v.GetValueOrDefault(ClockFields.Days) as double? ?? 0, by) { Document = Text(v, ClockFields.Document) });

    private Task<CommandResult> OpenLeg(IReadOnlyDictionary<string, object?> v) => Send(by => new CaseCommand.OpenLeg(Text(v, ClockFields.Clock)!, Text(v, ClockFields.Name)!, Text(v, ClockFields.Name)!, by)
    {
        LimitDays = v.GetValueOrDefault(ClockFields.Days) as double?, PlannedOn = Day(v, ClockFields.PlannedOn),
    });

    private async Task<CommandResult> Send(Func<Actor, CaseCommand> command) => await Desk.OnCaseAsync((await Authentication).User, Sheet.CaseNumber, command);

    private static string? Text(IReadOnlyDictionary<string, object?> values, string key) => values.GetValueOrDefault(key) as string;

    private static DateOnly? Day(IReadOnlyDictionary<string, object?> values, string key) =>
        DateOnly.TryParseExact(Text(values, key), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day) ? day : null;
}
