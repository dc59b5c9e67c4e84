namespace ApprovalFlow.Domain.Cases;

/// <summary>Links each stored event to its predecessor, so that nothing can be changed, removed or put in between unseen (docs/journal.md).</summary>
public static partial class CaseChain
{
    /// <summary>The predecessor of a stream's first event: 32 zero bytes.</summary>
    public static ReadOnlySpan<byte> Genesis => new byte[32];

    /// <summary>SHA-256, 32 bytes, of the canonical JSON of the envelope.</summary>
    /// <param name="at">Whole milliseconds; finer parts are refused, because not every store keeps them.</param>
    public static byte[] Hash(ReadOnlySpan<byte> previousHash, long sequence, DateTimeOffset at, string name, int version, ReadOnlySpan<byte> canonicalData) => throw new NotImplementedException();
}
