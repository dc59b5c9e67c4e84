using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>The rules of a trip, one by one: who may, when, and what is refused with which code.</summary>
public sealed class TripRulesTests
{
    private const string Lead = "dept-ghj", Land = "dept-gtj", Relics = "dept-wwj", Water = "dept-swj";
    private static readonly string[] Points = ["选址是否协调", "是否占用绿线"];
    private static readonly HashSet<string> Reached = [];
    private readonly TripDesk desk = new();

    private Actor Chief => desk.Person(Lead);
    private static TripLeg Leg(string number = "A-1", string applicant = "91", string site = "示例园区", string department = Lead) =>
        new(number, $"{number}-3", department, "GHJ-001", "选址意见书", "Site opinion", "示例公司", applicant, site) { Points = Points, From = new(2026, 11, 23), To = new(2026, 12, 4), ApplicantUserId = "owner" };

    private TripDesk Convened(params TripLeg[] legs) => desk.Do(new TripCommand.Convene(desk.Number, TripKind.Inspection, "示例园区踏勘", Lead, legs.Length == 0 ? [Leg()] : legs, Chief));
    private TripDesk Scheduled() => Convened().Do(new TripCommand.Schedule(Slot(26), "大厅", Chief));
    private TripDesk Invited() => Scheduled().Do(new TripCommand.Invite([Land, Relics], Chief));
    private TripDesk OnTheDay()
    {
        Invited().Attends(Lead).Attends(Land);
        desk.Now = Slot(26).StartsAt;
        return desk;
    }
    private TripDesk Ended(string? partial = null)
    {
        OnTheDay().Takes(Lead).Takes(Land);
        if (partial is null) desk.FillsEverything(Lead);
        desk.Now = Slot(26).EndsAt;
        return desk.Do(new TripCommand.EndVisit(Chief) { Partial = partial });
    }

    private void Refused(TripCommand command, string code)
    {
        desk.Refused(command).ShouldBe(code);
        lock (Reached) Reached.Add(code);
    }

    [Fact]
    public void Legs_should_share_their_applicant_or_their_site()
    {
        TripCommand.Convene With(params TripLeg[] legs) => new(desk.Number, TripKind.Inspection, "踏勘", Lead, legs, Chief);
        Refused(With(Leg(), Leg("A-2", applicant: "92", site: "别处")), "legs-differ");
        Refused(With(), "legs-required");
        Refused(With(Leg(), Leg()), "leg-twice");
        Refused(With(Leg() with { TaskId = null }), "leg-without-proposal");
        Refused(With(Leg()) with { Title = " " }, "title-required");
        Refused(With(Leg()) with { LeadDepartmentId = "dept-none" }, "body-unknown");
        Refused(With(Leg()) with { By = desk.Person(Land) }, "not-lead");
        Refused(With(Leg() with { Barred = [Lead] }), "second-visit-refused");
        Refused(new TripCommand.Cancel("x", Chief), "trip-unknown");

        desk.Do(With(Leg(), Leg("A-2", site: "别处"), Leg("A-3", site: "另一处")));
        Refused(With(Leg()), "trip-exists");
        Refused(new TripCommand.AddLeg(Leg("A-2"), Chief), "leg-twice");
        Refused(new TripCommand.AddLeg(Leg("A-4", "92", "示例 园区。"), Chief), "legs-differ");
        desk.Do(new TripCommand.AddLeg(Leg("A-5"), Chief)).Do(new TripCommand.RemoveLeg("A-5", "另办", Chief));
        Refused(new TripCommand.RemoveLeg("A-5", "另办", Chief), "leg-unknown");
        Refused(new TripCommand.RemoveLeg("A-3", " ", Chief), "reason-required");
    }

    [Fact]
    public void Site_should_be_the_same_however_it_is_typed()
    {
        desk.Do(new TripCommand.Convene(desk.Number, TripKind.Inspection, "踏勘", Lead, [Leg(), Leg("A-2", "92", " 示例 园区。")], Chief));
        desk.State.Legs.Count.ShouldBe(2);
    }

