using System.CommandLine;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Pages of the ledger and what they prove.</summary>
internal static class LedgerVerb
{
    public static Command Create() => ExamplesHelp.With(new Command("ledger", "Signed pages over all streams, and proofs that an event is on one.") { Close(), List(), Prove(), Check() },
        "ledger list", "ledger close", "ledger prove FGW-001-A-2026-000001 1 --output proof.json", "ledger check proof.json --key first.pub.pem");

    private static Command Close()
    {
        var database = new DatabaseChoice();
        var keys = new Option<DirectoryInfo?>("--keys") { Description = "The server's key folder (default: keys)." };
        var rotate = new Option<bool>("--rotate") { Description = "Name a new key that signs from the next page on." };
        var command = ExamplesHelp.With(new Command("close", "Closes a page over everything that no page covers. The server does it every day.") { keys, rotate }, "ledger close --rotate");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse, parse.GetValue(keys)?.FullName);
            if (services is null)
                return (int)ExitCode.NotFound;
            var closed = await services.GetRequiredService<LedgerKeeper>().CloseAsync(parse.GetValue(rotate), cancellation);
            foreach (var problem in closed.Problems)
                Console.WriteLine(problem);
            Write(closed.Page.Entry);
            return (int)(closed.Problems.Count == 0 ? ExitCode.Ok : ExitCode.Failed);
        });
        return command;
    }

    private static Command List()
    {
        var database = new DatabaseChoice();
        var command = ExamplesHelp.With(new Command("list", "The pages, the newest first."), "ledger list");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse);
            if (services is null)
                return (int)ExitCode.NotFound;
            foreach (var page in await services.GetRequiredService<LedgerKeeper>().ListAsync(null, 1_000, cancellation))
                Write(page.Entry);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Prove()
    {
        var database = new DatabaseChoice();
        var stream = new Argument<string>("STREAM") { Description = "A case's number, a trip's, def/ID or reads/CASE." };
        var sequence = new Argument<long>("SEQUENCE") { Description = "The event's place in it, from 1." };
        var output = new Option<FileInfo?>("--output") { Description = "Write the proof here (default: standard output)." };
        var command = ExamplesHelp.With(new Command("prove", "Writes the proof that an event was there when its page was closed.") { stream, sequence, output }, "ledger prove FGW-001-A-2026-000001 1 --output proof.json");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse);
            if (services is null)
                return (int)ExitCode.NotFound;
            if (await services.GetRequiredService<ProofQuery>().FindAsync(parse.GetValue(stream)!, parse.GetValue(sequence), cancellation) is not { } proof)
            {
                Console.Error.WriteLine($"Expected event {parse.GetValue(sequence)} of '{parse.GetValue(stream)}' to be on a page of the ledger, but there is no such event, or its page is not closed yet.");
                return (int)ExitCode.NotFound;
            }
            if (parse.GetValue(output) is { } file)
                await File.WriteAllBytesAsync(file.FullName, proof.ToBytes(), cancellation);
            else
                Console.WriteLine(System.Text.Encoding.UTF8.GetString(proof.ToBytes()));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    private static Command Check()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A proof." };
        var key = new Option<FileInfo>("--key") { Description = "The public key (PEM) that signs the page, as it was handed out.", Required = true };
        var command = ExamplesHelp.With(new Command("check", "Checks a proof without any database.") { file, key }, "ledger check proof.json --key first.pub.pem");
        command.SetAction(parse =>
        {
            foreach (var path in new[] { parse.GetValue(file)!, parse.GetValue(key)! }.Where(f => !f.Exists))
            {
                Console.Error.WriteLine($"Expected file '{path}', but it does not exist.");
                return (int)ExitCode.NotFound;
            }
            try
            {
                var proof = InclusionProof.Read(File.ReadAllBytes(parse.GetValue(file)!.FullName));
                var problems = proof.Check(PublicKey.Read(parse.GetValue(key)!.FullName));
                foreach (var problem in problems)
                    Console.WriteLine(problem);
                if (problems.Count > 0)
                    return (int)ExitCode.Failed;
                Console.WriteLine($"Event {proof.Sequence} of '{proof.Stream}' ({proof.Name}, {proof.At:O}) is on page {proof.Page.Entry.Number} of the ledger, closed {proof.Page.Entry.At:O}.");
                if (proof.Removed is { } record)
                    Console.WriteLine($"Its content was removed since; the record is '{record.Name}'. This shows that an event with this hash was there, not what it said.");
                return (int)ExitCode.Ok;
            }
            catch (FormatException e)
            {
                Console.WriteLine(e.Message);
                return (int)ExitCode.Failed;
            }
        });
        return command;
    }

    private static void Write(LedgerEntry page) =>
        Console.WriteLine($"{page.Number,6}  {page.Day:yyyy-MM-dd}  {page.Leaves,8} streams  {page.Events,10} events  {Convert.ToHexStringLower(page.Root)}  key {page.KeyId[..12]}…{(page.NextKey is null ? "" : "  names the next key")}");
}
