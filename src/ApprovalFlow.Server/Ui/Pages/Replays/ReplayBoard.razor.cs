using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Ui.Pages.Cases;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace ApprovalFlow.Server.Ui.Pages.Replays;

/// <summary>A case as it was at one moment, with the means to go to any other and to lay two beside each other.</summary>
public sealed partial class ReplayBoard : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1.2);

    private ReplaySheet sheet = null!;
    private ReplayFile? opened;
    private IReadOnlyList<string> titles = [];
    private IReadOnlyDictionary<string, ApprovalItem?> asked = new Dictionary<string, ApprovalItem?>();
    private ReplayMoment? marked;
    private CancellationTokenSource? playing;

    [Parameter, EditorRequired] public required ReplayFile File { get; set; }
    [Parameter, EditorRequired] public required ApprovalItem? Item { get; set; }
    /// <summary>Every version that the case ran under, by hash.</summary>
    [Parameter, EditorRequired] public required IReadOnlyDictionary<string, string> Definitions { get; set; }
    /// <summary>The event to begin at; null: the first.</summary>
    [Parameter] public long? Start { get; set; }
    /// <summary>It stands at an event, and is not just passing.</summary>
    [Parameter] public EventCallback<long> OnRest { get; set; }
    [Inject] public required HistoryTexts Histories { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }

    /// <summary>The item with the papers that the version of this moment asks for.</summary>
    private ApprovalItem? Asked => asked.GetValueOrDefault(sheet.Case.DefinitionHash, Item);
    private bool IsFirst => sheet.Moment.Number == 1;
    private bool IsLast => sheet.Moment.Number == sheet.Of;
    private string Where => T["replay.where", sheet.Moment.Number, sheet.Of, Exactly(sheet.AsOf)];
    private IReadOnlyList<TimelineEntry> Sentences => Histories.Of(sheet.Case with { History = sheet.Deeds }, Item);
    private IReadOnlyList<ActorStamp> Actors => [.. sheet.Deeds.Select(d => d.Actor).OfType<ActorStamp>().Distinct()];
    private IReadOnlyList<TaskRow> Open => [.. sheet.Case.Tasks.Where(t => t.Status == CaseTaskStatus.Open)];
    private IReadOnlyList<ReplayChange> Changes => marked is { } other ? other.Number <= sheet.Moment.Number ? File.Changes(other, sheet.Moment) : File.Changes(sheet.Moment, other) : [];

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(opened, File))
            return;
        opened = File;
        asked = Definitions.ToDictionary(d => d.Key, d => Item?.AskedBy(d.Value));
        sheet = File.At(Start is { } sequence ? File.Replay.Of(sequence) : File.Replay.Number(1));
        var last = File.At(File.Replay.Moments[^1]).Case;
        titles = [.. File.Replay.Moments.Select(m => Histories.Of(last with { History = [.. last.History.Where(h => h.Sequence >= m.First && h.Sequence <= m.Last)] }, Item).LastOrDefault()?.Title ?? T["replay.silent"])];
    }

    private void Show(int number) => sheet = File.At(File.Replay.Number(number));

    private async Task Go(int number)
    {
        Stop();
        Show(number);
        await OnRest.InvokeAsync(sheet.Moment.Last);
    }

    private async Task JumpAsync(ChangeEventArgs e)
    {
        if (!DateTime.TryParse((string?)e.Value, CultureInfo.InvariantCulture, out var shown))
            return;
        Stop();
        // The second that was typed is meant to its end.
        var instant = Times.AtLocal(shown).AddMilliseconds(999);
        sheet = File.At(File.Replay.At(instant), instant);
        await OnRest.InvokeAsync(sheet.Moment.Last);
    }

    private Task KeyAsync(KeyboardEventArgs e) => e.Key == " " ? PlayAsync() : Task.CompletedTask;

    private async Task PlayAsync()
    {
        if (playing is not null)
        {
            Stop();
            await OnRest.InvokeAsync(sheet.Moment.Last);
            return;
        }
        if (IsLast) Show(1);
        var mine = playing = new CancellationTokenSource();
        try
        {
            while (!IsLast)
            {
                StateHasChanged();
                await Task.Delay(Pace, Clock, mine.Token);
                Show(sheet.Moment.Number + 1);
            }
            Stop();
            await OnRest.InvokeAsync(sheet.Moment.Last);
        }
        catch (OperationCanceledException) { /* somebody paused it, stepped, or left */ }
    }

    private void Stop()
    {
        playing?.Cancel();
        playing?.Dispose();
        playing = null;
    }

    private void Mark() => marked = sheet.Moment;

    /// <summary>To the second: several steps may lie in one minute.</summary>
    private string Exactly(DateTimeOffset instant) => $"{Times.Day(instant)} {Times.Clock(instant)}";

    private string Local(DateTimeOffset instant) => Times.At(instant).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);

    private string DepartmentName(string? id) => id is null ? T["replay.anyDepartment"] : Catalogue.Department(id) is { } department ? T.Pick(department.ShortZh, department.NameEn) : id;

    /// <summary>Who acted, by which mandate, in whose name.</summary>
    private string MandateOf(ActorStamp actor)
    {
        if (actor.UserId == Actor.System.UserId) return T["history.system"];
        var mandate = actor.Role is { } role ? T["replay.mandate", actor.Name, T.Find("role", role), actor.DepartmentId is null ? T["replay.anyDepartment"] : DepartmentName(actor.DepartmentId)] : T["replay.byName", actor.Name];
        return actor.For is { } principal ? T["replay.substitute", mandate, principal.Name] : mandate;
    }

    private string PoolOf(TaskRow task) => T["replay.pool", T.Find("role", task.Role), DepartmentName(task.DepartmentId), task.Region is { } region ? Catalogue.Counties.FirstOrDefault(c => c.Code == region) is { } county ? T.Pick(county.NameZh, county.NameEn) : region : T["replay.anyRegion"]];

    private IEnumerable<string> Readers
    {
        get
        {
            var audience = CaseAccess.AudienceOf(sheet.Case);
            yield return T["replay.reader.applicant", sheet.Case.Applicant.Name];
            yield return T["replay.reader.department", DepartmentName(audience.DepartmentId)];
            yield return T["replay.reader.overseers"];
            if (audience.Participants.Count > 0) yield return T["replay.reader.participants", string.Join(PageTextsJoin, audience.Participants)];
            if (audience.Copies.Count > 0) yield return T["replay.reader.copies", string.Join(PageTextsJoin, audience.Copies)];
        }
    }

    private static string PageTextsJoin => Server.Texts.PageTexts.IsChinese ? "、" : ", ";

    private string SubjectOf(ReplayChange change) => change.Kind switch
    {
        CaseComparison.Form => Item?.FormFields.FirstOrDefault(f => f.Key == change.Subject) is { } field ? T.Pick(field.LabelZh, field.LabelEn) : change.Subject,
        CaseComparison.Paper => Item?.Materials.FirstOrDefault(m => m.Code == change.Subject)?.NameZh ?? change.Subject,
        CaseComparison.Task => T.Pick(change.NameZh, change.NameEn),
        CaseComparison.Timer or CaseComparison.Incident => "",
        _ => change.Subject,
    };

    private string ValueOf(ReplayChange change, object? value) => (change.Kind, value) switch
    {
        (_, null) => T["replay.absent"],
        (CaseComparison.Status, string status) => T.Find("status", status),
        (CaseComparison.Decision, string result) => T.Find("result", result),
        (CaseComparison.Version, string hash) => hash[..Math.Min(12, hash.Length)],
        (CaseComparison.Paper, bool received) => T[received ? "replay.received" : "replay.notReceived"],
        (CaseComparison.Form, string text) when Item?.FormFields.FirstOrDefault(f => f.Key == change.Subject)?.Choices?.FirstOrDefault(c => c.Value == text) is { } choice => T.Pick(choice.LabelZh, choice.LabelEn),
        (CaseComparison.Task, TaskStand { Status: CaseTaskStatus.Open, Person: { } holder }) => T["case.heldBy", holder],
        (CaseComparison.Task, TaskStand { Status: CaseTaskStatus.Open }) => T["replay.task.pool"],
        (CaseComparison.Task, TaskStand { Status: CaseTaskStatus.Completed } done) => T["replay.task.done", done.Person],
        (CaseComparison.Task, TaskStand) => T["replay.task.canceled"],
        (CaseComparison.Card, string status) => T.Find("cardStatus", status),
        (CaseComparison.Pause, string status) => T.Find("pauseStatus", status),
        (_, DateTimeOffset instant) => Times.Instant(instant),
        (_, bool flag) => T[flag ? "replay.yes" : "replay.no"],
        (_, double number) => number.ToString("0.##", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    public void Dispose() => Stop();
}
