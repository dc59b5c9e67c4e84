using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>What is otherwise in a case at one moment than at another.</summary>
public static class CaseComparison
{
    public const string Status = "status", Version = "version", Form = "form", Paper = "paper", Task = "task", Decision = "decision", Certificate = "certificate", Suspension = "suspension", Card = "card", Pause = "pause",
        Timer = "timer", Incident = "incident";

    public static IReadOnlyList<string> Kinds { get; } = [Status, Version, Form, Paper, Task, Decision, Certificate, Suspension, Card, Pause, Timer, Incident];

    public static IReadOnlyList<ReplayChange> Of(CaseReplay replay, ReplayMoment from, ReplayMoment to)
    {
        var (before, after) = (replay.StateAt(from), replay.StateAt(to));
        List<ReplayChange> changes = [];
        void Compare(string kind, string subject, object? was, object? becomes, string? zh = null, string? en = null)
        {
            if (!Equals(was, becomes) && CanonicalOf(was) != CanonicalOf(becomes)) changes.Add(new(kind, subject, was, becomes) { NameZh = zh, NameEn = en });
        }
        void All<T>(string kind, IEnumerable<T> was, IEnumerable<T> becomes, Func<T, string> key, Func<T, object?> value)
        {
            var (left, right) = (was.GroupBy(key).ToDictionary(g => g.Key, g => value(g.Last())), becomes.GroupBy(key).ToDictionary(g => g.Key, g => value(g.Last())));
            foreach (var subject in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)) Compare(kind, subject, left.GetValueOrDefault(subject), right.GetValueOrDefault(subject));
        }

        Compare(Status, "", before.Status.ToString(), after.Status.ToString());
        Compare(Version, "", before.DefinitionHash, after.DefinitionHash);
        Compare(Decision, "", before.Decision?.Result, after.Decision?.Result);
        Compare(Certificate, "", before.Certificate?.Number, after.Certificate?.Number);
        Compare(Suspension, "", before.Suspension?.Reason, after.Suspension?.Reason);
        All(Form, before.Form, after.Form, f => f.Key, f => f.Value);
        All(Paper, before.Materials, after.Materials, m => m.Code, m => m.Received);
        foreach (var id in replay.Until(from.Last > to.Last ? from : to).Select(r => r.Event).OfType<CaseEvent.TaskOpened>().Select(t => t.TaskId).Distinct())
            if ((before.Task(id), after.Task(id)) is var (was, becomes) && (becomes ?? was) is { } task) Compare(Task, id, TaskStand.Of(was), TaskStand.Of(becomes), task.NameZh, task.NameEn);
        All(Card, before.Cards, after.Cards, c => c.Raised.CardId, c => c.Status.ToString());
        All(Pause, before.Pauses, after.Pauses, p => p.Request.PauseId, p => p.Status.ToString());
        All(Timer, before.Timers, after.Timers, t => t.BookmarkId, t => t.ResumeAt);
        All(Incident, before.Incidents, after.Incidents, i => i.Path, i => i.Message);
        return changes;
    }

    private static string CanonicalOf(object? value) => value is null or string or double or bool or IReadOnlyDictionary<string, object?> or IReadOnlyList<object?> ? CanonicalJson.Write(value) : value.ToString()!;
}

/// <param name="Kind">One of <see cref="CaseComparison.Kinds"/>.</param>
/// <param name="Subject">Which field, paper, task, card: its key; empty where there is one only.</param>
/// <param name="Before">Plain values and, of tasks, a <see cref="TaskStand"/>; null: it was not there.</param>
public sealed record ReplayChange(string Kind, string Subject, object? Before, object? After)
{
    public string? NameZh { get; init; }
    public string? NameEn { get; init; }
}

/// <summary>How a task stands.</summary>
/// <param name="Person">Who holds it or has done it; null: it lies in the pool.</param>
public sealed record TaskStand(CaseTaskStatus Status, string? Person, string? Outcome)
{
    internal static TaskStand? Of(CaseTask? task) => task is null ? null : new(task.Status, (task.CompletedBy ?? task.Assignee)?.Name, task.Outcome);
}
