using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

public sealed class ScriptHostTests
{
    private readonly ScriptHostDouble host = new();

    [Fact]
    public void Globals_should_be_the_free_names_that_the_library_does_not_define()
    {
        var script = Scripts.Compile("const local = getVariable('a'); f(local); function f(x) { return Math.abs(x) + getTotal() + (y => y + args.n)(1) } typeof maybe");
        script.Globals.ShouldBe(["getVariable", "getTotal", "args", "maybe"], ignoreOrder: true);
    }

    [Fact]
    public void Variable_names_should_be_those_mentioned_after_variables()
    {
        var script = Scripts.Compile("""variables.Total + variables["Name"] + variables[dynamic]; variables.Out = 1; const { A, B: b } = variables; ({ C: x } = variables); variables?.D""");
        script.VariableNames.ShouldBe(["Total", "Name", "Out", "A", "B", "C", "D"], ignoreOrder: true);
    }

    [Fact]
    public void Variable_names_should_be_empty_when_variables_is_a_local() =>
        Scripts.Compile("const variables = { A: 1 }; variables.A").VariableNames.ShouldBeEmpty();

    [Fact]
    public void Host_function_should_get_plain_copies()
    {
        host.Functions["take"] = _ => null;
        Scripts.Run("const o = { a: [1, undefined, () => 1, NaN], d: new Date(0) }; take(o, undefined, x => x, 1/0); o.a.push(2)", host);
        var arguments = host.Calls.ShouldHaveSingleItem().Arguments;
        var map = arguments[0].ShouldBeOfType<Dictionary<string, object?>>();
        map["a"].ShouldBeOfType<List<object?>>().ShouldBe([1.0, null, null, null]);
        map["d"].ShouldBe("1970-01-01T00:00:00.000Z");
        arguments[1..].ShouldBe([null, null, null]);
    }

    [Fact]
    public void Value_of_a_host_function_should_come_in_as_a_copy_with_plain_numbers()
    {
        var shared = new List<object?> { 1, 2L, 3.5m, new Dictionary<string, object?> { ["x"] = (short)4 } };
        host.Functions["getList"] = _ => shared;
        Scripts.Run("const l = getList(); l.push(9); l[3].x += 1; [l[0] + l[1] + l[2], l[3].x, l.length]", host).ShouldBe(new List<object?> { 6.5, 5.0, 5.0 });
        shared.Count.ShouldBe(4);
        ((Dictionary<string, object?>)shared[3]!)["x"].ShouldBe((short)4);
    }

    [Fact]
    public void Live_value_should_hold_what_the_script_left_there()
    {
        Scripts.Run("variables.Total += 1; variables.New = { a: [1, undefined, () => 1] }; variables.List.push(undefined, new Date(0)); delete variables.Name", host);
        host.Variables["Total"].ShouldBe(6.0);
        host.Variables["New"].ShouldBeOfType<Dictionary<string, object?>>()["a"].ShouldBe(new List<object?> { 1.0, null, null });
        host.Variables["List"].ShouldBe(new List<object?> { 1.0, 2.0, null, "1970-01-01T00:00:00.000Z" });
        host.Variables.ShouldNotContainKey("Name");
    }

    [Fact]
    public void Live_value_should_be_plain_when_the_script_fails()
    {
        Should.Throw<ScriptException>(() => Scripts.Run("variables.F = () => 1; variables.self = variables; let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; variables.Deep = a; throw 1", host));
        host.Variables["F"].ShouldBeNull();
        host.Variables["self"].ShouldBeNull();
        host.Variables["Deep"].ShouldBeOfType<List<object?>>();
    }

    [Fact]
    public void Host_function_should_serve_as_a_value()
    {
        host.Functions["double"] = a => (double)a[0]! * 2;
        Scripts.Run("const f = double; [1, 2].map(double).concat(f(5), typeof double)", host).ShouldBe(new List<object?> { 2.0, 4.0, 10.0, "function" });
    }

    [Fact]
    public void Host_function_should_answer_within_the_scripts_catch_when_it_refuses()
    {
        host.Functions["getConfig"] = _ => throw new ScriptException("Expected configuration access to be enabled, but it is not.");
        Scripts.Run("try { getConfig('a') } catch (e) { e.message.includes('enabled') }", host).ShouldBe(true);
        Should.Throw<ScriptException>(() => Scripts.Run("1;\n  getConfig('a')", host)).Line.ShouldBe(2);
    }

    [Fact]
    public void Host_failure_should_pass_through_the_script()
    {
        host.Functions["broken"] = _ => throw new InvalidOperationException("lost");
        Should.Throw<InvalidOperationException>(() => Scripts.Run("try { broken() } catch { 1 }", host));
    }

    [Fact]
    public void Unknown_name_should_fail_where_it_stands()
    {
        var failure = Should.Throw<ScriptException>(() => Scripts.Run("1;\n2 + missing()", host));
        failure.Message.ShouldBe("ReferenceError: Expected 'missing' to be defined, but it is not.");
        (failure.Line, failure.Column).ShouldBe((2, 5));
    }

    [Fact]
    public void Present_time_should_come_from_the_host_alone()
    {
        Should.Throw<ScriptException>(() => Scripts.Run("new Date()", host));
        host.Functions["now"] = _ => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(8));
        Scripts.Run("[new Date().toISOString(), Date.now()]", host).ShouldBe(new List<object?> { "2026-01-01T19:04:05.000Z", 1767294245000.0 });
    }

    [Theory]
    [InlineData("undefined")]
    [InlineData("() => 1")]
    [InlineData("0 / 0")]
    [InlineData("1 / 0")]
    [InlineData("/a/")]
    [InlineData("var x = 5")]
    [InlineData("")]
    [InlineData("// nothing")]
    public void Result_should_be_null_when_json_has_no_such_value(string source) => Scripts.Run(source, host).ShouldBeNull();
}
