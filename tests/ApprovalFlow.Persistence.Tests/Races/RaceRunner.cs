using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>Sends what it is told, one command a line, and answers with "accepted" or the code of the refusal.</summary>
/// <remarks>A line: what, case, task, user, role, department and region, each * where there is none. "look" only reads the case, as a page would.</remarks>
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
        var words = line.Split(' ');
        if (words[0] == "look")
            return await processor.LookAsync(words[1]) is null ? "nothing" : "seen";
        return await processor.ExecuteAsync(words[1], CommandOf(words)) is CommandResult.Rejected { Rejection: var rejection } ? rejection.Code : "accepted";
    }

    public static string Line(string what, string caseNumber, CaseTask task, string user) =>
        string.Join(' ', what, caseNumber, task.TaskId, user, task.Candidate.Role, task.Candidate.DepartmentId ?? "*", task.Candidate.Region ?? "*");

    private static CaseCommand CommandOf(string[] words)
    {
        string? At(int place) => words[place] == "*" ? null : words[place];
        var by = new Actor(words[3], words[3], [new Mandate(words[4], At(5), At(6))]);
        return words[0] switch
        {
            "accept" => new CaseCommand.CompleteTask(words[2], by, "Accept"),
            "approve" => new CaseCommand.CompleteTask(words[2], by, "Approve"),
            "take-back" => new CaseCommand.TakeBack(words[2], by),
            "return" => new CaseCommand.ReturnToStep(words[2], by, "accept", "情况不明"),
            "withdraw" => new CaseCommand.Withdraw(by, "不办了"),
            var other => throw new ArgumentException($"Expected a known order, but got '{other}'."),
        };
    }
}
