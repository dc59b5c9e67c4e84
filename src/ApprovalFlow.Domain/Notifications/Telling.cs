using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>Whom an event is told to; who that is at this moment, the accounts say.</summary>
public abstract record Audience
{
    private Audience() { }

    public sealed record Applicant : Audience;
    public sealed record Person(string UserId) : Audience;
    /// <summary>Everybody who may take what is one of these candidates'.</summary>
    public sealed record Pool(IReadOnlyList<Candidate> Candidates) : Audience
    {
        public Pool(Candidate candidate) : this([candidate]) { }
    }
}

/// <summary>What one event says to one audience.</summary>
/// <param name="Values">What templates may name, in both languages.</param>
public sealed record Telling(MessageKind Kind, Audience To, IReadOnlyDictionary<string, Localized> Values)
{
    /// <summary>How it stands in the system; null: the inbox shows it already.</summary>
    public Note? InApp { get; init; }
    /// <summary>Worth a telephone's ringing.</summary>
    public bool Rings { get; init; } = true;
}

/// <summary>A notice in the system.</summary>
/// <param name="Kind">Its heading; <see cref="Told"/>: the words of the message are its text.</param>
public sealed record Note(string Kind, string From, string? TaskId, string? Text)
{
    public const string Told = "told";
}
