using System.Text;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing.Compliance;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Journal;

public sealed class HashChainTests
{
    private static readonly IReadOnlyList<StoredEvent> Events = Build();

    private static List<StoredEvent> Build()
    {
        var first = Commits.Registered("H-1");
        var second = Commits.After(first, Commits.Accepted, Commits.Accepted);
        return [.. first.Events, .. second.Events];
    }

    private static string? BreakOf(params IEnumerable<StoredEvent> events) => HashChain.FindBreak("H-1", [.. events], Events[^1].Hash);

    [Fact]
    public void Chain_should_hold_when_nothing_was_touched() => BreakOf(Events).ShouldBeNull();

    /// <summary>Every single byte of the data counts, and every other part of a row.</summary>
    [Fact]
    public void Verifier_should_find_a_flipped_byte_wherever_it_is()
    {
        var data = Events[0].Json.ToArray();
        for (var i = 0; i < data.Length; i++)
        {
            var flipped = (byte[])data.Clone();
            flipped[i] ^= 1;
            BreakOf([Events[0] with { Json = flipped }, .. Events.Skip(1)]).ShouldNotBeNull($"byte {i}");
        }
        for (var i = 0; i < 32; i++)
        {
            BreakOf([Events[0], Events[1] with { Hash = Flip(Events[1].Hash, i) }, Events[2]]).ShouldNotBeNull();
            BreakOf([Events[0], Events[1] with { PreviousHash = Flip(Events[1].PreviousHash, i) }, Events[2]]).ShouldNotBeNull();
        }
        BreakOf([Events[0], Events[1] with { At = Events[1].At.AddMilliseconds(1) }, Events[2]]).ShouldNotBeNull();
        BreakOf([Events[0], Events[1] with { Type = "case-closed" }, Events[2]]).ShouldNotBeNull();
        BreakOf([Events[0], Events[1] with { TypeVersion = 2 }, Events[2]]).ShouldNotBeNull();
    }

    [Fact]
    public void Verifier_should_find_what_was_removed_added_or_exchanged()
    {
        BreakOf([Events[0], Events[2]]).ShouldBe("Expected event 2 of case 'H-1', but found event 3.");
        BreakOf([Events[0], Events[1]]).ShouldNotBeNull();
        BreakOf([Events[0], Events[2] with { Sequence = 2 }, Events[1] with { Sequence = 3 }]).ShouldNotBeNull();
        BreakOf([.. Events, Events[2] with { Sequence = 4 }]).ShouldNotBeNull();
    }

    private static byte[] Flip(byte[] hash, int at)
    {
        var flipped = (byte[])hash.Clone();
        flipped[at] ^= 1;
        return flipped;
    }
}
