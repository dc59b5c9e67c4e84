using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Differences;

/// <summary>What is said about the difference of two versions.</summary>
public sealed class DefinitionDiffTests
{
    private const string Flow = "FGW-001-A";
    private static readonly DefinitionDiff Diff = new(ApprovalActivities.AddTo(ActivityRegistry.CreateCore()), Repository.Catalogue);

    private static DefinitionComparison Compare(string? before, string after) => Diff.Compare(before is null ? null : Load(before), Load(after));

    private static WorkflowDefinition Load(string json) => WorkflowDefinition.Load(json).Definition.ShouldNotBeNull();

    private static string Original => DefinitionEdits.Of(Flow).ToString();

    private static IEnumerable<string> Zh(DefinitionComparison comparison) => comparison.Changes.Select(c => c.Text.Zh);
    private static IEnumerable<string> En(DefinitionComparison comparison) => comparison.Changes.Select(c => c.Text.En);

    [Fact]
    public void Department_that_no_longer_signs_step_that_gains_days_and_fewer_papers_should_be_said_in_both_languages()
    {
        var edits = DefinitionEdits.Of(Flow).Bypass("countersign-gtj").Literal("review", "limitDays", 5);
        edits.About["materials"] = new JsonArray([.. Repository.Catalogue.Item("FGW-001")!.Materials.SkipLast(3).Select(m => (JsonNode)m.Code)]);
        edits.About["promisedDays"] = 9;
        var all = Repository.Catalogue.Item("FGW-001")!.Materials;
        var comparison = Compare(Original, edits.ToString());

        Zh(comparison).ShouldSatisfyAllConditions(
            s => s.ShouldContain("国土局不再参与办理。"),
            s => s.ShouldContain("“经办人审查”的时限增加 2 个工作日（3 → 5）。"),
            s => s.ShouldContain(t => t.StartsWith($"申请材料 {all.Count} → {all.Count - 3} 份；不再需要：", StringComparison.Ordinal)),
            s => s.ShouldContain("承诺时限（工作日）由“7”改为“9”。"),
            s => s.ShouldContain("最长路径由 5.5 个工作日改为 7.5 个工作日。"),
            s => s.ShouldContain(t => t.StartsWith("删除环节“", StringComparison.Ordinal)));
        En(comparison).ShouldSatisfyAllConditions(
            s => s.ShouldContain(t => t.EndsWith(" no longer signs.", StringComparison.Ordinal)),
            s => s.ShouldContain("'Review by case officer' gains 2 working days (3 → 5)."),
            s => s.ShouldContain(t => t.StartsWith($"Papers {all.Count} → {all.Count - 3}; no longer asked for: ", StringComparison.Ordinal)),
            s => s.ShouldContain("Promised working days is '9' instead of '7'."));
        (comparison.Before.Departments - comparison.After.Departments, comparison.Before.Steps - comparison.After.Steps, comparison.After.CriticalDays - comparison.Before.CriticalDays).ShouldBe((1, 1, 2));
        (comparison.Before.Materials, comparison.After.Materials).ShouldBe((all.Count, all.Count - 3));
        comparison.Marks["countersign-gtj"].ShouldBe(ChangeMark.Removed);
        comparison.Marks["review"].ShouldBe(ChangeMark.Changed);
    }

    [Fact]
    public void Visits_to_the_site_should_be_counted_before_and_after()
    {
        var original = DefinitionEdits.Of("ZJW-001-A").ToString();
        var without = DefinitionEdits.Of("ZJW-001-A").Bypass("site-inspection").ToString();
        var fewer = Compare(original, without);
        (fewer.Before.Visits, fewer.After.Visits).ShouldBe((1, 0));
        Zh(fewer).ShouldContain("现场踏勘由 1 次改为 0 次。");
        En(fewer).ShouldContain("Officers come to the site 0 times instead of 1.");
        Zh(Compare(without, original)).ShouldContain("现场踏勘由 0 次改为 1 次。");
    }

    [Fact]
    public void Steps_that_are_handled_side_by_side_from_now_on_should_be_said_and_the_other_way_round()
    {
        var parallel = Original;
        var serial = DefinitionEdits.Of(Flow);
        // The review first, then the countersigns that stood beside it.
        var join = (string)serial.Connections.Single(c => (string?)c!["source"]!["activity"] == "countersign-gtj" && (string?)c["source"]!["port"] == "Approve")!["target"]!["activity"]!;
        serial.Disconnect("countersign-ghj", "Approve").Connect("countersign-ghj", "Approve", "countersign-gtj");
        foreach (var line in serial.Connections.Where(c => (string?)c!["source"]!["activity"] == "fork-g" && (string?)c["target"]!["activity"] == "countersign-gtj").ToList()) serial.Connections.Remove(line);
        join.ShouldNotBeEmpty();

        Zh(Compare(parallel, serial.ToString())).ShouldContain(t => t.EndsWith("不再并联办理。", StringComparison.Ordinal));
        Zh(Compare(serial.ToString(), parallel)).ShouldContain(t => t.EndsWith("改为并联办理。", StringComparison.Ordinal));
        Compare(serial.ToString(), parallel).Changes.ShouldContain(c => c.Code == "parallel");
    }

