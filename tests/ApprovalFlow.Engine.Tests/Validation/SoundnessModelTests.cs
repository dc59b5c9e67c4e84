using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Validation.Soundness;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Validation;

/// <summary>The analysis says of small random flowcharts what trying out every way through the engine says.</summary>
public sealed class SoundnessModelTests
{
    private const int Budget = 20_000;
    private static readonly string[] Kinds = ["step", "step", "step", "line", "if", "all", "active", "any", "fork", "end"];
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_analysis_should_find_what_trying_every_way_finds()
    {
        var (sound, live, dry) = (0, 0, 0);
        for (var seed = 1; seed <= 3_000; seed++)
        {
            var (text, connections) = Draw(new Random(seed));
            var graph = SoundnessSamples.Chart(text, connections);
            if (graph.Problems.Count > 0) continue;
            var tried = new Trial(graph);
            if (!tried.TryAll()) continue;
            var net = new FlowNet(graph.Root.Flow!, graph.Root.Flow!.Start);
            var found = SoundnessAnalysis.Of(net, Budget);
            var path = $"seed {seed}: {text} | {string.Join(" ; ", connections)}";
            found.IsDecided.ShouldBeTrue(path);
            var codes = found.Findings.Select(f => f.Code).ToHashSet();

            codes.Contains(SoundnessCodes.LiveBranches).ShouldBe(tried.EndsWithLiveBranches, path);
            codes.Contains(SoundnessCodes.NoEnd).ShouldBe(tried.RunsDry && net.HasTerminal, path);
            found.Executed.Select(i => net.Nodes[i].Index).Order().ShouldBe(tried.Executed.Order(), path);

            var reduced = SoundnessAnalysis.Of(FlowReduction.Reduce(new FlowNet(graph.Root.Flow!, graph.Root.Flow!.Start)), Budget);
            reduced.Findings.Select(f => f.Code).Distinct().Order(StringComparer.Ordinal).ShouldBe(codes.Order(StringComparer.Ordinal), path);
            reduced.Executed.Order().ShouldBe(found.Executed.Order(), path);
            reduced.States.ShouldBeLessThanOrEqualTo(found.States, path);

            if (codes.Count == 0) sound++;
            if (tried.EndsWithLiveBranches) live++;
            if (tried.RunsDry) dry++;
        }
        (sound > 50, live > 50, dry > 50).ShouldBe((true, true, true), $"{sound} sound, {live} with live branches, {dry} that run dry");
    }

    /// <summary>Every order and outcome, by the engine itself; flowcharts without a way back, so that there is an end to it.</summary>
    private sealed class Trial(WorkflowGraph graph)
    {
        private int runs;
        public bool EndsWithLiveBranches { get; private set; }
        public bool RunsDry { get; private set; }
        public HashSet<int> Executed { get; } = [];

        public bool TryAll()
        {
            // What a condition says is up to its input; here each is tried with both.
            foreach (var x in (bool[])[true, false])
                Follow(WorkflowEngine.Decide(graph, WorkflowState.Empty, new WorkflowCommand.Start("i") { Input = new Dictionary<string, object?> { ["x"] = x } }, Now), 0);
            return runs < 20_000;
        }

        private void Follow(WorkflowDecision decision, int waitedBefore)
        {
            if (++runs >= 20_000) return;
            decision.Rejection.ShouldBeNull();
            var nodes = graph.Root.Activities.ToDictionary(n => n.Path);
            var ended = false;
            foreach (var started in decision.Events.OfType<WorkflowEvent.ActivityStarted>())
                if (nodes.TryGetValue(started.Node, out var node))
                {
                    Executed.Add(node.Position);
                    ended |= node.IsTerminal;
                }
            if (decision.State.IsFinished)
            {
                if (!ended) RunsDry = true;
                else if (LeftBehind(decision)) EndsWithLiveBranches = true;
                return;
            }
            foreach (var bookmark in decision.State.Bookmarks)
                foreach (var outcome in (string[])["Yes", "No"])
                    Follow(WorkflowEngine.Decide(graph, decision.State, new WorkflowCommand.Resume(bookmark.Id) { Input = new Dictionary<string, object?> { ["Outcome"] = outcome }, MergesInput = false }, Now), 0);
        }

        /// <summary>The terminal activity was not the last thing: something was cancelled after it, or ran after it.</summary>
        private static bool LeftBehind(WorkflowDecision decision)
        {
            var events = decision.Events.ToList();
            var end = events.FindIndex(e => e is WorkflowEvent.ActivityStarted { Node: var n } && n.StartsWith("flow:end", StringComparison.Ordinal));
            return events.Skip(end + 1).Any(e => e is WorkflowEvent.ActivityCanceled or WorkflowEvent.ActivityStarted);
        }
    }

    private static (string, string[]) Draw(Random random)
    {
        var kinds = new List<string> { "start" };
        for (var i = random.Next(3, 9); i > 0; i--) kinds.Add(Kinds[random.Next(Kinds.Length)]);
        kinds.Add("end");
        // One condition only: two would depend on each other, which the analysis does not know.
        for (var i = kinds.IndexOf("if") + 1; i > 0 && i < kinds.Count; i++) if (kinds[i] == "if") kinds[i] = "step";
        var names = kinds.Select((k, i) => k == "end" ? $"end{i}" : $"n{i}").ToArray();
        var connections = new List<string>();
        for (var i = 0; i < kinds.Count - 1; i++)
        {
            if (kinds[i] == "end") continue;
            foreach (var port in kinds[i] switch { "step" => ["Yes", "No"], "if" => ["True", "False"], "fork" => (string[])["x", "y"], _ => ["Done"] })
                if (random.Next(8) > 0) connections.Add($"{names[i]}{(port == "Done" ? "" : "." + port)} > {names[random.Next(i + 1, Math.Min(i + 4, kinds.Count))]}");
        }
        return (string.Join(' ', kinds.Select((k, i) => $"{(k == "fork" ? "fork(x,y)" : k)}:{names[i]}")), [.. connections]);
    }
}
