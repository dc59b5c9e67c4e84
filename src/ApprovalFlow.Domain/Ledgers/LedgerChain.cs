namespace ApprovalFlow.Domain.Ledgers;

/// <summary>Goes through the pages of a ledger in order and says what is wrong with each.</summary>
/// <param name="firstKey">SubjectPublicKeyInfo of the key that signs the first page checked: the one thing that must be known from elsewhere.</param>
/// <param name="after">The last page that was checked before; null: begin with the first.</param>
public sealed class LedgerChain(byte[] firstKey, LedgerEntry? after = null)
{
    private byte[] key = firstKey;

    /// <summary>The last page that was looked at.</summary>
    public LedgerEntry? Last { get; private set; } = after;
    /// <summary>The key that must sign the next page.</summary>
    public byte[] Key => key;

    /// <summary>Everything wrong with the next page, as sentences; none when it holds. A wrong page is followed all the same, so that one fault is told once.</summary>
    public IReadOnlyList<string> Add(SignedLedgerEntry page)
    {
        List<string> problems = [];
        var entry = page.Entry;
        var expected = (Last?.Number ?? 0) + 1;
        var previous = Last?.Hash() ?? LedgerEntry.Genesis;
        if (entry.Number != expected)
            problems.Add($"Expected page {expected} of the ledger, but found page {entry.Number}.");
        else if (!entry.Previous.AsSpan().SequenceEqual(previous))
            problems.Add($"Expected page {entry.Number} of the ledger to follow {Short(previous)}, but it follows {Short(entry.Previous)}.");
        if (Last is { } before && entry.At < before.At)
            problems.Add($"Expected page {entry.Number} of the ledger to be closed after {before.At:O}, but it was closed at {entry.At:O}.");
        var signed = false;
        if (entry.KeyId != LedgerKey.IdOf(key))
            problems.Add($"Expected page {entry.Number} of the ledger to be signed with key {LedgerKey.IdOf(key)[..12]}…, but it names key {entry.KeyId[..Math.Min(12, entry.KeyId.Length)]}….");
        else if (!(signed = LedgerKey.HasSigned(key, entry.ToBytes(), page.Signature)))
            problems.Add($"Expected the signature of page {entry.Number} of the ledger to be made with key {entry.KeyId[..12]}…, but it was not.");
        Last = entry;
        // Only what the key in force has signed may name its successor.
        if (signed && entry.NextKey is { } next) key = next;
        return problems;
    }

    private static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..12] + "…";
}
