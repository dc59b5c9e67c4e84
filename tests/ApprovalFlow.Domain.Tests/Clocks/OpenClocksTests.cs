using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>What every command asks leaves out what has ended, and nothing else.</summary>
public sealed class OpenClocksTests
{
    [Fact]
    public void Open_clocks_should_be_those_of_all_clocks_whose_legs_run_and_whose_receipts_wait()
    {
        var (met, left) = (0, 0);
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var drawn = RandomTimeline.Draw(random);
            var timeline = new CaseTimeline("random", [.. drawn.Facts().Facts, .. Legs(random, drawn.Received), .. Rounds(random, drawn.Received)]);
            var today = OfficeHours.At(drawn.Received.AddDays(random.Next(120)), new(12, 0));
            var (policy, calendar) = (drawn.Policy(), Repository.Calendar);
            var all = ClockRuns.Of(timeline, policy, calendar, today).Runs;
            var open = ClockRuns.Of(timeline, policy, calendar, today, openLegsOnly: true).Runs;
            var ended = timeline.Facts.OfType<CaseFact.LegClosed>().Where(f => f.At <= today).ToList();
            // A run that has the same name as a leg that ended did not end when it began later.
            bool Runs(ClockRun run) => run.Clock.Kind == ClockKind.Receive ? run.Stop is null or { Why: "deemed" }
                : !timeline.Facts.OfType<CaseFact.LegOpened>().Any(l => l.Clock == run.Clock.Kind && l.Id == run.Id && l.On == run.Start && l.NameZh == run.NameZh && ended.Exists(e => e.Clock == l.Clock && e.Id == l.Id && e.At >= l.At));
            open.Select(Told).ShouldBe(all.Where(Runs).Select(Told), $"seed {seed}");
            (met, left) = (met + open.Count, left + all.Count - open.Count);
        }
        // Chance must have met both.
        met.ShouldBeGreaterThan(20_000);
        left.ShouldBeGreaterThan(20_000);
    }

    private static string Told(ClockRun run) => $"{run.Clock.Kind} {run.Id} {run.Start} {run.Limit} {run.NameZh} {run.Stop} {run.Count(Repository.Calendar, null).Due}";

    /// <summary>Steps that open and end, some at the same instant, some twice under one name; each name tells when it was opened.</summary>
    private static IEnumerable<CaseFact> Legs(Random random, DateOnly from)
    {
        for (var i = 0; i < random.Next(12); i++)
        {
            var (id, at) = ($"T{random.Next(4)}", OfficeHours.At(from.AddDays(random.Next(60)), new(9 + random.Next(3), 0)));
            if (random.Next(2) == 0) yield return new CaseFact.LegOpened(at, ClockKind.Step, id, $"环节{i}", $"Step {i}") { LimitDays = 1 + random.Next(5) };
            else yield return new CaseFact.LegClosed(at, ClockKind.Step, id);
        }
    }

    /// <summary>Papers asked for and handed in again.</summary>
    private static IEnumerable<CaseFact> Rounds(Random random, DateOnly from)
    {
        var day = from;
        for (var i = 0; i < random.Next(6); i++)
        {
            yield return new CaseFact.OneTimeNotice(OfficeHours.At(day = day.AddDays(random.Next(5)), new(9, 0)));
            yield return new CaseFact.CorrectedReceived(OfficeHours.At(day = day.AddDays(random.Next(5)), new(10, 0)));
        }
    }
}
