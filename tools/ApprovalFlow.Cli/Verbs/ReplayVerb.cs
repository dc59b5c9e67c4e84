using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Shows the case of an evidence package in a terminal: what happened up to an instant, how it stood then, and whether deciding it again leads to the same.</summary>
internal static class ReplayVerb
{
    /// <summary>The law's days are days in China.</summary>
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "An evidence package." };
        var at = new Option<string?>("--at") { Description = "Stop at this instant, in China's time unless it names a zone (2026-11-22T09:30). Default: the end." };
        var command = ExamplesHelp.With(new Command("replay", "Shows a case out of its evidence package, without any database, and decides it again.") { file, at },
            "replay FGW-001-A-2026-000001.evidence.zip", "replay FGW-001-A-2026-000001.evidence.zip --at 2026-11-22T09:30");
        command.SetAction(async (parse, cancellation) =>
        {
            DateTimeOffset? until = null;
            if (parse.GetValue(at) is { } text)
            {
                if (Instant(text) is not { } given)
                {
                    Console.Error.WriteLine($"Expected an instant such as 2026-11-22T09:30, but got '{text}'.");
                    return (int)ExitCode.Usage;
                }
                until = given;
            }
            var (bytes, _) = EvidenceFile.Read(parse.GetValue(file)!);
            return (int)(bytes is null ? ExitCode.NotFound : await RunAsync(bytes, until, cancellation));
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(byte[] bytes, DateTimeOffset? until, CancellationToken cancellation)
    {
        var found = EvidenceCheck.Check(bytes, null);
        if (found.Package is not { } package || found.Events == 0)
        {
            foreach (var problem in found.Problems)
                Console.WriteLine(problem);
            return ExitCode.Failed;
        }
        try
        {
            if (package.RemovedBy is { } record)
            {
                foreach (var e in package.Lines.SelectMany(l => l.Read()).TakeWhile(e => until is null || e.At <= until))
                    Console.WriteLine($"{e.Sequence,5}  {Local(e.At)}  {e.Type}");
                Console.WriteLine($"The content of these events was removed (record '{record.Name}'): there is nothing to decide again. {(found.Problems.Count == 0 ? "The package is whole." : $"The package is broken in {found.Problems.Count} places: see verify.")}");
                return found.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
            }
            var rules = new EvidenceRules(package);
            var events = package.Lines.SelectMany(l => l.Read()).ToList();
            var at = until ?? events[^1].At;
            Console.WriteLine($"{package.CaseNumber}  {rules.FlowName}");
            foreach (var e in events.TakeWhile(e => e.At <= at))
                Console.WriteLine($"{e.Sequence,5}  {Local(e.At)}  {e.Type,-24} {Facts(e)}");
            Stand(rules, CaseState.Fold(events.TakeWhile(e => e.At <= at).Select(e => e.ToRecord())), at);

            var again = await rules.RunAsync(cancellation);
            foreach (var difference in again.Differences)
                Console.WriteLine($"Expected event {difference.Sequence} to be {difference.Expected ?? "nothing"}, but found {difference.Found ?? "nothing"}{(difference.Refusal is { } refusal ? $": {refusal.Message}" : "")}");
            Console.WriteLine($"Decided again: {again.Commands} commands, {again.Events} events, {again.Differences.Count} different. {(found.Problems.Count == 0 ? "The package is whole; whose it is, verify --key tells." : $"The package is broken in {found.Problems.Count} places: see verify.")}");
            return again.IsEqual && found.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
        catch (FormatException e)
        {
            Console.WriteLine(e.Message);
            return ExitCode.Failed;
        }
    }

    /// <summary>How the case stood.</summary>
    private static void Stand(EvidenceRules rules, CaseState state, DateTimeOffset at)
    {
        if (!state.Exists)
        {
            Console.WriteLine($"At {Local(at)} there was no such case yet.");
            return;
        }
        Console.WriteLine($"At {Local(at)}: {state.Status.ToString().ToLowerInvariant()}{(state.Result is { } result ? $", {result}" : "")}");
        foreach (var task in state.OpenTasks)
            Console.WriteLine($"  waits: {task.NameZh} ({task.TaskId}), {task.Assignee?.Name ?? $"{task.Candidate.Role} {task.Candidate.DepartmentId} {task.Candidate.Region}".TrimEnd()}{(task.Due is { } due ? $", until {due:yyyy-MM-dd}" : "")}");
        foreach (var clock in rules.ClocksAt(state, at).Where(c => c.StartedOn is not null && c.State is not ClockState.Stopped))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  clock: {clock.NameZh}, {clock.Used:0.#} used, {(clock.Overdue > 0 ? $"{clock.Overdue:0.#} over" : $"{clock.Remaining:0.#} left")}{(clock.Due is { } due ? $", until {due:yyyy-MM-dd}" : "")}"));
    }

    /// <summary>The plain members of an event's data, and who did it with which mandate.</summary>
    private static string Facts(StoredEvent e)
    {
        using var data = JsonDocument.Parse(e.Data);
        return string.Join(", ", data.RootElement.EnumerateObject().Select(m => m.Value.ValueKind switch
        {
            JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True => $"{m.Name} {Short(m.Value.ToString())}",
            JsonValueKind.Object when m.Value.TryGetProperty("name", out var name) => $"{m.Name} {name}{(m.Value.TryGetProperty("role", out var role) ? $" ({role}{(m.Value.TryGetProperty("department", out var department) ? $" {department}" : "")})" : "")}",
            _ => null,
        }).OfType<string>());
    }

    private static string Short(string text) => (text.Length > 60 ? text[..59] + "…" : text).ReplaceLineEndings(" ");

    private static string Local(DateTimeOffset at) => at.ToOffset(China).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Instant(string text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var given)
        ? given.Kind == DateTimeKind.Unspecified ? new(given, China) : new DateTimeOffset(given.ToUniversalTime()) : null;
}
