using ApprovalFlow.Engine.Expressions.JavaScript.Nodes;
using ApprovalFlow.Engine.Expressions.JavaScript.Runtime;
using ApprovalFlow.Engine.Expressions.JavaScript.Syntax;

namespace ApprovalFlow.Engine.Expressions.JavaScript;

/// <summary>An expression or a short program in a subset of JavaScript, compiled once and run many times.</summary>
/// <remarks>Immutable and safe to share: everything that a run changes lives in the run. Dates are in UTC, text is compared by code
/// unit, and there is no clock or randomness, so that a run can be repeated.</remarks>
public sealed class Script
{
    public const int MaxLength = 64 * 1024;

    private readonly FunctionNode main;

    private Script(string source, FunctionNode main, IReadOnlySet<string> globals, IReadOnlySet<string> variableNames, IReadOnlySet<(string, string)> namedCalls)
    {
        NamedCalls = namedCalls;
        Source = source;
        this.main = main;
        Globals = globals;
        VariableNames = variableNames;
    }

    public string Source { get; }

    /// <summary>Free identifiers that are read or called and are not part of the language's own library.</summary>
    public IReadOnlySet<string> Globals { get; }

    /// <summary>Each X that the script mentions as <c>variables.X</c> or <c>variables["X"]</c>.</summary>
    public IReadOnlySet<string> VariableNames { get; }

    /// <summary>Functions of the host that are called with a text as their first argument: <c>getInput("amount")</c>.</summary>
    public IReadOnlySet<(string Function, string Name)> NamedCalls { get; }

    /// <summary>Parses, checks and compiles; null and the errors when the text is not acceptable. Never throws.</summary>
    public static Script? Compile(string source, out IReadOnlyList<ScriptError> errors)
    {
        if (source is null || source.Length > MaxLength)
        {
            errors = [new ScriptError(1, 1, $"Expected a script of at most {MaxLength} characters, but it has {source?.Length ?? 0}.")];
            return null;
        }
        try
        {
            var parser = new Parser(source);
            var main = parser.ParseScript();
            errors = [.. parser.Errors.Select(e => Locate(source, e.Position, e.Message))];
            return errors.Count > 0 ? null : new Script(source, main, parser.Globals, parser.VariableNames, parser.NamedCalls) { Literals = parser.Literals };
        }
        catch (SyntaxException e)
        {
            errors = [Locate(source, e.Position, e.Message)];
            return null;
        }
    }

    /// <summary>The value of a top-level <c>return</c>, else of the last expression statement that ran.</summary>
    /// <returns>A plain value; undefined, functions and numbers that JSON cannot hold (NaN, infinities) become null.</returns>
    /// <exception cref="ScriptException">An uncaught error, or a limit.</exception>
    public object? Run(IScriptHost host, ScriptLimits? limits = null)
    {
        var run = new Evaluation(host, limits ?? ScriptLimits.Default);
        try
        {
            return Crossing.Outward(main.RunAsScript(run), run);
        }
        catch (JsThrow thrown)
        {
            var (line, column) = LineAndColumn(Source, thrown.Position);
            throw new ScriptException(thrown.Describe(), line, column, limit: false);
        }
        catch (ScriptException failure) when (failure.Line is null)
        {
            var (line, column) = LineAndColumn(Source, run.Position);
            throw new ScriptException(failure.Message, line, column, failure.IsLimit);
        }
        finally
        {
            run.ScrubLiveValues();
        }
    }

    /// <summary>Numbers and texts that the script says outright: between them, nothing that it compares can change.</summary>
    internal IReadOnlySet<object> Literals { get; private init; } = new HashSet<object>();

    internal ValueRange RangeIn(RangeScope scope) => main.RangeAsScript(scope);

    internal ScriptType TypeIn(TypeScope scope) => main.TypeAsScript(scope);

    private static ScriptError Locate(string source, int position, string message)
    {
        var (line, column) = LineAndColumn(source, position);
        return new ScriptError(line, column, message);
    }

    private static (int Line, int Column) LineAndColumn(string source, int position)
    {
        var (line, start) = (1, 0);
        for (var i = 0; i < position && i < source.Length; i++)
        {
            if (source[i] == '\n')
                (line, start) = (line + 1, i + 1);
        }
        return (line, Math.Min(position, source.Length) - start + 1);
    }
}
