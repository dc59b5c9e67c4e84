using System.Diagnostics;
using ApprovalFlow.Server.Hosting;

namespace ApprovalFlow.Server.Desk;

/// <summary>Prints a page to PDF with a browser without a window. Where no browser is installed there is no PDF; the page itself can be printed by whoever opens it.</summary>
public sealed partial class ReportPrinter(ServerOptions options, ILogger<ReportPrinter> logger)
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    /// <summary>A browser takes a core and 200 MB: one at a time.</summary>
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>The browser's program: the one that is configured, else one on the search path; null: none.</summary>
    public string? Browser { get; } = options.Browser.Length > 0 ? options.Browser
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>The PDF; null, with a line in the log, when it could not be made.</summary>
    public async Task<byte[]?> PrintAsync(byte[] html, CancellationToken cancellation = default)
    {
        if (Browser is null)
            return null;
        await gate.WaitAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("approvalflow-report-");
        try
        {
            var (page, pdf) = (Path.Combine(folder.FullName, "report.html"), Path.Combine(folder.FullName, "report.pdf"));
            await File.WriteAllBytesAsync(page, html, cancellation);
            return await RunAsync(folder.FullName, page, pdf, cancellation) ? await File.ReadAllBytesAsync(pdf, cancellation) : null;
        }
        finally
        {
            gate.Release();
            try
            {
                folder.Delete(recursive: true);
            }
            catch (IOException e)
            {
                // A part of the browser that is still ending may hold a file; the system clears its temporary folder.
                LogLeft(e, folder.FullName);
            }
        }
    }

    private async Task<bool> RunAsync(string folder, string page, string pdf, CancellationToken cancellation)
    {
        // The page has no script, and the browser resolves no name: a report cannot fetch anything.
        string[] arguments =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={Path.Combine(folder, "profile")}", "--no-pdf-header-footer", $"--print-to-pdf={pdf}",
            // Chromium refuses its sandbox to root, which is what a container usually is.
            .. Environment.IsPrivilegedProcess ? (string[])["--no-sandbox"] : [], new Uri(page).AbsoluteUri,
        ];
        try
        {
            using var browser = Process.Start(new ProcessStartInfo(Browser!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Longest);
            try
            {
                var said = browser.StandardError.ReadToEndAsync(limit.Token);
                _ = browser.StandardOutput.ReadToEndAsync(limit.Token);
                await browser.WaitForExitAsync(limit.Token);
                if (browser.ExitCode == 0 && File.Exists(pdf))
                    return true;
                LogFailed(null, Browser!, await said);
            }
            catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
            {
                LogFailed(e, Browser!, $"It took longer than {Longest}.");
            }
            finally
            {
                if (!browser.HasExited)
                    browser.Kill(entireProcessTree: true);
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            LogFailed(e, Browser!, e.Message);
        }
        return false;
    }

    [LoggerMessage(EventId = 3102, Level = LogLevel.Warning, Message = "A report was not printed to PDF by {Browser}: {Said}")]
    private partial void LogFailed(Exception? exception, string browser, string said);

    [LoggerMessage(EventId = 3103, Level = LogLevel.Information, Message = "The folder {Folder} of a printed report could not be removed")]
    private partial void LogLeft(Exception exception, string folder);
}
