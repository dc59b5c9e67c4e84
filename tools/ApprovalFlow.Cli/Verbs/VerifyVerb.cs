using System.CommandLine;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Verification;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Checks a database: every page of the ledger, every event of every stream, and that the lists say what the journal says. Or, named a file, an evidence package and nothing else.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var database = new DatabaseChoice();
        var file = new Argument<FileInfo?>("FILE") { Description = "An evidence package: checked by itself, without any database.", Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<FileInfo?>("--key") { Description = "The public key (PEM) that signs the first page of the ledger, as it was handed out. Without it the key in the key folder is believed, and that is said." };
        var keys = new Option<DirectoryInfo?>("--keys") { Description = "The server's key folder (default: keys)." };
        var checkpoint = new Option<FileInfo?>("--checkpoint") { Description = "A file that remembers what was checked: the next run looks only at what came since, and one that was stopped goes on where it was." };
        var chains = new Option<bool>("--chains") { Description = "Only ledger and chains, not the lists made from them." };
        var command = ExamplesHelp.With(new Command("verify", "Checks the ledger's signatures, every event's hash and predecessor, and everything computed from the journal; or an evidence package. Names what is wrong.") { file, key, keys, checkpoint, chains },
            "verify", "verify FGW-001-A-2026-000001.evidence.zip --key first.pub.pem", "verify --sqlite demo.db --key first.pub.pem", "verify --chains --checkpoint verified.json");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            if (parse.GetValue(file) is { } package)
                return (int)EvidenceFile.Check(package, parse.GetValue(key));
            await using var services = database.Open(parse, parse.GetValue(keys)?.FullName);
            if (services is null)
                return (int)ExitCode.NotFound;
            return (int)await RunAsync(services, parse.GetValue(key), parse.GetValue(checkpoint), parse.GetValue(chains), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> RunAsync(IServiceProvider services, FileInfo? keyFile, FileInfo? checkpointFile, bool chainsOnly, CancellationToken cancellation)
    {
        var before = StateFile.Read<Checkpoint>(checkpointFile);
        var run = new Run();
        var last = await PagesAsync(services, keyFile, before, run, cancellation);
        if (last is null && run.Broken > 0 && run.Streams == 0 && before is not null)
            return run.End();

        using (var progress = new Progress("streams", 0))
            await foreach (var batch in services.GetRequiredService<ChainVerifier>().VerifyAsync(before?.After, before?.Page ?? 0, cancellation))
            {
                foreach (var stream in batch.Streams)
                    run.Add(stream.Events, stream.Problems);
                progress.Step();
                // What is wrong stays to be found: a run that found something is done again from where it began.
                if (batch.Until is { } until && run.Broken == 0 && checkpointFile is not null)
                    StateFile.Write(checkpointFile, (before ?? Checkpoint.None).At(until));
            }
        if (!chainsOnly && before is null)
            await foreach (var verified in services.GetRequiredService<JournalVerifier>().VerifyAsync(cancellation))
                run.Add(0, verified.Problems, counts: false);
        if (checkpointFile is not null && run.Broken == 0 && last is { Page: { } page })
            StateFile.Write(checkpointFile, new Checkpoint(page.Number, Convert.ToBase64String(page.ToBytes()), Convert.ToBase64String(last.Key), null));
        return run.End();
    }

    /// <summary>The pages of the ledger since the checkpoint; answers the last one, null when there is none or the ledger could not be begun.</summary>
    private static async Task<VerifiedPage?> PagesAsync(IServiceProvider services, FileInfo? keyFile, Checkpoint? before, Run run, CancellationToken cancellation)
    {
        var keeper = services.GetRequiredService<LedgerKeeper>();
        LedgerEntry? after = null;
        byte[]? key;
        if (before?.Page > 0)
        {
            (after, key) = (LedgerEntry.Read(Convert.FromBase64String(before.Text)), Convert.FromBase64String(before.Key));
            if (await keeper.FindAsync(before.Page, cancellation) is not { } now || !now.Entry.Hash().AsSpan().SequenceEqual(after.Hash()))
            {
                run.Add(0, [$"Expected page {before.Page} of the ledger to be the one that was checked before, but it is another, or gone."], counts: false);
                return null;
            }
        }
        else if (await keeper.FindAsync(1, cancellation) is not { } first)
        {
            Console.WriteLine("No page of the ledger is closed yet: nothing signed stands behind these chains.");
            return null;
        }
        else if (keyFile is not null)
        {
            key = PublicKey.Read(keyFile.FullName);
        }
        else
        {
            key = services.GetRequiredService<LedgerKeys>().Find(first.Entry.KeyId);
            if (key is null)
            {
                run.Add(0, [$"Expected the key that signs page 1 of the ledger ({first.Entry.KeyId}) by --key or in the folder '{services.GetRequiredService<LedgerKeys>().Folder}', but it is not there."], counts: false);
                return null;
            }
            Console.WriteLine($"The ledger is checked with key {first.Entry.KeyId} of the server's own folder. Who has the key from elsewhere names it with --key.");
        }
        VerifiedPage? last = after is null ? null : new(after, key, []);
        await foreach (var page in services.GetRequiredService<LedgerVerifier>().VerifyAsync(key, after, cancellation))
        {
            run.Pages++;
            run.Add(0, page.Problems, counts: false);
            last = page;
        }
        return last;
    }

    private sealed class Run
    {
        public int Streams { get; private set; }
        public int Broken { get; private set; }
        public int Pages { get; set; }
        private long events;

        public void Add(int found, IReadOnlyList<string> problems, bool counts = true)
        {
            Streams += counts ? 1 : 0;
            events += found;
            Broken += problems.Count > 0 ? 1 : 0;
            foreach (var problem in problems)
                Console.WriteLine(problem);
        }

        public ExitCode End()
        {
            Console.WriteLine($"{Pages} pages, {Streams} streams, {events} events, {Broken} broken");
            return Broken == 0 ? ExitCode.Ok : ExitCode.Failed;
        }
    }
}
