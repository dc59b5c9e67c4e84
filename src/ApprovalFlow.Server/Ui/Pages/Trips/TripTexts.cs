using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Ui.Pages.Trips;

/// <summary>What trips, bodies and opinions are called on the pages.</summary>
public sealed class TripTexts(PageTexts texts, ApprovalCatalogue catalogue, LocalTimes times)
{
    public string Department(string id) => catalogue.Department(id) is { } d ? texts.Pick(d.ShortZh, d.NameEn) : id;
    public string Departments(IEnumerable<string> ids) => string.Join(texts["list.comma"], ids.Select(Department));
    public string Kind(TripKind kind) => texts[$"trip.kind.{TripNames.Of(kind)}"];
    public string Status(TripStatus status) => texts[$"trip.status.{status}"];
    public string Result(TripResult result) => texts[$"trip.result.{TripNames.Of(result)}"];
    public string Opinion(BodyOpinion opinion) => texts[$"trip.opinion.{TripNames.Of(opinion)}"];
    public string Visit(VisitStatus status) => texts[$"visit.status.{status}"];
    public string Check(CheckResult result) => texts[$"trip.check.{TripNames.Of(result)}"];

    public static string Tone(TripStatus status) => status switch { TripStatus.Concluded => "ok", TripStatus.Canceled => "idle", TripStatus.Underway or TripStatus.Ended => "warn", _ => "info" };
    public static string Tone(TripResult result) => result switch { TripResult.Pass => "ok", TripResult.PassWithConditions => "warn", _ => "bad" };
    public static string Tone(BodyOpinion opinion) => opinion switch { BodyOpinion.Agree => "ok", BodyOpinion.AgreeWithConditions => "warn", _ => "bad" };

    public string Answer(TripState trip, TripBody body) => texts[$"trip.answer.{(body.Answer == BodyAnswer.Attends && trip.IsPresent(body) ? "Present" : body.Answer.ToString())}"];
    public static string Tone(TripState trip, TripBody body) => body.Answer switch
    {
        BodyAnswer.Missed => "bad", BodyAnswer.Declined => "warn", BodyAnswer.Attends => trip.IsPresent(body) ? "ok" : "info", _ => "idle",
    };

    /// <summary>A span of one day as the centre's clock shows it.</summary>
    public string Slot(TripSlot slot) => $"{times.Day(slot.StartsAt)} {Time(slot.StartsAt)}–{Time(slot.EndsAt)}";
    public string Slot(DateTimeOffset? from, DateTimeOffset? to) => from is { } starts && to is { } ends ? Slot(new TripSlot(starts, ends)) : texts["trip.noDay"];
    public string Time(DateTimeOffset at) => times.At(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>A day and two times of it as people choose them; null while one is missing.</summary>
    public static TripSlot? Read(DateOnly? day, TimeOnly? from, TimeOnly? to) =>
        day is { } date && from is { } starts && to is { } ends ? new TripSlot(OfficeHours.At(date, starts), OfficeHours.At(date, ends)) : null;

    /// <summary>One thing a line.</summary>
    public static IReadOnlyList<string> Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
