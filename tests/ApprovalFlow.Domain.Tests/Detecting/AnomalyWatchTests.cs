using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Detecting;

/// <summary>Each way of keeping figures fine, and the honest thing beside it that must not be named.</summary>
public sealed class AnomalyWatchTests
{
    private static readonly ActorStamp Reviewer = new("u-reviewer", "审查人员") { Role = "reviewer", DepartmentId = "dept-fgw" };
    private readonly AnomalyWatch watch = new(_ => House.Clocks.Of(House.Catalogue.Item("FGW-001")!, House.Catalogue.Flow("FGW-001-A")!) is var rules ? (rules.Policy, rules.Calendar) : null);
    private readonly Dictionary<string, long> sequences = [];
    private readonly List<Anomaly> found = [];

    /// <summary>Monday, 2 March 2026, nine o'clock, and a number of days after.</summary>
    private static DateTimeOffset Day(int days, double minutes = 0) => new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)).ToUniversalTime().AddDays(days).AddMinutes(minutes);

    private AnomalyWatchTests Then(string number, DateTimeOffset at, CaseEvent e)
    {
        found.AddRange(watch.Add(number, new(sequences[number] = sequences.GetValueOrDefault(number) + 1, at, e)));
        return this;
    }

    private AnomalyWatchTests Registered(string number, DateTimeOffset at, string applicant = "91140100MA0000001X") =>
        Then(number, at, new CaseEvent.CaseRegistered(number, "FGW-001-A", "FGW-001", new string('A', 64), new("enterprise", "示例企业", applicant), new Dictionary<string, object?>(), [], Reviewer, ApplicationChannel.Window));

    private AnomalyWatchTests Accepted(string number, DateTimeOffset at, DateOnly? dated = null) => Then(number, at, new CaseEvent.CaseAccepted { DatedOn = dated });
    private AnomalyWatchTests Closed(string number, DateTimeOffset at, string result) => Then(number, at, new CaseEvent.CaseClosed(result));
    private AnomalyWatchTests Completed(string number, DateTimeOffset at, string by = "u-reviewer", string? repeats = null)
    {
        var place = sequences.GetValueOrDefault(number) + 1;
        return Then(number, at, new CaseEvent.TaskOpened($"{number}-{place}", $"{place}.1", "review", "ApprovalFlow.Review", "审查", "Review", new("reviewer", "dept-fgw")))
            .Then(number, at, new CaseEvent.TaskCompleted($"{number}-{place}", Reviewer with { UserId = by }, "Approve") { Repeats = repeats });
    }
    private AnomalyWatchTests Pause(string number, DateTimeOffset at, DateOnly from) => Then(number, at, new CaseEvent.PauseRequested("1", "expert-review", from, Reviewer) { PlannedEnd = from.AddDays(10), Notice = "通知〔2026〕1号", NoticeOn = from });

    private void ShouldTell(params (string Code, string Case, long Sequence)[] expected) => found.Select(a => (a.Code, a.CaseNumber, a.Sequence)).ShouldBe(expected);

    [Fact]
    public void Pause_in_the_last_days_of_a_limit_should_be_named_and_one_in_good_time_not()
    {
        var promised = House.Catalogue.Flow("FGW-001-A")!.PromisedDays;
        var due = House.Calendar.Due(new(2026, 3, 2), promised).Day!.Value;
        Registered("A-1", Day(0)).Accepted("A-1", Day(0, 5)).Pause("A-1", Day(1), new(2026, 3, 3));
        ShouldTell();
        var late = new DateTimeOffset(due.ToDateTime(new(1, 0)), TimeSpan.Zero);
        Registered("A-2", Day(0)).Accepted("A-2", Day(0, 5)).Pause("A-2", late, due);
        ShouldTell((Anomaly.LatePause, "A-2", 3));
        found[0].En.ShouldContain($"{due:yyyy-MM-dd}");
    }

    [Fact]
    public void Withdrawal_after_acceptance_and_the_same_application_again_should_be_named_with_both_cases()
    {
        Registered("B-1", Day(0)).Accepted("B-1", Day(0, 5)).Closed("B-1", Day(4), "withdrawn").Registered("B-2", Day(6));
        ShouldTell((Anomaly.Refiled, "B-2", 1));
        found[0].RelatedCase.ShouldBe("B-1");
    }

    [Fact]
    public void Withdrawals_that_change_nothing_should_not_be_named()
    {
        // Never accepted: no clock ran. Another applicant. Long after. Refused, not withdrawn.
        Registered("C-1", Day(0)).Closed("C-1", Day(1), "withdrawn").Registered("C-2", Day(2));
        Registered("C-3", Day(0), "other").Accepted("C-3", Day(0, 5)).Closed("C-3", Day(1), "withdrawn").Registered("C-4", Day(2), "third").Registered("C-5", Day(32), "other");
        Registered("C-6", Day(0), "fourth").Accepted("C-6", Day(0, 5)).Closed("C-6", Day(1), "refused").Registered("C-7", Day(2), "fourth");
        ShouldTell();
    }

    [Fact]
    public void Tasks_of_five_cases_in_one_minute_by_one_person_should_be_named_once()
    {
        for (var i = 1; i <= 7; i++)
            Completed($"D-{i}", Day(0, i / 10.0));
        ShouldTell((Anomaly.RubberStamp, "D-5", 2));
        for (var i = 1; i <= 5; i++)
            Completed($"D-{i}", Day(0, 1 + (i / 10.0)), by: "u-other");
        found.Count.ShouldBe(2);
    }

    [Fact]
    public void Busy_but_honest_work_should_not_be_named()
    {
        // Four cases a minute; many tasks of one case; several people; what passes by itself for the same approver.
        for (var minute = 0; minute < 5; minute++)
            for (var i = 0; i < 4; i++)
                Completed($"E-{minute}-{i}", Day(0, minute + (i / 10.0)));
        for (var i = 0; i < 9; i++)
            Completed("E-x", Day(0, 30)).Completed($"E-y{i}", Day(0, 40), by: $"u-{i}").Completed($"E-z{i}", Day(0, 50), by: "u-same", repeats: "E-z-1");
        ShouldTell();
    }

    [Fact]
    public void Event_that_nothing_led_to_should_be_named_and_the_rest_of_the_watch_go_on()
    {
        Registered("H-1", Day(0)).Then("H-1", Day(0, 1), new CaseEvent.TaskCompleted("H-1-9", Reviewer, "Approve")).Then("H-1", Day(0, 2), new CaseEvent.TaskCompleted("H-1-9", Reviewer, "Approve"));
        ShouldTell((Anomaly.Unfitting, "H-1", 2));
        Registered("H-2", Day(0)).Accepted("H-2", Day(3), dated: new(2026, 3, 2));
        found[^1].Code.ShouldBe(Anomaly.BackDated);
    }

    [Fact]
    public void Voucher_dated_before_the_acceptance_should_be_named()
    {
        Registered("F-1", Day(0)).Accepted("F-1", Day(3), dated: new(2026, 3, 2)).Registered("F-2", Day(0)).Accepted("F-2", Day(3), dated: new(2026, 3, 5)).Registered("F-3", Day(0)).Accepted("F-3", Day(3));
        ShouldTell((Anomaly.BackDated, "F-1", 2));
    }

    [Fact]
    public void Second_notice_of_corrections_should_be_named_and_the_first_not()
    {
        Registered("G-1", Day(0)).Then("G-1", Day(1), new CaseEvent.CorrectionRequested("G-1-2", "缺附件一")).Then("G-1", Day(2), new CaseEvent.CaseResubmitted(new Dictionary<string, object?>(), []));
        ShouldTell();
        Then("G-1", Day(3), new CaseEvent.CorrectionRequested("G-1-4", "缺附件二"));
        ShouldTell((Anomaly.SecondNotice, "G-1", 4));
        (found[0].Zh.Contains("缺附件二", StringComparison.Ordinal), found[0].Zh.Contains("第三十二条", StringComparison.Ordinal)).ShouldBe((true, true));
    }
}
