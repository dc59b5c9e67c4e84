using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Access;

[Collection(ServerCollection.Name)]
public sealed class CaseAccessTests(ServerFixture server)
{
    [Fact]
    public async Task Case_should_be_there_for_its_applicant_its_department_and_those_who_oversee()
    {
        var number = await server.RegisterAsync("FGW-004-A", applicant: "applicant");
        foreach (var user in new[] { "applicant", "window", "window-fgw", "chief", "auditor", "supervisor", "admin" })
            (await (await server.AsAsync(user)).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK, user);
        (await (await server.AsAsync("chief-ghj")).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Applicant_should_see_only_their_own_cases()
    {
        var mine = await server.RegisterAsync("FGW-004-A", applicant: "applicant");
        var other = await server.RegisterAsync("FGW-004-A");
        var applicant = await server.AsAsync("applicant");
        var listed = await applicant.GetFromJsonAsync<JsonElement>("/api/cases?take=100");
        var numbers = listed.GetProperty("rows").EnumerateArray().Select(r => r.GetProperty("caseNumber").GetString()).ToList();
        numbers.ShouldContain(mine);
        numbers.ShouldNotContain(other);
        (await applicant.GetAsync($"/api/cases/{other}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Department_should_limit_a_list_whatever_is_asked_for()
    {
        await server.RegisterAsync("GSJ-001-A");
        var clerk = await server.AsAsync("window-fgw");
        (await clerk.GetFromJsonAsync<JsonElement>("/api/cases?take=100")).GetProperty("rows").EnumerateArray()
            .ShouldAllBe(r => r.GetProperty("departmentId").GetString() == "dept-fgw");
        (await clerk.GetFromJsonAsync<JsonElement>("/api/cases?department=dept-gsj")).GetProperty("rows").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public void Scope_should_be_everything_some_departments_a_county_or_ones_own()
    {
        CaseAccess.ScopeOf("u", [new(Roles.Auditor)]).ShouldBe(new CaseScope(null, null, null));
        CaseAccess.ScopeOf("u", [new(Roles.Reviewer, "dept-fgw")]).Departments.ShouldBe(["dept-fgw"]);
        CaseAccess.ScopeOf("u", [new(Roles.CountyClerk, Region: "140105")]).ShouldBe(new CaseScope(null, "140105", null));
        CaseAccess.ScopeOf("u", [new(Roles.Applicant)]).Applicant.ShouldBe("u");
        CaseAccess.ScopeOf("u", [new(Roles.ProcessDesigner)]).Applicant.ShouldBe("u");
    }

    [Fact]
    public void Mandate_should_survive_its_claim()
    {
        Mandate[] mandates = [new(Roles.Auditor), new(Roles.Reviewer, "dept-fgw"), new(Roles.CountyClerk, null, "140105")];
        foreach (var mandate in mandates)
            AccountClaims.Read($"{mandate.Role}|{mandate.DepartmentId ?? "*"}|{mandate.Region ?? "*"}").ShouldBe(mandate);
    }
}
