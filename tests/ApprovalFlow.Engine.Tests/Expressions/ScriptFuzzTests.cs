using System.Text;
using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Expressions;

/// <summary>Whatever the text, compiling answers errors and running ends: in a value or in a <see cref="ScriptException"/>.</summary>
public sealed class ScriptFuzzTests
{
    private static readonly ScriptLimits Tight = new(MaxSteps: 20_000, MaxAllocated: 1 << 20, MaxDepth: 50);

    private static readonly string[] Tokens =
    [
        "a", "b", "variables", "getVariable", "x", "1", "0", "2.5", "1e9", "'s'", "\"\"", "`t`", "`${", "}`", "/a/g", "/(", "null", "undefined", "true", "this", "NaN",
        "(", ")", "[", "]", "{", "}", ";", ",", ".", "?.", "...", "=>", "=", "==", "===", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "**", "++", "--", "+=", "??=", "&&=", "&&", "||", "??",
        "!", "~", "?", ":", "&", "|", "^", "<<", ">>>", "\n", " ", "//", "/*", "*/", "if", "else", "for", "of", "in", "while", "do", "switch", "case", "default", "break", "continue", "return", "throw", "try", "catch", "finally",
        "function", "let", "const", "var", "new", "typeof", "delete", "void", "instanceof", "Math.max", "JSON.stringify", "JSON.parse", "Array.from", "Object.keys", "String", "Number", "Date", "Error", "Set", "Map",
        ".map", ".push", ".length", ".replace", ".split", ".sort", ".toString", ".repeat", ".concat", ".flat", ".reduce", ".slice", "__proto__", "constructor", "label:", "\\", "\u4e2d", "\ud800", "#", "@", "0x", "1_", "class", "async", "await", "yield",
    ];

    private static string[] Valid() => [.. ScriptLanguageTests.Cases().Select(row => (string)row[0])];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Token_soup_should_never_break_the_engine(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 4000; i++)
        {
            var text = new StringBuilder();
            for (var n = random.Next(1, 25); n > 0; n--)
                text.Append(Tokens[random.Next(Tokens.Length)]).Append(random.Next(3) == 0 ? " " : "");
            Try(text.ToString());
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Mutated_script_should_never_break_the_engine(int seed)
    {
        var random = new Random(seed);
        var valid = Valid();
        for (var i = 0; i < 4000; i++)
        {
            var text = new StringBuilder(valid[random.Next(valid.Length)]);
            for (var n = random.Next(1, 5); n > 0; n--)
                Mutate(text, random, valid);
            Try(text.ToString());
        }
    }

    private static void Mutate(StringBuilder text, Random random, string[] valid)
    {
        var at = random.Next(text.Length + 1);
        switch (random.Next(6))
        {
            case 0 when at < text.Length: text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at)); break;
            case 1: text.Insert(at, Tokens[random.Next(Tokens.Length)]); break;
            case 2: text.Insert(at, valid[random.Next(valid.Length)]); break;
            case 3 when at < text.Length: text[at] = (char)random.Next(1, 128); break;
            case 4: text.Length = at; break;
            default: text.Append('\n').Append(valid[random.Next(valid.Length)]); break;
        }
    }

    private static void Try(string source)
    {
        try
        {
            var script = Script.Compile(source, out var errors);
            (script is null).ShouldBe(errors.Count > 0);
            script?.Run(new ScriptHostDouble(), Tight);
        }
        catch (ScriptException)
        {
            // The one way in which a run may fail.
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Expected a value or a ScriptException, but {e.GetType().Name} came of: {source}", e);
        }
    }
}
