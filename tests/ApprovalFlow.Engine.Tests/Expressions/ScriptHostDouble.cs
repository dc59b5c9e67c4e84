using ApprovalFlow.Engine.Expressions.JavaScript;
using Shouldly;

namespace ApprovalFlow.Engine.Tests.Expressions;

/// <summary>A host with a few variables, one counter and a record of what it was called with.</summary>
public sealed class ScriptHostDouble : IScriptHost
{
    public Dictionary<string, object?> Variables { get; } = new() { ["Total"] = 5, ["Name"] = "张三", ["List"] = new List<object?> { 1, 2L } };
    public Dictionary<string, object?> Values { get; } = [];
    public Dictionary<string, Func<object?[], object?>> Functions { get; } = new() { ["getVariable"] = _ => 1, ["getCounter"] = _ => 1m };
    public List<(string Function, object?[] Arguments)> Calls { get; } = [];

    public bool TryGet(string name, out object? value)
    {
        value = Variables;
        return name == "variables" || Values.TryGetValue(name, out value);
    }

    public bool TryCall(string function, ReadOnlySpan<object?> arguments, out object? result)
    {
        result = null;
        if (!Functions.TryGetValue(function, out var code))
            return false;
        Calls.Add((function, arguments.ToArray()));
        result = code(arguments.ToArray());
        return true;
    }

    public bool Knows(string name) => name == "variables" || Values.ContainsKey(name) || Functions.ContainsKey(name);
}

internal static class Scripts
{
    public static Script Compile(string source)
    {
        var script = Script.Compile(source, out var errors);
        errors.ShouldBeEmpty(source);
        return script.ShouldNotBeNull();
    }

    public static object? Run(string source, IScriptHost? host = null, ScriptLimits? limits = null) => Compile(source).Run(host ?? new ScriptHostDouble(), limits);

    public static ScriptError Refuse(string source)
    {
        Script.Compile(source, out var errors).ShouldBeNull(source);
        return errors[0];
    }
}
