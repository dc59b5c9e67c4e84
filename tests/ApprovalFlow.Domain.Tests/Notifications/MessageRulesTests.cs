using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class MessageRulesTests
{
    private static CaseDesk Desk() => new CaseDesk(FlowSketch.Parallel().Compile(), Flow, Item) is var desk
        ? desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" }) : null!;

    private static IEnumerable<Telling> Told(CaseDesk desk) => desk.Journal.Where(r => MessageRules.Tells(r.Event)).SelectMany(r => MessageRules.Of(desk.State, r, Repository.Catalogue));

    private static string Short(Telling telling) => $"{telling.Kind.Id} > {telling.To switch { Audience.Applicant => "applicant", Audience.Person p => p.UserId, Audience.Pool p => string.Join("|", p.Candidates.Select(c => c.Role)), _ => "" }}";

    [Fact]
    public void Registration_should_tell_the_applicant_and_those_who_may_accept() =>
        Told(Desk()).Select(Short).ShouldBe(["registered > applicant", "task > window-clerk"]);

    [Fact]
    public void Task_should_be_told_to_nobody_when_somebody_has_it_already()
    {
        var desk = Desk();
        desk.Do(new CaseCommand.ClaimTask(desk.TaskAt("accept").TaskId, Clerk));
        Told(desk).Select(Short).ShouldBe(["registered > applicant"]);
    }

    [Fact]
    public void Next_handlers_should_be_told_with_step_and_last_day()
    {
        var desk = Desk().Complete("accept", Clerk, "Accept");
        var county = Told(desk).Single(t => Short(t) == "task > county-clerk");
        (county.Values["step"].Zh, county.Values["due"].Zh, county.Values["case"].Zh).ShouldBe((desk.TaskAt("county").NameZh, "，请于2026-11-26前办理", Number));
        county.Kind.Channels.ShouldNotContain(MessageChannels.InApp, "the inbox shows it");
        Told(desk).Select(Short).ShouldContain("accepted > applicant");
    }

    [Fact]
    public void Transferred_task_should_be_told_to_whoever_holds_it_now()
    {
        var desk = Desk().Complete("accept", Clerk, "Accept").Complete("county", CountyClerk, "Approve");
        var review = desk.State.OpenTasks.First(t => t.Candidate.Role == "reviewer");
        desk.Do(new CaseCommand.ClaimTask(review.TaskId, Reviewer)).Do(new CaseCommand.TransferTask(review.TaskId, Reviewer, OtherReviewer) { Reason = "leave" });
        Told(desk).Select(Short).Where(s => s.StartsWith("task", StringComparison.Ordinal) && s.EndsWith("reviewer-2", StringComparison.Ordinal)).ShouldHaveSingleItem();
    }

    [Fact]
    public void Correction_should_give_the_reason_cleaned_and_short()
    {
        var state = After(Registered);
        var record = new CaseRecord(2, Morning, new CaseEvent.CorrectionRequested("t", new string('缺', 300) + "\u0007"));
        var told = MessageRules.Of(state, record, Repository.Catalogue).ShouldHaveSingleItem();
        told.Kind.Class.ShouldBe(MessageClass.Legal);
        told.Values["reason"].Zh.ShouldBe(new string('缺', 120) + "…");
    }

    [Theory]
    [InlineData("approved", "decided")]
    [InlineData("refused", "refused")]
    [InlineData("not-filed", "refused")]
    public void Decision_should_tell_the_applicant_of_remedies_when_it_is_a_refusal(string result, string kind) =>
        MessageRules.Of(After(Registered), new(2, Morning, new CaseEvent.DecisionMade(result, Stamp(Chief))), Repository.Catalogue).ShouldHaveSingleItem().Kind.Id.ShouldBe(kind);

    [Theory]
    [InlineData("warn", false)]
    [InlineData("red", true)]
    public void Card_should_ring_at_the_supervisors_only_when_it_is_serious(string level, bool rings)
    {
        CaseEvent card = new CaseEvent.CardRaised("C-1", level, "left", "临期", "Nearly due", new("reviewer", "dept-nyj")) { OwnerUserId = "reviewer" };
        var told = MessageRules.Of(After(Registered, card), new(2, Morning, card), Repository.Catalogue);
        told.Select(Short).ShouldBe(["card > reviewer", "card > supervisor"]);
        told.Select(t => t.Rings).ShouldBe([true, rings]);
        told.ShouldAllBe(t => t.InApp!.Kind == $"card-{level}" && t.InApp.Text == "C-1");
    }

    /// <summary>The event is asked cheaply first; nothing that would be told may be missed by that.</summary>
    [Fact]
    public void Every_event_that_tells_somebody_should_be_among_those_that_are_looked_at()
    {
        foreach (var e in SampleEvents.All)
            if (!MessageRules.Tells(e))
                MessageRules.Of(After(Registered), new(2, Morning, e), Repository.Catalogue).ShouldBeEmpty(e.ToString());
    }

    [Fact]
    public void Words_of_a_flow_should_go_to_the_applicant_or_to_a_role()
    {
        static Telling? Of(params (string, string)[] payload) => MessageRules.OfNotice(payload.ToDictionary(p => p.Item1, p => p.Item2), payload.Any(p => p.Item1 == "trip") ? null : "A-1");
        var applicant = Of(("audience", "applicant"), ("titleZh", "请缴费"))!;
        (Short(applicant), applicant.Values["title"].En, applicant.Values["case"].Zh).ShouldBe(("flow-notice > applicant", "请缴费", "A-1"));
        Short(Of(("audience", "role"), ("role", "expert"), ("titleZh", "x"))!).ShouldBe("staff-notice > expert");
        Short(Of(("audience", "role"), ("departmentId", "dept-ghj"), ("trip", "T-1"), ("titleZh", "x"))!).ShouldBe("staff-notice > inspector|reviewer|expert|chief-representative");
        Short(Of(("audience", "applicant"), ("trip", "T-1"), ("titleZh", "x"))!).ShouldBe("appointment > applicant");
        Of(("audience", "role")).ShouldBeNull();
    }

    /// <summary>No identity number, no phone, no name of the applicant in anything that can be said.</summary>
    [Fact]
    public void Values_should_hold_no_personal_data_of_the_applicant()
    {
        var desk = Desk().Complete("accept", Clerk, "Accept").Complete("county", CountyClerk, "Approve");
        var values = Told(desk).SelectMany(t => t.Values.Values).SelectMany(v => new[] { v.Zh, v.En }).ToList();
        values.ShouldAllBe(v => !v.Contains(Company.Name) && !v.Contains(Company.IdNumber));
    }
}
