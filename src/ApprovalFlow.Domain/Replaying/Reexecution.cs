using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>What a case was decided with at an instant, for a version of its definition; null: that version is not known here.</summary>
/// <remarks>The context's own instant is set by whoever asks. Approvers, the version in force and that of a migration are taken from the record.</remarks>
public delegate CaseContext? Surroundings(string definitionHash, DateTimeOffset at);

/// <summary>Decides every command of a case again, from the facts that were recorded, and compares byte by byte what it leads to with what was stored.</summary>
/// <remarks>A chain of hashes shows that nothing was changed since it was sealed. This shows that what was sealed is what the definition and the rules made of the facts. Pure: no database, no clock.</remarks>
public static class Reexecution
{
    /// <param name="events">In order. Where one command ends and the next begins need not be known: deciding tells.</param>
    /// <param name="surroundings">Tried in order: more than one where nobody can say any more which of two calendars a process followed.</param>
    /// <param name="before">Where the events begin; null: with the registration.</param>
    public static ReexecutedCase Run(IReadOnlyList<RecordedEvent> events, IReadOnlyList<Surroundings> surroundings, CaseState? before = null)
    {
        var (state, commands, at) = (before ?? CaseState.Empty, 0, 0);
        List<ReplayDifference> differences = [];
        HashSet<string> unknown = [];
        while (at < events.Count)
        {
            var end = at + 1;
            while (end < events.Count && events[end].At == events[at].At) end++;
            var line = new RecordedLine(events, at, end);
            commands++;
            try
            {
                var attempt = Best(state, line, surroundings, unknown);
                if (attempt is { Differences: [] })
                {
                    (state, at) = (attempt.State, at + attempt.Count);
                    continue;
                }
                differences.AddRange(attempt?.Differences ?? [new(DifferenceKind.NotRecoverable, line.Stored(0).Sequence) { Found = TextOf(line.Stored(0)) }]);
                (state, at) = (state.Evolve(line.Records()), end);
            }
            catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException or InvalidCastException or KeyNotFoundException)
            {
                // Nothing behind it can be told.
                differences.Add(new(DifferenceKind.Unreadable, line.Stored(0).Sequence) { Found = TextOf(line.Stored(0)), Expected = e.Message });
                break;
            }
        }
        return new(state, commands, events.Count, differences) { UnknownDefinitions = unknown };
    }

    /// <summary>The way of asking that leads to what was stored, or that comes nearest to it; null: nothing could have been asked.</summary>
    private static Attempt? Best(CaseState before, RecordedLine line, IReadOnlyList<Surroundings> surroundings, HashSet<string> unknown)
    {
        Attempt? nearest = null;
        foreach (var around in surroundings)
        {
            if (ContextOf(before, line, around, unknown) is not { } context)
            {
                nearest ??= new(before, 0, [new(DifferenceKind.DefinitionUnknown, line.Stored(0).Sequence) { Found = TextOf(line.Stored(0)) }], 0);
                continue;
            }
            foreach (var command in CommandReader.Read(before, line, context))
            {
                var attempt = Compare(CaseDecider.Decide(before, command, context), command, line);
                if (attempt.Differences.Count == 0) return attempt;
                if (nearest is null || attempt.Equal > nearest.Equal) nearest = attempt;
            }
        }
        return nearest;
    }

    private static CaseContext? ContextOf(CaseState before, RecordedLine line, Surroundings around, HashSet<string> unknown)
    {
        CaseContext? Of(string hash)
        {
            if (around(hash, line.At) is { } context) return context with { Now = line.At };
            unknown.Add(hash);
            return null;
        }
        if ((before.Exists ? before.DefinitionHash : (line[0] as CaseEvent.CaseRegistered)?.DefinitionHash) is not { } pinned || Of(pinned) is not { } found) return null;
        var (adopted, migrated) = (line.All<CaseEvent.VersionAdopted>("version-adopted").FirstOrDefault(), line.Stored(0).Name == "case-migrated" ? (CaseEvent.CaseMigrated)line[0] : null);
        return found with
        {
            Recorded = new(line), InForce = adopted is null ? null : Of(adopted.DefinitionHash), Target = migrated is null ? null : Of(migrated.To),
        };
    }

    private static Attempt Compare(CaseDecision decision, CaseCommand command, RecordedLine line)
    {
        var asked = command.GetType().Name;
        if (decision.Rejection is { } refusal)
            return new(decision.State, 0, [new(DifferenceKind.Refused, line.Stored(0).Sequence) { Found = TextOf(line.Stored(0)), Command = asked, Refusal = refusal }], 0);
        List<ReplayDifference> differences = [];
        var equal = 0;
        for (var i = 0; i < decision.Records.Count; i++)
        {
            var expected = CaseEventJson.Encode(decision.Records[i].Event);
            if (i >= line.Count) differences.Add(new(DifferenceKind.Missing, decision.Records[i].Sequence) { Expected = TextOf(expected), Command = asked });
            else if (line.Stored(i) is var stored && stored.Sequence == decision.Records[i].Sequence && stored.IsSame(expected)) equal++;
            else differences.Add(new(DifferenceKind.Changed, stored.Sequence) { Expected = TextOf(expected), Found = TextOf(stored), Command = asked });
        }
        // What is stored beyond what the command led to is told as its own, unless it is a second command of the same instant.
        if (decision.Records.Count == 0) differences.Add(new(DifferenceKind.Surplus, line.Stored(0).Sequence) { Found = TextOf(line.Stored(0)), Command = asked });
        if (differences.Count > 0)
            for (var i = decision.Records.Count; i < line.Count; i++) differences.Add(new(DifferenceKind.Surplus, line.Stored(i).Sequence) { Found = TextOf(line.Stored(i)), Command = asked });
        return new(decision.State, decision.Records.Count, differences, equal);
    }

    private static string TextOf(EncodedEvent e) => $"{e.Name} {e.Version} {e.Text}";
    private static string TextOf(RecordedEvent e) => $"{e.Name} {e.Version} {System.Text.Encoding.UTF8.GetString(e.Data)}";

    private sealed record Attempt(CaseState State, int Count, IReadOnlyList<ReplayDifference> Differences, int Equal);
}

