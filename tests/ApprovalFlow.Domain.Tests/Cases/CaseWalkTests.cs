using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Random commands, sensible and not, on real definitions. <see cref="CaseDesk"/> checks at every step that the journal
/// tells the live state and that deciding again gives the same bytes; here it is checked that a case never gets stuck.</summary>
public sealed class CaseWalkTests
{
    private static readonly string[] Chosen =
        ["GSJ-001-A", "FGW-001-A", "FGW-001-B", "JYJ-001-B", "FGW-002-C", "GTJ-001-A", "CGJ-001-A", "SWJ-002-B", "GHJ-002-B", "WGX-001-A", "CGJ-004-A", "CZJ-001-C", "XFD-002-A"];

    public static TheoryData<string> Flows => [.. Chosen];

    [Theory]
    [MemberData(nameof(Flows))]
    public void Case_should_be_told_by_its_journal_whatever_people_do(string code)
    {
        var graph = Compile(code);
        var results = Enumerable.Range(1, 40).Select(seed => Walk(code, graph, seed, commands: 40)).ToList();
        results.OfType<string>().Distinct().ShouldContain("withdrawn");
    }

    /// <summary>Every flow, a few times: people only do sensible things, so that each walk comes to an end.</summary>
    [Fact]
    public void Every_flow_should_come_to_an_end()
    {
        foreach (var flow in Repository.Catalogue.Flows)
        {
            var graph = Compile(flow.Code);
            foreach (var seed in (int[])[1, 2]) Walk(flow.Code, graph, seed, commands: 200, nonsense: false).ShouldNotBeNull($"{flow.Code} seed {seed}");
        }
    }

    private static string? Walk(string code, WorkflowGraph graph, int seed, int commands, bool nonsense = true)
    {
        var (flow, item) = (Repository.Catalogue.Flow(code)!, Repository.Catalogue.Item(code[..^2])!);
        var walker = new Walker(flow, item, new CaseDesk(graph, flow, item), new Random(seed));
        walker.Register(seed);
        for (var i = 0; i < commands && !walker.Desk.State.IsClosed; i++)
        {
            walker.Step(nonsense);
            // While the applicant corrects the papers nobody decides on them.
            var open = walker.Desk.State.OpenTasks;
            if (open.Any(t => t.ActivityType == "Approval.Correction")) open.Count.ShouldBe(1, $"{code} seed {seed}: {string.Join(", ", walker.Desk.Story)}");
        }

        var state = walker.Desk.State;
        if (state.IsClosed)
        {
            state.OpenTasks.ShouldBeEmpty();
            state.Workflow.IsFinished.ShouldBeTrue();
            flow.Outcomes.Append("withdrawn").ShouldContain(state.Result);
        }
        else
        {
            (state.OpenTasks.Count + state.Timers.Count).ShouldBeGreaterThan(0, $"{code} seed {seed} is stuck after: {string.Join(", ", walker.Desk.Story)}");
        }
        return state.Result;
    }

    private static WorkflowGraph Compile(string code)
    {
        var file = Directory.GetFiles(Path.Combine(Repository.Workflows, "definitions"), $"{code}.json", SearchOption.AllDirectories).Single();
        return WorkflowGraph.Compile(WorkflowDefinition.Load(File.ReadAllText(file)).Definition!, FlowSketch.Registry);
    }

    private sealed class Walker(ApprovalFlowEntry flow, ApprovalItem item, CaseDesk desk, Random random)
    {
        private static readonly Actor Owner = new("applicant", "applicant", [new Mandate("applicant")]);
        private readonly List<string> tasks = [];

        public CaseDesk Desk => desk;

