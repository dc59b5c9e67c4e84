using System.Diagnostics;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Benches;

/// <summary>All clocks of many open cases, and one case explained day by day; on one core.</summary>
internal static class ClockBench
{
    public static Bench Instance { get; } = new("clock", "Recomputing all clocks of 200,000 open cases, one case's full ledger, a corrected notice; on one core.", Run);

    private static readonly string[] Kinds = ["hearing", "testing", "expert-review", "site-survey", "publicity"];

    private static IReadOnlyList<BenchRow> Run(BenchOptions options)
    {
        var workflows = CatalogueFolder.Find(Directory.GetCurrentDirectory()) ?? CatalogueFolder.Find(AppContext.BaseDirectory)
            ?? throw new InvalidOperationException("Expected a workflows folder at or above the current folder, but there is none.");
        var calendar = CatalogueFolder.LoadCalendar(workflows);
        var policy = new ClockPolicy(ClockFolder.LoadProcedures(workflows)) { CommitDays = 10 };
        var today = new DateOnly(2025, 11, 28);
        var now = OfficeHours.At(today, new(15, 0));

        var count = Math.Max(1_000, (int)(200_000 * options.Scale));
        Console.Error.WriteLine($"making {count:N0} open cases …");
        var cases = Enumerable.Range(0, count).Select(i => Case(i, today)).ToList();
        var clocks = 0;
        foreach (var timeline in cases.Take(2_000)) clocks += ClockBook.Compute(timeline, policy, calendar, now).Count;

        clocks = 0;
        var watch = Stopwatch.StartNew();
        foreach (var timeline in cases) clocks += ClockBook.Compute(timeline, policy, calendar, now).Count;
        var seconds = watch.Elapsed.TotalSeconds;
        var full = seconds * 200_000 / count;

        var rows = new List<BenchRow>
        {
            new("open cases", count, "cases"),
            new("clocks computed", clocks, "clocks"),
            new("all clocks of 200,000 open cases", full, "s", "under 20", full < 20),
        };
        var longest = cases.MaxBy(c => c.Facts.Count)!;
        var (rate, _) = EngineBench.Measure(() => ClockLedger.ExplainAll(longest, policy, calendar, now).Count, Math.Max(0.2, 2 * options.Scale));
        rows.Add(new("one case's full ledger, all its clocks", 1000 / rate, "ms", "under 2", 1000 / rate < 2));

        var open = cases.Select(c => new OpenDueDate(c.CaseNumber, "STATUTORY", c.Facts[0].On, 20, [])).ToList();
        var corrected = calendar.With(new CalendarYear(2025, "amended", new(2025, 11, 28), 2, calendar.YearOf(today)!.DaysOff.Append(new(2025, 12, 1)).ToHashSet(), calendar.YearOf(today)!.DaysWorked));
        watch.Restart();
        var moved = CalendarCorrection.Moves(calendar, corrected, open).Count;
        rows.Add(new("what a corrected notice moves, same cases", watch.Elapsed.TotalSeconds, "s"));
        rows.Add(new("due dates moved", moved, "cases"));
        return rows;
    }

    /// <summary>A case received within the last three months, with steps, a pause or two and now and then an extension.</summary>
    private static CaseTimeline Case(int number, DateOnly today)
    {
        var received = today.AddDays(-number % 90);
        DateTimeOffset At(int day, int hour) => OfficeHours.At(received.AddDays(day), new(hour, 0));
        var facts = new List<CaseFact> { new CaseFact.Received(At(0, 9)) };
        if (number % 10 != 0) facts.Add(new CaseFact.Accepted(At(number % 4, 10)));
        for (var step = 0; step < 6; step++)
        {
            var clock = step switch { 2 => ClockKind.County, 3 => ClockKind.Leader, 4 => ClockKind.Opinion, _ => ClockKind.Step };
            facts.Add(new CaseFact.LegOpened(At(4 + step * 3, 9), clock, $"{step}", "环节", "Step") { LimitDays = 1 + number % 5 / 2.0 });
            if (step < 5) facts.Add(new CaseFact.LegClosed(At(6 + step * 3, 16), clock, $"{step}"));
        }
        for (var pause = 0; pause < number % 3; pause++)
        {
            var from = received.AddDays(5 + pause * 8);
            facts.Add(new CaseFact.PauseStarted(At(5 + pause * 8, 11), $"p{pause}", Kinds[(number + pause) % Kinds.Length], from) { PlannedEnd = from.AddDays(6), Notice = "N", ApprovedBy = "organ-head" });
            if (number % 2 == 0) facts.Add(new CaseFact.PauseEnded(At(10 + pause * 8, 12), $"p{pause}", from.AddDays(5)));
        }
        if (number % 7 == 0) facts.Add(new CaseFact.Extended(At(20, 9), ClockKind.Statutory, 10, "organ-head") { Reason = "r", ToldOn = received.AddDays(20) });
        return new($"case-{number}", facts);
    }
}
