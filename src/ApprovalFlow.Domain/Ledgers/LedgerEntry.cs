using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Domain.Ledgers;

/// <summary>One page of the ledger: everything that happened since the page before, in one root, signed.</summary>
/// <param name="Number">1, 2, 3 … without gaps.</param>
/// <param name="Day">The day in China on which it was closed: the first one after midnight covers the day before.</param>
/// <param name="At">When it was closed, whole milliseconds.</param>
/// <param name="Previous">Hash of the page before; of the first, 32 zero bytes.</param>
/// <param name="Root">Merkle root over the leaves of all streams that moved.</param>
/// <param name="KeyId">The key that signs it: SHA-256 of its SubjectPublicKeyInfo, in hexadecimal.</param>
public sealed record LedgerEntry(long Number, DateOnly Day, DateTimeOffset At, byte[] Previous, byte[] Root, int Leaves, long Events, string KeyId)
{
    /// <summary>SubjectPublicKeyInfo (DER) of the key that signs from the next page on; null: the same key goes on. So each key is vouched for by the one before it.</summary>
    public byte[]? NextKey { get; init; }

    public static byte[] Genesis => new byte[SHA256.HashSizeInBytes];

    /// <summary>Canonical JSON: what is signed, hashed and stored.</summary>
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject()
            .Name("at").String(CanonicalInstant.Write(At))
            .Name("day").String(Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            .Name("events").Number(Events)
            .Name("key").String(KeyId)
            .Name("leaves").Number(Leaves);
        if (NextKey is { } next) json.Name("nextKey").String(Convert.ToBase64String(next));
        json.Name("number").Number(Number)
            .Name("previous").String(Convert.ToHexStringLower(Previous))
            .Name("root").String(Convert.ToHexStringLower(Root))
            .EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    public byte[] Hash() => SHA256.HashData(ToBytes());

    /// <exception cref="FormatException">It is not a page of a ledger.</exception>
    public static LedgerEntry Read(ReadOnlySpan<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            var page = document.RootElement;
            byte[] Hex(string name) => Convert.FromHexString(page.GetProperty(name).GetString()!);
            var entry = new LedgerEntry(
                page.GetProperty("number").GetInt64(), DateOnly.ParseExact(page.GetProperty("day").GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture),
                DateTimeOffset.Parse(page.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Hex("previous"), Hex("root"),
                page.GetProperty("leaves").GetInt32(), page.GetProperty("events").GetInt64(), page.GetProperty("key").GetString()!)
            {
                NextKey = page.TryGetProperty("nextKey", out var next) ? Convert.FromBase64String(next.GetString()!) : null,
            };
            // What reads otherwise than it is written would be another page under the same signature.
            return entry.ToBytes().AsSpan().SequenceEqual(json) ? entry : throw new FormatException("Expected a page of the ledger in canonical JSON without further members, but it is not.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException or OverflowException)
        {
            throw new FormatException($"Expected a page of the ledger, but: {e.Message}", e);
        }
    }
}

/// <summary>A page with its signature: ECDSA over P-256 and SHA-256, in DER as <c>openssl dgst -verify</c> reads it.</summary>
public sealed record SignedLedgerEntry(LedgerEntry Entry, byte[] Signature);