    [Fact]
    public void Order_candidate_clock_outcomes_and_conditions_should_have_sentences_of_their_own()
    {
        var edits = DefinitionEdits.Of(Flow).Literal("review", "role", "inspector").Literal("decide", "departmentId", "dept-ghj").Literal("review", "clock", "excluded").Literal("accept", "outcomes", "[\"Accept\",\"Refuse\"]");
        var comparison = Compare(Original, edits.ToString());
        Zh(comparison).ShouldSatisfyAllConditions(
            s => s.ShouldContain("“经办人审查”的候选角色由“审查人员”改为“踏勘人员”。"),
            s => s.ShouldContain("“经办人审查”的计时由“计时”改为“不计时”。"),
            s => s.ShouldContain(t => t.Contains("“窗口受理”的可选结果由“受理、不予受理", StringComparison.Ordinal)));
        ((string[])["candidate", "clock", "outcomes"]).Except(comparison.Changes.Select(c => c.Code)).ShouldBeEmpty();
        var conditional = Repository.Catalogue.Flows.First(f => f.Steps.Any(s => s.When is not null)).Code;
        var before = DefinitionEdits.Of(conditional);
        var after = DefinitionEdits.Of(conditional);
        var decision = (string)after.Activities.First(a => (string?)a!["type"] == "Elsa.FlowDecision")!["id"]!;
        after.Literal(decision, "condition", "getInput(\"x\") > 1");
        Compare(before.ToString(), after.ToString()).Changes.ShouldContain(c => c.Code == "condition" && c.ActivityId == decision);
    }

    [Fact]
    public void First_version_should_be_all_new()
    {
        var comparison = Compare(null, Original);
        comparison.Before.ShouldBe(FlowEffect.None);
        comparison.Marks.Values.ShouldAllBe(m => m == ChangeMark.Added);
        comparison.After.CriticalPath.ShouldNotBeEmpty();
    }

    [Fact]
    public void Moving_shapes_should_be_one_drawing_change()
    {
        var edits = DefinitionEdits.Of(Flow);
        foreach (var id in (string[])["review", "decide"]) edits.Activity(id)["metadata"]!["designer"]!["position"]!["x"] = 5;
        var change = Compare(Original, edits.ToString()).Changes.ShouldHaveSingleItem();
        (change.Code, change.Weight, change.Text.Zh).ShouldBe(("drawing", ChangeWeight.Drawing, "流程图上移动了 2 个图形、0 条连线。"));
        Compare(Original, edits.ToString()).Marks.ShouldBeEmpty();
    }