    [Fact]
    public void Last_leg_should_not_be_removed_but_the_trip_canceled()
    {
        Convened();
        Refused(new TripCommand.RemoveLeg("A-1", "另办", Chief), "last-leg");
        desk.Do(new TripCommand.DropLeg("A-1", "case-closed")).State.Status.ShouldBe(TripStatus.Canceled);
        Refused(new TripCommand.Cancel("x", Chief), "trip-canceled");
    }

    [Theory]
    [InlineData(28, 9, 2, 11, "slot-not-working-day")]
    [InlineData(26, 20, 2, 11, "slot-outside-hours")]
    [InlineData(26, 12, 1, 11, "slot-outside-hours")]
    [InlineData(26, 16, 3, 11, "slot-outside-hours")]
    [InlineData(26, 9, -1, 11, "slot-order")]
    [InlineData(26, 9, 24, 11, "slot-order")]
    [InlineData(26, 9, 0.7, 11, "slot-not-aligned")]
    [InlineData(20, 9, 2, 11, "slot-past")]
    [InlineData(7, 9, 2, 12, "slot-outside-window")]
    public void Slot_outside_the_calendar_should_be_refused(int day, int hour, double hours, int month, string code)
    {
        Convened();
        Refused(new TripCommand.Schedule(Slot(day, hour, hours, month), "大厅", Chief), code);
    }

    [Fact]
    public void Slot_should_be_refused_in_a_year_that_is_not_loaded_and_without_a_place()
    {
        Convened();
        Refused(new TripCommand.Schedule(Slot(4, month: 1, year: 2027), "大厅", Chief), "slot-year-not-loaded");
        Refused(new TripCommand.Schedule(Slot(26), " ", Chief), "place-required");
        Refused(new TripCommand.Invite([Land], Chief), "slot-required");
        Refused(new TripCommand.Attend(Lead, [], Chief), "slot-required");
        desk.Do(new TripCommand.Schedule(Slot(26, 11, 4), "大厅", Chief));
        desk.State.Slot!.Day.ShouldBe(new DateOnly(2026, 11, 26), "a visit may go on over noon");
    }

    [Fact]
    public void Bodies_should_be_told_two_working_days_ahead()
    {
        Convened().Do(new TripCommand.Schedule(Slot(24), "大厅", Chief));
        Refused(new TripCommand.Invite([Land], Chief), "notice-too-short");
        desk.Do(new TripCommand.Schedule(Slot(25), "大厅", Chief) with { Reason = "提前通知不足" }).Do(new TripCommand.Invite([Land], Chief));
        Refused(new TripCommand.Schedule(Slot(24), "大厅", Chief) with { Reason = "提前" }, "notice-too-short");
        Refused(new TripCommand.Schedule(Slot(27), "大厅", Chief), "reason-required");
        Refused(new TripCommand.Invite([Land], Chief), "invited-already");
        Refused(new TripCommand.Invite([], Chief), "departments-required");
        Refused(new TripCommand.Invite(["dept-none"], Chief), "body-unknown");
        Refused(new TripCommand.ConfirmDelivery(Water), "not-invited");
    }