/// <summary>A case that was decided again.</summary>
/// <param name="State">Where its record leads.</param>
public sealed record ReexecutedCase(CaseState State, int Commands, int Events, IReadOnlyList<ReplayDifference> Differences)
{
    public bool IsEqual => Differences.Count == 0;
    /// <summary>Versions that were asked for and are not known; whoever can find them runs it again.</summary>
    public IReadOnlyCollection<string> UnknownDefinitions { get; init; } = [];
}

/// <summary>Where what was stored is not what deciding again leads to.</summary>
/// <param name="Sequence">The event, by its position in the case.</param>
public sealed record ReplayDifference(DifferenceKind Kind, long Sequence)
{
    /// <summary>Name, version and data that deciding again gives; null: no event.</summary>
    public string? Expected { get; init; }
    /// <summary>As stored; null: no event.</summary>
    public string? Found { get; init; }
    /// <summary>What was asked, as it was read from the facts.</summary>
    public string? Command { get; init; }
    /// <summary>Why it would not have been allowed.</summary>
    public Rejection? Refusal { get; init; }
}

public enum DifferenceKind
{
    /// <summary>Another event, or the same with other content.</summary>
    Changed,
    /// <summary>An event follows from the facts and is not stored.</summary>
    Missing,
    /// <summary>A stored event follows from nothing.</summary>
    Surplus,
    /// <summary>By the facts as they are recorded it would have been refused.</summary>
    Refused,
    /// <summary>No fact tells what was asked.</summary>
    NotRecoverable,
    /// <summary>An event cannot be read.</summary>
    Unreadable,
    /// <summary>The version of the definition is not here.</summary>
    DefinitionUnknown,
}
