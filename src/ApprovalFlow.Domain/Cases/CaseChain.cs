using System.Security.Cryptography;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Links each stored event to its predecessor, so that nothing can be changed, removed or put in between unseen (docs/journal.md).</summary>
public static class CaseChain
{
    /// <summary>The predecessor of a stream's first event: 32 zero bytes.</summary>
    public static ReadOnlySpan<byte> Genesis => new byte[32];

    /// <summary>SHA-256, 32 bytes, of the canonical JSON of the envelope
    /// <c>{"at","data","event","previous","sequence","version"}</c>: anybody with a JSON library can check it.</summary>
    /// <param name="at">Whole milliseconds; finer parts are refused, because not every store keeps them.</param>
    public static byte[] Hash(ReadOnlySpan<byte> previousHash, long sequence, DateTimeOffset at, string name, int version, ReadOnlySpan<byte> canonicalData)
    {
        var envelope = Write(previousHash, sequence, at, name, version, canonicalData);
        var hash = SHA256.HashData(envelope.Written);
        envelope.Return();
        return hash;
    }

    internal static byte[] Envelope(ReadOnlySpan<byte> previousHash, long sequence, DateTimeOffset at, string name, int version, ReadOnlySpan<byte> canonicalData) =>
        Write(previousHash, sequence, at, name, version, canonicalData).ToArray();

    private static CanonicalJsonWriter Write(ReadOnlySpan<byte> previousHash, long sequence, DateTimeOffset at, string name, int version, ReadOnlySpan<byte> canonicalData)
    {
        if (previousHash.Length != SHA256.HashSizeInBytes) throw new ArgumentException($"Expected a hash of 32 bytes, but got {previousHash.Length}.", nameof(previousHash));
        if (at.Ticks % TimeSpan.TicksPerMillisecond != 0) throw new ArgumentException($"Expected whole milliseconds, but got {at:O}.", nameof(at));
        Span<char> instant = stackalloc char[24];
        CanonicalInstant.Write(at, instant);
        Span<char> previous = stackalloc char[64];
        Convert.TryToHexStringLower(previousHash, previous, out _);
        return CanonicalJsonWriter.Rent().BeginObject()
            .Name("at").String(instant)
            .Name("data").Embed(canonicalData)
            .Name("event").String(name)
            .Name("previous").String(previous)
            .Name("sequence").Number(sequence)
            .Name("version").Number(version)
            .EndObject();
    }
}
