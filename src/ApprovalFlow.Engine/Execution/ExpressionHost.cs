using System.Globalization;
using System.Text;
using ApprovalFlow.Engine.Expressions;
using ApprovalFlow.Engine.Expressions.JavaScript;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Engine.Execution;

/// <summary>Evaluates inputs and answers what scripts ask of their workflow (SPEC 6.6). No way leads out of the instance.</summary>
internal sealed class ExpressionHost(Burst burst) : IScriptHost
{
    private Activation? current;
    private Dictionary<string, object?>? variables;
    private IReadOnlyDictionary<string, object?>? arguments;
    private Script? script;

    public object? Evaluate(CompiledInput input, Activation activation, IReadOnlyDictionary<string, object?>? args = null)
    {
        switch (input.Kind)
        {
            case ExpressionKind.Literal: return input.Literal;
            case ExpressionKind.Variable:
                var found = activation.FindVariable(input.Reference!, byName: false) ?? (input.ReferenceName is { } name ? activation.FindVariable(name, byName: true) : null);
                return TypeAlias.Convert(found is { } variable ? Activation.Read(variable) : null, input.TypeName);
            case ExpressionKind.Input: return TypeAlias.Convert(WorkflowInput(activation, input.Reference!), input.TypeName);
            case ExpressionKind.Broken: throw new ActivityFault($"Failed to evaluate activity input '{Pascal.Case(input.Name)}'", new ActivityFault(input.Error!));
            default:
                try { return TypeAlias.Convert(Run(input.Script!, activation, args), input.TypeName); }
                catch (ScriptException e) { throw new ActivityFault($"Failed to evaluate activity input '{Pascal.Case(input.Name)}'", e); }
        }
    }

    public object? Run(Script program, Activation activation, IReadOnlyDictionary<string, object?>? args = null)
    {
        var outer = (current, variables, arguments, script);
        (current, variables, arguments, script) = (activation, null, args, program);
        try
        {
            var result = program.Run(this);
            WriteBack(activation);
            return result;
        }
        finally { (current, variables, arguments, script) = outer; }
    }

    private static object? WorkflowInput(Activation activation, string name)
    {
        for (var at = activation.IsGiven ? activation.Burst.OwnerOf(activation.Scope) : activation.Scope; at is not null; at = activation.Burst.OwnerOf(at))
            if (at.Context != 1 && activation.Burst.NodeOf(at)?.Composite is not null)
                return activation.FindVariable(name, byName: true) is { } own ? Activation.Read(own)
                    : activation.Burst.NodeOf(at)!.Composite!.Inputs.FirstOrDefault(i => i.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } declared
                        && activation.FindVariable("input:" + declared.Name, byName: false) is { } given ? Activation.Read(given)
                    : activation.Burst.State.Input.GetValueOrDefault(name);
        return activation.Burst.State.Input.GetValueOrDefault(name);
    }

    // ---- globals

    public bool TryGet(string name, out object? value)
    {
        switch (name)
        {
            case "variables": value = variables ??= ReadVariables(); return true;
            case "args": value = arguments is null ? new Dictionary<string, object?>() : Value.Normalize(arguments); return true;
            default: value = null; return false;
        }
    }

    public bool Knows(string name) => name is "variables" or "args" || IsBuiltIn(name) || Accessor(name, out _) || Setter(name) is not null || OutputAccessor(name, out _);

    private Dictionary<string, object?> ReadVariables()
    {
        var map = new Dictionary<string, object?>();
        foreach (var name in script!.VariableNames)
            if (current!.FindVariable(name, byName: true) is { } found) map[name] = Value.Copy(Activation.Read(found));
            else if (current.FindByPascalName(name) is { } spelled) map[name] = Value.Copy(Activation.Read(spelled));
        return map;
    }

    private void WriteBack(Activation activation)
    {
        if (variables is null) return;
        foreach (var (name, value) in variables)
        {
            var found = activation.FindVariable(name, byName: true) ?? activation.FindByPascalName(name);
            if (found is { } existing)
            {
                if (existing.Key.StartsWith("input:", StringComparison.Ordinal)) continue;
                if (!Value.AreEqual(Activation.Read(existing), Value.Normalize(value))) activation.SetVariable(existing, Value.Normalize(value));
            }
            else if (script!.VariableNames.Contains(name) && !burst.State.Input.ContainsKey(name)) activation.SetVariableNamed(name, Value.Normalize(value));
        }
    }

