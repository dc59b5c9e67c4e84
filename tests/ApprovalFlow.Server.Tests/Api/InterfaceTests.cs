using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>What others program against: a change of it is a decision.</summary>
[Collection(ServerCollection.Name)]
public sealed class InterfaceTests(ServerFixture server)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task OpenApi_document_should_be_the_approved_one()
    {
        var document = await (await server.AsAsync("window")).GetFromJsonAsync<JsonElement>("/openapi/v1.json");
        Approved.ShouldMatch(JsonSerializer.Serialize(document, Readable), "tests", "ApprovalFlow.Server.Tests", "Api", "openapi.approved.json");
    }

    [Fact]
    public void Refusals_should_keep_their_status() => Approved.ShouldMatch(
        string.Join('\n', RejectionText.Codes.Union(TripText.Codes).Union(LifeText.Codes).Union(PlanText.Codes).Union(PacketText.Codes).Order(StringComparer.Ordinal).Select(code => $"{Refusals.StatusOf(code)} {code}")),
        "tests", "ApprovalFlow.Server.Tests", "Api", "refusals.approved.txt");

    [Fact]
    public async Task Activity_types_should_be_listed_as_data()
    {
        var types = await (await server.AsAsync("designer")).GetFromJsonAsync<JsonElement>("/api/descriptors/activities");
        var decide = types.EnumerateArray().Single(t => t.GetProperty("typeName").GetString() == "Approval.Decide");
        decide.GetProperty("displayName").GetProperty("zh").GetString().ShouldBe("决定");
        decide.GetProperty("outcomes").GetArrayLength().ShouldBeGreaterThan(2);
        decide.GetProperty("inputs").GetArrayLength().ShouldBeGreaterThan(5);
    }

    [Fact]
    public async Task Definition_should_be_served_as_it_was_published()
    {
        var client = await server.AsAsync("designer");
        var list = await client.GetFromJsonAsync<JsonElement>("/api/definitions");
        list.GetArrayLength().ShouldBe(225);
        var json = await client.GetStringAsync("/api/definitions/FGW-001-A");
        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(File.ReadAllText(Repository.Path("workflows", "definitions", "fgw", "FGW-001-A.json"))).RootElement).ShouldBeTrue();
        var hash = list.EnumerateArray().Single(d => d.GetProperty("flowCode").GetString() == "FGW-001-A").GetProperty("hash").GetString();
        (await client.GetStringAsync($"/api/definitions/versions/{hash}")).ShouldBe(json);
    }

    [Fact]
    public async Task Catalogue_should_be_served_whole()
    {
        var client = await server.AsAsync("applicant");
        (await client.GetFromJsonAsync<JsonElement>("/api/catalogue/departments")).GetArrayLength().ShouldBe(39);
        (await client.GetFromJsonAsync<JsonElement>("/api/catalogue/departments/dept-fgw/items")).GetArrayLength().ShouldBeGreaterThan(3);
        (await client.GetFromJsonAsync<JsonElement>("/api/catalogue/items/FGW-001/flows")).GetArrayLength().ShouldBe(2);
        (await client.GetFromJsonAsync<JsonElement>("/api/catalogue/counties")).GetArrayLength().ShouldBe(14);
    }
}
