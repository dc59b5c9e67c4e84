using System.CommandLine;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Retention;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>What need not be kept any longer, what keeps it, and what waits to be removed. Changes nothing.</summary>
internal static class RetainVerb
{
    public static Command Create()
    {
        var database = new DatabaseChoice();
        var take = new Option<int>("--take") { Description = "Rows of each list.", DefaultValueFactory = _ => 100 };
        var json = Cli.JsonOption();
        var command = ExamplesHelp.With(new Command("retain", "Lists cases whose term has ended, requests, holds and removals. Nothing is changed.") { take, json }, "retain", "retain --sqlite demo.db --json");
        database.AddTo(command);
        command.SetAction(async (parse, cancellation) =>
        {
            await using var services = database.Open(parse);
            if (services is null)
                return (int)ExitCode.NotFound;
            var (files, remover, most) = (services.GetRequiredService<RedactionFiles>(), services.GetRequiredService<ContentRemover>(), parse.GetValue(take));
            var due = await files.DueAsync(most, cancellation);
            var (asked, agreed, held, removed) = (await files.ListAsync(RedactionStage.Asked, most, cancellation), await files.ListAsync(RedactionStage.Agreed, most, cancellation), await files.HeldAsync(most, cancellation), await files.ListAsync(RedactionStage.Removed, most, cancellation));
            var owed = await remover.IsCompactionOwedAsync(cancellation);
            if (parse.GetValue(json))
            {
                Cli.WriteJson(new { Schedule = files.Schedule.Version, Due = due.Select(d => new { d.Case.CaseNumber, Rule = d.Rule.Code, d.EndedOn, InTheWay = d.InTheWay.Select(r => r.Code) }), Asked = asked.Select(f => f.CaseNumber), Agreed = agreed.Select(f => f.CaseNumber), Held = held.Select(f => f.CaseNumber), Removed = removed.Select(f => f.CaseNumber), CompactionOwed = owed });
                return (int)ExitCode.Ok;
            }
            foreach (var d in due)
                Console.WriteLine($"due      {d.Case.CaseNumber}  {d.Rule.Code}, since {d.EndedOn:yyyy-MM-dd}{string.Concat(d.InTheWay.Select(r => $"  [{r.Code}]"))}");
            foreach (var f in asked)
                Console.WriteLine($"asked    {f.CaseNumber}  {RedactionEventJson.NameOf(f.State.Request!.Asked.Scope)}, {f.State.Request.Asked.Ground}, by {f.State.Request.Asked.By.Name}: waits for a second person");
            foreach (var f in agreed)
                Console.WriteLine($"agreed   {f.CaseNumber}  {RedactionEventJson.NameOf(f.State.Request!.Asked.Scope)}, by {f.State.Request.Asked.By.Name} and {f.State.Request.AgreedBy!.Name}: approvalflow redact {f.CaseNumber}");
            foreach (var f in held)
                Console.WriteLine($"held     {f.CaseNumber}  by {f.State.Hold!.By.Name}: {f.State.Hold.Basis}");
            Console.WriteLine($"{due.Count} due, {asked.Count} asked for, {agreed.Count} agreed to, {held.Count} held, {removed.Count} removed{(owed ? "; space that held removed content is not given back yet: approvalflow redact" : "")}");
            return (int)ExitCode.Ok;
        });
        return command;
    }
}