    // ---- functions

    internal static bool IsBuiltIn(string name) => name is "getVariable" or "setVariable" or "getInput" or "getOutputFrom" or "getLastResult" or "getWorkflowDefinitionId"
        or "getWorkflowDefinitionVersionId" or "getWorkflowDefinitionVersion" or "getWorkflowInstanceId" or "getCorrelationId" or "setCorrelationId"
        or "getWorkflowInstanceName" or "setWorkflowInstanceName" or "isNullOrEmpty" or "isNullOrWhiteSpace" or "toJson" or "parseGuid" or "newGuid" or "newGuidString"
        or "newShortGuid" or "getGuidString" or "getShortGuid" or "bytesToString" or "bytesFromString" or "bytesToBase64" or "bytesFromBase64" or "stringToBase64"
        or "stringFromBase64" or "streamToBytes" or "streamToBase64" or "setOutcome" or "setOutcomes" or "now";

    public bool TryCall(string function, ReadOnlySpan<object?> args, out object? result)
    {
        result = null;
        var first = args.Length > 0 ? args[0] : null;
        switch (function)
        {
            case "getVariable":
                result = first is string variable && current!.FindVariable(variable, byName: true) is { } found ? Value.Copy(Activation.Read(found)) : null;
                return true;
            case "setVariable":
                if (first is string target) current!.SetVariableNamed(target, args.Length > 1 ? Value.Normalize(args[1]) : null);
                return true;
            case "getInput": result = first is string input ? Value.Copy(WorkflowInput(current!, input)) : null; return true;
            case "getOutputFrom":
                result = first is string activity ? Value.Copy(OutputOf(activity, args.Length > 1 && args[1] is string output ? output : "Result")) : null;
                return true;
            case "getLastResult": result = Value.Copy(burst.State.LastResult); return true;
            case "getWorkflowDefinitionId": result = burst.State.DefinitionId; return true;
            case "getWorkflowDefinitionVersionId": result = burst.State.DefinitionVersionId; return true;
            case "getWorkflowDefinitionVersion": result = (double)burst.State.Version; return true;
            case "getWorkflowInstanceId": result = burst.State.InstanceId; return true;
            case "getCorrelationId": result = burst.State.CorrelationId; return true;
            case "setCorrelationId": burst.Emit(new InstanceCorrelated(first is null ? null : Value.ToText(first))); return true;
            case "getWorkflowInstanceName": result = burst.State.Name; return true;
            case "setWorkflowInstanceName": burst.Emit(new InstanceNamed(first is null ? null : Value.ToText(first))); return true;
            case "isNullOrEmpty": result = first is null or ""; return true;
            case "isNullOrWhiteSpace": result = first is null || first is string text && string.IsNullOrWhiteSpace(text); return true;
            case "toJson": result = CanonicalJson.Write(Value.Normalize(first), sorted: false); return true;
            case "parseGuid": result = Guid.TryParse(first as string, out var guid) ? guid.ToString() : null; return true;
            case "newGuid" or "newGuidString": result = current!.NewGuid().ToString(); return true;
            case "newShortGuid" or "getShortGuid": result = Convert.ToBase64String(current!.NewGuid().ToByteArray()).Replace('+', '-').Replace('/', '_').TrimEnd('='); return true;
            case "getGuidString": result = first is null ? current!.NewGuid().ToString() : Value.ToText(first); return true;
            case "bytesFromString": result = Bytes(Encoding.UTF8.GetBytes(Value.ToText(first))); return true;
            case "bytesToString": result = Encoding.UTF8.GetString(Bytes(first)); return true;
            case "bytesToBase64" or "streamToBase64": result = Convert.ToBase64String(Bytes(first)); return true;
            case "bytesFromBase64": result = Bytes(FromBase64(first)); return true;
            case "streamToBytes": result = first; return true;
            case "stringToBase64": result = Convert.ToBase64String(Encoding.UTF8.GetBytes(Value.ToText(first))); return true;
            case "stringFromBase64": result = Encoding.UTF8.GetString(FromBase64(first)); return true;
            case "setOutcome": current!.PendingOutcomes = [Value.ToText(first)]; return true;
            case "setOutcomes": current!.PendingOutcomes = first is List<object?> names ? [.. names.Select(Value.ToText)] : [Value.ToText(first)]; return true;
            case "now": result = (double)burst.Now.ToUnixTimeMilliseconds(); return true;
        }
        if (Setter(function) is { } setter) { current!.SetVariable(setter, Value.Normalize(first)); return true; }
        if (Accessor(function, out result)) { result = Value.Copy(result); return true; }
        if (OutputAccessor(function, out result)) { result = Value.Copy(result); return true; }
        return false;
    }

