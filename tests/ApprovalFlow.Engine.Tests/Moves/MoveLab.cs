using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>One instance whose steps are answered with an outcome. Everything it accepts is checked: what is stored folds to what is live,
/// and deciding again says the same to the byte.</summary>
internal sealed class MoveLab
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly ActivityRegistry Registry = ActivityRegistry.CreateCore().Add(new ActivityType("Elsa.Ask", new AskBehavior()) { HasDynamicOutcomes = true });

    private readonly List<WorkflowEvent> events = [];
    private WorkflowState folded = WorkflowState.Empty;

    public MoveLab(JsonObject root, FlowchartMode mode = FlowchartMode.Counter, IReadOnlyDictionary<string, object?>? input = null)
    {
        Graph = Compile(root);
        Send(new WorkflowCommand.Start("i") { Mode = mode, Input = input }).ShouldBeNull();
    }

    public WorkflowGraph Graph { get; private set; }
    public WorkflowState State { get; private set; } = WorkflowState.Empty;
    public IReadOnlyList<WorkflowEvent> Events => events;
    public IReadOnlyList<WorkflowEvent> Latest { get; private set; } = [];

    public IReadOnlyList<string> Waiting => [.. State.Bookmarks.Select(b => Id(b.Node)).Order(StringComparer.Ordinal)];
    /// <summary>Ids of what the last command started.</summary>
    public IReadOnlyList<string> Started => [.. Latest.OfType<WorkflowEvent.ActivityStarted>().Select(e => Id(e.Node))];

    public static string Id(string path) => path[(path.LastIndexOf(':') + 1)..];
    public static JsonObject Ask(string id) => Activity("Ask", id);

    public Rejection? Answer(string id, string outcome = "Done") =>
        Send(new WorkflowCommand.Resume(State.Bookmarks.First(b => Id(b.Node) == id).Id) { Input = new Dictionary<string, object?> { ["Outcome"] = outcome }, MergesInput = false });

    public int ContextOf(string id) => State.Bookmarks.First(b => Id(b.Node) == id).Context;
    public string PathOf(string id) => Graph.Activities.First(a => a.Id == id).Path;

    public Rejection? Return(string from, string to, SiblingRule siblings = SiblingRule.Keep) =>
        Send(new WorkflowCommand.Return(PathOf(to)) { FromContext = ContextOf(from), Siblings = siblings });

    public Rejection? TakeBack(string id) => Send(new WorkflowCommand.Return(PathOf(id)) { Siblings = SiblingRule.Cancel });
    public Rejection? Jump(string to) => Send(new WorkflowCommand.Jump(PathOf(to)));

    /// <summary>From here on the definition is another; ids of activities that are named otherwise there.</summary>
    public Rejection? Migrate(JsonObject root, IReadOnlyDictionary<string, string?>? renamed = null)
    {
        var target = Compile(root);
        var map = (renamed ?? new Dictionary<string, string?>()).ToDictionary(r => PathOf(r.Key), r => r.Value is { } id ? target.Activities.First(a => a.Id == id).Path : null);
        if (Send(new WorkflowCommand.Migrate(target) { Map = map }) is { } refused) return refused;
        Graph = target;
        return null;
    }

    public Migration Preview(JsonObject root) => Migration.Of(Graph, State, new WorkflowCommand.Migrate(Compile(root)), Now);

    private static WorkflowGraph Compile(JsonObject root) => WorkflowGraph.Compile(WorkflowDefinition.Load(Definition(root.DeepClone().AsObject())).Definition!, Registry);

    public IReadOnlyList<string> Earlier(string id) => [.. WorkflowPath.Earlier(Graph, State, ContextOf(id)).Select(Id).Order(StringComparer.Ordinal)];
    public IReadOnlyList<string> Previous(string id) =>
        [.. WorkflowPath.Previous(Graph, State, ContextOf(id), path => Graph.ActivityAt(path)!.TypeName == "Elsa.Ask").Select(Id).Order(StringComparer.Ordinal)];

    public Rejection? Send(WorkflowCommand command)
    {
        var before = State.Describe();
        var decision = WorkflowEngine.Decide(Graph, State, command, Now);
        State.Describe().ShouldBe(before, "deciding changes nothing");
        if (decision.Rejection is { } rejection)
        {
            decision.Events.ShouldBeEmpty();
            Latest = [];
            return rejection;
        }
        Stored(WorkflowEngine.Decide(Graph, State, command, Now).Events).ShouldBe(Stored(decision.Events));
        State = decision.State;
        Latest = decision.Events;
        events.AddRange(decision.Events);
        folded = folded.Evolve(Stored(Latest).Select(e => ((CaseEvent.Flow)CaseEventJson.Decode(e.Name, e.Version, System.Text.Encoding.UTF8.GetBytes(e.Text))).Event));
        folded.Describe().ShouldBe(State.Describe());
        State.IsStuck.ShouldBe(!State.IsFinished && State.Bookmarks.Count == 0, "what stops says so");
        return null;
    }

    private static List<(string Name, int Version, string Text)> Stored(IEnumerable<WorkflowEvent> events) =>
        [.. events.Select(e => CaseEventJson.Encode(new CaseEvent.Flow(e))).Select(e => (e.Name, e.Version, e.Text))];

    private sealed class AskBehavior : ActivityBehavior
    {
        public override void Execute(ActivityContext context) => context.Wait(new BookmarkRequest("Ask"));
        public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input) => context.Complete((string)input["Outcome"]!);
    }
}
