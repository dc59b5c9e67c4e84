using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>A timeline written down by itself: from receipt to the last day of the statutory limit.</summary>
/// <remarks>
/// Members: <c>calendar</c>, <c>receivedOn</c>, <c>acceptedOn?</c>, <c>oneTimeNoticeOn?</c>, <c>statutoryDays</c>, <c>extensionDays?</c>,
/// <c>pauses?</c> of <c>{kind, from, to, notice?}</c>. Null is as good as absent; other members are left alone. The extension is taken
/// as properly approved and told.
/// </remarks>
public sealed class ClockCase
{
    private const double LongestLimit = 3660;

    private ClockCase(CaseTimeline timeline, ClockPolicy policy) => (Timeline, Policy) = (timeline, policy);

    public CaseTimeline Timeline { get; }
    public ClockPolicy Policy { get; }

    /// <summary>When it was accepted, whether by silence, and the last day of the limit; all facts are known and all time has passed.</summary>
    public (ClockCaseAnswer? Answer, ClockFinding? Refusal) Answer(WorkCalendar calendar)
    {
        var (runs, acceptance) = ClockRuns.Of(Timeline, Policy, calendar, null);
        if (acceptance.Refusal is { } unknown)
            return (null, unknown);
        if (acceptance.On is not { } accepted)
            return (new(null, false, null), null);
        var count = runs.First(r => r.Clock.Kind == ClockKind.Statutory).Count(calendar, null);
        return count.Due is { } due ? (new(accepted, acceptance.Deemed, due), null) : (null, count.Failure);
    }

    /// <summary>The days of the statutory limit, as if nothing had been used yet; empty while nothing is accepted.</summary>
    public IReadOnlyList<LedgerDay> Explain(WorkCalendar calendar)
    {
        var ledger = new LedgerWriter();
        foreach (var run in ClockRuns.Of(Timeline, Policy, calendar, null).Runs)
            if (run.Clock.Kind == ClockKind.Statutory)
                run.Count(calendar, null, ledger);
        return ledger.Days;
    }

