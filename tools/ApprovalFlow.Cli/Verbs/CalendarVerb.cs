using System.CommandLine;
using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Notices on working days: what a corrected one would move, and putting it into force.</summary>
internal static class CalendarVerb
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A calendar of one year, as those in workflows/calendars: year, notice, noticeDate, version, daysOff, daysWorked." };
        var by = new Option<string>("--by") { Description = "Who puts it into force; remembered with it.", Required = true };
        var json = Cli.JsonOption();
        var database = new DatabaseChoice();

        var check = ExamplesHelp.With(new Command("check", "Shows the days that change and the clocks of open cases that move. Nothing is stored.") { file, json },
            "calendar check cn-2027.json", "calendar check cn-2026-v2.json --sqlite demo.db --json");
        database.AddTo(check);
        check.SetAction(async (parse, cancellation) => (int)await WithAsync(database, parse, parse.GetValue(file)!,
            (notices, text) => CheckAsync(notices, text, parse.GetValue(json), cancellation), cancellation));

        var apply = ExamplesHelp.With(new Command("apply", "Puts a notice into force for every process on the database.") { file, by }, "calendar apply cn-2027.json --by admin");
        database.AddTo(apply);
        apply.SetAction(async (parse, cancellation) => (int)await WithAsync(database, parse, parse.GetValue(file)!,
            (notices, text) => ApplyAsync(notices, text, parse.GetValue(by)!, cancellation), cancellation));
        return ExamplesHelp.With(new Command("calendar", "Notices on working days.") { check, apply }, "calendar check cn-2027.json");
    }

    private static async Task<ExitCode> WithAsync(DatabaseChoice database, ParseResult parse, FileInfo file, Func<CalendarNotices, string, Task<ExitCode>> act, CancellationToken cancellation)
    {
        if (!file.Exists)
        {
            Console.Error.WriteLine($"Expected a file '{file}', but there is none.");
            return ExitCode.NotFound;
        }
        await using var provider = database.Open(parse);
        if (provider is null)
            return ExitCode.NotFound;
        await provider.GetRequiredService<DatabaseSetup>().PrepareAsync(cancellation);
        return await act(provider.GetRequiredService<CalendarNotices>(), await File.ReadAllTextAsync(file.FullName, cancellation));
    }

    private static async Task<ExitCode> CheckAsync(CalendarNotices notices, string text, bool json, CancellationToken cancellation)
    {
        using var told = new Told("cases looked at");
        var (preview, refusal) = await notices.CheckAsync(text, told, cancellation);
        told.Dispose();
        if (refusal is not null)
        {
            Console.Error.WriteLine(refusal.Message);
            return ExitCode.Failed;
        }
        if (json)
        {
            Cli.WriteJson(preview!);
            return ExitCode.Ok;
        }
        foreach (var day in preview!.Days)
            Console.WriteLine($"{Iso(day.Day)}  becomes {(day.IsWorkingDay ? "a working day" : "a day off")}");
        foreach (var move in preview.Moves)
            Console.WriteLine($"{move.CaseNumber}  {move.Code}{(move.Id.Length > 0 ? " " + move.Id : "")}  {Iso(move.Was)} -> {Iso(move.Becomes)}");
        if (preview.MovedClocks > preview.Moves.Count)
            Console.WriteLine($"… and {preview.MovedClocks - preview.Moves.Count} more");
        Console.WriteLine($"{preview.Examined} open cases, {preview.MovedCases} move, {preview.MovedClocks} clocks{(preview.ByClock.Count > 0 ? ": " + string.Join(", ", preview.ByClock.Select(c => $"{c.Code} {c.Count}")) : "")}");
        return ExitCode.Ok;
    }

    private static async Task<ExitCode> ApplyAsync(CalendarNotices notices, string text, string by, CancellationToken cancellation)
    {
        using var told = new Told("cases looked at");
        var refusal = await notices.ApplyAsync(text, new Actor(by, by, []), told, cancellation);
        told.Dispose();
        Console.WriteLine(refusal?.Message ?? "In force.");
        return refusal is null ? ExitCode.Ok : ExitCode.Failed;
    }

    private static string Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>Progress on standard error; silent when nobody watches.</summary>
    private sealed class Told(string what) : IProgress<(int Done, int Of)>, IDisposable
    {
        private readonly bool watched = !Console.IsErrorRedirected;

        public void Report((int Done, int Of) value)
        {
            if (watched)
                Console.Error.Write($"\r{what} {value.Done}/{value.Of}");
        }

        public void Dispose()
        {
            if (watched)
                Console.Error.Write($"\r{new string(' ', what.Length + 20)}\r");
        }
    }
}
