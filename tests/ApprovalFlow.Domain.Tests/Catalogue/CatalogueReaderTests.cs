using ApprovalFlow.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

public sealed class CatalogueReaderTests
{
    private const string Departments = """[{"id":"d1","code":"D1","nameZh":"一局","shortZh":"一","nameEn":"One","kind":"administrative","countyLinkage":false,"window":"A1"}]""";
    private const string Items = """
        [{"code":"D1-001","departmentId":"d1","nameZh":"事项","nameEn":"Item","kind":"promised","legalBasis":["《法》"],"statutoryDays":20,"promisedDays":5,
          "applicantKinds":["enterprise"],"certificate":{"nameZh":"证","validityMonths":null,"numberPattern":"{seq4}","licenceType":"x"},"materials":[],
          "formFields":[{"key":"area","labelZh":"面积","labelEn":"Area","type":"number","required":true}],"reviewPoints":["要点"]}]
        """;
    private const string Step = """{"key":"KEY","nameZh":"步","nameEn":"Step","kind":"KIND","role":"window-clerk","departmentId":"d1","limitDays":1,"clock":"counted","parallelGroup":null,"when":WHEN}""";

    private static string Steps(string when = "null", string kind = "review") =>
        $"[{Of("accept", "accept")},{Of("review", kind, when)},{Of("decide", "decide")}]";

    private static string Of(string key, string kind, string when = "null") => Step.Replace("KEY", key).Replace("KIND", kind).Replace("WHEN", when);

    private static string Flows(string steps, string item = "D1-001") =>
        $$"""[{"code":"D1-001-A","itemCode":"{{item}}","variant":"新办","variantEn":"New","nameZh":"流程","nameEn":"Flow","template":"T02","promisedDays":5,"eligibleWhen":null,"steps":{{steps}},"outcomes":["approved","refused"]}]""";

    [Fact]
    public void Reader_should_give_the_whole_catalogue_when_all_is_well()
    {
        var catalogue = Repository.Catalogue;

        (catalogue.Departments.Count, catalogue.Items.Count, catalogue.Flows.Count, catalogue.Counties.Count).ShouldBe((39, 115, 225, 14));
        catalogue.Items.Count(i => i.IsInstant).ShouldBe(31);
        catalogue.Flows.Sum(f => f.Steps.Count).ShouldBe(1028);
        catalogue.Item("FGW-001")!.FormFields.Single(f => f.Key == "investment").Unit.ShouldBe("万元");
    }

    [Fact]
    public void Reader_should_tell_every_problem_at_once_when_files_are_malformed()
    {
        var load = CatalogueReader.Read("""[{"id":"d1","code":5}, 7]""", "{", """{"a":1}""", "[]");

        load.Catalogue.ShouldBeNull();
        load.Problems.Select(p => p.File).Distinct().Order().ShouldBe(["departments.json", "flows.json", "items.json"]);
        load.Problems.ShouldContain(p => p.Path == "$[0].code" && p.Message == "Expected text, but it is Number.");
        load.Problems.ShouldContain(p => p.Path == "$[0].nameZh" && p.Message == "Expected text, but it is missing.");
        load.Problems.ShouldContain(p => p.Path == "$[1]" && p.Message == "Expected an object, but it is Number.");
    }

    [Theory]
    [InlineData("\"area >\"", "review", "Expected a number, 'choice', true or false")]
    [InlineData("\"size > 5\"", "review", "Expected 'size' to be a field of the form")]
    [InlineData("\"area == 'big'\"", "review", "Expected a number to compare 'area' with")]
    [InlineData("null", "dance", "Expected a known kind of step")]
    [InlineData("null", "decide", "Expected exactly one unconditional 'decide'")]
    public void Reader_should_refuse_a_flow_that_cannot_run(string when, string kind, string message)
    {
        var load = CatalogueReader.Read(Departments, Items, Flows(Steps(when, kind)), "[]");

        load.Problems.ShouldContain(p => p.File == "flows.json" && p.Path == "D1-001-A" && p.Message.Contains(message));
    }

    [Fact]
    public void Reader_should_refuse_references_to_nothing()
    {
        CatalogueReader.Read(Departments, Items, Flows(Steps()), "[]").Problems.ShouldBeEmpty();
        CatalogueReader.Read("[]", Items, Flows(Steps()), "[]").Problems.ShouldContain(p => p.Message == "Expected department 'd1' to exist, but there is none.");
        CatalogueReader.Read(Departments, Items, Flows(Steps(), "D9-001"), "[]").Problems.ShouldContain(p => p.Message == "Expected item 'D9-001' to exist, but there is none.");
    }

    [Theory]
    [InlineData("accept:accept, review:issue, decide:decide", "Expected 'review' after the decision, but it is before it.")]
    [InlineData("accept:accept, decide:decide, late:review", "Expected 'late' before the decision, but it is after it.")]
    [InlineData("accept:accept, again:accept, decide:decide", "Expected 'accept' only as the first step, but 'again' is step 2.")]
    [InlineData("accept:accept, correction:review, decide:decide", "Expected the key 'correction' to be free, but definitions use it themselves.")]
    [InlineData("accept:accept, fork-g:review, decide:decide", "Expected the key 'fork-g' to be free, but definitions use it themselves.")]
    [InlineData("accept:accept, a:review:g, decide:decide", "Expected parallel group 'g' to have two or more steps next to each other, but it has 1, 1 together.")]
    [InlineData("accept:accept, a:review:g, b:review, c:review:g, decide:decide", "Expected parallel group 'g' to have two or more steps next to each other, but it has 2, 1 together.")]
    [InlineData("accept:accept:g, a:review:g, decide:decide", "Expected parallel group 'g' between acceptance and decision, but it is not.")]
    public void Reader_should_refuse_an_order_of_steps_that_cannot_be_drawn(string steps, string message)
    {
        var json = string.Join(",", steps.Split(", ").Select(s => s.Split(':')).Select(s =>
            Of(s[0], s[1]).Replace("\"parallelGroup\":null", s.Length > 2 ? $"\"parallelGroup\":\"{s[2]}\"" : "\"parallelGroup\":null")));

        CatalogueReader.Read(Departments, Items, Flows($"[{json}]"), "[]").Problems.Select(p => p.Message).ShouldContain(message);
    }
}
