using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Ledgers;

/// <summary>What one ledger says of one stream: the events that came since the ledger before, and where the stream stood.</summary>
/// <param name="Stream">A case's number, a trip's, <c>def/</c> and a definition's id, or <c>reads/</c> and a day.</param>
/// <param name="First">Sequence of the first event it covers.</param>
/// <param name="Last">Sequence of the last one: the stream's head.</param>
/// <param name="Head">Hash of the last one. Since every event names its predecessor, it stands for all before it.</param>
/// <param name="Events">Merkle root over the hashes of the events from first to last, so that one of them can be proved without showing the others.</param>
public sealed record LedgerLeaf(string Stream, long First, long Last, byte[] Head, byte[] Events)
{
    public int Count => (int)(Last - First + 1);

    /// <summary>Canonical JSON, which is what the leaf of the tree hashes.</summary>
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject()
            .Name("events").String(Convert.ToHexStringLower(Events))
            .Name("first").Number(First)
            .Name("head").String(Convert.ToHexStringLower(Head))
            .Name("last").Number(Last)
            .Name("stream").String(Stream)
            .EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    public byte[] Hash() => MerkleTree.Leaf(ToBytes());

    /// <summary>The leaf of a stretch of a stream.</summary>
    public static LedgerLeaf Of(string stream, long first, IReadOnlyList<byte[]> eventHashes) =>
        new(stream, first, first + eventHashes.Count - 1, eventHashes[^1], MerkleTree.Root([.. eventHashes.Select(h => MerkleTree.Leaf(h))]));

    /// <summary>Leaves lie in the order of their streams' names, byte by byte, so that everybody builds the same tree.</summary>
    public static byte[] Root(IEnumerable<LedgerLeaf> leaves) => MerkleTree.Root([.. leaves.OrderBy(l => l.Stream, StringComparer.Ordinal).Select(l => l.Hash())]);
}