    [Fact]
    public void Answer_should_name_two_known_free_officers_of_the_body()
    {
        Invited();
        var (one, two, stranger) = (desk.Person(Land, 1), desk.Person(Land, 2), desk.Person(Relics, 1));
        Refused(new TripCommand.Attend(Land, [one.UserId], one), "officers-too-few");
        Refused(new TripCommand.Attend(Land, [one.UserId, one.UserId], one), "officers-too-few");
        Refused(new TripCommand.Attend(Land, [one.UserId, "nobody"], one), "officer-unknown");
        Refused(new TripCommand.Attend(Land, [one.UserId, stranger.UserId], one), "officer-of-other-body");
        Refused(new TripCommand.Attend(Land, [one.UserId, two.UserId], stranger), "not-of-body");
        Refused(new TripCommand.Attend(Water, [one.UserId, two.UserId], desk.Person(Water)), "not-invited");
        desk.KeepBusy(two, "TK-2", Slot(26, 10, 4));
        Refused(new TripCommand.Attend(Land, [one.UserId, two.UserId], one), "officer-busy");
        desk.KeepBusy(one, "TK-3", Slot(26, 11));
        desk.Do(new TripCommand.Attend(Land, [one.UserId, desk.Person(Land, 3).UserId], one));
        desk.State.Body(Land)!.Officers.Count.ShouldBe(2, "a trip that begins when this one ends is no clash");
    }

    [Fact]
    public void Officer_should_keep_out_of_own_cases_and_go_for_one_body()
    {
        Convened(Leg() with { ApplicantUserId = desk.Person(Land, 2).UserId }).Do(new TripCommand.Schedule(Slot(26), "大厅", Chief)).Do(new TripCommand.Invite([Land, Relics], Chief));
        Refused(new TripCommand.Attend(Land, [desk.Person(Land, 1).UserId, desk.Person(Land, 2).UserId], desk.Person(Land)), "officer-own-case");

        var free = desk.Person("any", 9) with { Mandates = [new Mandate("inspector")] };
        var shared = new TripDesk();
        shared.Do(new TripCommand.Convene(shared.Number, TripKind.Inspection, "踏勘", Lead, [Leg()], shared.Person(Lead))).Do(new TripCommand.Schedule(Slot(26), "大厅", shared.Person(Lead))).Do(new TripCommand.Invite([Land, Relics], shared.Person(Lead)));
        var context = shared.Context with { Person = id => id == free.UserId ? free : shared.Context.Person(id) };
        var land = TripDecider.Decide(shared.State, new TripCommand.Attend(Land, [free.UserId, shared.Person(Land).UserId], shared.Person(Land)), context).State;
        TripDecider.Decide(land, new TripCommand.Attend(Relics, [free.UserId, shared.Person(Relics).UserId], shared.Person(Relics)), context).Rejection!.Code.ShouldBe("officer-named-twice");
        Reached.Add("officer-named-twice");
    }

    [Fact]
    public void Leave_should_be_asked_in_writing_before_the_day_and_not_by_the_lead()
    {
        Invited();
        Refused(new TripCommand.Decline(Relics, " ", desk.Person(Relics)), "reason-required");
        Refused(new TripCommand.Decline(Lead, "人手不足", Chief), "lead-declines");
        desk.Now = Slot(26).StartsAt;
        Refused(new TripCommand.Decline(Relics, "人手不足", desk.Person(Relics)), "answer-too-late");
        desk.Now = Slot(27).StartsAt;
        Refused(new TripCommand.Attend(Relics, [desk.Person(Relics, 1).UserId, desk.Person(Relics, 2).UserId], desk.Person(Relics)), "answer-too-late");
    }

