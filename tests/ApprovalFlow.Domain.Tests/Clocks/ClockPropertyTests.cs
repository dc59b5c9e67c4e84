using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Invariants on timelines drawn by chance; a failure names the seed that draws it again.</summary>
public sealed class ClockPropertyTests
{
    private static readonly WorkCalendar Calendar = Repository.Calendar;

    /// <summary>Before noon, so that halves of days do not matter; the reference counts whole days.</summary>
    private static DateTimeOffset Morning(DateOnly day) => OfficeHours.At(day, new(11, 59, 59));

    private static ClockReading? Find(IReadOnlyList<ClockReading> readings, ClockKind kind) => readings.FirstOrDefault(r => r.Kind == kind && r.State is not ClockState.NotStarted);

    [Fact]
    public void Clocks_should_agree_with_the_day_by_day_reference_on_100_000_timelines()
    {
        var seen = new Dictionary<string, int>();
        for (var seed = 0; seed < 100_000; seed++)
        {
            var random = new Random(seed);
            var drawn = RandomTimeline.Draw(random);
            var today = drawn.Received.AddDays(random.Next(150));
            // All facts of the day are recorded before the evening; the reference takes whole days.
            var readings = ClockBook.Compute(drawn.Facts(), drawn.Policy(), Calendar, today);
            var reference = new DayByDayReference(drawn, today);

            foreach (var commit in new[] { false, true })
            {
                var expected = reference.Clock(commit);
                var reading = Find(readings, commit ? ClockKind.Commit : ClockKind.Statutory);
                if (expected is null)
                {
                    reading.ShouldBeNull($"seed {seed}");
                    continue;
                }
                var half = expected.Noon && HalfOver(drawn, expected, today) ? 0.5 : 0;
                (reading?.StartedOn, reading?.Due, reading?.Used, reading?.Remaining, reading?.Overdue)
                    .ShouldBe((reference.Acceptance()!.Value.On, expected.Due, expected.Used, expected.Remaining, expected.Overdue + (expected.Due <= Last(drawn, today) ? half : 0)), $"seed {seed}");
                var past = Last(drawn, today) > expected.Due || half > 0;
                var stopped = drawn.Decided <= today;
                reading!.State.ShouldBeOfType(stopped ? typeof(ClockState.Stopped) : past ? typeof(ClockState.Overdue) : reading.State is ClockState.Paused ? typeof(ClockState.Paused) : typeof(ClockState.Running), $"seed {seed}");
                if (reading.State is ClockState.Stopped end)
                    end.InTime.ShouldBe(!past, $"seed {seed}");
                foreach (var met in new[] { reading.State.GetType().Name, reference.Acceptance()!.Value.Deemed ? "deemed" : "told", reading.ExtensionDays > 0 ? "extended" : "plain" }.Concat(reading.Findings.Select(f => f.Code)))
                    seen[met] = seen.GetValueOrDefault(met) + 1;
            }
        }
        // Chance must have met what the clocks distinguish.
        foreach (var met in new[] { "Running", "Paused", "Stopped", "Overdue", "deemed", "told", "extended", "extension-too-late", "extension-wrong-approver", "extension-reason-not-told", "pause-after-due" })
            seen.GetValueOrDefault(met).ShouldBeGreaterThan(1_000, met);

        static DateOnly Last(RandomTimeline drawn, DateOnly today) => drawn.Decided is { } decided && decided < today ? decided : today;
        // In the evening a limit that ended at noon of its day is over; a decision falls at eleven in the morning.
        static bool HalfOver(RandomTimeline drawn, Numbers expected, DateOnly today) => Last(drawn, today) == expected.Due && !(drawn.Decided <= today);
    }

    [Fact]
    public void Ledger_should_add_up_to_the_numbers_shown()
    {
        for (var seed = 0; seed < 4_000; seed++)
        {
            var drawn = RandomTimeline.Draw(new Random(seed));
            var today = Morning(drawn.Received.AddDays(seed % 130));
            var readings = ClockBook.Compute(drawn.Facts(), drawn.Policy(), Calendar, today).Where(r => r.State is not ClockState.NotStarted).ToList();
            var explained = ClockLedger.ExplainAll(drawn.Facts(), drawn.Policy(), Calendar, today);

            explained.Select(e => (e.Reading.Kind, e.Reading.Id, e.Reading.State)).ShouldBe(readings.Select(r => (r.Kind, r.Id, r.State)), $"seed {seed}");
            foreach (var clock in explained.Where(e => e.Reading.State is not ClockState.Refused))
            {
                (clock.Sum(LedgerSide.Used), clock.Sum(LedgerSide.Remaining), clock.Sum(LedgerSide.Overdue))
                    .ShouldBe((clock.Reading.Used, clock.Reading.Remaining, clock.Reading.Overdue), $"seed {seed} {clock.Reading.Clock.Code}");
                clock.Days.ShouldAllBe(d => d.Zh.Length > 0 && d.En.Length > 0 && d.Code.Length > 0);
                clock.Days.Select(d => d.Date).ShouldBeInOrder();
            }
        }
    }

    [Fact]
    public void Added_pause_should_never_shorten_a_limit()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var drawn = RandomTimeline.Draw(random) with { Extension = null };
            var more = drawn with { Pauses = [.. drawn.Pauses, RandomPause.Draw(random, drawn.Received, ["hearing"])] };
            var today = Morning(drawn.Received.AddDays(140));
            var (before, after) = (ClockBook.Compute(drawn.Facts(), drawn.Policy(), Calendar, today), ClockBook.Compute(more.Facts(), more.Policy(), Calendar, today));

