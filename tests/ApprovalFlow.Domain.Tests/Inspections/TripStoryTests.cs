using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>Whole trips over cases of the catalogue's own flows.</summary>
public sealed class TripStoryTests
{
    private static readonly DateOnly From = new(2026, 11, 23), To = new(2026, 12, 11);

    private static (TripDesk Trip, List<(CaseDesk Case, CaseTask Task)> Legs) Proposed(TripKind kind, string lead, string[] flows, params string[] types)
    {
        var trip = new TripDesk();
        List<(CaseDesk, CaseTask)> legs = [];
        foreach (var (flow, n) in flows.Select((f, n) => (f, n)))
        {
            var desk = Case(flow, $"{flow[..^2]}-2026-{n + 1:D6}", TripDesk.Monday);
            var task = desk.Until(types);
            desk.Proposes(task, "示例新材料产业园", From, To);
            trip.Cases[desk.State.CaseNumber] = desk;
            legs.Add((desk, task));
        }
        trip.Do(new TripCommand.Convene(trip.Number, kind, "示例新材料产业园", lead, [.. legs.Select(l => Leg(l.Item1, l.Item2.TaskId))], trip.Person(lead, role: TripRules.For(kind).OfficerRoles[0])));
        return (trip, legs);
    }

    [Fact]
    public void One_visit_should_serve_five_items_of_three_departments_and_more()
    {
        var inspected = Repository.Catalogue.Flows.Where(f => f.Steps.Any(s => s is { Kind: "site-inspection" or "joint-inspection", When: null }))
            .GroupBy(f => Repository.Catalogue.Item(f.ItemCode)!.DepartmentId).Where(g => g.Select(f => f.ItemCode).Distinct().Count() >= 2).Take(2)
            .SelectMany(g => g.DistinctBy(f => f.ItemCode).Take(2)).Append(Repository.Catalogue.Flow("GHJ-001-A")!).Select(f => f.Code).ToArray();
        var (trip, legs) = Proposed(TripKind.Inspection, "dept-ghj", inspected, "Approval.SiteInspection", "Approval.JointInspection");
        legs.Select(l => l.Case.State.ItemCode).Distinct().Count().ShouldBe(5);
        legs.Select(l => l.Task.Candidate.DepartmentId).Distinct().Count().ShouldBe(3);
        var lead = trip.Person("dept-ghj");
        string[] others = [.. legs.Select(l => l.Task.Candidate.DepartmentId!).Distinct().Where(d => d != "dept-ghj")];

        trip.Do(new TripCommand.Schedule(Slot(26), "大厅", lead)).Do(new TripCommand.Invite(others, lead)).Attends("dept-ghj").Attends(others[0]);
        trip.Now = Slot(26).StartsAt;
        trip.Takes("dept-ghj").Takes(others[0]).FillsEverything("dept-ghj");
        trip.Now = Slot(26).EndsAt;
        trip.Do(new TripCommand.EndVisit(lead)).Do(new TripCommand.Conclude(TripResult.Pass, "一次踏勘，五个事项", lead));

        foreach (var (@case, task) in legs)
        {
            @case.State.Task(task.TaskId)!.Outcome.ShouldBe("Approve");
            @case.State.Trips.Single().Missed.Single().DepartmentId.ShouldBe(others[1]);
        }
        // The absentee's own leg is done by the shared findings, and its next proposal is refused.
        var own = legs.First(l => l.Task.Candidate.DepartmentId == others[1]);
        own.Case.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last().Data!["inspector1"].ShouldBe("dept-ghj-inspector-1");
        own.Case.State.MissedBy(others[1]).ShouldNotBeNull();
    }

