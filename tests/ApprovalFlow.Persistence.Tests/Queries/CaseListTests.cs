using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Queries;

public abstract class CaseListTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private CaseQuery Cases => fixture.Services.GetRequiredService<CaseQuery>();

    public Task InitializeAsync() => fixture.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;

    private async Task RegisterAsync(string caseNumber, int minutes, string applicant = "太原市晋阳商贸有限公司", string? userId = null, string department = "dept-fgw", CaseStatus status = CaseStatus.Registered)
    {
        var commit = Commits.Registered(caseNumber, applicant);
        await fixture.Stores.Cases.CommitAsync(commit with
        {
            Header = commit.Header with { RegisteredAt = Commits.Noon.AddMinutes(minutes), ApplicantUserId = userId, DepartmentId = department, Status = status },
        });
    }

    private async Task<string[]> ListAsync(CaseListRequest request) => [.. (await Cases.ListAsync(request)).Rows.Select(r => r.CaseNumber)];

    [ProviderFact]
    public async Task List_should_filter_by_what_is_asked()
    {
        await RegisterAsync("L-1", 1, "张三食品店", userId: "u1");
        await RegisterAsync("L-2", 2, department: "dept-ghj");
        await RegisterAsync("L-3", 3, status: CaseStatus.Closed);

        (await ListAsync(new())).ShouldBe(["L-3", "L-2", "L-1"]);
        (await ListAsync(new() { DepartmentId = "dept-ghj" })).ShouldBe(["L-2"]);
        (await ListAsync(new() { ApplicantUserId = "u1" })).ShouldBe(["L-1"]);
        (await ListAsync(new() { Status = CaseStatus.Closed })).ShouldBe(["L-3"]);
        (await ListAsync(new() { Search = "食品" })).ShouldBe(["L-1"]);
        (await ListAsync(new() { Search = "L-2" })).ShouldBe(["L-2"]);
        (await ListAsync(new() { CountyCode = "149999" })).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Pages_should_show_every_case_once_when_instants_are_equal()
    {
        for (var i = 0; i < 10; i++)
            await RegisterAsync($"L-{i}", i / 4);
        List<string> seen = [];
        var request = new CaseListRequest { Take = 3 };
        do
        {
            var page = await Cases.ListAsync(request);
            seen.AddRange(page.Rows.Select(r => r.CaseNumber));
            request = request with { After = page.Next };
        }
        while (request.After is not null);
        seen.ShouldBe(["L-9", "L-8", "L-7", "L-6", "L-5", "L-4", "L-3", "L-2", "L-1", "L-0"]);
    }

    [ProviderFact]
    public async Task Header_should_name_flow_and_item_when_the_case_exists()
    {
        await RegisterAsync("L-1", 1);
        var header = (await Cases.HeaderAsync("L-1")).ShouldNotBeNull();
        (header.FlowNameZh, header.ItemNameZh, header.DepartmentId).ShouldBe(("企业投资项目核准(一般)", "企业投资项目核准", "dept-fgw"));
        (await Cases.HeaderAsync("L-2")).ShouldBeNull();
        (await Cases.FindAsync("L-2")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Case_should_tell_its_history_when_it_is_found()
    {
        var first = Commits.Registered("L-1");
        await fixture.Stores.Cases.CommitAsync(first);
        await fixture.Stores.Cases.CommitAsync(Commits.After(first, Commits.Accepted));
        var view = (await Cases.FindAsync("L-1")).ShouldNotBeNull();
        view.History.Select(h => h.Kind).ShouldBe(["case-registered", "case-accepted"]);
        view.History[0].Actor.ShouldNotBeNull().Role.ShouldBe("window-clerk");
        view.Form["projectName"].ShouldBe("汾河路“东延”工程");
        view.Version.ShouldBe(2);
    }
}

public sealed class SqliteCaseListTests(SqliteFixture fixture) : CaseListTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCaseListTests(PostgresFixture fixture) : CaseListTests(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerCaseListTests(SqlServerFixture fixture) : CaseListTests(fixture), IClassFixture<SqlServerFixture>;
