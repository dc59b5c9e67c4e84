using System.CommandLine;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Persistence.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Decides every case of a database again from its facts and names each event that is not what they lead to.</summary>
internal static class ReplayCheckVerb
{
    public static Command Create()
    {
        var database = new DatabaseChoice();
        var one = new Option<string?>("--case") { Description = "Only this case." };
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "A file that remembers how far a run came: one that was stopped goes on where it was. Removed when all is well." };
        var json = new Option<bool>("--json") { Description = "Write the report as JSON to standard output." };
        var command = ExamplesHelp.With(new Command("replay-check", "Reads from every case's facts what was asked, decides it again with the pinned definition and the calendar of that day, and compares the events byte by byte. "
            + "Finds what was forged with hashes computed anew, which verify cannot.") { one, checkpoint, json },
            "replay-check", "replay-check --sqlite demo.db --case FGW-001-2026-000001", "replay-check --checkpoint replayed.json --json");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse);
            if (services is null)
                return (int)ExitCode.NotFound;
            var verifier = services.GetRequiredService<ReplayVerifier>();
            return (int)(parse.GetValue(one) is { } number
                ? await OneAsync(verifier, number, parse.GetValue(json), cancellation)
                : await AllAsync(verifier, parse.GetValue(checkpoint), parse.GetValue(json), cancellation));
        });
        return command;
    }

    private static async Task<ExitCode> OneAsync(ReplayVerifier verifier, string number, bool json, CancellationToken cancellation)
    {
        if (await verifier.RunOneAsync(number, cancellation) is not { } replayed)
        {
            Console.Error.WriteLine($"Expected a case '{number}', but there is none.");
            return ExitCode.NotFound;
        }
        var run = new Run(json, new());
        run.Add(replayed);
        return run.End();
    }

    private static async Task<ExitCode> AllAsync(ReplayVerifier verifier, FileInfo? checkpoint, bool json, CancellationToken cancellation)
    {
        var before = StateFile.Read<Reached>(checkpoint) ?? new();
        var run = new Run(json, before);
        using (var progress = new Progress("cases", await verifier.CountAsync(cancellation)))
        {
            progress.Step(before.Cases);
            await foreach (var batch in verifier.RunAsync(before.After, cancellation))
            {
                foreach (var replayed in batch.Cases)
                    run.Add(replayed);
                progress.Step(batch.Cases.Count);
                // What differs stays to be found: a run that found something is done again from where it began.
                if (run.Different == 0 && checkpoint is not null)
                    StateFile.Write(checkpoint, run.Until(batch.Until));
            }
        }
        if (run.Different == 0)
            checkpoint?.Delete();
        return run.End();
    }

    private sealed record Reached(string? After = null, int Cases = 0, long Commands = 0, long Events = 0);

    private sealed class Run(bool json, Reached before)
    {
        private readonly List<object> found = [];
        private Reached reached = before;
        private int removed;

        public int Different { get; private set; }

        public Reached Until(string number) => reached = reached with { After = number };

        public void Add(ReplayedCase replayed)
        {
            reached = reached with { Cases = reached.Cases + 1, Commands = reached.Commands + replayed.Commands, Events = reached.Events + replayed.Events };
            removed += replayed.IsRemoved ? 1 : 0;
            if (replayed.Differences.Count == 0)
                return;
            Different++;
            foreach (var difference in replayed.Differences)
                if (json)
                    found.Add(new { Case = replayed.Number, Event = difference.Sequence, Kind = difference.Kind.ToString(), difference.Command, difference.Expected, difference.Found, Refusal = difference.Refusal?.Message });
                else
                    Tell(replayed.Number, difference);
        }

        private static void Tell(string number, ReplayDifference difference)
        {
            Console.WriteLine($"{number} event {difference.Sequence}: {Sentence(difference)}");
            if (difference.Expected is { } expected)
                Console.WriteLine($"  expected {expected}");
            if (difference.Found is { } stored)
                Console.WriteLine($"  stored   {stored}");
        }

        private static string Sentence(ReplayDifference d) => d.Kind switch
        {
            DifferenceKind.Changed => $"is not what {d.Command} leads to",
            DifferenceKind.Missing => $"follows from {d.Command} and is not stored",
            DifferenceKind.Surplus => $"is stored and does not follow from {d.Command}",
            DifferenceKind.Refused => $"{d.Command} would have been refused: {d.Refusal!.Message}",
            DifferenceKind.NotRecoverable => "no fact tells what was asked",
            DifferenceKind.DefinitionUnknown => "the version of its definition is not in this database",
            _ => "cannot be read",
        };

        public ExitCode End()
        {
            if (json)
                Cli.WriteJson(new { reached.Cases, reached.Commands, reached.Events, Different, Removed = removed, Differences = found });
            else
                Console.WriteLine($"{reached.Cases} cases, {reached.Commands} commands, {reached.Events} events, {Different} different{(removed > 0 ? $", {removed} not decided again because their content was removed" : "")}");
            return Different == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
    }
}