    [Fact]
    public void Body_on_leave_should_write_until_the_opinion_is_due_and_is_not_barred()
    {
        Invited().Attends(Lead).Attends(Land).Do(new TripCommand.Decline(Relics, "汛期值守", desk.Person(Relics)));
        desk.Now = Slot(26).StartsAt;
        desk.Takes(Lead).Takes(Land).FillsEverything(Lead);
        Refused(new TripCommand.GiveFinding(Relics, BodyOpinion.Agree, "无异议", [], desk.Person(Relics)), "trip-not-ended");
        desk.Do(new TripCommand.EndVisit(Chief));
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "written-opinion-awaited");
        desk.Do(new TripCommand.GiveFinding(Relics, BodyOpinion.AgreeWithConditions, "地下文物先行勘探", ["开工前完成考古勘探"], desk.Person(Relics)));
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "opinion-contradicts");
        desk.Do(new TripCommand.Conclude(TripResult.PassWithConditions, "通过", Chief));
        desk.State.Views.Any(v => v.Deemed).ShouldBeFalse();
    }

    [Fact]
    public void Silence_of_a_body_on_leave_should_be_consent_after_the_opinion_is_due()
    {
        Invited().Attends(Lead).Attends(Land).Do(new TripCommand.Decline(Relics, "汛期值守", desk.Person(Relics)));
        desk.Now = Slot(26).StartsAt;
        desk.Takes(Lead).Takes(Land).FillsEverything(Lead).Do(new TripCommand.EndVisit(Chief));
        desk.Now = Slot(30).StartsAt;
        desk.Do(new TripCommand.Conclude(TripResult.Pass, "通过", Chief));
        desk.State.Views.Single(v => v.Deemed).DepartmentId.ShouldBe(Relics);
        desk.State.Body(Relics)!.Answer.ShouldBe(BodyAnswer.Declined);
    }

    [Fact]
    public void Check_in_should_be_on_the_day_by_those_who_are_named()
    {
        Invited().Attends(Lead);
        Refused(new TripCommand.CheckIn(Lead, "现场", Chief), "day-not-come");
        desk.Now = Slot(26).StartsAt;
        Refused(new TripCommand.CheckIn(Lead, " ", Chief), "place-required");
        Refused(new TripCommand.CheckIn(Lead, "现场", desk.Person(Lead, 7)), "not-named");
        Refused(new TripCommand.CheckIn(Water, "现场", desk.Person(Water)), "not-invited");
        Refused(new TripCommand.CheckIn(Lead, "现场", Chief) { At = new(91, 0) }, "coordinates-invalid");
        Refused(new TripCommand.CheckIn(Lead, "现场", Chief) { At = new(double.NaN, 0) }, "coordinates-invalid");
        Refused(new TripCommand.EndVisit(Chief), "trip-not-begun");
        desk.Do(new TripCommand.CheckIn(Lead, "现场", Chief) { At = new(37.87, 112.55) });
        Refused(new TripCommand.CheckIn(Lead, "现场", Chief), "checked-in-already");
        Refused(new TripCommand.Schedule(Slot(27), "大厅", Chief) { Reason = "雨" }, "trip-begun");
        desk.Now = Slot(27).StartsAt;
        Refused(new TripCommand.CheckIn(Lead, "现场", desk.Person(Lead, 2)), "day-over");
    }

    [Fact]
    public void Checklist_should_hold_each_point_once_with_a_remark_where_it_failed()
    {
        OnTheDay();
        Refused(new TripCommand.FillChecklist(Lead, "A-1", [new(0, CheckResult.Pass)], Chief), "not-checked-in");
        desk.Do(new TripCommand.CheckIn(Lead, "现场", Chief));
        Refused(new TripCommand.FillChecklist(Lead, "A-9", [new(0, CheckResult.Pass)], Chief), "leg-unknown");
        Refused(new TripCommand.FillChecklist(Lead, "A-1", [], Chief), "answers-required");
        Refused(new TripCommand.FillChecklist(Lead, "A-1", [new(2, CheckResult.Pass)], Chief), "point-unknown");
        Refused(new TripCommand.FillChecklist(Lead, "A-1", [new(0, CheckResult.Pass), new(0, CheckResult.Fail)], Chief), "point-twice");
        Refused(new TripCommand.FillChecklist(Lead, "A-1", [new(0, CheckResult.Fail) { Remark = " " }], Chief), "remark-required");
        desk.Do(new TripCommand.FillChecklist(Lead, "A-1", [new(0, CheckResult.Fail) { Remark = "距离不足" }], Chief));
        desk.State.OpenPoints(desk.State.Legs[0]).ShouldBe(1);
    }

    [Fact]
    public void Photo_should_be_a_picture_of_a_size_with_its_hash_and_once()
    {
        OnTheDay().Do(new TripCommand.CheckIn(Lead, "现场", Chief));
        var photo = new TripPhoto(new string('a', 64), "image/jpeg", 1000, "门口.jpg");
        TripCommand Attach(TripPhoto p) => new TripCommand.AttachPhoto(Lead, p, Chief);
        Refused(Attach(photo with { MediaType = "application/pdf" }), "photo-type");
        Refused(Attach(photo with { Bytes = 0 }), "photo-size");
        Refused(Attach(photo with { Bytes = TripPhoto.MaximumBytes + 1 }), "photo-size");
        Refused(Attach(photo with { Hash = "A1" }), "photo-hash");
        Refused(Attach(photo with { CaseNumber = "A-9" }), "leg-unknown");
        desk.Do(Attach(photo));
        Refused(Attach(photo), "photo-twice");
        for (var i = 1; i < TripPhoto.MaximumPhotos; i++) desk.Do(Attach(photo with { Hash = i.ToString("x64", null) }));
        Refused(Attach(photo with { Hash = new string('b', 64) }), "photos-too-many");
    }

    [Fact]
    public void Finding_should_be_given_by_two_and_signed_on_the_spot_anew_after_a_change()
    {
        OnTheDay().Do(new TripCommand.CheckIn(Lead, "现场", Chief));
        TripCommand Give(BodyOpinion opinion, string text, params string[] conditions) => new TripCommand.GiveFinding(Lead, opinion, text, conditions, Chief);
        Refused(Give(BodyOpinion.Agree, "符合"), "officers-too-few");
        desk.Do(new TripCommand.CheckIn(Lead, "现场", desk.Person(Lead, 2)));
        Refused(new TripCommand.Sign(Lead, Chief), "finding-required");
        Refused(Give(BodyOpinion.Agree, " "), "finding-required");
        Refused(Give(BodyOpinion.AgreeWithConditions, "符合", " "), "conditions-required");
        Refused(Give(BodyOpinion.Agree, "符合", "条件"), "conditions-not-allowed");
        desk.Do(Give(BodyOpinion.Agree, "符合")).Do(new TripCommand.Sign(Lead, Chief));
        Refused(new TripCommand.Sign(Lead, Chief), "finding-signed-already");
        desk.Do(Give(BodyOpinion.AgreeWithConditions, "基本符合", "避让排洪沟"));
        desk.State.Lead.Signatures.ShouldBeEmpty("a signature covers what was signed, and nothing else");
        desk.Now = Slot(27).StartsAt;
        Refused(new TripCommand.Sign(Lead, Chief), "day-over");
    }

    [Fact]
    public void Who_is_absent_should_be_found_at_the_end_and_not_before()
    {
        OnTheDay().Takes(Lead).FillsEverything(Lead);
        desk.Do(new TripCommand.CheckIn(Land, "现场", desk.Person(Land)));
        Refused(new TripCommand.EndVisit(Chief), "bodies-may-come");
        desk.Now = Slot(26).EndsAt;
        desk.Do(new TripCommand.EndVisit(Chief));
        var missed = desk.Journal.Select(r => r.Event).OfType<TripEvent.DepartmentMissed>().ToArray();
        missed.Select(m => (m.DepartmentId, m.Officers)).ShouldBe([(Land, 1), (Relics, 0)], "one officer alone is no attendance (Article 34)");
        Refused(new TripCommand.EndVisit(Chief), "visit-over");
        Refused(new TripCommand.CheckIn(Lead, "现场", desk.Person(Lead, 3)), "visit-over");
        Refused(new TripCommand.Conclude(TripResult.Fail, "不通过", Chief), "opinion-contradicts");
        desk.State.Views.Where(v => v.Deemed).Select(v => v.DepartmentId).ShouldBe([Land, Relics]);
    }

    [Fact]
    public void Visit_should_not_end_before_the_lead_has_signed_and_all_is_seen()
    {
        OnTheDay().Do(new TripCommand.CheckIn(Lead, "现场", Chief));
        desk.Now = Slot(26).EndsAt;
        Refused(new TripCommand.EndVisit(Chief), "lead-not-signed");
        desk.Do(new TripCommand.CheckIn(Lead, "现场", desk.Person(Lead, 2))).Do(new TripCommand.GiveFinding(Lead, BodyOpinion.Agree, "符合", [], Chief))
            .Do(new TripCommand.Sign(Lead, Chief)).Do(new TripCommand.Sign(Lead, desk.Person(Lead, 2)));
        Refused(new TripCommand.EndVisit(Chief), "checklist-open");
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "trip-not-ended");
        Refused(new TripCommand.OrderRectification(["围挡"], new(2026, 12, 1), Chief), "trip-not-ended");
        Refused(new TripCommand.ArrangeRevisit(Slot(30), "现场", [], Chief), "trip-not-ended");
        desk.Do(new TripCommand.EndVisit(Chief) { Partial = "北侧道路不通" }).State.Partial.ShouldBe("北侧道路不通");
    }

    [Fact]
    public void Partial_findings_should_need_the_leads_revisit_before_the_opinion()
    {
        Ended("北侧道路不通");
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "findings-partial");
        Refused(new TripCommand.ArrangeRevisit(Slot(30), "现场", [Relics], Chief), "second-visit-refused");
        Refused(new TripCommand.ArrangeRevisit(Slot(27), "现场", [Land], Chief), "notice-too-short");
        Refused(new TripCommand.ArrangeRevisit(Slot(30), "现场", [], desk.Person(Land)), "not-lead");
        desk.Do(new TripCommand.ArrangeRevisit(Slot(30), "现场", [], Chief));
        desk.State.Round.ShouldBe(2);
        desk.Attends(Lead);
        desk.Now = Slot(30).StartsAt;
        Refused(new TripCommand.CheckIn(Land, "现场", desk.Person(Land)), "not-invited");
        desk.Takes(Lead).FillsEverything(Lead).Do(new TripCommand.EndVisit(Chief)).Do(new TripCommand.Conclude(TripResult.Pass, "通过", Chief));
        desk.State.Views.Single(v => v.DepartmentId == Land).Deemed.ShouldBeFalse("what it signed on the first day stands");
    }

    [Fact]
    public void Rectification_should_be_told_once_in_full_and_looked_at_again_by_the_lead()
    {
        Ended();
        Refused(new TripCommand.ArrangeRevisit(Slot(30), "现场", [], Chief), "revisit-not-needed");
        Refused(new TripCommand.OrderRectification([" "], new(2026, 12, 1), Chief), "rectification-empty");
        Refused(new TripCommand.OrderRectification(["围挡"], new(2026, 11, 25), Chief), "rectification-due");
        Refused(new TripCommand.CheckRectification(0, true, Chief), "rectification-none");
        desk.Do(new TripCommand.OrderRectification(["补设围挡", "清理弃渣"], new(2026, 11, 27), Chief));
        Refused(new TripCommand.OrderRectification(["再加一项"], new(2026, 12, 1), Chief), "rectification-once");
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "rectification-open");
        desk.Do(new TripCommand.ArrangeRevisit(Slot(30), "现场", [Land], Chief)).Attends(Lead);
        desk.Now = Slot(30).StartsAt;
        desk.Takes(Lead);
        Refused(new TripCommand.CheckRectification(2, true, Chief), "rectification-item");
        Refused(new TripCommand.CheckRectification(1, false, Chief), "remark-required");
        desk.Do(new TripCommand.CheckRectification(0, true, Chief)).Do(new TripCommand.CheckRectification(1, false, Chief) { Remark = "仍有弃渣" });
        desk.Now = Slot(30).EndsAt;
        desk.Do(new TripCommand.EndVisit(Chief));
        desk.State.Outcome.ShouldBe(TripResult.Fail);
        desk.Do(new TripCommand.OrderRectification(["清理弃渣"], new(2026, 12, 2), Chief));
        desk.State.Rectification!.Round.ShouldBe(2, "after another look the lead may ask once more");
    }

    [Fact]
    public void Another_day_should_ask_for_answers_anew_and_tell_everybody()
    {
        Invited().Attends(Lead).Attends(Land).Do(new TripCommand.Schedule(Slot(27), "大厅", Chief) { Reason = "暴雨红色预警" });
        desk.State.Bodies.ShouldAllBe(b => b.Answer == BodyAnswer.Awaited && b.Officers.Count == 0);
        var moved = desk.Journal[^1];
        TripEffects.Notices(desk.State, moved.Event).Select(n => n.DepartmentId ?? n.CaseNumber).ShouldBe([Lead, Land, Relics, "A-1"]);
        TripEffects.Notices(desk.State, moved.Event)[1].TextZh.ShouldContain("暴雨红色预警");
    }

    [Fact]
    public void Read_invitation_should_be_part_of_the_proof()
    {
        Invited().Do(new TripCommand.ConfirmDelivery(Relics));
        Refused(new TripCommand.ReadInvitation(Relics, desk.Person(Land)), "not-of-body");
        Refused(new TripCommand.ReadInvitation(Water, desk.Person(Water)), "not-invited");
        desk.Now = TripDesk.Monday.AddHours(3);
        desk.Do(new TripCommand.ReadInvitation(Relics, desk.Person(Relics)));
        desk.Send(new TripCommand.ReadInvitation(Relics, desk.Person(Relics, 2))).Records.ShouldBeEmpty("the first reading counts");
        var body = desk.State.Body(Relics)!;
        (body.InvitedAt, body.DeliveredAt, body.ReadAt, body.ReadBy).ShouldBe((TripDesk.Monday.ToUniversalTime(), TripDesk.Monday.ToUniversalTime(), TripDesk.Monday.AddHours(3).ToUniversalTime(), $"{Relics}-inspector-1"));
    }

    [Fact]
    public void Disagreement_should_decide_the_opinion_against_the_lead()
    {
        OnTheDay().Takes(Lead).Takes(Land, BodyOpinion.Disagree, "占用永久基本农田").FillsEverything(Lead);
        desk.Now = Slot(26).EndsAt;
        desk.Do(new TripCommand.EndVisit(Chief));
        Refused(new TripCommand.Conclude(TripResult.Pass, "通过", Chief), "opinion-contradicts");
        Refused(new TripCommand.Conclude(TripResult.Fail, " ", Chief), "summary-required");
        Refused(new TripCommand.ConfirmLeg("A-1"), "trip-not-concluded");
        desk.Do(new TripCommand.Conclude(TripResult.Fail, "不通过", Chief));
        Refused(new TripCommand.Cancel("x", Chief), "trip-concluded");
        Refused(new TripCommand.ConfirmLeg("A-9"), "leg-unknown");
    }

    [Fact]
    public void Minutes_and_decisions_should_be_of_meetings_only()
    {
        Ended();
        Refused(new TripCommand.RecordMinutes("纪要", Chief), "not-a-meeting");
        Refused(new TripCommand.DecideLeg("A-1", "同意", Chief), "not-a-meeting");
    }

    [Fact]
    public void Meeting_should_need_minutes_and_a_decision_for_each_case()
    {
        var leader = desk.Person(Lead);
        desk.Do(new TripCommand.Convene(desk.Number, TripKind.Meeting, "重大事项联席会议", Lead, [Leg() with { TaskId = null, From = null, To = null }, Leg("B-1", "92", "别处") with { TaskId = null }], leader));
        desk.Do(new TripCommand.Schedule(Slot(25), "会议室", leader));
        Refused(new TripCommand.Invite([Land], leader), "notice-too-short");
        desk.Do(new TripCommand.Schedule(Slot(26), "会议室", leader) { Reason = "材料提前三个工作日送达" }).Do(new TripCommand.Invite([Land], leader));
        Refused(new TripCommand.RecordMinutes("纪要", leader), "trip-not-begun");
        desk.Attends(Lead).Attends(Land);
        desk.Now = Slot(26).StartsAt;
        desk.Takes(Lead).Takes(Land).FillsEverything(Lead).Do(new TripCommand.EndVisit(leader));
        Refused(new TripCommand.Conclude(TripResult.Pass, "同意", leader), "minutes-required");
        Refused(new TripCommand.RecordMinutes(" ", leader), "minutes-required");
        desk.Do(new TripCommand.RecordMinutes("一、会议听取了……", leader));
        Refused(new TripCommand.Conclude(TripResult.Pass, "同意", leader), "decision-required");
        Refused(new TripCommand.DecideLeg("A-1", " ", leader), "decision-required");
        desk.Do(new TripCommand.DecideLeg("A-1", "同意先行办理用地预审", leader)).Do(new TripCommand.DecideLeg("B-1", "补充论证后再议", leader)).Do(new TripCommand.Conclude(TripResult.Pass, "原则同意", leader));
        TripEffects.NewsFor("B-1", desk.State, desk.Journal[^1]).Single().ShouldBeOfType<CaseEvent.TripOpinionReceived>().Decision.ShouldBe("补充论证后再议");
    }

    [Fact]
    public void Events_should_have_stable_names()
    {
        TripEventJson.Names.Select(n => $"{n.Name} v{n.Version}").ShouldBe(
        [
            "canceled v1", "checklist-filled v1", "convened v1", "department-attends v1", "department-declined v1", "department-invited v1", "department-missed v1", "finding-given v1", "finding-signed v1",
            "invitation-delivered v1", "invitation-read v1", "leg-added v1", "leg-confirmed v1", "leg-decided v1", "leg-removed v1", "minutes-recorded v1", "officer-checked-in v1", "opinion-concluded v1",
            "photo-attached v1", "rectification-checked v1", "rectification-ordered v1", "slot-chosen v1", "visit-ended v1",
        ]);
        TripEventJson.Names.Count.ShouldBe(typeof(TripEvent).GetNestedTypes().Length);
        Should.Throw<FormatException>(() => TripEventJson.Decode("vanished", 1, "{}"u8));
        Should.Throw<FormatException>(() => TripEventJson.Decode("canceled", 2, "{}"u8));
        Should.Throw<FormatException>(() => TripEventJson.Decode("canceled", 1, "[]"u8));
    }

    /// <summary>Runs every test above in this one, so that the table is whole whatever the order of the others.</summary>
    [Fact]
    public void Every_refusal_should_be_reached()
    {
        foreach (var method in typeof(TripRulesTests).GetMethods().Where(m => m.DeclaringType == typeof(TripRulesTests) && m.GetParameters().Length == 0 && m.ReturnType == typeof(void) && m.Name != nameof(Every_refusal_should_be_reached)))
            method.Invoke(new TripRulesTests(), null);
        foreach (var slot in (Action<TripRulesTests>[])
            [t => t.Slot_outside_the_calendar_should_be_refused(28, 9, 2, 11, "slot-not-working-day"), t => t.Slot_outside_the_calendar_should_be_refused(26, 20, 2, 11, "slot-outside-hours"),
             t => t.Slot_outside_the_calendar_should_be_refused(26, 9, -1, 11, "slot-order"), t => t.Slot_outside_the_calendar_should_be_refused(26, 9, 0.7, 11, "slot-not-aligned"),
             t => t.Slot_outside_the_calendar_should_be_refused(20, 9, 2, 11, "slot-past"), t => t.Slot_outside_the_calendar_should_be_refused(7, 9, 2, 12, "slot-outside-window")])
            slot(new TripRulesTests());
        TripText.Codes.Except(Reached).ShouldBeEmpty();
    }
}
