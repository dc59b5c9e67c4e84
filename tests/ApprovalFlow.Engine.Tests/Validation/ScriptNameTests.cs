using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Engine.Tests.Execution.Flow;

namespace ApprovalFlow.Engine.Tests.Validation;

/// <summary>Names in scripts that nothing stands behind are said before anything runs.</summary>
public sealed class ScriptNameTests
{
    [Theory]
    [InlineData("amout > 3", "name-unknown", ProblemSeverity.Error)]
    [InlineData("fetch('x')", "name-unknown", ProblemSeverity.Error)]
    [InlineData("getInput('Amout')", "input-unknown", ProblemSeverity.Warning)]
    [InlineData("getVariable('Totl')", "variable-unknown", ProblemSeverity.Warning)]
    [InlineData("getTotl()", "variable-unknown", ProblemSeverity.Warning)]
    [InlineData("setTotl(1)", "variable-unknown", ProblemSeverity.Warning)]
    [InlineData("variables.Totl", "variable-unknown", ProblemSeverity.Warning)]
    [InlineData("getOutputFrom('nobody')", "activity-unknown", ProblemSeverity.Error)]
    public void A_name_that_nothing_stands_behind_should_be_told(string script, string code, ProblemSeverity severity)
    {
        var problem = Problems(script).ShouldHaveSingleItem();
        (problem.Code, problem.Severity, problem.Path).ShouldBe((code, severity, "$.root.activities[0].text"));
        problem.MessageZh.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("getInput('Amount') > 3")]
    [InlineData("getInput('amount')")]
    [InlineData("getAmount()")]
    [InlineData("variables.Total + getVariable('Total') + getTotal()")]
    [InlineData("setTotal(getInput('Amount'))")]
    [InlineData("getOutputFrom('first')")]
    [InlineData("const amout = 2; amout > 3")]
    [InlineData("[1, 2].map(x => x * Math.max(x, 1)).join(',')")]
    [InlineData("isNullOrEmpty(getCorrelationId())")]
    [InlineData("const getInput = n => n; getInput('Amout')")]
    [InlineData("setVariable('Later', 1); getVariable('Later')")]
    public void A_name_that_is_declared_should_pass(string script) => Problems(script).ShouldBeEmpty();

    private static IReadOnlyList<DefinitionProblem> Problems(string script)
    {
        var definition = JsonNode.Parse(Definition(Sequence("s", Activity("WriteLine", "first", ("text", Script(script, "String")))),
            variables: [new JsonObject { ["id"] = "v1", ["name"] = "Total", ["typeName"] = "Int32" }]))!.AsObject();
        definition["inputs"] = new JsonArray(new JsonObject { ["name"] = "Amount", ["type"] = "Double" });
        return WorkflowGraph.Validate(WorkflowDefinition.Load(definition.ToJsonString()).Definition!, ActivityRegistry.CreateCore());
    }
}
