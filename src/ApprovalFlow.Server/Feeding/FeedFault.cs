using System.Globalization;

namespace ApprovalFlow.Server.Feeding;

/// <summary>Why a batch did not arrive: a code with its values, as it is stored; pages have the sentence in the reader's language.</summary>
/// <param name="Code">unreachable, no-answer, ahead, or http-STATUS.</param>
/// <param name="Text">Key of the sentence.</param>
/// <param name="Said">What the receiver answered, in its own words.</param>
public sealed record FeedFault(string Code, string Text, IReadOnlyList<object> Values, string Said = "")
{
    private const string Silent = "no-answer", Further = "ahead", Http = "http";

    /// <summary>No connection, or it broke: the operating system's words for it are nobody's language here.</summary>
    public const string Unreachable = "unreachable";
    public static string NoAnswer(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{Silent} {seconds}");
    /// <summary>It says that it has more than there is: it follows another feed, or this database was set back.</summary>
    public static string Ahead(long have, long head) => string.Create(CultureInfo.InvariantCulture, $"{Further} {have} {head}");
    public static string Answered(int status, string said) => string.Create(CultureInfo.InvariantCulture, $"{Http} {status} {said}").TrimEnd();

    /// <summary>Null: nothing went wrong.</summary>
    public static FeedFault? Read(string? error) => error?.Split(' ', 3) switch
    {
        null => null,
        [Unreachable] => new(Unreachable, "feed.fault.unreachable", []),
        [Silent, var seconds] => new(Silent, "feed.fault.noAnswer", [seconds]),
        [Further, var have, var head] => new(Further, "feed.fault.ahead", [have, head]),
        [Http, var status, .. var said] => new($"{Http}-{status}", "feed.fault.http", [status], said is [var words] ? words : ""),
        // Stored by a version that kept sentences.
        _ => new(Unreachable, "feed.fault.unreachable", [], error),
    };
}