    /// <summary>Reads a timeline, alone or as member <c>timeline</c>; the first thing that is wrong with it.</summary>
    public static (ClockCase? Case, ClockFinding? Refusal) Read(string json, SpecialProcedures procedures)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("timeline", out var inner))
                root = inner;
            return root.ValueKind == JsonValueKind.Object ? (Read(root, procedures), null) : (null, Wrong("timeline-missing", "时间线应为对象。", $"Expected the timeline to be an object, but it is {root.ValueKind}."));
        }
        catch (JsonException e)
        {
            return (null, Wrong("json-invalid", "文件不是有效的 JSON。", $"Expected JSON, but {e.Message}"));
        }
        // Half of a surrogate pair is no text.
        catch (InvalidOperationException)
        {
            return (null, Wrong("json-invalid", "文件含有不完整的字符。", "Expected well-formed Unicode text, but found half a character."));
        }
        catch (InputException e)
        {
            return (null, e.Finding);
        }
    }

    private static ClockCase Read(JsonElement timeline, SpecialProcedures procedures)
    {
        if (Member(timeline, "calendar") is not { ValueKind: JsonValueKind.String } calendar || calendar.GetString() != "cn")
            throw Input("calendar-unknown", "日历应为“cn”。", $"Expected calendar 'cn', but it is {Raw(timeline, "calendar")}.");
        var received = Date(timeline, "receivedOn", "") ?? throw Input("date-missing", "缺少收到材料的日期 receivedOn。", "Expected 'receivedOn' to be the day of receipt, but it is missing.");
        var accepted = Date(timeline, "acceptedOn", "");
        var notice = Date(timeline, "oneTimeNoticeOn", "");
        foreach (var day in new[] { accepted, notice })
            if (day < received)
                throw new InputException(ClockFinding.Of("before-receipt", received, day.Value));
        var statutory = Number(timeline, "statutoryDays") ?? throw Input("limit-missing", "缺少法定期限 statutoryDays。", "Expected 'statutoryDays' to be a number of working days, but it is missing.");
        var extension = Number(timeline, "extensionDays") ?? 0;

        var facts = new List<CaseFact> { new CaseFact.Received(At(received)) };
        if (notice is { } noticed) facts.Add(new CaseFact.OneTimeNotice(At(noticed)));
        if (accepted is { } acceptedOn) facts.Add(new CaseFact.Accepted(At(acceptedOn)));
        if (extension > 0)
            facts.Add(new CaseFact.Extended(At(received), ClockKind.Statutory, extension, ClockDefinition.Of(ClockKind.Statutory).Extension!.ApproverRole) { Reason = "extensionDays", ToldOn = received });
        facts.AddRange(Pauses(timeline));
        return new(new("", facts), new(procedures) { StatutoryDays = statutory, MaxExtensionDays = LongestLimit });
    }

    private static IEnumerable<CaseFact> Pauses(JsonElement timeline)
    {
        if (Member(timeline, "pauses") is not { } list)
            yield break;
        if (list.ValueKind != JsonValueKind.Array)
            throw Input("pauses-invalid", "pauses 应为列表。", $"Expected 'pauses' to be a list, but it is {list.ValueKind}.");
        var index = 0;
        foreach (var pause in list.EnumerateArray())
        {
            var path = $"pauses[{index++}].";
            if (pause.ValueKind != JsonValueKind.Object)
                throw Input("pauses-invalid", "pauses 的每一项应为对象。", $"Expected every pause to be an object, but {path.TrimEnd('.')} is {pause.ValueKind}.");
            var kind = Text(pause, "kind", path);
            if (string.IsNullOrWhiteSpace(kind))
                throw Input("pause-kind-missing", $"缺少 {path}kind。", $"Expected '{path}kind' to name a special procedure, but it is missing.");
            var from = Date(pause, "from", path) ?? throw Input("date-missing", $"缺少 {path}from。", $"Expected '{path}from' to be a day, but it is missing.");
            var to = Date(pause, "to", path) ?? throw Input("date-missing", $"缺少 {path}to。", $"Expected '{path}to' to be a day, but it is missing.");
            if (to < from)
                throw new InputException(ClockFinding.Of("pause-ends-before-it-begins", from, to));
            yield return new CaseFact.PauseStarted(At(from), $"{index}", kind, from) { PlannedEnd = to, Notice = Text(pause, "notice", path) };
        }
    }

    private static DateTimeOffset At(DateOnly day) => day == DateOnly.MinValue ? DateTimeOffset.MinValue : OfficeHours.At(day, new(12, 0));

    private static JsonElement? Member(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Raw(JsonElement parent, string name) => Member(parent, name)?.GetRawText() ?? "missing";

    private static string? Text(JsonElement parent, string name, string path) => Member(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Input("text-invalid", $"{path}{name} 应为文本。", $"Expected '{path}{name}' to be text, but it is {Raw(parent, name)}."),
    };

    private static DateOnly? Date(JsonElement parent, string name, string path)
    {
        if (Member(parent, name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        throw Input("date-invalid", $"{path}{name} 应为日期，如 2026-10-01。", $"Expected '{path}{name}' to be a day such as 2026-10-01, but it is {Raw(parent, name)}.");
    }

    private static double? Number(JsonElement parent, string name)
    {
        if (Member(parent, name) is not { } value)
            return null;
        if (value.ValueKind != JsonValueKind.Number)
            throw Input("limit-invalid", $"{name} 应为数字。", $"Expected '{name}' to be a number of working days, but it is {Raw(parent, name)}.");
        var days = value.GetDouble();
        return WorkCalendar.WhyNoLimit(days) is null ? days : throw new InputException(ClockFinding.Of("limit-invalid", days));
    }

    private static ClockFinding Wrong(string code, string zh, string en) => new(code, zh, en);

    private static InputException Input(string code, string zh, string en) => new(Wrong(code, zh, en));

    /// <summary>Ends the reading of one file; never leaves this class.</summary>
    private sealed class InputException(ClockFinding finding) : Exception(finding.En)
    {
        public ClockFinding Finding => finding;
    }
}

/// <param name="AcceptedOn">Null where nothing has been accepted yet.</param>
/// <param name="Deemed">Accepted by silence, as of receipt.</param>
public sealed record ClockCaseAnswer(DateOnly? AcceptedOn, bool Deemed, DateOnly? StatutoryDue);
