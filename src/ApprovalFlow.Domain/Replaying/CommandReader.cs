using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using static ApprovalFlow.Domain.Cases.CaseCommand;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>Reads from the fact with which a command's events begin what was asked: who asked for what, when, with which words. Everything behind it follows from it.</summary>
/// <remarks>Commands are not stored; the facts are, and they say the same. A command that stored nothing asked for nothing that lasts.</remarks>
public static partial class CommandReader
{
    /// <summary>Commands that a fact can be read back to.</summary>
    public static IReadOnlySet<Type> Commands => Readings.Select(r => r.Command).ToHashSet();

    /// <summary>What may have been asked, likeliest first; empty: no fact tells. Where there are several, deciding tells which.</summary>
    /// <exception cref="FormatException">An event cannot be read.</exception>
    internal static IEnumerable<CaseCommand> Read(CaseState before, RecordedLine line, CaseContext context)
    {
        var asked = new Reading(before, line, context);
        var fact = line[asked.Fact];
        foreach (var reading in Readings)
            if (reading.Fact.IsInstanceOfType(fact))
                foreach (var command in reading.Read(fact, asked)) yield return command;
    }

    private static Reader On<TFact, TCommand>(Func<TFact, Reading, TCommand?> read) where TFact : CaseEvent where TCommand : CaseCommand =>
        new(typeof(TFact), typeof(TCommand), (fact, asked) => read((TFact)fact, asked) is { } command ? [command] : []);

    private sealed record Reader(Type Fact, Type Command, Func<CaseEvent, Reading, IEnumerable<CaseCommand>> Read);
}

/// <summary>A command's events while the command is read from them.</summary>
internal sealed class Reading
{
    public Reading(CaseState before, RecordedLine line, CaseContext context)
    {
        (Before, Line, Context) = (before, line, context);
        // What is cancelled, chosen or filled in with a command stands before the fact that it is about.
        var at = 0;
        while (at + 1 < line.Count && line.Stored(at).Name is "task-canceled" or "approvers-chosen") at++;
        if (line[at] is FormFilledIn)
            for (var next = at + 1; next < line.Count; next++)
                if (line.Stored(next).Name == "task-completed")
                {
                    at = next;
                    break;
                }
        Fact = at;
    }

    public CaseState Before { get; }
    public RecordedLine Line { get; }
    public CaseContext Context { get; }
    /// <summary>Where the fact stands.</summary>
    public int Fact { get; }
    public CaseEvent? Next => Fact + 1 < Line.Count ? Line[Fact + 1] : null;

    /// <summary>Whom a step to come was given to, with the role that the step asks for: else they could not have been chosen.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Actor>>? Chosen()
    {
        var chosen = Line.All<ApproversChosen>("approvers-chosen").ToList();
        var graph = (Line.All<VersionAdopted>("version-adopted").Any() ? Context.InForce ?? Context : Context).Graph;
        return chosen.Count == 0 ? null : chosen.ToDictionary(c => c.ActivityId, c =>
            (IReadOnlyList<Actor>)[.. c.Persons.Select(p => new Actor(p.UserId, p.Name, ApproverChoice.At(graph, c.ActivityId)?.Candidate is { } needed ? [new(needed.Role, needed.DepartmentId, needed.Region)] : []))]);
    }

    public Candidate? CandidateOf(string taskId) => (Before.Task(taskId)?.Candidate) ?? Line.All<TaskOpened>("task-opened").FirstOrDefault(t => t.TaskId == taskId)?.Candidate;
}
