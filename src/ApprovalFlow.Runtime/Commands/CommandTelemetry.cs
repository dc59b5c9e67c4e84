using System.Diagnostics;
using System.Diagnostics.Metrics;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Telemetry;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What is told of commands, on whatever stream.</summary>
internal static class CommandTelemetry
{
    public const string Case = "case", Trip = "trip", Definition = "definition", Plan = "plan";

    private static readonly Counter<long> Commands = Instruments.Counter("approvalflow.commands", "{command}",
        "Commands by how they ended: accepted, unchanged, repeated (known idempotency key), refused (with its code), failed (exception, or nobody waited any more).", "stream", "kind", "outcome", "code");
    private static readonly Histogram<double> Duration = Instruments.Duration("approvalflow.command.duration", "From the call until its effects are durable.", "stream", "kind", "outcome");
    private static readonly Counter<long> Conflicts = Instruments.Counter("approvalflow.command.conflicts", "{attempt}", "Commands decided again because somebody else had changed the stream.", "stream");
    private static readonly Counter<long> Cards = Instruments.Counter("approvalflow.cards.raised", "{card}", "Supervision cards that commands raised.", "level", "rule");
    private static readonly Counter<long> Incidents = Instruments.Counter("approvalflow.incidents", "{incident}", "Steps that could not go on.", "stops");
    private static readonly Span Command = Instruments.Span("command", ActivityKind.Internal, "One command on one stream.", "approvalflow.stream", "approvalflow.subject", "approvalflow.kind", "approvalflow.outcome", "approvalflow.code", "approvalflow.attempts");
    private static readonly Span Load = Instruments.Span("command.load", ActivityKind.Internal, "Reads what the journal holds beyond what is known.");
    private static readonly Span Decide = Instruments.Span("command.decide", ActivityKind.Internal, "The pure decision.");

    public static Run Begin(string stream, string subject, object command) => new(stream, subject, command);
    public static Activity? BeginLoad() => Load.Start();
    public static Activity? BeginDecision() => Decide.Start();

    /// <summary>A case's commit is durable.</summary>
    public static void Stored(CaseCommit commit)
    {
        if (Activity.Current is { Recorded: true })
            Origins.Remember(commit.Outbox.Select(m => m.Key).Append($"{commit.CaseNumber}/{commit.ExpectedVersion + 1}"));
        foreach (var card in commit.CardsRaised)
            Cards.Add(1, new("level", card.Level), new("rule", card.Rule));
        foreach (var incident in commit.IncidentsRaised)
            Incidents.Add(1, new KeyValuePair<string, object?>("stops", incident.Stops));
    }

    /// <summary>One command under way. Whoever leaves it without an end has failed.</summary>
    public sealed class Run(string stream, string subject, object command) : IDisposable
    {
        private readonly long started = Stopwatch.GetTimestamp();
        private readonly Activity? span = Command.Start();
        private string outcome = "failed";
        private string? code;
        private int attempts = 1;

        public void Again()
        {
            attempts++;
            Conflicts.Add(1, new KeyValuePair<string, object?>("stream", stream));
        }

        public void Ended(Rejection? rejection, bool changed, bool repeated = false) => (outcome, code) = rejection is not null ? ("refused", rejection.Code) : (repeated ? "repeated" : changed ? "accepted" : "unchanged", null);

        public void Dispose()
        {
            if (span is not null)
            {
                span.SetTag("approvalflow.stream", stream).SetTag("approvalflow.subject", subject).SetTag("approvalflow.kind", Instruments.KindOf(command)).SetTag("approvalflow.outcome", outcome).SetTag("approvalflow.code", code).SetTag("approvalflow.attempts", attempts);
                if (outcome == "failed")
                    span.SetStatus(ActivityStatusCode.Error);
                span.Dispose();
            }
            if (!Commands.Enabled && !Duration.Enabled)
                return;
            var kind = Instruments.KindOf(command);
            var tags = new TagList { { "stream", stream }, { "kind", kind }, { "outcome", outcome } };
            Duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
            if (code is not null)
                tags.Add("code", code);
            Commands.Add(1, tags);
        }
    }
}
