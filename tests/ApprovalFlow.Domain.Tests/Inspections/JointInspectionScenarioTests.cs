using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>The catalogue's <c>jointInspectionCase</c>, from the proposal to the opinion, with its absentee.</summary>
public sealed class JointInspectionScenarioTests
{
    private static readonly JsonElement Scenario = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Workflows, "catalogue", "scenarios.json"))).RootElement.GetProperty("jointInspectionCase");
    private static readonly JsonElement[] Participants = [.. Scenario.GetProperty("participants").EnumerateArray()];

    /// <summary>The year of the scenario lies before those that the product loads: the notice of 2015 for 2016 (国办发明电〔2015〕18号).</summary>
    private static readonly WorkCalendar Calendar2016 = new([new CalendarYear(2016, "国办发明电〔2015〕18号", new(2015, 12, 10), 1,
        Days((1, 1, 1), (2, 8, 12), (4, 4, 4), (5, 2, 2), (6, 9, 10), (9, 15, 16), (10, 3, 7)), Days((2, 6, 6), (2, 14, 14), (6, 12, 12), (9, 18, 18), (10, 8, 9)))]);

    private static readonly string[] Present = [.. Participants.Where(p => p.GetProperty("present").GetBoolean()).Select(Department)];
    private static readonly string Absentee = Department(Participants.Single(p => !p.GetProperty("present").GetBoolean()));
    private static readonly string Lead = Text(Scenario, "leadDepartmentId");

    [Fact]
    public void Six_departments_should_go_once_and_the_absent_one_should_be_held_to_the_shared_findings()
    {
        var rules = Scenario.GetProperty("rules");
        rules.GetProperty("noticeWorkingDays").GetInt32().ShouldBe(TripRules.For(TripKind.Inspection).NoticeWorkingDays);
        rules.GetProperty("opinionDueWorkingDays").GetInt32().ShouldBe(TripRules.For(TripKind.Inspection).OpinionDueWorkingDays);
        Participants.Length.ShouldBe(6);

        // The application, accepted, stands before its joint inspection.
        var notice = Date("noticeDate");
        var day = Date("scheduledDate");
        var visited = Case(Text(Scenario, "flowCode"), "GHJ-001-2016-000012", At(notice, "09:00"), new Applicant("enterprise", Text(Scenario, "applicantZh"), "91350100M000100Y43"));
        var task = visited.Until("Approval.JointInspection");
        visited.Proposes(task, Text(Scenario, "projectNameZh"), notice, day);

        var trip = new TripDesk { Number = Text(Scenario, "code"), Calendar = Calendar2016, Now = At(notice, "10:00") };
        trip.Cases[visited.State.CaseNumber] = visited;
        var lead = trip.Person(Lead);
        var slot = new TripSlot(At(day, Text(Scenario, "scheduledTime")), At(day, "11:30"));
        trip.Do(new TripCommand.Convene(trip.Number, TripKind.Inspection, Text(Scenario, "nameZh"), Lead, [Leg(visited, task.TaskId)], lead))
            .Do(new TripCommand.Schedule(slot, Text(Scenario, "meetingPointZh"), lead))
            .Do(new TripCommand.Invite([.. Participants.Select(Department).Where(d => d != Lead)], lead));

        // Everybody is told; the one that stays away has even opened the invitation.
        foreach (var department in Participants.Select(Department).Where(d => d != Lead)) trip.Do(new TripCommand.ConfirmDelivery(department));
        trip.Now = At(notice, "15:30");
        trip.Do(new TripCommand.ReadInvitation(Absentee, trip.Person(Absentee)));
        foreach (var department in Present) trip.Attends(department);

        trip.Now = At(day, "09:10");
        foreach (var participant in Participants.Where(p => p.GetProperty("present").GetBoolean()))
            trip.Takes(Department(participant), TripNames.Opinion(Text(participant, "opinion")), Text(participant, "findingZh"), [.. participant.GetProperty("conditions").EnumerateArray().Select(c => c.GetString()!)]);
        trip.FillsEverything(Lead);
        trip.Refused(new TripCommand.EndVisit(lead)).ShouldBe("bodies-may-come");
        trip.Now = At(day, "11:30");
        trip.Do(new TripCommand.EndVisit(lead));

        var conclusion = Scenario.GetProperty("conclusion");
        trip.Now = At(DateOnly.Parse(Text(conclusion, "signedDate"), null), "16:00");
        trip.Do(new TripCommand.Conclude(TripNames.Result(Text(conclusion, "result")), Text(conclusion, "summaryZh"), lead));

        // The numbers of the scenario.
        var views = trip.State.Views;
        views.Sum(v => v.Conditions.Count).ShouldBe(conclusion.GetProperty("conditionCount").GetInt32());
        views.Where(v => v.Deemed).Select(v => v.DepartmentId).ShouldBe([Absentee]);
        foreach (var participant in Participants.Where(p => p.GetProperty("present").GetBoolean()))
        {
            var view = views.Single(v => v.DepartmentId == Department(participant));
            TripNames.Of(view.Opinion).ShouldBe(Text(participant, "opinion"));
            view.Finding.ShouldBe(Text(participant, "findingZh"));
            view.SignedBy.Count.ShouldBe(2);
        }
        OfficeHours.DayOf(trip.State.ConcludedAt!.Value).ShouldBe(trip.State.Opinion!.Due!.Value, "the opinion is given on the last day that is in time");

        // The leg: 缺席默认 with the proof, the opinion, and the task done by it.
        var told = visited.State.Trips.Single();
        told.Missed.ShouldHaveSingleItem().ShouldBe(new CaseEvent.TripMissed(trip.Number, told.Missed[0].TripSequence, Absentee, At(notice, "10:00").ToUniversalTime())
        { DeliveredAt = At(notice, "10:00").ToUniversalTime(), ReadAt = At(notice, "15:30").ToUniversalTime(), ReadBy = $"{Absentee}-inspector-1" });
        told.Opinion!.Result.ShouldBe(TripResult.PassWithConditions);
        told.Opinion.Views.Count.ShouldBe(6);
        visited.State.Task(task.TaskId)!.Outcome.ShouldBe("Approve");
        var data = visited.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last().Data!;
        data["absentDepartments"].ShouldBe(Absentee);
        data["inspectedOn"].ShouldBe("2016-05-18");
        data["inspector1"].ShouldBe($"{Lead}-inspector-1");
        data["inspector2"].ShouldBe($"{Lead}-inspector-2");
        visited.State.Visits.Last().Status.ShouldBe(VisitStatus.Concluded);
        trip.State.Confirmed.Keys.ShouldBe([visited.State.CaseNumber]);

        // No second visit for the one that stayed away, in this case, on whatever trip.
        var second = new TripDesk { Number = "TK-2016-000002", Calendar = Calendar2016, Now = trip.Now };
        second.Refused(new TripCommand.Convene(second.Number, TripKind.Meeting, "再踏勘", Absentee, [TripLegs.Of(visited.State, Repository.Catalogue.Item("GHJ-001")!, "同一地点")], second.Person(Absentee))).ShouldBe("second-visit-refused");
        second.Do(new TripCommand.Convene(second.Number, TripKind.Meeting, "会商", Lead, [TripLegs.Of(visited.State, Repository.Catalogue.Item("GHJ-001")!, "同一地点")], second.Person(Lead)))
            .Do(new TripCommand.Schedule(Slot(24, 9, 2, 5, 2016), "会议室", second.Person(Lead)))
            .Refused(new TripCommand.Invite([Absentee], second.Person(Lead))).ShouldBe("second-visit-refused");
    }

    private static HashSet<DateOnly> Days(params (int Month, int From, int To)[] spans) => [.. spans.SelectMany(s => Enumerable.Range(s.From, s.To - s.From + 1).Select(d => new DateOnly(2016, s.Month, d)))];
    private static DateTimeOffset At(DateOnly day, string time) => OfficeHours.At(day, TimeOnly.Parse(time, null));
    private static DateOnly Date(string name) => DateOnly.Parse(Text(Scenario, name), null);
    private static string Department(JsonElement participant) => Text(participant, "departmentId");
    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
