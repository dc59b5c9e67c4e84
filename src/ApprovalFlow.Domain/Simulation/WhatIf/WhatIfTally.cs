using System.Runtime.InteropServices;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>Adds cases up. Its size does not grow with the cases, and the order in which parts are merged does not matter.</summary>
/// <param name="before">What the recorded cases are measured by.</param>
/// <param name="after">What the replayed ones are measured by: the draft may promise other days.</param>
public sealed class WhatIfTally(ClockContext before, ClockContext after)
{
    private const int MostListed = 200, MostReasons = 3;

    private readonly Side was = new(), becomes = new();
    private readonly Dictionary<(string, string), Load> loads = [];
    private readonly SortedList<string, DifferentCase> different = new(StringComparer.Ordinal);
    private long answers, synthetic;
    private int cases, withSynthetic, faster, slower, differing;

    public int Unreadable { get; set; }

    public void Add(CaseCourse recorded, ReplayedCase replayed)
    {
        var (then, now) = (CaseFigures.Of(recorded, before), CaseFigures.Of(replayed.Course, after));
        cases++;
        was.Add(recorded, then);
        becomes.Add(replayed.Course, now);
        answers += replayed.Answers;
        synthetic += replayed.Synthetic;
        if (replayed.Synthetic > 0) withSynthetic++;
        if (now.Days < then.Days) faster++;
        if (now.Days > then.Days) slower++;
        foreach (var step in recorded.Steps)
            foreach (var task in step.Tasks)
            {
                var load = LoadOf(step, task.Candidate);
                load.TasksBefore++;
                load.DaysBefore += CaseFigures.DaysOf(task, recorded, before.Calendar);
            }
        foreach (var step in replayed.Course.Steps)
            foreach (var task in step.Tasks)
            {
                var load = LoadOf(step, task.Candidate);
                load.TasksAfter++;
                load.DaysAfter += CaseFigures.DaysOf(task, replayed.Course, after.Calendar);
            }
        if (recorded.Result == replayed.Course.Result) return;
        differing++;
        List(new(recorded.CaseNumber, recorded.Result, replayed.Course.Result, then.Days, now.Days,
            [.. replayed.Divergences.Select((d, i) => (d, i)).OrderBy(x => x.d.Weight).ThenBy(x => x.i).Take(MostReasons).Select(x => x.d.Text)]));
    }

    public void Merge(WhatIfTally other)
    {
        was.Merge(other.was);
        becomes.Merge(other.becomes);
        foreach (var (key, load) in other.loads)
        {
            var mine = LoadOf(key);
            (mine.TasksBefore, mine.DaysBefore) = (mine.TasksBefore + load.TasksBefore, mine.DaysBefore + load.DaysBefore);
            (mine.TasksAfter, mine.DaysAfter) = (mine.TasksAfter + load.TasksAfter, mine.DaysAfter + load.DaysAfter);
        }
        foreach (var one in other.different.Values) List(one);
        (answers, synthetic, cases, withSynthetic) = (answers + other.answers, synthetic + other.synthetic, cases + other.cases, withSynthetic + other.withSynthetic);
        (faster, slower, differing, Unreadable) = (faster + other.faster, slower + other.slower, differing + other.differing, Unreadable + other.Unreadable);
    }

    public WhatIfReport Report() => new(cases, was.Told(cases), becomes.Told(cases))
    {
        Answers = answers, SyntheticAnswers = synthetic, CasesWithSynthetic = withSynthetic, Faster = faster, Slower = slower, Different = differing, Unreadable = Unreadable,
        DifferentCases = [.. different.Values],
        Workload = [.. loads.Select(l => new WorkloadChange(l.Key.Item1, l.Key.Item2, l.Value.TasksBefore, l.Value.DaysBefore, l.Value.TasksAfter, l.Value.DaysAfter))
            .OrderByDescending(w => Math.Max(w.DaysBefore, w.DaysAfter)).ThenByDescending(w => Math.Max(w.TasksBefore, w.TasksAfter)).ThenBy(w => w.Key, StringComparer.Ordinal)],
    };

    private void List(DifferentCase one)
    {
        different[one.CaseNumber] = one;
        if (different.Count > MostListed) different.RemoveAt(MostListed);
    }

    /// <summary>Corrections are the applicant's time, whichever window waits for them.</summary>
    private Load LoadOf(CaseStep step, Candidate candidate) => LoadOf(
        step.ActivityType == TaskTypes.Correction ? ("applicant", "")
        : candidate.DepartmentId is { } department ? ("department", department)
        : candidate.Region is { } region ? ("county", region) : ("role", candidate.Role));

    private Load LoadOf((string, string) key) => CollectionsMarshal.GetValueRefOrAddDefault(loads, key, out _) ??= new();

    private sealed class Load
    {
        public long TasksBefore, DaysBefore, TasksAfter, DaysAfter;
    }

    private sealed class Side
    {
        private readonly SortedDictionary<int, int> days = [], whole = [];
        private readonly Dictionary<string, int> results = [];
        private readonly int[] cards = new int[4];
        private long steps;
        private int lateSteps, lateCases;

        public void Add(CaseCourse course, CaseFigures figures)
        {
            if (figures.Days is { } taken) days[taken] = days.GetValueOrDefault(taken) + 1;
            if (figures.WholeDays is { } all) whole[all] = whole.GetValueOrDefault(all) + 1;
            results[course.Result ?? ""] = results.GetValueOrDefault(course.Result ?? "") + 1;
            for (var i = 0; i < cards.Length; i++) cards[i] += figures.Cards[i];
            steps += figures.Steps;
            lateSteps += figures.LateSteps;
            if (figures.IsLate) lateCases++;
        }

        public void Merge(Side other)
        {
            foreach (var (day, count) in other.days) days[day] = days.GetValueOrDefault(day) + count;
            foreach (var (day, count) in other.whole) whole[day] = whole.GetValueOrDefault(day) + count;
            foreach (var (result, count) in other.results) results[result] = results.GetValueOrDefault(result) + count;
            for (var i = 0; i < cards.Length; i++) cards[i] += other.cards[i];
            (steps, lateSteps, lateCases) = (steps + other.steps, lateSteps + other.lateSteps, lateCases + other.lateCases);
        }

        public WhatIfSide Told(int cases) => new()
        {
            Days = SpreadOf(days), WholeDays = SpreadOf(whole), StepsPerCase = cases == 0 ? 0 : Math.Round((double)steps / cases, 2), Cards = [.. cards], LateSteps = lateSteps, LateCases = lateCases,
            Results = [.. results.OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal).Select(r => new ResultCount(r.Key, r.Value))],
        };

        private static Spread SpreadOf(SortedDictionary<int, int> counts)
        {
            var count = counts.Values.Sum();
            if (count == 0) return new(0, 0, 0, 0, 0);
            int At(double share)
            {
                var left = (int)Math.Ceiling(share * count);
                foreach (var (day, cases) in counts)
                    if ((left -= cases) <= 0) return day;
                return counts.Keys.Last();
            }
            return new(count, Math.Round(counts.Sum(c => (double)c.Key * c.Value) / count, 2), At(0.5), At(0.9), counts.Keys.Last());
        }
    }
}
