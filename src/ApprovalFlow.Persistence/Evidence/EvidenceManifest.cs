using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>What an evidence package says of itself; signed with the ledger's key, so that nothing can be put in, left out or exchanged.</summary>
/// <param name="CaseNumber">The case it is about.</param>
/// <param name="At">When it was made, whole milliseconds.</param>
/// <param name="KeyId">The key that signs it: the one in force after the last page it holds.</param>
/// <param name="Files">Every other file but the signature, in the order in which they lie in the package.</param>
public sealed record EvidenceManifest(string CaseNumber, DateTimeOffset At, EvidenceMaker By, string KeyId, IReadOnlyList<EvidenceFile> Files)
{
    public const string Format = "approvalflow-evidence/1";

    /// <summary>SHA-256 of papers that the case names and the house did not keep.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>Canonical JSON: what is signed.</summary>
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject()
            .Name("at").String(CanonicalInstant.Write(At))
            .Name("by").BeginObject().Name("id").String(By.UserId).Name("name").String(By.Name);
        if (By.Role is { } role) json.Name("role").String(role);
        json.EndObject().Name("case").String(CaseNumber).Name("files").BeginArray();
        foreach (var file in Files)
            json.BeginObject().Name("length").Number(file.Length).Name("name").String(file.Name).Name("sha256").String(file.Hash).EndObject();
        json.EndArray().Name("format").String(Format).Name("key").String(KeyId).Name("missing").BeginArray();
        foreach (var hash in Missing) json.String(hash);
        json.EndArray().EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    /// <exception cref="FormatException">It is not a manifest.</exception>
    public static EvidenceManifest Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var (root, by) = (document.RootElement, document.RootElement.GetProperty("by"));
            if (root.GetProperty("format").GetString() is var format && format != Format)
                throw new FormatException($"Expected a package of format '{Format}', but it is '{format}'.");
            var manifest = new EvidenceManifest(
                root.GetProperty("case").GetString()!, DateTimeOffset.Parse(root.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
                new(by.GetProperty("id").GetString()!, by.GetProperty("name").GetString()!, by.TryGetProperty("role", out var role) ? role.GetString() : null), root.GetProperty("key").GetString()!,
                [.. root.GetProperty("files").EnumerateArray().Select(f => new EvidenceFile(f.GetProperty("name").GetString()!, f.GetProperty("length").GetInt64(), f.GetProperty("sha256").GetString()!))])
            {
                Missing = [.. root.GetProperty("missing").EnumerateArray().Select(m => m.GetString()!)],
            };
            // What reads otherwise than it is written would be another manifest under the same signature.
            return manifest.ToBytes().AsSpan().SequenceEqual(json.Span) ? manifest : throw new FormatException("Expected a manifest in canonical JSON without further members, but it is not.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"Expected the manifest of an evidence package, but: {e.Message}", e);
        }
    }
}

/// <param name="Role">The mandate with which it was asked for.</param>
public sealed record EvidenceMaker(string UserId, string Name, string? Role);

/// <param name="Hash">SHA-256, lower-case hexadecimal.</param>
public sealed record EvidenceFile(string Name, long Length, string Hash);
