using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Queries;

public abstract class InboxQueryTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Mandate Reviewer = new("reviewer", "dept-fgw");
    private InboxQuery Inbox => fixture.Services.GetRequiredService<InboxQuery>();

    public Task InitializeAsync() => fixture.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<(CaseCommit Commit, TaskEntry Task)> OpenAsync(string caseNumber, Candidate candidate, int minutes = 0, string applicant = "太原市晋阳商贸有限公司")
    {
        var task = Commits.Task(caseNumber, 3, candidate, Commits.Noon.AddMinutes(minutes)) with { ApplicantName = applicant };
        var commit = Commits.Registered(caseNumber, applicant) with { Opened = [task] };
        (await fixture.Stores.Cases.CommitAsync(commit)).ShouldBe(CommitOutcome.Stored);
        return (commit, task);
    }

    private async Task CompleteAsync(string caseNumber, string userId, int minutes)
    {
        var (commit, task) = await OpenAsync(caseNumber, new("reviewer", "dept-fgw"));
        await fixture.Stores.Cases.CommitAsync(Commits.After(commit, Commits.Accepted) with { Changed = [Commits.Completed(task, task.Subject!, userId, Commits.Noon.AddMinutes(minutes))] });
    }

    private async Task<string[]> ClaimableAsync(params Mandate[] mandates) =>
        [.. (await Inbox.PageAsync(new("u1", mandates, InboxTab.Claimable))).Rows.Select(r => r.CaseNumber)];

    /// <summary>The materialized subjects must say exactly what the rule says.</summary>
    [ProviderFact]
    public async Task Claimable_should_be_what_the_mandate_admits_when_either_side_is_unlimited()
    {
        var candidates = (from role in new[] { "reviewer", "reviewer-in-chief" }
                          from department in new[] { "dept-fgw", "dept-ghj", null }
                          from region in new[] { "140105", "140106", null }
                          select new Candidate(role, department, region)).ToList();
        for (var i = 0; i < candidates.Count; i++)
            await OpenAsync($"Q-{i:00}", candidates[i]);
        foreach (var department in new[] { "dept-fgw", "dept-none", null })
        {
            foreach (var region in new[] { "140105", "149999", null })
            {
                var mandate = new Mandate("reviewer", department, region);
                var expected = candidates.Select((c, i) => (c, i)).Where(x => x.c.Admits(mandate)).Select(x => $"Q-{x.i:00}");
                (await ClaimableAsync(mandate)).Order(StringComparer.Ordinal).ShouldBe(expected, $"{mandate}");
            }
        }
    }

    [ProviderFact]
    public async Task Claimable_should_show_a_task_once_when_two_mandates_admit_it()
    {
        await OpenAsync("Q-1", new("reviewer", "dept-fgw"));
        (await ClaimableAsync(Reviewer, new("reviewer"))).ShouldBe(["Q-1"]);
    }

    [ProviderFact]
    public async Task Claimable_should_be_empty_when_there_is_no_mandate()
    {
        await OpenAsync("Q-1", new("reviewer", "dept-fgw"));
        (await ClaimableAsync()).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Pages_should_follow_each_other_until_the_last()
    {
        for (var i = 0; i < 7; i++)
            await OpenAsync($"Q-{i}", new("reviewer", "dept-fgw"), minutes: i / 2);
        List<string> seen = [];
        var request = new InboxRequest("u1", [Reviewer], InboxTab.Claimable) { Take = 3 };
        do
        {
            var page = await Inbox.PageAsync(request);
            seen.AddRange(page.Rows.Select(r => r.CaseNumber));
            request = request with { After = page.Next };
        }
        while (request.After is not null);
        seen.ShouldBe(["Q-0", "Q-1", "Q-2", "Q-3", "Q-4", "Q-5", "Q-6"]);
    }

    [ProviderFact]
    public async Task Search_should_find_numbers_and_applicants()
    {
        await OpenAsync("Q-100", new("reviewer", "dept-fgw"), applicant: "张三食品店");
        await OpenAsync("Q-200", new("reviewer", "dept-fgw"), applicant: "李四药房");
        var request = new InboxRequest("u1", [Reviewer], InboxTab.Claimable);
        (await Inbox.PageAsync(request with { Search = " 食品 " })).Rows.ShouldHaveSingleItem().CaseNumber.ShouldBe("Q-100");
        (await Inbox.PageAsync(request with { Search = "q-2" })).Rows.ShouldHaveSingleItem().CaseNumber.ShouldBe("Q-200");
        (await Inbox.PageAsync(request with { Search = "无此人" })).Rows.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Mine_should_show_what_the_reader_holds()
    {
        var (commit, task) = await OpenAsync("Q-1", new("reviewer", "dept-fgw"));
        await fixture.Stores.Cases.CommitAsync(Commits.After(commit, Commits.Accepted) with { Changed = [Commits.Claimed(task, "u1")] });
        (await Inbox.PageAsync(new("u1", [Reviewer], InboxTab.Mine))).Rows.ShouldHaveSingleItem().Assignee.ShouldBe("u1");
        (await Inbox.PageAsync(new("u2", [Reviewer], InboxTab.Mine))).Rows.ShouldBeEmpty();
        (await ClaimableAsync(Reviewer)).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Done_should_show_what_the_reader_completed_youngest_first()
    {
        for (var i = 0; i < 5; i++)
            await CompleteAsync($"Q-{i}", i == 3 ? "u2" : "u1", minutes: i / 2);
        var request = new InboxRequest("u1", [Reviewer], InboxTab.Done) { Take = 3 };
        var page = await Inbox.PageAsync(request);
        page.Rows.Select(r => r.CaseNumber).ShouldBe(["Q-4", "Q-2", "Q-1"]);
        page.Rows[0].Outcome.ShouldBe("Approve");
        var last = await Inbox.PageAsync(request with { After = page.Next });
        last.Rows.Select(r => r.CaseNumber).ShouldBe(["Q-0"]);
        last.Next.ShouldBeNull();
    }

    [ProviderFact]
    public async Task Counts_should_tell_each_tab()
    {
        await OpenAsync("Q-1", new("reviewer", "dept-fgw"));
        await OpenAsync("Q-2", new("expert"));
        await CompleteAsync("Q-3", "u1", 1);
        (await Inbox.CountsAsync(new("u1", "u1", [Reviewer]))).ShouldBe(new InboxCounts(1, 0, 1));
    }
}

public sealed class SqliteInboxQueryTests(SqliteFixture fixture) : InboxQueryTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresInboxQueryTests(PostgresFixture fixture) : InboxQueryTests(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerInboxQueryTests(SqlServerFixture fixture) : InboxQueryTests(fixture), IClassFixture<SqlServerFixture>;
