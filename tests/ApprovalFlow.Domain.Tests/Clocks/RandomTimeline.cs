using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>A timeline drawn by chance, in the plain terms that the reference counts with.</summary>
internal sealed record RandomTimeline(
    DateOnly Received, DateOnly? Notice, DateOnly? Accepted, DateOnly? Decided, double Statutory, double Commit, RandomExtension? Extension, IReadOnlyList<RandomPause> Pauses)
{
    private static readonly string[] Kinds = ["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review", "site-survey", "publicity", "supplement", "lunch"];

    public static RandomTimeline Draw(Random random)
    {
        // Late 2025 at the latest, so that every limit ends within the loaded years.
        var received = new DateOnly(2019, 1, 1).AddDays(random.Next(2500));
        DateOnly? After(int most, double chance) => random.NextDouble() < chance ? received.AddDays(random.Next(most)) : null;
        var statutory = Pick(random, 0, 0.5, 1, 2.5, 5, 7, 10, 20, 20, 45);
        return new(received, After(14, 0.4), After(20, 0.6), After(90, 0.5), statutory, Pick(random, 0.5, 1, 3, 5.5, 7), random.NextDouble() < 0.4 ? RandomExtension.Draw(random, received) : null,
            [.. Enumerable.Range(0, random.Next(5)).Select(_ => RandomPause.Draw(random, received, Kinds))]);
    }

    public CaseTimeline Facts()
    {
        var facts = new List<CaseFact> { new CaseFact.Received(At(Received, 8)) };
        if (Notice is { } notice) facts.Add(new CaseFact.OneTimeNotice(At(notice, 9)));
        if (Accepted is { } accepted) facts.Add(new CaseFact.Accepted(At(accepted, 10)));
        if (Decided is { } decided) facts.Add(new CaseFact.Decided(At(decided, 11), true));
        if (Extension is { } x) facts.Add(new CaseFact.Extended(At(x.On, 12), ClockKind.Statutory, x.Days, x.Approver) { Reason = x.Reason, ToldOn = x.Told });
        foreach (var (p, i) in Pauses.Select((p, i) => (p, i)))
        {
            facts.Add(new CaseFact.PauseStarted(At(p.Recorded, 13), $"{i}", p.Kind, p.From) { PlannedEnd = p.PlannedEnd, Notice = p.Notice, NoticeOn = p.NoticeOn });
            if (p.Ended is { } ended) facts.Add(new CaseFact.PauseEnded(At(ended, 14), $"{i}", p.LastDay!.Value));
        }
        return new("random", facts);
    }

    public ClockPolicy Policy() => new(Repository.Procedures) { StatutoryDays = Statutory, CommitDays = Commit };

    private static DateTimeOffset At(DateOnly day, int hour) => OfficeHours.At(day, new(hour, 0));

    private static double Pick(Random random, params double[] values) => values[random.Next(values.Length)];
}

internal sealed record RandomExtension(DateOnly On, double Days, string Approver, string? Reason, DateOnly? Told)
{
    public static RandomExtension Draw(Random random, DateOnly received)
    {
        var on = received.AddDays(random.Next(40));
        return new(on, random.Next(1, 12), random.NextDouble() < 0.85 ? "organ-head" : "government-head", random.NextDouble() < 0.9 ? "因" : null, random.NextDouble() < 0.9 ? on.AddDays(random.Next(3)) : null);
    }
}

/// <param name="Recorded">The day on which its beginning was entered.</param>
/// <param name="Ended">The day on which its end was entered.</param>
internal sealed record RandomPause(string Kind, DateOnly Recorded, DateOnly From, DateOnly? PlannedEnd, string? Notice, DateOnly? NoticeOn, DateOnly? Ended, DateOnly? LastDay)
{
    public static RandomPause Draw(Random random, DateOnly received, string[] kinds)
    {
        var recorded = received.AddDays(random.Next(60));
        var from = recorded.AddDays(random.NextDouble() < 0.7 ? random.Next(4) : -random.Next(5));
        var planned = from.AddDays(random.Next(25));
        var ended = random.NextDouble() < 0.6 ? from.AddDays(random.Next(30)) : (DateOnly?)null;
        if (ended < recorded) ended = recorded;
        return new(kinds[random.Next(kinds.Length)], recorded, from, random.NextDouble() < 0.9 ? planned : null, random.NextDouble() < 0.85 ? "N" : null,
            random.NextDouble() < 0.3 ? recorded.AddDays(random.Next(3)) : null, ended, ended is null ? null : ended.Value.AddDays(-random.Next(2)));
    }
}
