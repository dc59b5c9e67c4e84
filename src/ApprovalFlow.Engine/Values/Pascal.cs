using System.Text;

namespace ApprovalFlow.Engine.Values;

/// <summary>Names as scripts and activity types spell them: <c>my variable</c>, <c>my_variable</c> → <c>MyVariable</c>.</summary>
public static class Pascal
{
    public static string Case(string name)
    {
        var builder = new StringBuilder(name.Length);
        var upper = true;
        foreach (var c in name)
        {
            if (c is ' ' or '_' or '-') { upper = true; continue; }
            builder.Append(upper ? char.ToUpperInvariant(c) : c);
            upper = false;
        }
        return builder.ToString();
    }

    public static string CamelCase(string name) => name.Length == 0 || char.IsLower(name[0]) ? name : char.ToLowerInvariant(name[0]) + name[1..];
}
