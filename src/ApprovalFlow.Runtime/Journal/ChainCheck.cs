using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;

namespace ApprovalFlow.Runtime.Journal;

/// <summary>Goes through the lines of one stream in order and names every event that is not what was sealed.</summary>
/// <remarks>Reads the bytes as they lie, without making objects of them: a million events take seconds. A fault is told where it is; what follows is measured by what is stored, so that one fault is told once.</remarks>
/// <param name="stream">The stream's name, for the sentences.</param>
/// <param name="after">Sequence of the last event that was checked before.</param>
/// <param name="previous">Its hash; null: begin with the first event.</param>
/// <param name="removals">What is on record as removed; null: nothing may be missing.</param>
public sealed class ChainCheck(string stream, long after = 0, byte[]? previous = null, RemovalBook? removals = null)
{
    private const int HashSize = 32;
    private byte[] head = previous ?? CaseChain.Genesis.ToArray();

    /// <summary>Sequence of the last event that was looked at.</summary>
    public long Last { get; private set; } = after;
    /// <summary>The hash that its row names.</summary>
    public ReadOnlySpan<byte> Head => head;
    public List<string> Problems { get; } = [];
    /// <summary>The last event whose content was removed, as a record says; 0: there is none. Its hash is believed because something else, a page of the ledger, vouches for it.</summary>
    public long LastRemoved { get; private set; }

    /// <param name="events">The line's JSON as stored, in UTF-8.</param>
    public void Add(long firstSequence, DateTimeOffset at, ReadOnlySpan<byte> events, byte[] hashes, ReadOnlySpan<byte> previousHash)
    {
        if (firstSequence != Last + 1)
            Problems.Add(firstSequence > Last + 1
                ? $"Expected event {Last + 1} of '{stream}', but found event {firstSequence}: {firstSequence - Last - 1} events are missing."
                : $"Expected event {Last + 1} of '{stream}', but found event {firstSequence} once more.");
        else if (!previousHash.SequenceEqual(head))
            Problems.Add($"Expected event {firstSequence} of '{stream}' to follow {Hex(head)}, but it follows {Hex(previousHash)}.");
        head = previousHash.ToArray();
        Last = firstSequence - 1;
        var count = 0;
        var (place, lineAt) = (0, at);
        try
        {
            foreach (var part in new JournalLineReader(events))
            {
                var sequence = firstSequence + count;
                if ((count + 1) * HashSize > hashes.Length)
                    break;
                var stored = hashes.AsSpan(place, HashSize);
                Span<byte> hash = CaseChain.Hash(head, sequence, lineAt, part.Name, part.Version, part.Data);
                if (!hash.SequenceEqual(stored))
                {
                    if (Tombstone.Read(part.Data) is not { } tombstone)
                        Problems.Add($"Expected event {sequence} of '{stream}' ({part.Name}) to hash to {Hex(hash)}, but its row says {Hex(stored)}: its content, its instant or its hash was changed.");
                    else if ((removals ?? RemovalBook.Empty).WhyNot(tombstone, stream, sequence, lineAt, part.Name, part.Version, stored) is { } why)
                        Problems.Add($"Expected event {sequence} of '{stream}' ({part.Name}) to have its content, or a record of its removal, but {why}");
                    else
                        LastRemoved = sequence;
                }
                stored.CopyTo(head = new byte[HashSize]);
                (place, count) = (place + HashSize, count + 1);
            }
            if (count * HashSize != hashes.Length || count == 0)
                Problems.Add($"Expected as many hashes as events from event {firstSequence} of '{stream}', but there are {hashes.Length} bytes of hashes, and events for {count * HashSize}.");
        }
        catch (FormatException e)
        {
            Problems.Add($"Expected the events from event {firstSequence + count} of '{stream}' to be readable, but: {e.Message}");
            // What cannot be read is passed over by its hashes, so that the lines after it can be checked.
            count = Math.Max(count, hashes.Length / HashSize);
            if (hashes.Length >= HashSize)
                head = hashes[^HashSize..];
        }
        Last = firstSequence + Math.Max(count, hashes.Length / HashSize) - 1;
    }

    /// <summary>The stream's head says the same as its last event.</summary>
    public void End(long version, ReadOnlySpan<byte> headHash)
    {
        if (version != Last)
            Problems.Add($"Expected '{stream}' to end with event {version} as its head says, but it ends with event {Last}.");
        else if (!headHash.SequenceEqual(head))
            Problems.Add($"Expected '{stream}' to end with {Hex(head)}, but its head says {Hex(headHash)}.");
    }

    private static string Hex(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash[..Math.Min(6, hash.Length)]) + "…";
}
