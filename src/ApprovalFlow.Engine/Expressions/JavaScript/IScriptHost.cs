namespace ApprovalFlow.Engine.Expressions.JavaScript;

/// <summary>All that a script can reach outside itself.</summary>
/// <remarks>Values are plain: null, bool, number, string, list, map. An exception other than <see cref="ScriptException"/> passes
/// through the script unseen by its <c>catch</c>.</remarks>
public interface IScriptHost
{
    /// <summary>A global value. A map or list answered here is live: what the script writes into it, at any depth, stays there.</summary>
    bool TryGet(string name, out object? value);

    /// <summary>Calls a function of the host. Arguments are plain copies, and so is what the script gets back.</summary>
    bool TryCall(string function, ReadOnlySpan<object?> arguments, out object? result);

    /// <summary>Whether the name is a value or a function of the host: for <c>typeof</c> and for functions used as values.</summary>
    bool Knows(string name);
}
