using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

/// <summary>No script may hold the engine up: each of these would run for minutes, or take all memory or the whole stack.</summary>
public sealed class ScriptLimitTests
{
    private const string Doubled = "let a = [1]; for (let i = 0; i < 60; i++) a = [a, a]; ";
    private const string Long = "let s = 'x'.repeat(1000000), t = 'x'.repeat(1000000); ";

    [Theory]
    [InlineData("for (;;) {}")]
    [InlineData("while (true);")]
    [InlineData("do {} while (1)")]
    [InlineData("for (;;) try { throw 1 } catch {}")]
    [InlineData("try { for (;;) {} } catch { 1 } finally { for (;;) {} }")]
    [InlineData("let a = [1]; for (const x of a) a.push(x)")]
    [InlineData("[1, 2, 3].sort(() => { for (;;) {} })")]
    [InlineData("'a'.replace(/a/g, () => { for (;;) {} })")]
    [InlineData("let s = 'x'; for (;;) s += s")]
    [InlineData("let a = []; for (;;) a.push(a.length)")]
    [InlineData("let o = {}; for (let i = 0; ; i++) o['k' + i] = i")]
    [InlineData("'x'.repeat(1e9)")]
    [InlineData("'x'.padStart(1e9)")]
    [InlineData("new Array(1e9)")]
    [InlineData("Array.from({ length: 1e9 })")]
    [InlineData("let a = []; a[1e9] = 1")]
    [InlineData("let a = []; a.length = 2e9")]
    [InlineData("'x'.repeat(5000000).replace(/x/g, 'yyyyyyyy')")]
    [InlineData("'x'.repeat(500000).split('')")]
    [InlineData("function f() { return f() + 1 } f()")]
    [InlineData("const f = () => [1].map(f); f()")]
    [InlineData("function f() { try { f() } catch { f() } finally { f() } } f()")]
    [InlineData("const o = { toString() { return String(this) } }; String(o)")]
    [InlineData("let f = x => x; for (let i = 0; i < 50000; i++) f = f.bind(null); f(1)")]
    [InlineData("JSON.parse('['.repeat(100000))")]
    [InlineData("let o = 1; for (let i = 0; i < 50000; i++) o = [o]; String(o)")]
    [InlineData("let o = {}; for (let i = 0; i < 50000; i++) o = { o }; JSON.stringify(o)")]
    [InlineData("let a = []; a.push(a); String(a)")]
    [InlineData("for (;;) /(a?){50}a{50}/.test('a'.repeat(1000))")]
    [InlineData(Doubled + "a")]
    [InlineData(Doubled + "JSON.stringify(a)")]
    [InlineData(Doubled + "String(a)")]
    [InlineData(Doubled + "a.flat(Infinity)")]
    [InlineData(Doubled + "getVariable(a)")]
    [InlineData(Long + "for (;;) s === t")]
    [InlineData(Long + "for (;;) s == t")]
    [InlineData(Long + "for (;;) s < t")]
    [InlineData(Long + "for (;;) s.indexOf('y')")]
    [InlineData(Long + "for (;;) s.startsWith(t)")]
    [InlineData(Long + "for (;;) s.replace('y', 'z')")]
    [InlineData(Long + "const o = { [t]: 1 }; for (;;) o[s]")]
    [InlineData(Long + "const o = new Set([t]); for (;;) o.has(s)")]
    [InlineData("const a = Array.from({ length: 50000 }, (_, i) => i); for (;;) a.indexOf(-1)")]
    [InlineData("const a = Array.from({ length: 50000 }, (_, i) => i); for (;;) a.shift(), a.push(1)")]
    [InlineData("const o = {}; for (let i = 0; i < 10000; i++) o['k' + i] = 1; for (;;) { delete o.k5; o.k5 = 1 }")]
    [InlineData("for (;;) (1e-300).toFixed(100)")]
    [InlineData("for (;;) new Date('2020-01-01').toString()")]
    public void Run_should_end_in_a_limit(string source) =>
        Should.Throw<ScriptException>(() => Scripts.Run(source)).IsLimit.ShouldBeTrue();

    [Theory]
    [InlineData("/(a+)+$/.test('a'.repeat(50000) + 'b')")]
    [InlineData("/(a|a)*b/.test('a'.repeat(100000))")]
    [InlineData("/(x+x+)+y/.test('x'.repeat(30000))")]
    public void Regular_expression_should_take_linear_time(string source) => Scripts.Run(source).ShouldBe(false);

    [Fact]
    public void Value_with_a_cycle_should_not_cross_to_the_host() =>
        Should.Throw<ScriptException>(() => Scripts.Run("const a = {}; a.a = a; a")).Message.ShouldContain("without cycles");

    [Fact]
    public void Limits_should_be_counted_and_not_clocked()
    {
        var script = Scripts.Compile("let n = 0; for (;;) variables.n = ++n;");
        var ends = Enumerable.Range(0, 3).Select(_ =>
        {
            var host = new ScriptHostDouble();
            Should.Throw<ScriptException>(() => script.Run(host, new ScriptLimits(MaxSteps: 5000)));
            return host.Variables["n"];
        });
        ends.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("let s = 0; for (let i = 0; i < 100; i++) s += i; s", 5_000, 1000)]
    [InlineData("[1, 2, 3].map(x => x * 2).join()", 100, 2_000)]
    [InlineData("const f = n => n ? f(n - 1) : 0; f(150)", 1_000, 2_000)]
    public void Ordinary_script_should_stay_far_below_the_limits(string source, int steps, int bytes) =>
        Scripts.Run(source, limits: new ScriptLimits(steps, bytes)).ShouldNotBeNull();
}
