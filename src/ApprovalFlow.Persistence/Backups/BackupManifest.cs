using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Persistence.Backups;

/// <summary>What a backup says of itself: <c>backup.json</c> beside the copy.</summary>
/// <param name="At">When the copy was begun; everything committed before is in it.</param>
/// <param name="Provider">Sqlite or Postgres.</param>
/// <param name="Migration">The last one that the database had.</param>
/// <param name="File">Name of the copy.</param>
/// <param name="Hash">SHA-256 of the copy, lower-case hexadecimal.</param>
public sealed record BackupManifest(DateTimeOffset At, string Provider, string Migration, string File, long Length, string Hash, BackupFacts Facts)
{
    public byte[] ToBytes()
    {
        var json = CanonicalJsonWriter.Rent().BeginObject()
            .Name("at").String(CanonicalInstant.Write(At)).Name("cases").Number(Facts.Cases).Name("feed").Number(Facts.Feed).Name("file").String(File)
            .Name("ledgerHash").String(Facts.LedgerHash).Name("ledgerPage").Number(Facts.LedgerPage).Name("length").Number(Length).Name("lines").Number(Facts.Lines)
            .Name("migration").String(Migration).Name("provider").String(Provider).Name("sha256").String(Hash).EndObject();
        var bytes = json.ToArray();
        json.Return();
        return bytes;
    }

    /// <exception cref="InvalidDataException">It is not the description of a backup.</exception>
    public static BackupManifest Read(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var b = document.RootElement;
            string Text(string name) => b.GetProperty(name).GetString()!;
            long Number(string name) => b.GetProperty(name).GetInt64();
            return new(DateTimeOffset.Parse(Text("at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), Text("provider"), Text("migration"), Text("file"), Number("length"), Text("sha256"),
                new(Number("cases"), Number("lines"), Number("ledgerPage"), Text("ledgerHash"), Number("feed")));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"Expected the description of a backup, but: {e.Message}", e);
        }
    }
}

/// <summary>How much a database holds: of the backup and of what came out of it again.</summary>
/// <param name="LedgerHash">Of the last page, hexadecimal; empty: there is none.</param>
/// <param name="Feed">The highest number of the feed.</param>
public sealed record BackupFacts(long Cases, long Lines, long LedgerPage, string LedgerHash, long Feed);