    private Activation.FoundVariable? Setter(string name) => name.Length > 3 && name.StartsWith("set", StringComparison.Ordinal) ? current!.FindByPascalName(Spelled(name[3..])) : null;

    /// <summary>Whether a separator before a digit stays (<c>getVar_1</c>) or goes (<c>getVar1</c>) differs between tools: both are read.</summary>
    internal static string Spelled(string name) => name.Contains('_', StringComparison.Ordinal) ? Pascal.Case(name) : name;

    /// <summary><c>getX()</c>: a variable in scope, an argument, or a workflow input.</summary>
    private bool Accessor(string name, out object? value)
    {
        value = null;
        if (name.Length <= 3 || !name.StartsWith("get", StringComparison.Ordinal)) return false;
        var pascal = Spelled(name[3..]);
        if (arguments is not null)
            foreach (var (argument, given) in arguments)
                if (Pascal.Case(argument) == pascal) { value = given; return true; }
        if (current!.FindByPascalName(pascal) is { } variable) { value = Activation.Read(variable); return true; }
        foreach (var input in burst.Graph.Definition.Inputs)
            if (input.PascalName == pascal) { value = WorkflowInput(current, input.Name); return true; }
        foreach (var (input, given) in burst.State.Input)
            if (Pascal.Case(input) == pascal) { value = given; return true; }
        return false;
    }

    /// <summary><c>get{Output}From{Activity}()</c>, by activity name, or by id in definitions of older tools.</summary>
    private bool OutputAccessor(string name, out object? value)
    {
        value = null;
        if (!name.StartsWith("get", StringComparison.Ordinal)) return false;
        for (var at = name.IndexOf("From", 4, StringComparison.Ordinal); at > 0; at = name.IndexOf("From", at + 4, StringComparison.Ordinal))
        {
            var activity = Spelled(name[(at + 4)..]);
            if (activity.Length == 0) break;
            foreach (var node in burst.Graph.Nodes)
                if (node.Outputs.Length > 0 && (node.Name is not null && Pascal.Case(node.Name) == activity || Pascal.Case(node.Id) == activity || node.Id == name[(at + 4)..]))
                {
                    value = OutputOf(node.Id, Spelled(name[3..at]));
                    return true;
                }
        }
        return false;
    }

    /// <summary>The latest value recorded in a container that encloses the caller.</summary>
    private object? OutputOf(string activity, string output)
    {
        for (var at = current!.Scope; at is not null; at = burst.OwnerOf(at))
            if (at.Outputs is { } outputs)
                foreach (var ((path, name), value) in outputs)
                    if (name.Equals(output, StringComparison.OrdinalIgnoreCase) && burst.Graph.Find(path) is { } node && (node.Id == activity || node.Name == activity)) return value;
        return null;
    }

    private static object Bytes(byte[] bytes) => bytes.Select(b => (object?)(double)b).ToList();

    private static byte[] Bytes(object? value) => value is List<object?> list ? [.. list.Select(b => (byte)TypeAlias.ToNumber(b))] : Encoding.UTF8.GetBytes(Value.ToText(value));

    private static byte[] FromBase64(object? value)
    {
        var text = Value.ToText(value);
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var written) ? buffer[..written] : throw new ActivityFault($"Expected base64 text, but got '{(text.Length > 40 ? text[..40] + "…" : text)}'.");
    }
}