    /// <summary>The catalogue's <c>jointEvaluation</c>: three approvals consume one assessment.</summary>
    [Fact]
    public void Joint_evaluation_should_serve_three_approvals_at_once_with_merged_papers_and_the_days_of_the_scenario()
    {
        var scenario = JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Workflows, "catalogue", "scenarios.json"))).RootElement.GetProperty("jointEvaluation");
        var members = scenario.GetProperty("members").EnumerateArray().ToArray();
        var lead = scenario.GetProperty("leadDepartmentId").GetString()!;
        var flows = members.Select(m => Repository.Catalogue.FlowsOf(m.GetProperty("itemCode").GetString()!).First(f => f.Steps.Any(s => s.Kind == "expert-review")).Code).ToArray();
        var (trip, legs) = Proposed(TripKind.Evaluation, lead, flows, "Approval.ExpertReview");

        // One set of papers for all.
        legs.Sum(l => Leg(l.Case, l.Task.TaskId).Papers.Count).ShouldBe(scenario.GetProperty("originalMaterialCount").GetInt32());
        trip.State.Papers.Count.ShouldBe(scenario.GetProperty("mergedMaterialCount").GetInt32());

        // One panel: the days of the joint way against three ways one after the other.
        var saving = JointSaving.Of([.. members.Select(m => m.GetProperty("separateDays").GetDouble())],
            [.. scenario.GetProperty("steps").EnumerateArray().Where(s => s.GetProperty("clock").GetString() == "counted").Select(s => s.GetProperty("limitDays").GetDouble())]);
        (saving.SeparateDays, saving.JointDays).ShouldBe((scenario.GetProperty("separateSerialDays").GetDouble(), scenario.GetProperty("jointDays").GetDouble()));
        saving.SavedShare.ShouldBe(0.636, 0.001);

        var chair = trip.Person(lead, role: "expert");
        string[] others = [.. members.Select(m => m.GetProperty("departmentId").GetString()!).Where(d => d != lead)];
        trip.Do(new TripCommand.Schedule(Slot(26, hours: 6), "评审室", chair)).Do(new TripCommand.Invite(others, chair)).Attends(lead).Attends(others[0]).Attends(others[1]);
        trip.Now = Slot(26).StartsAt;
        trip.Takes(lead).Takes(others[0], BodyOpinion.AgreeWithConditions, "补充噪声预测", "补充噪声预测").Takes(others[1]).FillsEverything(lead);
        trip.Do(new TripCommand.EndVisit(chair)).Do(new TripCommand.Conclude(TripResult.PassWithConditions, "三评合一通过", chair));

        foreach (var (@case, task) in legs)
        {
            @case.State.Task(task.TaskId)!.Outcome.ShouldBe("Approve");
            var data = @case.Journal.Select(r => r.Event).OfType<CaseEvent.TaskCompleted>().Last().Data!;
            ((string)data["reviewExperts"]!).Split('、').Length.ShouldBe(3);
            data["reviewedOn"].ShouldBe("2026-11-26");
        }
        trip.State.Confirmed.Count.ShouldBe(3);
    }

    [Fact]
    public void Meeting_should_attach_its_decision_to_each_case_and_leave_their_tasks_alone()
    {
        var trip = new TripDesk();
        var one = Case("GHJ-001-A", "GHJ-001-2026-000001", TripDesk.Monday);
        var two = Case("FGW-004-A", "FGW-004-2026-000001", TripDesk.Monday);
        foreach (var desk in (CaseDesk[])[one, two]) trip.Cases[desk.State.CaseNumber] = desk;
        var lead = trip.Person("dept-fgw");
        TripLeg Agenda(CaseDesk desk) => TripLegs.Of(desk.State, Repository.Catalogue.Item(desk.State.ItemCode)!, "议题") with { Points = [] };
        trip.Do(new TripCommand.Convene(trip.Number, TripKind.Meeting, "重大事项联席会议", "dept-fgw", [Agenda(one), Agenda(two)], lead))
            .Do(new TripCommand.Schedule(Slot(26), "会议室", lead)).Do(new TripCommand.Invite(["dept-ghj"], lead)).Attends("dept-fgw").Attends("dept-ghj");
        trip.Now = Slot(26).StartsAt;
        trip.Takes("dept-fgw").Takes("dept-ghj").Do(new TripCommand.RecordMinutes("会议纪要全文", lead))
            .Do(new TripCommand.DecideLeg("GHJ-001-2026-000001", "同意选址", lead)).Do(new TripCommand.DecideLeg("FGW-004-2026-000001", "并联办理", lead))
            .Do(new TripCommand.EndVisit(lead)).Do(new TripCommand.Conclude(TripResult.Pass, "原则同意", lead));

        one.State.Trips.Single().Opinion!.Decision.ShouldBe("同意选址");
        two.State.Trips.Single().Opinion!.Decision.ShouldBe("并联办理");
        one.State.OpenTasks.ShouldHaveSingleItem().ActivityId.ShouldBe("accept");
    }
}
