namespace ApprovalFlow.Server.Feeding;

/// <summary>Section <c>ApprovalFlow:Feed</c>: who gets the journal as it grows. Nobody unless said otherwise.</summary>
public sealed class FeedOptions
{
    public const string Section = "ApprovalFlow:Feed";

    public List<FeedReceiver> Receivers { get; set; } = [];

    public FeedReceiver? Find(string? name) => Receivers.Find(r => r.Name == name);

    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        for (var i = 0; i < Receivers.Count; i++)
        {
            var (receiver, place) = (Receivers[i], $"{Section}:Receivers:{i}");
            void Expect(bool holds, string member, string what) { if (!holds) problems.Add($"Expected {place}:{member} to be {what}."); }
            Expect(receiver.Name.Length is > 0 and <= 64 && receiver.Name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'), "Name", "1 to 64 letters, digits, '-' or '_'");
            Expect(Receivers.Count(r => r.Name == receiver.Name) == 1, "Name", "the name of one receiver only");
            Expect(receiver.Secret.Length >= 32, "Secret", "at least 32 characters");
            Expect(receiver.Url.Length == 0 || (Uri.TryCreate(receiver.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"), "Url", "an address beginning with http, or empty for a receiver that pulls");
            Expect(receiver.TimeoutSeconds is >= 1 and <= 45, "TimeoutSeconds", "1 to 45");
        }
        return problems;
    }
}

/// <summary>A bureau that gets the feed.</summary>
public sealed class FeedReceiver
{
    public string Name { get; set; } = "";
    /// <summary>Where batches are posted to; empty: it pulls.</summary>
    public string Url { get; set; } = "";
    /// <summary>Shared with it alone: signs what goes out, and what it asks for.</summary>
    public string Secret { get; set; } = "";
    /// <summary>How long an answer is awaited.</summary>
    public int TimeoutSeconds { get; set; } = 15;
}
