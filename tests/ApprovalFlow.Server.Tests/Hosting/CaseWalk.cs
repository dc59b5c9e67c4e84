using System.Net.Http.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Server.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace ApprovalFlow.Server.Tests.Hosting;

/// <summary>Takes a case to its end over HTTP, each task by somebody who may, with the first of its outcomes.</summary>
internal static class CaseWalk
{
    public static async Task FinishAsync(this ServerFixture server, string caseNumber, string? comment = null)
    {
        while (await OpenAsync(server, caseNumber) is { } task)
        {
            var complete = SampleApplication.Complete(task.TaskId, task.ActivityType, task.Candidate, task.Outcomes[0]);
            var person = DemoUsers.All.First(u => u.Mandate.Role == task.Candidate.Role && u.Mandate.DepartmentId is null);
            var answer = await (await server.AsAsync(person.UserName)).PostAsJsonAsync($"/api/tasks/{task.TaskId}/complete", new { outcome = complete.Outcome, comment = comment ?? complete.Comment, data = complete.Data });
            answer.IsSuccessStatusCode.ShouldBeTrue($"{task.NameEn}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    private static async Task<CaseEvent.TaskOpened?> OpenAsync(ServerFixture server, string caseNumber)
    {
        var records = (await server.Services.GetRequiredService<ICaseStore>().LoadAsync(caseNumber, 0))!.Events.Select(e => e.ToRecord().Event).ToList();
        var ended = records.Select(e => e switch { CaseEvent.TaskCompleted c => c.TaskId, CaseEvent.TaskCanceled c => c.TaskId, _ => null }).ToHashSet();
        return records.OfType<CaseEvent.TaskOpened>().FirstOrDefault(t => !ended.Contains(t.TaskId));
    }
}
