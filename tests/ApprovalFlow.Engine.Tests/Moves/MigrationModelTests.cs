using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Moves;

/// <summary>Random flowcharts walked to somewhere, drawn anew, migrated and walked on: the instance waits where the facts lead under the new drawing.</summary>
public sealed class MigrationModelTests
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4)]
    public void Migrated_instance_should_wait_where_its_facts_lead_in_the_other_version(int part)
    {
        var (migrated, finished) = (0, 0);
        for (var seed = part * 10_000; seed < part * 10_000 + 400; seed++)
        {
            var walk = new Walk(seed);
            if (!walk.Go(walk.Random.Next(12))) continue;
            var edited = walk.Sketch.Edited(walk.Random, walk.Needed);
            walk.Told += $" ==> {edited.Tell()} |";
            var waiting = walk.Lab.State.Bookmarks.Select(b => (b.Id, b.Context)).ToList();
            walk.Lab.Migrate(edited.ToShuffledJson(walk.Random), edited.Renamed).ShouldBeNull(walk.Told);
            walk.Lab.State.Bookmarks.Select(b => (b.Id, b.Context)).ShouldBe(waiting, walk.Told);
            walk.Lab.Latest.ShouldAllBe(e => e is WorkflowEvent.WorkflowMigrated || e is WorkflowEvent.FlowRecounted);
            walk.Follow(edited);
            migrated++;
            if (walk.Go(60) || walk.Model.Finished) finished += walk.Model.Finished ? 1 : 0;
        }
        (migrated, finished).ShouldSatisfyAllConditions(() => migrated.ShouldBeGreaterThan(150), () => finished.ShouldBeGreaterThan(100));
    }

    [Theory]
    [InlineData(5), InlineData(6)]
    public void Migration_there_and_back_should_be_as_if_nothing_had_been(int part)
    {
        var migrated = 0;
        for (var seed = part * 10_000; seed < part * 10_000 + 400; seed++)
        {
            var keeps = seed % 2 == 0;
            var walk = new Walk(seed, keeps);
            if (!walk.Go(walk.Random.Next(12))) continue;
            var edited = walk.Sketch.Edited(walk.Random, walk.Needed);
            // A step that is left out and comes back has not been done; a kept branch would be asked again for it.
            if (keeps && edited.Was.Count(w => w >= 0) < walk.Sketch.Nodes.Count) continue;
            walk.Told += $" <==> {edited.Tell()} |";
            walk.Lab.Migrate(edited.ToShuffledJson(walk.Random), edited.Renamed).ShouldBeNull(walk.Told);
            walk.Lab.Migrate(walk.Sketch.ToShuffledJson(walk.Random), edited.Unrenamed).ShouldBeNull(walk.Told);
            MoveModelTests.Waits(walk.Model, walk.Lab, walk.Told);
            migrated++;
            walk.Go(60);
        }
        migrated.ShouldBeGreaterThan(120);
    }

    [Fact]
    public void Migration_to_the_same_drawing_should_change_nothing_but_the_version()
    {
        var migrated = 0;
        for (var seed = 70_000; seed < 70_400; seed++)
        {
            var walk = new Walk(seed);
            if (!walk.Go(walk.Random.Next(12))) continue;
            var before = walk.Lab.State.Describe();
            walk.Lab.Migrate(walk.Sketch.ToJson()).ShouldBeNull(walk.Told);
            walk.Lab.State.Describe().ShouldBe(before, walk.Told);
            walk.Lab.Latest.ShouldHaveSingleItem().ShouldBeOfType<WorkflowEvent.WorkflowMigrated>().Renamed.ShouldBeEmpty();
            migrated++;
        }
        migrated.ShouldBeGreaterThan(100);
    }

    private sealed class Walk
    {
        private readonly bool keeps;

        /// <param name="keeps">Returns may keep branches.</param>
        public Walk(int seed, bool keeps = true)
        {
            Random = new Random(seed);
            Sketch = new FlowSketch(Random);
            this.keeps = keeps;
            Model = new MoveModel(Sketch.Nodes, Sketch.Connections);
            Lab = new MoveLab(Sketch.ToJson());
            Told = $"seed {seed}: {Sketch.Tell()} |";
            Model.Start();
            MoveModelTests.Compare(Model, Lab, Told);
        }

        public Random Random { get; }
        public FlowSketch Sketch { get; private set; }
        public MoveModel Model { get; private set; }
        public MoveLab Lab { get; }
        public string Told { get; set; }
        /// <summary>What waits, and what a join ended: nobody has passed there.</summary>
        public HashSet<string> Needed => [.. Model.Waiting, .. Sketch.Nodes.Select(n => n.Id).Where(Model.WasCanceled)];

        public void Follow(FlowSketch edited)
        {
            Model = Model.Migrated(edited.Nodes, edited.Connections, edited.Was, edited.StandsOnTheWay);
            Sketch = edited;
            MoveModelTests.Waits(Model, Lab, Told);
        }

        /// <summary>False: it ended, or was tangled.</summary>
        public bool Go(int steps)
        {
            for (; steps > 0 && !Model.Finished; steps--)
            {
                Model.Started.Clear();
                var at = Model.Waiting[Random.Next(Model.Waiting.Count)];
                var earlier = Lab.Earlier(at).Intersect(Model.Earlier(at)).Where(e => Sketch.Kind(e) is "ask").ToList();
                if (Random.Next(6) == 0 && earlier.Count > 0)
                {
                    var (to, keep) = (earlier[Random.Next(earlier.Count)], keeps && Random.Next(2) == 0);
                    Told += $" {at}<{(keep ? "=" : "-")}{to}";
                    Lab.Return(at, to, keep ? SiblingRule.Keep : SiblingRule.Cancel).ShouldBeNull(Told);
                    Model.Return(at, to, keep);
                }
                else
                {
                    var outcome = Sketch.OutcomeOf(at, Random);
                    Told += $" {at}.{outcome}";
                    Lab.Answer(at, outcome).ShouldBeNull(Told);
                    Model.Complete(at, outcome);
                }
                if (Model.IsTangled) return false;
                MoveModelTests.Compare(Model, Lab, Told);
            }
            return !Model.Finished;
        }
    }
}
