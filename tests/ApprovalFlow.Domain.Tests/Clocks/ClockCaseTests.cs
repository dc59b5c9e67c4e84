using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Timelines with their answers, and what is refused.</summary>
public sealed class ClockCaseTests
{
    private static readonly string Folder = Path.Combine(Repository.Workflows, "..", "tests", "ApprovalFlow.Domain.Tests", "Clocks", "Cases");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.json").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Timeline_should_have_its_answer(string file)
    {
        var json = File.ReadAllText(Path.Combine(Folder, file));
        var expected = JsonNode.Parse(json)!["expected"]!;

        var answer = Answer(json).Answer.ShouldNotBeNull();

        JsonSerializer.SerializeToNode(answer, JsonSerializerOptions.Web)!.ToJsonString().ShouldBe(expected.ToJsonString());
    }

    [Fact]
    public void Cases_should_be_there() => Files.Count.ShouldBeGreaterThanOrEqualTo(30);

    private static (ClockCaseAnswer? Answer, ClockFinding? Refusal) Answer(string json)
    {
        var (timeline, refusal) = ClockCase.Read(json, Repository.Procedures);
        return timeline is null ? (null, refusal) : timeline.Answer(Repository.Calendar);
    }

    /// <param name="members">Besides the calendar and twenty days from receipt on 2024-09-26.</param>
    private static string Timeline(string members) => $$"""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20{{(members.Length == 0 ? "" : "," + members)}}}""";

