using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>Sends what it is told, one command a line, and answers with "accepted" or the code of the refusal.</summary>
/// <remarks>A line: the case, the kind of command and its content as JSON. A case alone only reads it, as a page would.</remarks>
internal static class RaceRunner
{
    public static async Task RunAsync(string connection, TextReader orders, TextWriter answers)
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UsePostgres(connection).AddWorkflowsFrom(Repository.Path("workflows")));
        await using var provider = services.BuildServiceProvider();
        var processor = provider.GetRequiredService<CommandProcessor>();
        await answers.WriteLineAsync("ready");
        await answers.FlushAsync();
        while (await orders.ReadLineAsync() is { Length: > 0 } line)
        {
            await answers.WriteLineAsync(await DoAsync(processor, line));
            await answers.FlushAsync();
        }
    }

    public static async Task<string> DoAsync(CommandProcessor processor, string line)
    {
        var words = line.Split(' ', 3);
        if (words is [var seen])
            return await processor.LookAsync(seen) is null ? "nothing" : "seen";
        return await processor.ExecuteAsync(words[0], CommandOf(words[1], words[2])) is CommandResult.Rejected { Rejection: var rejection } ? rejection.Code : "accepted";
    }

    public static string Line(string caseNumber, CaseCommand command) => $"{caseNumber} {command.GetType().Name} {JsonSerializer.Serialize(command, command.GetType())}";

    private static CaseCommand CommandOf(string kind, string content) =>
        (CaseCommand)JsonSerializer.Deserialize(content, typeof(CaseCommand).GetNestedType(kind) ?? throw new ArgumentException($"Expected a known command, but got '{kind}'."))!;
}
