using System.Globalization;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>What an officer does on the day.</summary>
public sealed partial class FieldWork
{
    private readonly Dictionary<(string Case, int Point), CheckResult> answers = [];
    private readonly Dictionary<(string Case, int Point), string> remarks = [];
    private string? place, latitude, longitude, caption, finding, conditions;
    private BodyOpinion? opinion;
    private bool uploading, filled;
    private ConfirmDialog signing = null!;

    [Parameter, EditorRequired] public required TripBody Body { get; set; }
    [Parameter, EditorRequired] public required string UserId { get; set; }

    private string? Problem { get; set; }
    private bool IsIn => Body.CheckIns.Any(c => c.Officer.UserId == UserId);
    private bool HasSigned => Body.Signatures.Any(s => s.UserId == UserId);

    /// <summary>What colleagues have entered already is there to be changed, and nothing typed here is overwritten.</summary>
    protected override void OnParametersSet()
    {
        if (filled)
            return;
        filled = true;
        place = Trip.Place;
        foreach (var (number, saved) in Body.Checklists)
            foreach (var answer in saved)
            {
                answers[(number, answer.Point)] = answer.Result;
                remarks[(number, answer.Point)] = answer.Remark ?? "";
            }
        (opinion, finding, conditions) = (Body.Finding?.Opinion, Body.Finding?.Text, Body.Finding is { } f ? string.Join('\n', f.Conditions) : null);
    }

    private IEnumerable<CheckAnswer> Answered(TripLeg leg) => Enumerable.Range(0, leg.Points.Count).Where(i => answers.ContainsKey((leg.CaseNumber, i)))
        .Select(i => new CheckAnswer(i, answers[(leg.CaseNumber, i)]) { Remark = remarks.GetValueOrDefault((leg.CaseNumber, i)) });

    private async Task CheckInAsync()
    {
        Problem = null;
        GeoPoint? at = null;
        if (!string.IsNullOrWhiteSpace(latitude) || !string.IsNullOrWhiteSpace(longitude))
        {
            if (!double.TryParse(latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var north) || !double.TryParse(longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var east))
            {
                Problem = T["field.coordinatesWrong"];
                return;
            }
            at = new(north, east);
        }
        await ActAsync(T["field.checkedInNow"], by => new TripCommand.CheckIn(Body.DepartmentId, place!, by) { At = at });
    }

    private Task SaveAsync(TripLeg leg)
    {
        CheckAnswer[] given = [.. Answered(leg)];
        return ActAsync(T["field.checklistSaved"], by => new TripCommand.FillChecklist(Body.DepartmentId, leg.CaseNumber, given, by));
    }

    private Task GiveAsync() => ActAsync(T["field.given"], by =>
        new TripCommand.GiveFinding(Body.DepartmentId, opinion!.Value, finding!, opinion == BodyOpinion.AgreeWithConditions ? TripTexts.Lines(conditions) : [], by));

    private Task CheckAsync(int item, bool right) => ActAsync(T["field.itemChecked"], by => new TripCommand.CheckRectification(item, right, by) { Remark = remarks.GetValueOrDefault(("", item)) });

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        Problem = null;
        if (chosen.File.Size > TripPhoto.MaximumBytes)
        {
            Problem = T["field.photoTooLarge", chosen.File.Name, TripPhoto.MaximumBytes / 1024 / 1024];
            return;
        }
        uploading = true;
        try
        {
            using var bytes = new MemoryStream();
            await chosen.File.OpenReadStream(TripPhoto.MaximumBytes).CopyToAsync(bytes);
            var answer = await Desk.AttachPhotoAsync((await Authentication).User, Trip.Number, Body.DepartmentId, bytes.ToArray(), chosen.File.Name, string.IsNullOrWhiteSpace(caption) ? null : caption.Trim(), null);
            if (answer.Rejection is { } rejection)
                Problem = Refusals.TextOf(rejection);
            else
            {
                caption = null;
                await OnDone.InvokeAsync(T["field.photoDone"]);
            }
        }
        finally { uploading = false; }
    }
}
