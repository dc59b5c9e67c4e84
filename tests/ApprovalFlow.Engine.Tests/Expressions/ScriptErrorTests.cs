using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

public sealed class ScriptErrorTests
{
    [Theory]
    [InlineData("class A {}", "classes are not supported")]
    [InlineData("x = class {}", "classes are not supported")]
    [InlineData("async function f() {}", "asynchronous functions are not supported")]
    [InlineData("const f = async () => 1", "asynchronous functions are not supported")]
    [InlineData("await x", "'await' is not supported")]
    [InlineData("function* g() {}", "generators are not supported")]
    [InlineData("with (a) {}", "'with' is not supported")]
    [InlineData("eval('1')", "'eval' is not supported")]
    [InlineData("new Function('1')", "'Function' is not supported")]
    [InlineData("globalThis.x", "'globalThis' is not supported")]
    [InlineData("Symbol('a')", "'Symbol' is not supported")]
    [InlineData("function f() { return arguments }", "'arguments' is not supported")]
    [InlineData("import x from 'y'", "modules are not supported")]
    [InlineData("({ get a() { return 1 } })", "getters and setters are not supported")]
    [InlineData("tag`x`", "tagged templates are not supported")]
    [InlineData("10n", "BigInt numbers are not supported")]
    [InlineData("Math.random()", "uses Math.random")]
    [InlineData("Math['random']()", "uses Math.random")]
    [InlineData("const { random } = Math", "uses Math.random")]
    [InlineData("/(?=a)/", "without lookahead")]
    [InlineData("/(?<!a)b/", "without lookbehind")]
    [InlineData(@"/(a)\1/", "without a back reference")]
    [InlineData("/(((a{30}){30}){30}){30}/", "too many states")]
    [InlineData("/a/gg", "each once")]
    [InlineData("{ a: 1, b: 2 }", "needs parentheses")]
    [InlineData("const a = 1; a = 2", "'a' is a constant")]
    [InlineData("let a; let a", "declared again")]
    public void Script_should_be_refused_with_the_reason(string source, string reason) => Scripts.Refuse(source).Message.ShouldContain(reason);

    [Theory]
    [InlineData("1 +", 1, 4)]
    [InlineData("let a = 1;\nlet b = (2;\n", 2, 11)]
    [InlineData("'abc", 1, 1)]
    [InlineData("a\n  .b(\n    @)", 3, 5)]
    [InlineData("const a = 1;\n\n  a = 2;", 3, 3)]
    public void Script_error_should_name_its_place(string source, int line, int column)
    {
        var error = Scripts.Refuse(source);
        (error.Line, error.Column).ShouldBe((line, column), error.Message);
    }

    [Fact]
    public void Script_errors_should_come_all_at_once_when_the_text_parses()
    {
        Script.Compile("const a = 1; a = 2; Math.random(); eval('x')", out var errors).ShouldBeNull();
        errors.Count.ShouldBe(3);
    }

    public static TheoryData<string> Oversized() =>
    [
        new string('x', Script.MaxLength + 1), new string('(', 5000), new string('(', 5000) + "1" + new string(')', 5000), new string('[', 5000) + new string(']', 5000), new string('!', 5000) + "1",
        "a" + string.Concat(Enumerable.Repeat(".b", 5000)), string.Concat(Enumerable.Repeat("x=>", 5000)) + "1", string.Concat(Enumerable.Repeat("`${", 5000)),
        string.Concat(Enumerable.Repeat("if(1)", 5000)) + "1", string.Concat(Enumerable.Repeat("1?1:", 5000)) + "1", string.Concat(Enumerable.Repeat("{", 5000)) + new string('}', 5000),
        "2" + string.Concat(Enumerable.Repeat("**2", 5000)), string.Concat(Enumerable.Repeat("new ", 5000)) + "Date", string.Concat(Enumerable.Repeat("a=", 5000)) + "1",
        string.Concat(Enumerable.Repeat("{a:", 2000)), "(" + string.Concat(Enumerable.Repeat("{a:", 2000)) + "1" + new string('}', 2000) + ")", "/" + new string('(', 400) + new string(')', 400) + "/",
        "let " + new string('[', 2000) + "a" + new string(']', 2000) + "= 1",
    ];

    [Theory]
    [MemberData(nameof(Oversized))]
    public void Script_should_be_refused_when_it_is_too_long_or_too_deep(string source) => Scripts.Refuse(source).Message.ShouldStartWith("Expected");

    [Fact]
    public void Long_flat_script_should_run() =>
        Scripts.Run("1" + string.Concat(Enumerable.Repeat("+1", 20_000))).ShouldBe(20_001.0);
}
