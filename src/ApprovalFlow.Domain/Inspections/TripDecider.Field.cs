using System.Globalization;
using System.Security.Cryptography;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Inspections.TripEvent;
using static ApprovalFlow.Domain.Inspections.TripText;

namespace ApprovalFlow.Domain.Inspections;

public static partial class TripDecider
{
    private static Rejection? CheckIn(TripState state, TripCommand.CheckIn command, TripBurst burst)
    {
        if (OnTheDay(state, command.DepartmentId, burst, out var body) is { } refused) return refused;
        if (!body.Officers.Exists(o => o.UserId == command.By.UserId)) return Reject("not-named", command.By.Name, command.DepartmentId);
        if (body.CheckIns.Exists(c => c.Officer.UserId == command.By.UserId)) return Reject("checked-in-already", command.By.Name);
        if (Blank(command.Place)) return Reject("place-required");
        if (command.At is { IsOnEarth: false } at) return Reject("coordinates-invalid", Number(at.Latitude), Number(at.Longitude));
        burst.Add(new OfficerCheckedIn(command.DepartmentId, Named(body, command.By), command.Place.Trim()) { At = command.At });
        return null;
    }

    private static Rejection? FillChecklist(TripState state, TripCommand.FillChecklist command, TripBurst burst)
    {
        if (InTheField(state, command.DepartmentId, command.By, burst, out _) is { } refused) return refused;
        if (state.Leg(command.CaseNumber) is not { } leg) return Reject("leg-unknown", state.Number, command.CaseNumber);
        if (command.Answers.Count == 0) return Reject("answers-required");
        if (command.Answers.FirstOrDefault(a => a.Point < 0 || a.Point >= leg.Points.Count) is { } stranger) return Reject("point-unknown", Number(stranger.Point + 1), command.CaseNumber, Number(leg.Points.Count));
        if (command.Answers.GroupBy(a => a.Point).FirstOrDefault(g => g.Count() > 1) is { } twice) return Reject("point-twice", Number(twice.Key + 1));
        if (command.Answers.FirstOrDefault(a => a.Result == CheckResult.Fail && Blank(a.Remark)) is { } bare) return Reject("remark-required", leg.Points[bare.Point]);
        IReadOnlyList<CheckAnswer> answers = [.. command.Answers.OrderBy(a => a.Point).Select(a => a with { Remark = Blank(a.Remark) ? null : a.Remark!.Trim() })];
        burst.Add(new ChecklistFilled(command.DepartmentId, command.CaseNumber, answers, Stamp(command.By, command.DepartmentId)));
        return null;
    }

    private static Rejection? AttachPhoto(TripState state, TripCommand.AttachPhoto command, TripBurst burst)
    {
        if (InTheField(state, command.DepartmentId, command.By, burst, out _) is { } refused) return refused;
        var photo = command.Photo;
        if (!TripPhoto.MediaTypes.Contains(photo.MediaType)) return Reject("photo-type", photo.Name, photo.MediaType);
        if (photo.Bytes is <= 0 or > TripPhoto.MaximumBytes) return Reject("photo-size", photo.Name, Number(photo.Bytes), Number(TripPhoto.MaximumBytes / 1024 / 1024));
        if (photo.Hash.Length != 64 || !photo.Hash.All(char.IsAsciiHexDigitLower)) return Reject("photo-hash", photo.Name);
        if (photo.CaseNumber is { } number && state.Leg(number) is null) return Reject("leg-unknown", state.Number, number);
        if (state.Photos.Exists(p => p.Hash == photo.Hash)) return Reject("photo-twice", photo.Name);
        if (state.Photos.Count >= TripPhoto.MaximumPhotos) return Reject("photos-too-many", Number(TripPhoto.MaximumPhotos));
        burst.Add(new PhotoAttached(command.DepartmentId, photo, Stamp(command.By, command.DepartmentId)));
        return null;
    }

    /// <summary>On the spot by those who came; in writing, before the opinion, by a body that had asked leave.</summary>
    private static Rejection? GiveFinding(TripState state, TripCommand.GiveFinding command, TripBurst burst)
    {
        var inWriting = state.Body(command.DepartmentId) is { Answer: BodyAnswer.Declined };
        if (inWriting)
        {
            if (!TripRules.MaySpeakFor(command.By, command.DepartmentId)) return Reject("not-of-body", command.By.Name, command.DepartmentId);
            if (state.Status != TripStatus.Ended) return Reject("trip-not-ended", state.Number);
        }
        else
        {
            if (InTheField(state, command.DepartmentId, command.By, burst, out var body) is { } refused) return refused;
            if (!state.IsPresent(body)) return Reject("officers-too-few", command.DepartmentId, Number(state.Rules.OfficersPerBody));
        }
        if (Blank(command.Finding)) return Reject("finding-required");
        IReadOnlyList<string> conditions = [.. command.Conditions.Where(c => !Blank(c)).Select(c => c.Trim())];
        if (command.Opinion == BodyOpinion.AgreeWithConditions && conditions.Count == 0) return Reject("conditions-required");
        if (command.Opinion != BodyOpinion.AgreeWithConditions && conditions.Count > 0) return Reject("conditions-not-allowed", TripNames.Of(command.Opinion));
        var finding = command.Finding.Trim();
        burst.Add(new FindingGiven(command.DepartmentId, command.Opinion, finding, conditions, Digest(state, command.DepartmentId, command.Opinion, finding, conditions), Stamp(command.By, command.DepartmentId)));
        return null;
    }

    private static Rejection? Sign(TripState state, TripCommand.Sign command, TripBurst burst)
    {
        if (InTheField(state, command.DepartmentId, command.By, burst, out var body) is { } refused) return refused;
        if (body.Finding is not { } finding) return Reject("finding-required");
        if (body.Signatures.Exists(s => s.UserId == command.By.UserId)) return Reject("finding-signed-already", command.By.Name);
        burst.Add(new FindingSigned(command.DepartmentId, Named(body, command.By), finding.Digest));
        return null;
    }

    private static Rejection? InTheField(TripState state, string departmentId, Actor by, TripBurst burst, out TripBody body)
    {
        if (OnTheDay(state, departmentId, burst, out body) is { } refused) return refused;
        return body.CheckIns.Exists(c => c.Officer.UserId == by.UserId) ? null : Reject("not-checked-in", by.Name);
    }

    private static Rejection? OnTheDay(TripState state, string departmentId, TripBurst burst, out TripBody body)
    {
        body = state.Body(departmentId)!;
        if (body is null || !state.TakesPart(body)) return Reject("not-invited", departmentId, state.Number);
        if (state.Slot is null) return Reject("slot-required", state.Number);
        if (state.Status is not (TripStatus.Scheduled or TripStatus.Underway)) return Reject("visit-over", state.Number);
        if (burst.Today < state.Slot.Day) return Reject("day-not-come", PlainJson.Iso(state.Slot.Day));
        return burst.Today > state.Slot.Day ? Reject("day-over", PlainJson.Iso(state.Slot.Day)) : null;
    }

    private static TripOfficer Named(TripBody body, Actor by) => body.Officers.Find(o => o.UserId == by.UserId)!;

    private static string Digest(TripState state, string departmentId, BodyOpinion opinion, string finding, IReadOnlyList<string> conditions) =>
        Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteUtf8(new List<object?>
        {
            state.Number, (double)state.Round, departmentId, TripNames.Of(opinion), finding, conditions.Select(c => (object?)c).ToList(),
        })));

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
