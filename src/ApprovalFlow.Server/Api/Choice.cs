namespace ApprovalFlow.Server.Api;

/// <summary>One of an enumeration's names in a query string, in any case: as the JSON writes it, or as the code does.</summary>
public readonly record struct Choice<T>(T Value) where T : struct, Enum
{
    public static bool TryParse(string? text, out Choice<T> choice)
    {
        var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]);
        choice = new(value);
        return known;
    }
}
