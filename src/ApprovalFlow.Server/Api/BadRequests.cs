using System.Text.Json;
using System.Text.RegularExpressions;

namespace ApprovalFlow.Server.Api;

/// <summary>Where a request that could not be read is wrong: the JSON path and the member, never our own type names.</summary>
internal static partial class BadRequests
{
    public static string DetailOf(BadHttpRequestException unread) => unread switch
    {
        { InnerException: JsonException json } => $"Expected a body as the interface describes it, but at '{json.Path ?? "$"}' it is not: {Reason(json.Message)}",
        _ when unread.Message.StartsWith("Implicit body", StringComparison.Ordinal) => "Expected a body of JSON, but the request has none.",
        _ => unread.Message,
    };

    private static string Reason(string message) => TypeName().Replace(Place().Replace(message, ""), "").TrimEnd('.') + ".";

    /// <summary>What the reader appends about the place; the path is said already.</summary>
    [GeneratedRegex(@" (Path|LineNumber): .*$", RegexOptions.Singleline)]
    private static partial Regex Place();

    [GeneratedRegex(@" (for|on) type '[^']*'| Consider updating its nullability annotation\.| to ApprovalFlow[\w.]+| to System[\w.`\[\], =]+?(?=\.( |$))")]
    private static partial Regex TypeName();
}
