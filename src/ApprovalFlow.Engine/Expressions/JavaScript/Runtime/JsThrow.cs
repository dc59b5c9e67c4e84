namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>A value on its way to the script's nearest <c>catch</c>.</summary>
internal sealed class JsThrow(object? value, int position) : Exception
{
    public object? Value { get; } = value;
    public int Position { get; } = position;

    public string Describe() => Value switch
    {
        ErrorValue error => error.ToString(),
        string text => text,
        null => "null was thrown.",
        double or bool or Undefined => $"{Value} was thrown.",
        _ => "An object was thrown.",
    };
}
