using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>Cases of the catalogue's own flows that stand before a visit, and legs made of them.</summary>
internal static class TripSamples
{
    private static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), Repository.Calendar);

    public static TripSlot Slot(int day, int hour = 9, double hours = 2, int month = 11, int year = 2026)
    {
        var starts = new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.FromHours(8));
        return new TripSlot(starts, starts.AddHours(hours));
    }

    public static CaseDesk Case(string flowCode, string number, DateTimeOffset now, Applicant? applicant = null)
    {
        var catalogue = Repository.Catalogue;
        var flow = catalogue.Flow(flowCode)!;
        var item = catalogue.Item(flow.ItemCode)!;
        var graph = WorkflowGraph.Compile(WorkflowDefinition.Load(FlowDefinitionWriter.Write(flow, catalogue).Json).Definition!, Registry);
        var desk = new CaseDesk(graph, flow, item) { Now = now };
        var register = SampleApplication.Register(number, desk.Hash, flow, item);
        return desk.Do(applicant is null ? register : register with { Applicant = applicant with { Kind = register.Applicant.Kind } });
    }

    /// <summary>Completes tasks with their first outcome until one of a type is open.</summary>
    public static CaseTask Until(this CaseDesk desk, params string[] activityTypes)
    {
        for (var steps = 0; steps < 20; steps++)
        {
            if (desk.State.OpenTasks.FirstOrDefault(t => activityTypes.Contains(t.ActivityType)) is { } task) return task;
            var open = desk.State.OpenTasks[0];
            desk.Do(SampleApplication.Complete(open.TaskId, open.ActivityType, open.Candidate, open.Outcomes[0]));
        }
        throw new InvalidOperationException($"Expected a task of type {string.Join(", ", activityTypes)}, but the case ended without one.");
    }

    public static CaseDesk Proposes(this CaseDesk desk, CaseTask task, string site, DateOnly from, DateOnly to) =>
        desk.Do(new CaseCommand.ProposeVisit(task.TaskId, Holder(task), new VisitRequest(site, from, to)));

    public static Actor Holder(CaseTask task) => SampleApplication.Actor(task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region);

    public static TripLeg Leg(CaseDesk desk, string taskId)
    {
        var item = Repository.Catalogue.Item(desk.State.ItemCode)!;
        return TripLegs.Of(desk.State, item, desk.State.Visits.Last(v => v.TaskId == taskId));
    }
}