            foreach (var kind in new[] { ClockKind.Statutory, ClockKind.Commit })
                if (Find(before, kind) is { Due: { } due })
                    Find(after, kind)!.Due!.Value.ShouldBeGreaterThanOrEqualTo(due, $"seed {seed}");
        }
    }

    [Fact]
    public void Overlapping_pauses_should_count_as_their_union()
    {
        for (var seed = 0; seed < 10_000; seed++)
        {
            var random = new Random(seed);
            var start = new DateOnly(2019, 1, 1).AddDays(random.Next(2500));
            var ranges = Enumerable.Range(0, random.Next(1, 6)).Select(_ => start.AddDays(random.Next(60))).Select(from => new DayRange(from, from.AddDays(random.Next(20)))).ToList();
            var days = random.Next(0, 30);

            Due(ranges).ShouldBe(Due(DayRange.Merge(ranges)), $"seed {seed}");

            DateOnly? Due(IEnumerable<DayRange> pauses)
            {
                var facts = new List<CaseFact> { new CaseFact.Received(Morning(start)), new CaseFact.Accepted(Morning(start)) };
                facts.AddRange(pauses.Select((p, i) => new CaseFact.PauseStarted(Morning(p.From), $"{i}", "testing", p.From) { PlannedEnd = p.To, Notice = "N" }));
                return Find(ClockBook.Compute(new("union", facts), new(Repository.Procedures) { StatutoryDays = days }, Calendar, start.AddDays(120)), ClockKind.Statutory)!.Due;
            }
        }
    }

    [Fact]
    public void Remaining_should_never_grow_but_by_an_extension()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var drawn = RandomTimeline.Draw(new Random(seed));
            var (facts, policy) = (drawn.Facts(), drawn.Policy());
            ClockReading? earlier = null;
            for (var day = drawn.Received; day < drawn.Received.AddDays(100); day = day.AddDays(1))
            {
                // At the end of each day: a pause takes out the whole day on which it begins.
                var reading = Find(ClockBook.Compute(facts, policy, Calendar, day), ClockKind.Statutory);
                if (earlier is not null && reading is not null && reading.ExtensionDays == earlier.ExtensionDays)
                    reading.Remaining.ShouldBeLessThanOrEqualTo(earlier.Remaining, $"seed {seed} on {day:O}");
                earlier = reading;
            }
        }
    }

    [Fact]
    public void Later_facts_should_never_change_what_was_shown_earlier()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var drawn = RandomTimeline.Draw(random);
            var at = Morning(drawn.Received.AddDays(random.Next(90)));
            var then = new CaseTimeline("random", drawn.Facts().Facts.Where(f => f.At <= at));

            var (shown, again) = (ClockBook.Compute(then, drawn.Policy(), Calendar, at), ClockBook.Compute(drawn.Facts(), drawn.Policy(), Calendar, at));

            again.Select(Plain).ShouldBe(shown.Select(Plain), $"seed {seed}");
        }

        static string Plain(ClockReading r) => $"{r.Clock.Code}/{r.Id} {r.Used} {r.Remaining} {r.Overdue} {r.Due} {r.State} {string.Join(';', r.Findings.Select(f => f.Code))}";
    }

    [Fact]
    public void Later_acceptance_should_never_be_due_earlier()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var drawn = RandomTimeline.Draw(new Random(seed)) with { Notice = null, Extension = null, Decided = null };
            DateOnly? earlier = null;
            for (var day = 0; day <= 5; day++)
            {
                var accepted = drawn with { Accepted = drawn.Received.AddDays(day) };
                var due = Find(ClockBook.Compute(accepted.Facts(), accepted.Policy(), Calendar, drawn.Received.AddDays(100)), ClockKind.Statutory)!.Due;
                if (earlier is { } before) due!.Value.ShouldBeGreaterThanOrEqualTo(before, $"seed {seed}");
                earlier = due;
            }
        }
    }

    [Fact]
    public void Changed_calendar_should_never_change_a_past_day()
    {
        var before = Calendar.KnownOn(new(2019, 3, 21));
        var after = Calendar.KnownOn(new(2019, 3, 22));
        for (var start = new DateOnly(2019, 3, 1); start < new DateOnly(2019, 3, 22); start = start.AddDays(1))
        {
            var timeline = new CaseTimeline("c", [new CaseFact.Received(Morning(start)), new CaseFact.Accepted(Morning(start))]);
            var policy = new ClockPolicy(Repository.Procedures) { StatutoryDays = 45 };
            var (then, now) = (Explain(before), Explain(after));

            static bool Passed(LedgerDay d) => d.Side == LedgerSide.Used;
            now.Where(Passed).Select(d => (d.Date, d.Counted, d.Code)).ShouldBe(then.Where(Passed).Select(d => (d.Date, d.Counted, d.Code)));
            now.ShouldNotBe(then);

            IReadOnlyList<LedgerDay> Explain(WorkCalendar calendar) => ClockLedger.Explain(timeline, policy, calendar, Morning(new(2019, 3, 22)), ClockKind.Statutory)!.Days;
        }
    }

    [Fact]
    public void Promise_of_every_item_should_be_no_longer_than_the_law_allows()
    {
        var catalogue = Repository.Catalogue;
        catalogue.Flows.SelectMany(f => ClockPolicy.For(catalogue.Item(f.ItemCode)!, f, Repository.Procedures).Problems().Select(p => $"{f.Code}: {p.En}")).ShouldBeEmpty();
        new ClockPolicy(Repository.Procedures) { CommitDays = 21 }.Problems().Select(p => p.Code).ShouldBe(["commit-over-statutory"]);
    }
}
