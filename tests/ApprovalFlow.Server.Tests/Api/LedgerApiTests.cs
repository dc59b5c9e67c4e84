using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Ledgers;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Auditors see the ledger, take proofs away, and see who read what.</summary>
[Collection(ServerCollection.Name)]
public sealed class LedgerApiTests(ServerFixture server)
{
    [Theory]
    [InlineData("auditor", HttpStatusCode.OK), InlineData("supervisor", HttpStatusCode.OK), InlineData("window", HttpStatusCode.Forbidden), InlineData("applicant", HttpStatusCode.Forbidden)]
    public async Task Ledger_should_be_for_those_who_oversee(string user, HttpStatusCode status)
    {
        foreach (var path in (string[])["/api/ledger", "/api/cases/NO-1/readings"])
            (await (await server.AsAsync(user)).GetAsync(path)).StatusCode.ShouldBe(status, path);
    }

    [Fact]
    public async Task Page_and_proof_should_be_checked_with_nothing_but_the_key()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        var closed = await server.Services.GetRequiredService<LedgerKeeper>().CloseAsync();
        var auditor = await server.AsAsync("auditor");
        var page = (await auditor.GetFromJsonAsync<JsonElement>("/api/ledger?take=1")).EnumerateArray().Single();
        page.GetProperty("number").GetInt64().ShouldBe(closed.Page.Entry.Number);
        var key = server.Services.GetRequiredService<LedgerKeys>().Find(page.GetProperty("key").GetString()!)!;
        LedgerKey.HasSigned(key, System.Text.Encoding.UTF8.GetBytes(page.GetProperty("text").GetString()!), page.GetProperty("signature").GetBytesFromBase64()).ShouldBeTrue();
        var proof = InclusionProof.Read(await auditor.GetByteArrayAsync($"/api/ledger/proofs?stream={number}&sequence=1"));
        (proof.Stream, proof.Name).ShouldBe((number, "case-registered"));
        proof.Check(key).ShouldBeEmpty();

        (await (await auditor.GetAsync($"/api/ledger/proofs?stream={number}&sequence=999")).CodeAsync()).ShouldBe("proof-not-possible");
        (await auditor.GetAsync("/api/ledger/999999")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_reads_a_case_should_be_written_down_and_whoever_may_not_should_not()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        var auditor = await server.AsAsync("auditor");
        (await auditor.GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await auditor.GetAsync($"/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await (await server.AsAsync("applicant")).GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var readings = (await auditor.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/readings")).EnumerateArray().Select(r => r.GetProperty("by")).ToList();
        readings.Where(r => r.GetProperty("role").GetString() == "auditor").Select(r => r.GetProperty("through").GetString()).Order().ShouldBe(["api", "page"]);
        readings.ShouldAllBe(r => r.GetProperty("role").GetString() != "applicant");
    }
}
