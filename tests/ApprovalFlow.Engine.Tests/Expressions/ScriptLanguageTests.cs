using System.Text.Json;
using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

/// <summary>What scripts give must be what JavaScript gives: each case's answer was recorded from Node 20 in UTC.</summary>
public sealed class ScriptLanguageTests
{
    public static TheoryData<string, string> Cases()
    {
        using var stream = typeof(ScriptLanguageTests).Assembly.GetManifestResourceStream("LanguageCases.json")!;
        var data = new TheoryData<string, string>();
        foreach (var row in JsonDocument.Parse(stream).RootElement.EnumerateArray())
            data.Add(row[0].GetString()!, row[1].GetRawText());
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Script_should_give_what_javascript_gives(string source, string expected)
    {
        var script = Script.Compile(source, out _);
        if (expected == """{"refused":true}""")
            script.ShouldBeNull();
        else if (expected == """{"throws":true}""")
            Should.Throw<ScriptException>(() => script.ShouldNotBeNull().Run(new ScriptHostDouble())).IsLimit.ShouldBeFalse();
        else
            Text(script.ShouldNotBeNull().Run(new ScriptHostDouble())).ShouldBe(Text(Plain(JsonDocument.Parse(expected).RootElement)));
    }

    /// <summary>Numbers as their bits, so that 0.30000000000000004 is not 0.3.</summary>
    private static string Text(object? value) => value switch
    {
        null => "null",
        double number => BitConverter.DoubleToInt64Bits(number + 0.0).ToString("x16"),
        string text => JsonSerializer.Serialize(text),
        List<object?> list => $"[{string.Join(",", list.Select(Text))}]",
        Dictionary<string, object?> map => $"{{{string.Join(",", map.Select(m => $"{JsonSerializer.Serialize(m.Key)}:{Text(m.Value)}"))}}}",
        _ => value.ToString()!,
    };

    private static object? Plain(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Array => json.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(m => m.Name, m => Plain(m.Value)),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    [Theory]
    [InlineData("new Date('2024-02-30').getTime()", "the day is not rolled over")]
    [InlineData("Math['ran' + 'dom']", "there is no such member")]
    [InlineData("({}).constructor", "objects have no prototype to reach")]
    [InlineData("[].constructor", "nor have arrays")]
    [InlineData("'a'.constructor", "nor strings")]
    [InlineData("(() => 1).constructor", "nor functions")]
    [InlineData("({}).__proto__", "nor is it reached by its other name")]
    [InlineData("let o = {}; o['__proto__'] = { x: 1 }; o.x", "writing it does nothing")]
    [InlineData("JSON.parse('{\"__proto__\":{\"x\":1}}').x", "nor does reading it")]
    [InlineData("Object.assign({}, JSON.parse('{\"__proto__\":{\"x\":1}}')).x", "nor copying it")]
    [InlineData("Array.prototype", "library objects show only their functions")]
    [InlineData("this", "the script belongs to no object")]
    public void Script_should_give_nothing_where_this_subset_is_stricter(string source, string because) =>
        Scripts.Run(source).ShouldBeNull(because);

    [Theory]
    [InlineData("if (getVariable('x') > 0) { return 'pos' } return 'neg'", "pos")]
    [InlineData("let a = 'x'; if (false) return a; return a + 'y'", "xy")]
    [InlineData("for (const x of ['a', 'b']) { if (x === 'b') return x }", "b")]
    public void Script_should_give_the_value_of_a_top_level_return(string source, string expected) => Scripts.Run(source).ShouldBe(expected);

    [Fact]
    public void Script_should_be_repeatable_when_run_twice()
    {
        var script = Scripts.Compile("let n = 0; const f = () => ++n; f(); f(); [n, /a/g.exec('ba').index]");
        script.Run(new ScriptHostDouble()).ShouldBe(script.Run(new ScriptHostDouble()));
        script.Run(new ScriptHostDouble()).ShouldBe(new List<object?> { 2.0, 1.0 });
    }
}
