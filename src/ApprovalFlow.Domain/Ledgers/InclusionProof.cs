using System.Globalization;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Ledgers;

/// <summary>Shows that one event was in the journal when a page of the ledger was closed: the event, the way up its stream's leaf, the way up the page's tree, the signed page.</summary>
public sealed record InclusionProof(
    string Stream, long Sequence, DateTimeOffset At, string Name, int Version, string Data, byte[] PreviousHash,
    LedgerLeaf Leaf, IReadOnlyList<byte[]> EventPath, int LeafIndex, IReadOnlyList<byte[]> LeafPath, SignedLedgerEntry Page)
{
    /// <summary>The hash that was kept when the event's content was removed: it was there, but what it said nobody can show any more. Null: the content is here.</summary>
    public byte[]? KeptHash { get; init; }
    /// <summary>The record of the removal; null: the content is here.</summary>
    public Tombstone? Removed => KeptHash is null ? null : Tombstone.Read(Data);

    /// <summary>Everything wrong with it, as sentences; none when it holds.</summary>
    /// <param name="publicKey">The key that must have signed the page; the proof does not bring it along, for it would prove nothing.</param>
    public IReadOnlyList<string> Check(byte[] publicKey)
    {
        List<string> problems = [];
        if (Leaf.Stream != Stream || Sequence < Leaf.First || Sequence > Leaf.Last)
            problems.Add($"Expected the leaf to cover event {Sequence} of '{Stream}', but it covers {Leaf.First} to {Leaf.Last} of '{Leaf.Stream}'.");
        else
        {
            var hash = KeptHash ?? CaseChain.Hash(PreviousHash, Sequence, At, Name, Version, Encoding.UTF8.GetBytes(Data));
            if (MerkleTree.RootOf(MerkleTree.Leaf(hash), (int)(Sequence - Leaf.First), Leaf.Count, EventPath) is not { } events || !events.AsSpan().SequenceEqual(Leaf.Events))
                problems.Add($"Expected event {Sequence} of '{Stream}' to be among those of its leaf, but it is not: its content, its place or its way is another.");
        }
        var entry = Page.Entry;
        if (MerkleTree.RootOf(Leaf.Hash(), LeafIndex, entry.Leaves, LeafPath) is not { } root || !root.AsSpan().SequenceEqual(entry.Root))
            problems.Add($"Expected the leaf of '{Leaf.Stream}' to be on page {entry.Number} of the ledger, but it is not.");
        if (entry.KeyId != LedgerKey.IdOf(publicKey) || !LedgerKey.HasSigned(publicKey, entry.ToBytes(), Page.Signature))
            problems.Add($"Expected page {entry.Number} of the ledger to be signed with key {LedgerKey.IdOf(publicKey)[..12]}…, but it is not.");
        return problems;
    }

    /// <summary>As a file: canonical JSON, the event's data and the page as they were hashed and signed.</summary>
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject().Name("event").BeginObject()
            .Name("at").String(CanonicalInstant.Write(At))
            .Name("data").Embed(Encoding.UTF8.GetBytes(Data)).Name("event").String(Name);
        if (KeptHash is { } kept)
            json.Name("hash").String(Convert.ToHexStringLower(kept));
        json.Name("previous").String(Convert.ToHexStringLower(PreviousHash)).Name("sequence").Number(Sequence).Name("version").Number(Version).EndObject()
            .Name("eventPath");
        Hashes(json, EventPath).Name("leaf").Embed(Leaf.ToBytes()).Name("leafIndex").Number(LeafIndex).Name("leafPath");
        Hashes(json, LeafPath).Name("page").Embed(Page.Entry.ToBytes()).Name("signature").String(Convert.ToBase64String(Page.Signature)).EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    private static CanonicalJsonWriter Hashes(CanonicalJsonWriter json, IReadOnlyList<byte[]> hashes)
    {
        json.BeginArray();
        foreach (var hash in hashes) json.String(Convert.ToHexStringLower(hash));
        return json.EndArray();
    }

    /// <exception cref="FormatException">It is not a proof.</exception>
    public static InclusionProof Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var (proof, e, l) = (document.RootElement, document.RootElement.GetProperty("event"), document.RootElement.GetProperty("leaf"));
            static byte[] Hex(JsonElement text) => Convert.FromHexString(text.GetString()!);
            static byte[][] List(JsonElement list) => [.. list.EnumerateArray().Select(Hex)];
            var leaf = new LedgerLeaf(l.GetProperty("stream").GetString()!, l.GetProperty("first").GetInt64(), l.GetProperty("last").GetInt64(), Hex(l.GetProperty("head")), Hex(l.GetProperty("events")));
            var read = new InclusionProof(
                leaf.Stream, e.GetProperty("sequence").GetInt64(), DateTimeOffset.Parse(e.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                e.GetProperty("event").GetString()!, e.GetProperty("version").GetInt32(), e.GetProperty("data").GetRawText(), Hex(e.GetProperty("previous")),
                leaf, List(proof.GetProperty("eventPath")), proof.GetProperty("leafIndex").GetInt32(), List(proof.GetProperty("leafPath")),
                new(LedgerEntry.Read(Encoding.UTF8.GetBytes(proof.GetProperty("page").GetRawText())), Convert.FromBase64String(proof.GetProperty("signature").GetString()!))) { KeptHash = e.TryGetProperty("hash", out var kept) ? Hex(kept) : null };
            if (read.KeptHash is not null && (read.Removed is null || read.KeptHash.Length != 32))
                throw new FormatException("Expected a hash only in place of content that was removed, but the content is there.");
            return read.ToBytes().AsSpan().SequenceEqual(json.Span) ? read : throw new FormatException("Expected a proof of inclusion in canonical JSON without further members, but it is not.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Expected a proof of inclusion, but: {e.Message}", e);
        }
    }
}
