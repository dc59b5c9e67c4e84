using System.CommandLine;

namespace ApprovalFlow.Receiver;

/// <summary>A bureau's end of the feed (docs/feed.md): stores what comes, checks every chain, reckons the remaining time itself and says where the source shows something else.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var name = new Option<string>("--name") { Description = "This receiver's name at the source.", Required = true };
        var secret = new Option<FileInfo>("--secret") { Description = "A file with the secret that is shared with the source.", Required = true };
        var store = new Option<FileInfo>("--store") { Description = "The copy: a SQLite file.", DefaultValueFactory = _ => new("feed.db") };
        var workflows = new Option<DirectoryInfo>("--workflows") { Description = "The bureau's own copy of the folder workflows/.", DefaultValueFactory = _ => new("workflows") };
        var source = new Option<Uri?>("--source") { Description = "The source's address: what is missing is asked for there." };
        var listen = new Option<string>("--listen") { Description = "Where the source posts to.", DefaultValueFactory = _ => "http://127.0.0.1:5180" };

        var run = new Command("run", "Receives.") { name, secret, store, workflows, source, listen };
        run.SetAction(async (parse, cancellation) =>
        {
            var shared = (await File.ReadAllTextAsync(parse.GetValue(secret)!.FullName, cancellation)).Trim();
            using var copy = new Copy(parse.GetValue(store)!.FullName);
            var intake = new Intake(copy, new Reckoner(parse.GetValue(workflows)!.FullName), shared, TimeProvider.System);
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
            var puller = parse.GetValue(source) is { } address ? new Puller(http, address, parse.GetValue(name)!, shared, intake, TimeProvider.System) : null;
            await Host.RunAsync(parse.GetValue(listen)!, intake, puller, cancellation);
            return 0;
        });

        var kind = new Option<string?>("--kind") { Description = "Only these: chain, rewritten, cut, disagreement, or an anomaly's code." };
        var findings = new Command("findings", "Lists what was found, oldest first.") { store, kind };
        findings.SetAction(parse =>
        {
            using var copy = new Copy(parse.GetValue(store)!.FullName);
            foreach (var finding in copy.Findings(parse.GetValue(kind)))
                Console.WriteLine($"{finding.At:yyyy-MM-dd HH:mm:ss}  {finding.Kind,-13} {finding.Subject}  {finding.Text}");
            Console.WriteLine($"{copy.Have} entries, {copy.Findings().Count} findings");
            return copy.Findings(parse.GetValue(kind)).Count == 0 ? 0 : 1;
        });

        return new RootCommand("A sample receiver of ApprovalFlow's feed.") { run, findings }.Parse(args).Invoke();
    }
}
