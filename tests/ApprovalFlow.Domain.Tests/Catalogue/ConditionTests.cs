using ApprovalFlow.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

public sealed class ConditionTests
{
    private static Condition Parsed(string text) => Condition.Parse(text).Condition.ShouldNotBeNull();

    private static Dictionary<string, object?> Form(object? area = null, object? kind = null, object? isNew = null) =>
        new() { ["area"] = area, ["kind"] = kind, ["isNew"] = isNew };

    [Theory]
    [InlineData("area >= 60", 60d, true)]
    [InlineData("area > 60", 60d, false)]
    [InlineData("area <= 59.5", 59.5, true)]
    [InlineData("area < -1", -2d, true)]
    [InlineData("area == 60", 60d, true)]
    [InlineData("area != 60", 60d, false)]
    public void Condition_should_compare_numbers(string text, double area, bool expected) => Parsed(text).Holds(Form(area)).ShouldBe(expected);

    [Fact]
    public void Condition_should_bind_and_tighter_than_or()
    {
        var condition = Parsed("kind == 'a' || kind == 'b' && isNew == true");

        condition.Holds(Form(kind: "a", isNew: false)).ShouldBeTrue();
        condition.Holds(Form(kind: "b", isNew: false)).ShouldBeFalse();
        condition.Holds(Form(kind: "b", isNew: true)).ShouldBeTrue();
        condition.Fields.ShouldBe(["kind", "isNew"]);
    }

    [Theory]
    [InlineData("area > -5")]
    [InlineData("area <= 5")]
    [InlineData("area == 0")]
    public void Condition_should_not_hold_when_the_number_is_absent(string text) => Parsed(text).Holds(Form()).ShouldBeFalse();

    [Fact]
    public void Condition_should_become_a_script_over_workflow_inputs() =>
        Parsed("area >= 10.5 && kind != 'x' || isNew == true").ToJavaScript()
            .ShouldBe("""getInput("area") != null && getInput("area") >= 10.5 && getInput("kind") != "x" || getInput("isNew") == true""");

    [Theory]
    [InlineData("", "Expected a field name at character 1 of '', but found the end.")]
    [InlineData("area", "Expected one of <= >= < > == != at character 5 of 'area', but found the end.")]
    [InlineData("area > 5 &&", "Expected a field name at character 12 of 'area > 5 &&', but found the end.")]
    [InlineData("area > 5 5", "Expected '&&', '||' or the end at character 10 of 'area > 5 5', but found '5'.")]
    [InlineData("area > (5)", "Expected a number, 'choice', true or false at character 8 of 'area > (5)', but found '(5)'.")]
    [InlineData("kind == 'a", "Expected a number, 'choice', true or false at character 9 of 'kind == 'a', but found ''a'.")]
    [InlineData("kind == 'a\"'", "Expected a number, 'choice', true or false at character 9 of 'kind == 'a\"'', but found ''a\"''.")]
    public void Parser_should_say_where_the_text_is_wrong(string text, string problem) => Condition.Parse(text).Problem.ShouldBe(problem);

    [Fact]
    public void Condition_should_be_checked_against_the_form()
    {
        FormField[] fields =
        [
            new("area", "面积", "Area", "number", true), new("isNew", "新", "New", "bool", true), new("name", "名", "Name", "text", true),
            new("kind", "类", "Kind", "choice", true) { Choices = [new("a", "甲", "A")] },
        ];

        Condition.Parse("area > 5 && isNew == false && kind == 'a'").ProblemsWith(fields).ShouldBeEmpty();
        Condition.Parse("area == true && isNew > true && kind == 'z' && name == 'x' && none == 1").ProblemsWith(fields).ShouldBe(
        [
            "Expected a number to compare 'area' with, but it is true.",
            "Expected == or != for 'isNew', but it is '>'.",
            "Expected one of a for 'kind', but it is 'z'.",
            "Expected a number, choice or bool field, but 'name' is text.",
            "Expected 'none' to be a field of the form, but it is not.",
        ]);
    }

    [Fact]
    public void Parser_should_survive_any_text()
    {
        var random = new Random(20260101);
        const string Pieces = "area kind'<>=!&| 0.5-true";
        for (var i = 0; i < 20_000; i++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(30)).Select(_ => Pieces[random.Next(Pieces.Length)])]);
            var parse = Condition.Parse(text);
            (parse.Condition is null).ShouldBe(parse.Problem is not null, text);
        }
    }

    [Fact]
    public void Flow_should_be_eligible_only_when_its_condition_holds()
    {
        var restricted = Repository.Catalogue.Flows.First(f => f.EligibleWhen == "investment < 1000");
        var open = Repository.Catalogue.FlowsOf(restricted.ItemCode).Where(f => f.EligibleWhen is null).ToList();

        Repository.Catalogue.EligibleFlows(restricted.ItemCode, new Dictionary<string, object?> { ["investment"] = 999d }).ShouldContain(restricted);
        Repository.Catalogue.EligibleFlows(restricted.ItemCode, new Dictionary<string, object?> { ["investment"] = 1000d }).ShouldBe(open);
    }
}
