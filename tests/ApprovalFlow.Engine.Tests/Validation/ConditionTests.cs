using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Validation.Conditions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Validation;

/// <summary>One condition over a form, and whether it can hold, can fail, or nothing is said.</summary>
public sealed class ConditionTests
{
    private static readonly FormFacts Form = new(
    [
        new("kind", FieldKind.Choice) { Choices = ["a", "b", "c"], IsRequired = true, Label = new("类别", "Kind") }, new("area", FieldKind.Number) { Min = 0, Max = 40, IsRequired = true },
        new("rooms", FieldKind.Number) { IsWhole = true, IsRequired = true }, new("depth", FieldKind.Number) { IsRequired = false }, new("urgent", FieldKind.Truth) { IsRequired = true }, new("note", FieldKind.Text) { IsRequired = false },
    ], IsComplete: true);

    [Theory]
    [InlineData("getInput('kind') === 'a' && getInput('kind') === 'b'", "never")]
    [InlineData("getInput('area') > 50", "never")]
    [InlineData("getInput('area') * 2 + 1 > 90", "never")]
    [InlineData("getInput('area') > 10 && getInput('area') < 5", "never")]
    [InlineData("getInput('area') > 10 && !(getInput('area') >= 3)", "never")]
    [InlineData("getInput('rooms') > 2 && getInput('rooms') < 3", "never")]
    [InlineData("getInput('depth') === null && getInput('depth') > 1", "never")]
    [InlineData("getInput('depth') > 0 && isNullOrEmpty(getInput('depth'))", "never")]
    [InlineData("getInput('note') === '' && getInput('note') === 'x'", "never")]
    [InlineData("['a', 'b'].includes(getInput('kind')) && getInput('kind') == 'c'", "never")]
    [InlineData("getInput('urgent') ? getInput('urgent') === false : getInput('urgent')", "never")]
    [InlineData("getUrgent() && !getUrgent()", "never")]
    [InlineData("return getInput('kind') === 'a' && getInput('kind') === 'b';", "never")]
    [InlineData("getInput('urgent') || !getInput('urgent')", "always")]
    [InlineData("getInput('area') >= 0", "always")]
    [InlineData("getInput('kind') != 'a' || getInput('kind') != 'b'", "always")]
    [InlineData("getInput('kind') == 'a' || getInput('kind') == 'b' || getInput('kind') == 'c'", "always")]
    [InlineData("getInput('depth') == null || getInput('depth') != null", "always")]
    [InlineData("getInput('depth') > 0 || getInput('depth') <= 0", "always")]
    [InlineData("getInput('rooms') > 2 && getInput('rooms') < 4", "")]
    [InlineData("getInput('area') > 5 && getInput('area') < 10", "")]
    [InlineData("getInput('depth') > getInput('area')", "")]
    [InlineData("getInput('note').length > 4", "")]
    [InlineData("getInput('note') == 'x'", "")]
    [InlineData("getInput('note') > 'm' && getInput('note') < 'c'", "")]
    [InlineData("getInput('area') / 2 > 90", "")]
    [InlineData("getInput('urgent') === true", "")]
    [InlineData("getInput('stranger') == 1 && getInput('stranger') == 2", "")]
    [InlineData("const a = getInput('area'); a > 50", "")]
    public void A_condition_should_be_known_to_hold_never_or_always_only_where_that_is_certain(string condition, string expected)
    {
        var found = Problems(Switch(("yes", condition)), "q.yes -> a", "q.Default -> b").Where(p => p.Code == "branch-never-true").ToList();
        var inverse = Problems(Switch(("yes", $"!({condition.Replace("return ", "").TrimEnd(';')})")), "q.yes -> a", "q.Default -> b").Where(p => p.Code == "branch-never-true").ToList();
        if (condition.StartsWith("const", StringComparison.Ordinal)) inverse.Clear();
        (found.Count, inverse.Count).ShouldBe(expected switch { "never" => (1, 0), "always" => (0, 1), _ => (0, 0) });
    }

    [Fact]
    public void Values_without_a_branch_should_be_named_in_both_languages()
    {
        var problem = Problems(Switch(("one", "getInput('kind') == 'a'")), "q.one -> a").Single(p => p.Code == "choices-not-covered");
        problem.Message.ShouldBe("Expected 'q' to have a branch for every value, but it has none for Kind = 'b'; Kind = 'c'.");
        problem.MessageZh.ShouldBe("“q”没有为下列取值画出分支：类别 = “b”；类别 = “c”。");
        (problem.ActivityId, problem.Path, problem.Severity).ShouldBe(("q", "$.root.activities[0]", ProblemSeverity.Error));
    }

    [Fact]
    public void An_optional_field_should_need_a_branch_for_being_empty()
    {
        Problems(Switch(("low", "getInput('depth') !== null && getInput('depth') < 5"), ("high", "getInput('depth') >= 5")), "q.low -> a", "q.high -> b").Single(p => p.Code == "choices-not-covered").Message.ShouldEndWith("none for depth = empty.");
        Problems(Switch(("low", "getInput('depth') < 5"), ("high", "getInput('depth') >= 5")), "q.low -> a", "q.high -> b").ShouldNotContain(p => p.Code == "choices-not-covered", "nothing counts as nought");
    }

    [Fact]
    public void What_every_application_fulfils_should_be_taken_into_account()
    {
        var given = Form with { Given = Script.Compile("getInput('kind') != 'c'", out _) };
        Problems(given, Switch(("one", "getInput('kind') == 'a'"), ("two", "getInput('kind') == 'b'")), "q.one -> a", "q.two -> b").ShouldBeEmpty();
        Problems(given, Switch(("one", "getInput('kind') == 'a'"), ("two", "getInput('kind') == 'c'")), "q.one -> a", "q.two -> b", "q.Default -> b").Select(p => p.Code).ShouldBe(["branch-never-true"]);
    }

    [Fact]
    public void A_definition_without_a_form_should_be_judged_by_what_it_declares()
    {
        // Nobody said that it may stay empty, nor that it may not.
        Problems(null, Switch(("yes", "getInput('x') === true"), ("no", "getInput('x') === false")), "q.yes -> a", "q.no -> b").ShouldBeEmpty();
        Problems(null, Switch(("yes", "getInput('x') === true"), ("none", "getInput('x') == null")), "q.yes -> a", "q.none -> b").Select(p => p.Code).ShouldBe(["choices-not-covered"]);
    }

    private static IReadOnlyList<DefinitionProblem> Problems(JsonObject choice, params string[] connections) => Problems(Form, choice, connections);

    private static IReadOnlyList<DefinitionProblem> Problems(FormFacts? form, JsonObject choice, params string[] connections) =>
        WorkflowGraph.Validate(SoundnessSamples.Compile(Execution.Flow.Chart("flow", [choice, Execution.Flow.Line("a"), Execution.Flow.Line("b")], connections)), form).Where(p => p.Code is not ("activity-unreachable" or "type-mismatch" or "activity-never-runs")).ToList();

    private static JsonObject Switch(params (string Label, string Condition)[] cases) => new()
    {
        ["id"] = "q", ["type"] = "Elsa.FlowSwitch",
        ["cases"] = new JsonArray([.. cases.Select(c => (JsonNode)new JsonObject { ["label"] = c.Label, ["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = c.Condition } })]),
    };
}
