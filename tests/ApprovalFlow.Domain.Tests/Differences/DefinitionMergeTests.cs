using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Differences;

/// <summary>Changes of a parent taken into a branch.</summary>
public sealed class DefinitionMergeTests
{
    private const string Flow = "FGW-001-A";
    private static readonly DefinitionDiff Diff = new(ApprovalActivities.AddTo(ActivityRegistry.CreateCore()), Repository.Catalogue);
    private static readonly DefinitionMerge Merging = new(Diff);

    private static WorkflowDefinition Load(DefinitionEdits edits) => Load(edits.ToString());
    private static WorkflowDefinition Load(string json) => WorkflowDefinition.Load(json).Definition.ShouldNotBeNull();
    private static DefinitionEdits Original => DefinitionEdits.Of(Flow);

    [Fact]
    public void Changes_of_both_sides_should_stand_where_they_do_not_meet()
    {
        var theirs = Original.Literal("review", "limitDays", 2).Bypass("countersign-gtj");
        theirs.About["promisedDays"] = 6;
        var ours = Original.Literal("decide", "limitDays", 0.5).Literal("accept", "role", "county-clerk");
        var merged = Merging.Merge(Load(Original), Load(ours), Load(theirs));

        merged.Conflicts.ShouldBeEmpty();
        var expected = Original.Literal("review", "limitDays", 2).Bypass("countersign-gtj").Literal("decide", "limitDays", 0.5).Literal("accept", "role", "county-clerk");
        expected.About["promisedDays"] = 6;
        Diff.Compare(Load(expected), Load(merged.Json)).Changes.Where(c => c.Weight != ChangeWeight.Drawing).ShouldBeEmpty();
        merged.Taken.ShouldContain(c => c.Text.Zh == "“经办人审查”的时限减少 1 个工作日（3 → 2）。");
    }

    [Fact]
    public void Place_that_both_changed_should_be_a_conflict_that_stays_ours_unless_somebody_chooses()
    {
        var (ours, theirs) = (Original.Literal("review", "limitDays", 1), Original.Literal("review", "limitDays", 2));
        var merged = Merging.Merge(Load(Original), Load(ours), Load(theirs));
        var conflict = merged.Conflicts.ShouldHaveSingleItem();
        (conflict.ActivityId, conflict.Ours.Zh, conflict.Theirs.Zh).ShouldBe(("review", "“经办人审查”的时限减少 2 个工作日（3 → 1）。", "“经办人审查”的时限减少 1 个工作日（3 → 2）。"));
        Diff.Compare(Load(ours), Load(merged.Json)).IsEmpty.ShouldBeTrue();
        Diff.Compare(Load(theirs), Load(Merging.Merge(Load(Original), Load(ours), Load(theirs), new HashSet<string> { conflict.Place }).Json)).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Step_that_one_side_removed_and_the_other_changed_should_be_a_conflict_either_way()
    {
        var (removed, changed) = (Original.Bypass("countersign-gtj"), Original.Literal("countersign-gtj", "limitDays", 1));
        var theirsRemoved = Merging.Merge(Load(Original), Load(changed), Load(removed));
        theirsRemoved.Conflicts.ShouldContain(c => c.ActivityId == "countersign-gtj");
        JsonNode.Parse(theirsRemoved.Json)!["root"]!["activities"]!.AsArray().ShouldContain(a => (string?)a!["id"] == "countersign-gtj");
        var oursRemoved = Merging.Merge(Load(Original), Load(removed), Load(changed));
        var conflict = oursRemoved.Conflicts.ShouldHaveSingleItem();
        Diff.Compare(Load(removed), Load(oursRemoved.Json)).IsEmpty.ShouldBeTrue();
        JsonNode.Parse(Merging.Merge(Load(Original), Load(removed), Load(changed), new HashSet<string> { conflict.Place }).Json)!["root"]!["activities"]!.AsArray().ShouldContain(a => (string?)a!["id"] == "countersign-gtj");
    }

    [Fact]
    public void Same_change_on_both_sides_should_be_no_question()
    {
        var both = Original.Literal("review", "limitDays", 2).Bypass("countersign-gtj");
        var merged = Merging.Merge(Load(Original), Load(both), Load(both));
        (merged.Conflicts.Count, merged.Taken.Count).ShouldBe((0, 0));
        Diff.Compare(Load(both), Load(merged.Json)).IsEmpty.ShouldBeTrue();
    }

    /// <summary>Of any two definitions of the catalogue: where one side did nothing, the merge is the other side.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Merge_with_a_side_that_changed_nothing_should_be_the_other_side(int seed)
    {
        var random = new Random(seed);
        var codes = Repository.Catalogue.Flows.Select(f => f.Code).ToList();
        for (var round = 0; round < 60; round++)
        {
            var (common, other) = (Load(DefinitionEdits.Of(codes[random.Next(codes.Count)])), Load(DefinitionEdits.Of(codes[random.Next(codes.Count)])));
            var pulled = Merging.Merge(common, common, other);
            pulled.Conflicts.ShouldBeEmpty();
            Diff.Compare(other, Load(pulled.Json)).Changes.Where(c => c.Weight != ChangeWeight.Drawing && c.Code != "caption").ShouldBeEmpty();
            var kept = Merging.Merge(common, other, common);
            kept.Conflicts.ShouldBeEmpty();
            DefinitionContent.BodyHash(Load(kept.Json)).ShouldBe(DefinitionContent.BodyHash(other));
        }
    }
}