    [Theory]
    // Neither acceptance nor notice: accepted as of receipt, not as of the fifth day.
    [InlineData("", "2024-09-26", true, "2024-10-29")]
    [InlineData("""  "pauses":null,"acceptedOn":null,"oneTimeNoticeOn":null,"extensionDays":null """, "2024-09-26", true, "2024-10-29")]
    // The fifth working day is 2024-10-09.
    [InlineData(""" "acceptedOn":"2024-10-09" """, "2024-10-09", false, "2024-11-05")]
    [InlineData(""" "acceptedOn":"2024-10-10" """, "2024-09-26", true, "2024-10-29")]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-09" """, null, false, null)]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-10" """, "2024-09-26", true, "2024-10-29")]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-10","acceptedOn":"2024-10-11" """, "2024-09-26", true, "2024-10-29")]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-09","acceptedOn":"2024-12-02" """, "2024-12-02", false, "2024-12-30")]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-08","acceptedOn":"2024-09-27" """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "oneTimeNoticeOn":"2024-10-14","acceptedOn":"2024-09-27" """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "oneTimeNoticeOn":"2024-09-26","acceptedOn":"2024-09-26" """, "2024-09-26", false, "2024-10-29")]
    // Acceptance on a holiday counts from there.
    [InlineData(""" "acceptedOn":"2024-10-01" """, "2024-10-01", false, "2024-11-01")]
    // Extension and pauses.
    [InlineData(""" "acceptedOn":"2024-09-27","extensionDays":10 """, "2024-09-27", false, "2024-11-13")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"hearing","from":"2024-10-14","to":"2024-10-25","notice":"N"}] """, "2024-09-27", false, "2024-11-13")]
    [InlineData(""" "acceptedOn":"2024-09-27","extensionDays":10,"pauses":[{"kind":"hearing","from":"2024-10-31","to":"2024-11-06","notice":"N"}] """, "2024-09-27", false, "2024-11-20")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"hearing","from":"2024-10-31","to":"2024-11-06","notice":"N"}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"hearing","from":"2024-10-14","to":"2024-10-25"}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"hearing","from":"2024-10-14","to":"2024-10-25","notice":" "}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"hearing","from":"2024-10-14","to":"2024-10-25","notice":null}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"site-survey","from":"2024-10-14","to":"2024-10-25","notice":"N"},{"kind":"publicity","from":"2024-10-14","to":"2024-10-25","notice":"N"},{"kind":"lunch","from":"2024-10-14","to":"2024-10-25","notice":"N"}] """, "2024-09-27", false, "2024-10-30")]
    // Adjoining, overlapping, nested, on free days only, before acceptance, around it.
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-10-14","to":"2024-10-18","notice":"N"},{"kind":"hearing","from":"2024-10-19","to":"2024-10-25","notice":"N"}] """, "2024-09-27", false, "2024-11-13")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-10-14","to":"2024-10-25","notice":"N"},{"kind":"hearing","from":"2024-10-16","to":"2024-10-17","notice":"N"}] """, "2024-09-27", false, "2024-11-13")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-10-14","to":"2024-10-25"},{"kind":"hearing","from":"2024-10-16","to":"2024-10-17","notice":"N"}] """, "2024-09-27", false, "2024-11-01")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-10-19","to":"2024-10-20","notice":"N"},{"kind":"hearing","from":"2024-10-01","to":"2024-10-07","notice":"N"}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-09-01","to":"2024-09-27","notice":"N"}] """, "2024-09-27", false, "2024-10-30")]
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-09-01","to":"2024-09-30","notice":"N"}] """, "2024-09-27", false, "2024-11-01")]
    // A pause on the last day moves it, one on the day after does not.
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"testing","from":"2024-10-30","to":"2024-10-30","notice":"N"}] """, "2024-09-27", false, "2024-10-31")]
    // Across the years.
    [InlineData(""" "acceptedOn":"2024-09-27","pauses":[{"kind":"auction","from":"2024-10-29","to":"2025-02-09","notice":"N"}] """, "2024-09-27", false, "2025-02-11")]
    public void Combination_should_end_on_its_day(string members, string? accepted, bool deemed, string? due)
    {
        static DateOnly? Day(string? text) => text is null ? null : DateOnly.Parse(text, null);
        Answer(Timeline(members)).ShouldBe((new ClockCaseAnswer(Day(accepted), deemed, Day(due)), null));
    }

    [Theory]
    [InlineData("2024-09-27", "2024-09-27")]
    [InlineData("2024-09-28", "2024-09-29")]
    public void Limit_of_no_days_should_end_on_the_day_itself_or_the_next_working_day(string accepted, string due) =>
        Answer($$"""{"calendar":"cn","receivedOn":"2024-09-26","acceptedOn":"{{accepted}}","statutoryDays":0}""").Answer!.StatutoryDue.ShouldBe(DateOnly.Parse(due, null));

    [Theory]
    [InlineData("""{"calendar":"cn","receivedOn":"2026-12-20","statutoryDays":20}""", "calendar-year-not-loaded", "Expected the calendar of 2027 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2026-12-30","statutoryDays":1}""", "calendar-year-not-loaded", "Expected the calendar of 2027 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2018-12-10","acceptedOn":"2018-12-10","statutoryDays":5}""", "calendar-year-not-loaded", "Expected the calendar of 2018 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2018-12-03","acceptedOn":"2019-01-15","statutoryDays":5}""", "calendar-year-not-loaded", "Expected the calendar of 2018 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2018-12-03","oneTimeNoticeOn":"2018-12-04","acceptedOn":"2019-01-15","statutoryDays":5}""", "calendar-year-not-loaded", "Expected the calendar of 2018 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"9999-12-31","acceptedOn":"9999-12-31","statutoryDays":5}""", "calendar-year-not-loaded", "Expected the calendar of 9999 to be loaded, but it is not; no date is guessed.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","acceptedOn":"2024-09-25","statutoryDays":20}""", "before-receipt", "Expected a day on or after receipt on 2024-09-26, but it is 2024-09-25.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","oneTimeNoticeOn":"2024-09-25","statutoryDays":20}""", "before-receipt", "Expected a day on or after receipt on 2024-09-26, but it is 2024-09-25.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":[{"kind":"hearing","from":"2024-10-10","to":"2024-10-09","notice":"N"}]}""", "pause-ends-before-it-begins", "Expected a pause to end on or after its first day 2024-10-10, but it ends on 2024-10-09.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":[{"kind":"hearing","from":"2024-10-10","notice":"N"}]}""", "date-missing", "Expected 'pauses[0].to' to be a day, but it is missing.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":[{"from":"2024-10-10","to":"2024-10-10"}]}""", "pause-kind-missing", "Expected 'pauses[0].kind' to name a special procedure, but it is missing.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":{}}""", "pauses-invalid", "Expected 'pauses' to be a list, but it is Object.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":[7]}""", "pauses-invalid", "Expected every pause to be an object, but pauses[0] is Number.")]
    [InlineData("""{"calendar":"us","receivedOn":"2024-09-26","statutoryDays":20}""", "calendar-unknown", "Expected calendar 'cn', but it is \"us\".")]
    [InlineData("""{"receivedOn":"2024-09-26","statutoryDays":20}""", "calendar-unknown", "Expected calendar 'cn', but it is missing.")]
    [InlineData("""{"calendar":"cn","statutoryDays":20}""", "date-missing", "Expected 'receivedOn' to be the day of receipt, but it is missing.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-02-30","statutoryDays":20}""", "date-invalid", "Expected 'receivedOn' to be a day such as 2026-10-01, but it is \"2024-02-30\".")]
    [InlineData("""{"calendar":"cn","receivedOn":20240926,"statutoryDays":20}""", "date-invalid", "Expected 'receivedOn' to be a day such as 2026-10-01, but it is 20240926.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26"}""", "limit-missing", "Expected 'statutoryDays' to be a number of working days, but it is missing.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":-1}""", "limit-invalid", "Expected a limit between 0 and 3660 in whole or half days, but it is -1.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":"20"}""", "limit-invalid", "Expected 'statutoryDays' to be a number of working days, but it is \"20\".")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"extensionDays":-5}""", "limit-invalid", "Expected a limit between 0 and 3660 in whole or half days, but it is -5.")]
    [InlineData("""{"calendar":"\ud800","receivedOn":"2024-09-26","statutoryDays":20}""", "json-invalid", "Expected well-formed Unicode text, but found half a character.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":20,"pauses":[{"kind":"hear\ud800","from":"2024-10-10","to":"2024-10-11","notice":"N"}]}""", "json-invalid", "Expected well-formed Unicode text, but found half a character.")]
    [InlineData("""{"calendar":"cn","receivedOn":"2024-09-26","statutoryDays":1e400}""", "limit-invalid", "Expected a limit between 0 and 3660 in whole or half days, but it is Infinity.")]
    [InlineData("[]", "timeline-missing", "Expected the timeline to be an object, but it is Array.")]
    [InlineData("""{"timeline":null}""", "timeline-missing", "Expected the timeline to be an object, but it is Null.")]
    public void Bad_timeline_should_be_refused_with_code_and_sentence(string json, string code, string sentence)
    {
        var (answer, refusal) = Answer(json);

        answer.ShouldBeNull();
        (refusal!.Code, refusal.En).ShouldBe((code, sentence));
        refusal.Zh.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("2026-12-30", "2026-12-30", 1, "2026-12-31")]
    [InlineData("2018-12-31", "2018-12-31", 1, "2019-01-02")]
    public void Edge_of_the_loaded_years_should_be_answered_where_no_unknown_day_matters(string received, string accepted, int days, string due) =>
        Answer($$"""{"calendar":"cn","receivedOn":"{{received}}","acceptedOn":"{{accepted}}","statutoryDays":{{days}}}""").Answer!.StatutoryDue.ShouldBe(DateOnly.Parse(due, null));

    [Fact]
    public void Text_that_is_no_json_should_be_refused() => Answer("20 days").Refusal!.Code.ShouldBe("json-invalid");

    [Fact]
    public void Day_that_is_said_twice_should_be_refused_and_not_chosen_from() =>
        Answer("""{"calendar":"cn","receivedOn":"2024-09-26","receivedOn":"2024-09-27","statutoryDays":20}""").Refusal!.Code.ShouldBe("json-invalid");
}
