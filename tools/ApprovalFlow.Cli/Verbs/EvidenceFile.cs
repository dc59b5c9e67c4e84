using System.Globalization;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Evidence;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>An evidence package at the command line: needs the file, the key that was handed out, and nothing else.</summary>
internal static class EvidenceFile
{
    /// <summary>Says everything that is wrong with it.</summary>
    public static ExitCode Check(FileInfo file, FileInfo? keyFile)
    {
        var (bytes, key) = Read(file, keyFile);
        if (bytes is null)
            return ExitCode.NotFound;
        EvidenceFindings report;
        try
        {
            report = EvidenceCheck.Check(bytes, key is null ? null : PublicKey.Read(key.FullName));
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return ExitCode.Failed;
        }
        foreach (var problem in report.Problems)
            Console.WriteLine(problem);
        if (report.Package is { Manifest: var manifest })
        {
            Console.WriteLine($"Case {manifest.CaseNumber}, packed {Instant(manifest.At)} by {manifest.By.Name}");
            Console.WriteLine($"{report.Pages} pages, {report.Events} events, {report.Readings} readings, {manifest.Files.Count} files, {manifest.Missing.Count} papers not kept, {report.Problems.Count} broken");
            if (report.Removal is { Request: { } request } removal)
                Console.WriteLine($"Its content was removed {Instant(removal.At)} by {removal.What.Operator}: asked for by {request.Asked.By.Name}, agreed to by {request.AgreedBy!.Name}, {request.Asked.Ground} ({request.Asked.Basis}). What is left shows that these events were there, not what they said.");
            foreach (var stamp in report.Stamps)
                Console.WriteLine($"Page {stamp.Page} was there at {Instant(stamp.At)}, says {stamp.Signer}");
            if (report.Problems.Count == 0 && key is null)
                Console.WriteLine($"Checked with the package's own key {LedgerKey.IdOf(report.OwnKey!)}: compare it with the one that was handed out, or name that with --key. Anybody can make a package with a key of their own.");
        }
        return report.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>The file's bytes; null, with a message, when it or the key is not there or it is too large.</summary>
    public static (byte[]? Bytes, FileInfo? Key) Read(FileInfo file, FileInfo? key = null)
    {
        foreach (var path in new[] { file, key }.OfType<FileInfo>().Where(f => !f.Exists))
        {
            Console.Error.WriteLine($"Expected file '{path}', but it does not exist.");
            return default;
        }
        if (file.Length <= EvidencePackage.MostBytes)
            return (File.ReadAllBytes(file.FullName), key);
        Console.Error.WriteLine($"Expected a package of at most {EvidencePackage.MostBytes} bytes, but '{file}' has {file.Length}.");
        return default;
    }

    private static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