        public void Register(int seed)
        {
            // Every condition of the flow is drawn true or false, as far as the form allows it.
            var eligible = flow.EligibleWhen is { } when ? new[] { (Condition.Parse(when).Condition!, true) } : [];
            var drawn = flow.Steps.Select(s => s.When).OfType<string>().Select(w => (Condition.Parse(w).Condition!, random.Next(2) == 0));
            var form = SampleForm.Where(item, [.. eligible, .. drawn]) ?? SampleForm.Where(item, eligible)!;
            var papers = item.Materials.Where(m => m.Required).Select(m => new MaterialReceipt(m.Code, m.NameZh, true, m.Copies)).ToList();
            desk.Do(new CaseCommand.Register($"{item.Code}-2026-{seed:D6}", flow.Code, desk.Hash, new Applicant(item.ApplicantKinds[0], "示例申请人", "91140100MA0G000000") { UserId = "applicant" }, form, papers, Owner)
            { CountyCode = "140105", Channel = seed % 3 == 0 ? ApplicationChannel.Portal : ApplicationChannel.Window });
        }

        public void Step(bool nonsense)
        {
            desk.Now = desk.Now.AddMinutes(random.Next(1, 600)).AddTicks(random.Next(10_000_000));
            tasks.AddRange(desk.State.OpenTasks.Select(t => t.TaskId).Except(tasks));
            desk.State.OpenTasks.ShouldNotBeEmpty($"{flow.Code} is stuck after: {string.Join(", ", desk.Story)}\n{string.Join("\n", CaseDesk.Store(desk.Journal.TakeLast(60)))}");
            var decision = desk.Send(nonsense ? Any() : Sensible(random.Next(10) == 0));
            // One task completed and at most one opened: the journal's budget for one approval.
            if (decision.Records.Count(r => r.Event is CaseEvent.TaskOpened) <= 1)
                decision.Records.Sum(r => CaseEventJson.Encode(r.Event).Data.Length).ShouldBeLessThan(2048, $"{flow.Code}: {string.Join("\n", CaseDesk.Store(decision.Records))}");
        }

        private CaseCommand Any() => random.Next(20) switch
        {
            0 => new CaseCommand.Withdraw(random.Next(2) == 0 ? Owner : Someone(), random.Next(3) == 0 ? "" : "不办了"),
            1 or 2 => new CaseCommand.ClaimTask(AnyTask(), random.Next(3) == 0 ? Someone() : Holder(AnyTask())),
            3 => new CaseCommand.ReleaseTask(AnyTask(), Holder(AnyTask())),
            4 => new CaseCommand.FireTimer("1.1"),
            5 or 6 => Sensible(false) with { TaskId = AnyTask() },
            7 => Sensible(false) with { By = Someone() },
            8 => Sensible(false) with { Data = null, Comment = null },
            _ => Sensible(random.Next(4) == 0),
        };

        private CaseCommand.CompleteTask Sensible(bool back)
        {
            var task = desk.State.OpenTasks[random.Next(desk.State.OpenTasks.Count)];
            var outcomes = task.Outcomes.Where(o => o is Outcomes.Return or Outcomes.Withdraw == back).DefaultIfEmpty(task.Outcomes[0]).ToArray();
            var outcome = outcomes[random.Next(outcomes.Length)];
            var data = TaskForms.For(task.ActivityType).FieldsFor(outcome).Where(f => f.IsRequiredFor(outcome) || random.Next(3) == 0)
                .ToDictionary(f => f.Field.Key, f => (object?)(f.Field.Type switch { "number" => random.Next(100), "date" => "2026-11-30", "choice" => "window", _ => f.Field.Key }));
            return new CaseCommand.CompleteTask(task.TaskId, Holder(task.TaskId), outcome) { Comment = "情况属实", Data = data };
        }

        private string AnyTask() => tasks[random.Next(tasks.Count)];
        private static Actor Someone() => CaseSamples.Person("somebody", "reviewer", "dept-nowhere");

        /// <summary>Who holds it, or a person with the mandate; acceptor and decider are different people.</summary>
        private Actor Holder(string taskId)
        {
            var task = desk.State.Task(taskId)!;
            var user = task.Assignee?.UserId ?? task.Candidate.Role;
            return CaseSamples.Person(user, task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region);
        }
    }
}