    [Fact]
    public void Equal_content_should_have_no_difference_whatever_the_version_is_called()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Workflows, "definitions"), "*.json", SearchOption.AllDirectories))
        {
            var json = File.ReadAllText(file);
            var named = JsonNode.Parse(json)!.AsObject();
            (named["id"], named["version"], named["isPublished"], named["createdAt"]) = ("other", 7, false, "2027-01-01T00:00:00+00:00");
            Compare(json, named.ToJsonString()).IsEmpty.ShouldBeTrue(file);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Difference_should_be_the_same_from_either_side(int seed)
    {
        var random = new Random(seed);
        var files = Directory.EnumerateFiles(Path.Combine(Repository.Workflows, "definitions"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        for (var round = 0; round < 60; round++)
        {
            var (one, other) = (File.ReadAllText(files[random.Next(files.Count)]), File.ReadAllText(files[random.Next(files.Count)]));
            var (there, back) = (Compare(one, other), Compare(other, one));
            back.Changes.Count.ShouldBe(there.Changes.Count);
            (back.Before.Steps, back.After.CriticalDays, back.Before.Materials).ShouldBe((there.After.Steps, there.Before.CriticalDays, there.After.Materials));
            back.Changes.Select(c => Flipped(c.Code) + Unordered(c)).Order(StringComparer.Ordinal).ShouldBe(there.Changes.Select(c => c.Code + Unordered(c)).Order(StringComparer.Ordinal));
            back.Marks.Select(m => (m.Key, m.Value switch { ChangeMark.Added => ChangeMark.Removed, ChangeMark.Removed => ChangeMark.Added, var same => same })).Order().ShouldBe(there.Marks.Select(m => (m.Key, m.Value)).Order());
        }
    }

    /// <summary>An order that is turned round names its steps the other way round.</summary>
    private static string Unordered(Change change) => change.Code == "order" ? string.Join('/', change.Place.Split('/').Order(StringComparer.Ordinal)) : change.Place;

    private static string Flipped(string code) => code switch
    {
        "step-added" => "step-removed", "step-removed" => "step-added", "connection-added" => "connection-removed", "connection-removed" => "connection-added", "parallel" => "serial", "serial" => "parallel",
        "department-joins" => "department-leaves", "department-leaves" => "department-joins", _ => code,
    };

    /// <summary>A value, a member, an activity, a connection or an entry of a list, anywhere in the document: whatever a hand changes is mentioned where it is.</summary>
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Every_random_edit_should_be_mentioned(int seed)
    {
        var random = new Random(seed);
        var codes = Repository.Catalogue.Flows.Select(f => f.Code).ToList();
        for (var round = 0; round < 150; round++)
        {
            var code = codes[random.Next(codes.Count)];
            var edits = DefinitionEdits.Of(code);
            var before = edits.ToString();
            var what = Edit(edits, random, out var activity);
            if (WorkflowDefinition.Load(edits.ToString()).Definition is not { } after || JsonElement.DeepEquals(Load(before).Document, after.Document)) continue;
            var comparison = Diff.Compare(Load(before), after);
            comparison.IsEmpty.ShouldBeFalse($"{code}: {what}");
            if (activity is not null) comparison.Changes.ShouldContain(c => c.ActivityId == activity || c.Code == "drawing" || c.Place.Contains(activity, StringComparison.Ordinal), $"{code}: {what}");
        }
    }

    private static string Edit(DefinitionEdits edits, Random random, out string? activity)
    {
        activity = null;
        switch (random.Next(6))
        {
            case 0:
                var gone = edits.Activities[random.Next(edits.Activities.Count)]!;
                activity = (string)gone["id"]!;
                edits.Activities.Remove(gone);
                return $"removes {activity}";
            case 1:
                var copy = edits.Activities[random.Next(edits.Activities.Count)]!.DeepClone();
                copy["id"] = activity = $"new-{random.Next(1000)}";
                edits.Activities.Add(copy);
                return $"adds {activity}";
            case 2:
                edits.Connections.RemoveAt(random.Next(edits.Connections.Count));
                return "removes a connection";
            case 3:
                var line = edits.Connections[random.Next(edits.Connections.Count)]!;
                line["target"]!["activity"] = (string)edits.Activities[random.Next(edits.Activities.Count)]!["id"]!;
                return "leads a connection elsewhere";
            case 4:
                var step = edits.Activities[random.Next(edits.Activities.Count)]!.AsObject();
                activity = (string)step["id"]!;
                var leaf = Leaf(step, random);
                return $"changes {leaf} of {activity}" + (leaf is "id" or "nodeId" ? Forget(out activity) : "");
            default:
                var document = edits.Document;
                var members = document.Where(m => m.Key is not ("root" or "id" or "definitionId" or "version" or "createdAt" or "isLatest" or "isPublished" or "$schema" or "toolVersion" or "inputs" or "outputs")).ToList();
                var member = members[random.Next(members.Count)].Key;
                document[member] = document[member] switch { JsonObject o => With(o, random), JsonArray => new JsonArray("x"), JsonValue v when v.TryGetValue<bool>(out var flag) => !flag, _ => $"changed {random.Next(1000)}" };
                return $"changes {member}";
        }
    }

    private static string Forget(out string? activity)
    {
        activity = null;
        return "";
    }

    private static JsonObject With(JsonObject owner, Random random)
    {
        var changed = owner.DeepClone().AsObject();
        changed[$"own{random.Next(9)}"] = random.Next(1000);
        return changed;
    }

    private static string Leaf(JsonObject owner, Random random)
    {
        var at = owner;
        string name;
        while (true)
        {
            name = at.ElementAt(random.Next(at.Count)).Key;
            if (at[name] is JsonObject { Count: > 0 } inner) at = inner;
            else break;
        }
        if (ReferenceEquals(at, owner) && name is "id" or "nodeId") return name;
        at[name] = random.Next(3) switch { 0 => random.Next(1000), 1 => $"changed {random.Next(1000)}", _ => null };
        return name;
    }

    [Fact]
    public void Unknown_and_hostile_content_should_be_compared_too()
    {
        const string Strange = """{ "root": { "type": "Elsa.If", "id": "if", "then": { "type": "X.Y", "id": "a", "<script>": "alert(1)" }, "else": { "type": "Elsa.Sequence", "id": "s", "activities": [ { "type": "X.Y", "id": "b" }, { "type": "X.Y", "id": "b" }, 5 ] } } }""";
        const string Other = """{ "root": { "type": "Elsa.If", "id": "if", "then": { "type": "X.Y", "id": "a", "<script>": "alert(2)" }, "else": { "type": "Elsa.Sequence", "id": "s", "activities": [ { "type": "X.Y", "id": "b" }, 6 ] } } }""";
        var comparison = Compare(Strange, Other);
        comparison.Changes.Select(c => c.Code).Distinct().Order().ShouldBe(["member", "step-removed"]);
        Compare("{}", "{}").IsEmpty.ShouldBeTrue();
        Compare("""{ "root": { "type": "Elsa.Flowchart", "id": "f", "activities": [], "connections": [ 1, { "source": 2 }, { "source": { "activity": "a" } } ] } }""", "{}").IsEmpty.ShouldBeFalse();
    }
}
