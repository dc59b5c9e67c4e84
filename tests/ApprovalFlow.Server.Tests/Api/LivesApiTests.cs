using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Definitions from import to publication over HTTP, by Elsa's routes and our own.</summary>
public sealed class LivesApiTests : IDisposable
{
    private const string Flow = "FGW-001-A", Elsa = "/elsa/api/workflow-definitions";
    private readonly ManualTimeProvider time = new();
    private readonly ServerFixture server;

    public LivesApiTests() => server = new ServerFixture(time);

    private static DateOnly Today => new(2026, 3, 2);

    private static JsonObject Document(double days = 2)
    {
        var document = JsonNode.Parse(House.FileOf(Flow))!.AsObject();
        document["root"]!["activities"]!.AsArray().Single(a => (string?)a!["id"] == "review")!["limitDays"]!["expression"]!["value"] = days;
        return document;
    }

    private async Task<JsonElement> PostAsync(string user, string path, object body, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync(path, body);
        answer.StatusCode.ShouldBe(expected, await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<JsonElement> GetAsync(string path, string user = "designer") => await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>(path);

    /// <summary>The version that a case runs on.</summary>
    private async Task<string> HashOfAsync(string caseNumber) => (await GetAsync($"/api/cases/{caseNumber}", "auditor")).GetProperty("definitionHash").GetString()!;

    private async Task AcceptAsync(string caseNumber)
    {
        var task = await server.OpenTaskAsync(caseNumber, "accept");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" })).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Version_should_go_from_import_over_a_second_person_into_force_on_its_day()
    {
        var accepted = await server.RegisterAsync(Flow);
        var waiting = await server.RegisterAsync(Flow);
        var first = await HashOfAsync(waiting);

        var imported = await PostAsync("designer", $"{Elsa}/import", Document(), HttpStatusCode.Created);
        imported.GetProperty("workflowDefinition").GetProperty("version").GetInt32().ShouldBe(2);
        imported.GetProperty("workflowDefinition").GetProperty("isPublished").GetBoolean().ShouldBeFalse();
        imported.GetProperty("revision").GetInt32().ShouldBe(1);
        // Somebody else's import does not overwrite it unseen.
        (await PostAsync("admin", $"{Elsa}/import", Document(1), HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("draft-exists");
        (await PostAsync("admin", Elsa, new { model = Document(1), revision = 7 }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("draft-stale");
        (await PostAsync("admin", Elsa, new { model = Document(2.5), revision = 1 })).GetProperty("revision").GetInt32().ShouldBe(2);
        (await PostAsync("admin", Elsa, new { model = Document(), publish = true, revision = 2 }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("approval-required");

        var day = Today.AddDays(2);
        var asked = await PostAsync("designer", $"/api/lives/{Flow}/review", new { revision = 2, effectiveFrom = day, changeNote = "审查缩短半天" });
        var compared = asked.GetProperty("draft").GetProperty("request").GetProperty("comparedHash").GetString()!;
        var comparison = await GetAsync($"/api/lives/{Flow}/compare", "admin-2");
        comparison.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("text").GetProperty("zh").GetString()).ShouldContain("“经办人审查”的时限减少 0.5 个工作日（3 → 2.5）。");
        (await PostAsync("designer", $"/api/lives/{Flow}/review/approval", new { comparedHash = compared, publish = true }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("not-allowed");
        (await PostAsync("admin", $"/api/lives/{Flow}/review/approval", new { comparedHash = compared, publish = true }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("author-reviews");
        (await PostAsync("admin-2", $"/api/lives/{Flow}/review/approval", new { comparedHash = "another", publish = true }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("comparison-outdated");
        var published = await PostAsync("admin-2", $"/api/lives/{Flow}/review/approval", new { comparedHash = compared, publish = true });
        published.GetProperty("versions")[1].GetProperty("effectiveFrom").GetString().ShouldBe("2026-03-04");

        // Before the day: registered and accepted under version 1.
        await AcceptAsync(accepted);
        (await HashOfAsync(accepted)).ShouldBe(first);
        (await HashOfAsync(await server.RegisterAsync(Flow))).ShouldBe(first);
        (await GetAsync($"/api/definitions/{Flow}/versions")).EnumerateArray().Select(v => (v.GetProperty("version").GetInt32(), v.GetProperty("isCurrent").GetBoolean())).ShouldBe([(2, false), (1, true)]);

        // From the day on: registered under version 2, and what was not accepted yet is accepted under it.
        time.Advance(TimeSpan.FromDays(2));
        server.SignOut();
        var second = await HashOfAsync(await server.RegisterAsync(Flow));
        second.ShouldBe(published.GetProperty("versions")[1].GetProperty("hash").GetString());
        (await HashOfAsync(waiting)).ShouldBe(first);
        await AcceptAsync(waiting);
        (await HashOfAsync(waiting)).ShouldBe(second);
        (await HashOfAsync(accepted)).ShouldBe(first);
    }

    [Fact]
    public async Task Every_error_should_be_listed_when_review_is_refused()
    {
        var broken = Document(30);
        broken["root"]!["connections"]![1]!["source"]!["port"] = "Elsewhere";
        await PostAsync("designer", $"{Elsa}/import", broken, HttpStatusCode.Created);
        var refused = await PostAsync("designer", $"/api/lives/{Flow}/review", new { revision = 1, effectiveFrom = Today, changeNote = "x" }, HttpStatusCode.UnprocessableEntity);
        refused.GetProperty("code").GetString().ShouldBe("definition-unsound");
        refused.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).Distinct().Count().ShouldBeGreaterThan(1);
        var found = await PostAsync("designer", $"{Elsa}/validate", broken);
        refused.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString()).Except(found.EnumerateArray().Select(p => p.GetProperty("code").GetString())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Definitions_should_be_read_by_the_routes_that_users_of_Elsa_know()
    {
        var list = await GetAsync($"{Elsa}?pageSize=10&page=1");
        (list.GetProperty("totalCount").GetInt32(), list.GetProperty("items").GetArrayLength()).ShouldBe((225, 10));
        (await GetAsync($"{Elsa}?searchTerm=FGW-001-A")).GetProperty("items")[0].GetProperty("id").GetString().ShouldBe("FGW-001-A-v1");
        (await GetAsync($"{Elsa}/query/count")).GetProperty("count").GetInt32().ShouldBe(225);
        foreach (var path in (string[])[$"{Elsa}/{Flow}", $"{Elsa}/by-definition-id/{Flow}?versionOptions=Published", $"{Elsa}/by-id/FGW-001-A-v1", $"{Elsa}/{Flow}/export?versionOptions=1"])
            JsonElement.DeepEquals(await GetAsync(path), JsonDocument.Parse(House.FileOf(Flow)).RootElement).ShouldBeTrue(path);
        foreach (var path in (string[])[$"{Elsa}/NOBODY", $"{Elsa}/by-id/x", $"{Elsa}/{Flow}?versionOptions=Draft", $"{Elsa}/{Flow}?versionOptions=7", $"{Elsa}/NOBODY/versions"])
            (await (await server.AsAsync("designer")).GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        (await GetAsync($"{Elsa}/validation/is-name-unique?name=没有的名称")).GetProperty("isUnique").GetBoolean().ShouldBeTrue();

        var designer = await server.AsAsync("designer");
        (await PostAsync("designer", $"{Elsa}/{Flow}/revert/9", new { }, HttpStatusCode.NotFound)).GetProperty("code").GetString().ShouldBe("version-unknown");
        await PostAsync("designer", $"{Elsa}/{Flow}/revert/1", new { }, HttpStatusCode.Created);
        (await GetAsync($"{Elsa}?versionOptions=Draft")).GetProperty("items")[0].GetProperty("id").GetString().ShouldBe("FGW-001-A-v2");
        (await GetAsync($"{Elsa}/{Flow}")).GetProperty("version").GetInt32().ShouldBe(2);
        (await (await designer.DeleteAsync($"{Elsa}/{Flow}/version/1")).CodeAsync()).ShouldBe("version-immutable");
        (await (await designer.DeleteAsync($"{Elsa}/{Flow}/version/99")).CodeAsync()).ShouldBe("version-unknown");
        (await (await designer.DeleteAsync("/elsa/api/workflow-definition-versions/FGW-001-A-v99")).CodeAsync()).ShouldBe("version-unknown");
        (await GetAsync($"{Elsa}/{Flow}")).GetProperty("version").GetInt32().ShouldBe(2, "the draft is still there");
        (await designer.DeleteAsync("/elsa/api/workflow-definition-versions/FGW-001-A-v2")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync($"{Elsa}/{Flow}")).GetProperty("version").GetInt32().ShouldBe(1);
        foreach (var (user, path) in new[] { ("window", $"{Elsa}/import"), ("reviewer", $"{Elsa}/{Flow}/import") })
            (await PostAsync(user, path, Document(), HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("not-designer");
    }

    /// <summary>A draft from document to approval, and into force.</summary>
    private async Task ApproveAsync(string definitionId, JsonObject document, bool publish)
    {
        var saved = await PostAsync("designer", $"{Elsa}/{definitionId}/import", document, HttpStatusCode.Created);
        var asked = await PostAsync("designer", $"/api/lives/{definitionId}/review", new { revision = saved.GetProperty("revision").GetInt32(), effectiveFrom = Today, changeNote = "调整" });
        await PostAsync("admin", $"/api/lives/{definitionId}/review/approval", new { comparedHash = asked.GetProperty("draft").GetProperty("request").GetProperty("comparedHash").GetString(), publish });
    }

    [Fact]
    public async Task Several_definitions_should_be_published_retracted_and_deleted_at_once_each_by_the_rules_for_one()
    {
        const string Other = "FGW-001-B", Bulk = "/elsa/api/bulk-actions";
        static (string[] Done, string[] Refused) Of(JsonElement answer) => ([.. answer.GetProperty("done").EnumerateArray().Select(d => d.GetString()!)], [.. answer.GetProperty("refused").EnumerateArray().Select(r => $"{r.GetProperty("id").GetString()} {r.GetProperty("code").GetString()}")]);
        void ShouldBe(JsonElement answer, string[] done, string[] refused)
        {
            Of(answer).Done.ShouldBe(done);
            Of(answer).Refused.ShouldBe(refused);
        }

        await ApproveAsync(Flow, Document(), publish: false);
        await PostAsync("designer", $"{Elsa}/{Other}/revert/1", new { }, HttpStatusCode.Created);
        var both = new { definitionIds = new[] { Flow, Other, "NOBODY" } };
        (await PostAsync("designer", $"{Bulk}/publish/workflow-definitions/by-definition-ids", both, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("not-allowed");
        ShouldBe(await PostAsync("admin", $"{Bulk}/publish/workflow-definitions/by-definition-ids", both), [Flow], [$"{Other} draft-not-in-review", "NOBODY definition-not-found"]);
        ShouldBe(await PostAsync("designer", $"{Bulk}/delete/workflow-definitions/by-definition-id", both), [Other], [$"{Flow} version-immutable", "NOBODY definition-not-found"]);
        await PostAsync("designer", $"{Elsa}/{Other}/revert/1", new { }, HttpStatusCode.Created);
        ShouldBe(await PostAsync("designer", $"{Bulk}/delete/workflow-definitions/by-id", new { ids = new[] { $"{Other}-v1", $"{Other}-v2", "x" } }), [$"{Other}-v2"], [$"{Other}-v1 version-immutable", "x definition-not-found"]);
        ShouldBe(await PostAsync("admin", $"{Bulk}/retract/workflow-definitions/by-definition-ids", new { definitionIds = new[] { Flow, "NOBODY" }, from = Today.AddDays(30), reason = "不再办理" }), [Flow], ["NOBODY definition-not-found"]);
        (await GetAsync($"/api/lives/{Flow}")).GetProperty("versions")[1].GetProperty("retiredFrom").GetString().ShouldBe("2026-04-01");
    }

    [Fact]
    public async Task Clone_should_be_a_draft_of_another_definition_with_the_same_content_and_a_life_of_its_own()
    {
        const string Other = "FGW-001-B";
        var cloned = await PostAsync("designer", $"/api/lives/{Flow}/versions/1/clone", new { definitionId = Other });
        (cloned.GetProperty("definitionId").GetString(), cloned.GetProperty("draft").GetProperty("origin").GetString(), cloned.GetProperty("draft").GetProperty("base").ValueKind).ShouldBe((Other, "clone", JsonValueKind.Object));
        var (before, draft) = (await GetAsync($"{Elsa}/{Flow}"), await GetAsync($"{Elsa}/{Other}"));
        JsonElement.DeepEquals(draft.GetProperty("root"), before.GetProperty("root")).ShouldBeTrue();
        (draft.GetProperty("definitionId").GetString(), draft.GetProperty("customProperties").GetProperty("approvalflow").GetProperty("flowCode").GetString(), draft.GetProperty("isPublished").GetBoolean()).ShouldBe((Other, Other, false));
        (await GetAsync($"/api/lives/{Flow}")).GetProperty("draft").ValueKind.ShouldBe(JsonValueKind.Null, "what was cloned is as it was");
        (await PostAsync("designer", $"/api/lives/{Flow}/versions/1/clone", new { definitionId = Other }, HttpStatusCode.Conflict)).GetProperty("code").GetString().ShouldBe("draft-exists");
        (await PostAsync("designer", $"/api/lives/{Flow}/versions/7/clone", new { definitionId = "FGW-002-A" }, HttpStatusCode.NotFound)).GetProperty("code").GetString().ShouldBe("version-unknown");
        (await PostAsync("window", $"/api/lives/{Flow}/versions/1/clone", new { definitionId = "FGW-002-A" }, HttpStatusCode.Forbidden)).GetProperty("code").GetString().ShouldBe("not-designer");
    }

    [Fact]
    public async Task Papers_of_the_version_in_force_should_be_what_registration_asks_for()
    {
        const string Own = "FGW-005-A";
        var all = (await GetAsync($"/api/catalogue/flows/{Own}/materials", "window")).EnumerateArray().Select(m => (Code: m.GetProperty("code").GetString()!, Name: m.GetProperty("nameZh").GetString()!)).ToList();
        var (kept, gone) = (all.SkipLast(1).ToList(), all[^1]);
        var document = JsonNode.Parse(House.FileOf(Own))!.AsObject();
        document["customProperties"]!["approvalflow"]!["materials"] = new JsonArray([.. kept.Select(m => (JsonNode)m.Code)]);
        var earlier = await server.RegisterAsync(Own);
        (await (await server.AsAsync("window")).GetStringAsync("/register?item=FGW-005")).ShouldContain(gone.Name);

        await ApproveAsync(Own, document, publish: true);

        (await GetAsync($"/api/catalogue/flows/{Own}/materials", "window")).EnumerateArray().Select(m => m.GetProperty("code").GetString()).ShouldBe(kept.Select(m => m.Code));
        (await PostAsync("window", "/api/cases", server.Application(Own), HttpStatusCode.UnprocessableEntity)).GetProperty("code").GetString().ShouldBe("material-unknown");
        var fewer = JsonSerializer.SerializeToNode(server.Application(Own), JsonSerializerOptions.Web)!.AsObject();
        fewer["materials"] = new JsonArray([.. fewer["materials"]!.AsArray().Where(m => (string?)m!["code"] != gone.Code).Select(m => m!.DeepClone())]);
        var number = (await PostAsync("window", "/api/cases", fewer, HttpStatusCode.Created)).GetProperty("caseNumber").GetString();
        var page = await (await server.AsAsync("window")).GetStringAsync("/register?item=FGW-005");
        page.ShouldContain(kept[0].Name);
        page.ShouldNotContain(gone.Name);
        (await (await server.AsAsync("window")).GetStringAsync($"/cases/{number}")).ShouldNotContain(gone.Name);

        // Who handed in by the older list is accepted under the newer one: what is in the file stays there.
        await AcceptAsync(earlier);
        (await GetAsync($"/api/cases/{earlier}", "auditor")).GetProperty("materials").GetArrayLength().ShouldBe(all.Count);
    }

    [Fact]
    public async Task Hostile_documents_should_be_refused_and_leave_nothing()
    {
        var designer = await server.AsAsync("designer");
        foreach (var (body, code) in new[] { ("[]", "definition-unreadable"), ("""{"definitionId":"../x"}""", "definition-id-invalid"), ("""{"definitionId":"mine","customProperties":{"approvalflow":{"flowCode":"FGW-001-A"}}}""", "flow-taken"), ("""{"definitionId":"mine","version":0}""", "definition-unreadable") })
        {
            var answer = await designer.PostAsync($"{Elsa}/import", new StringContent(body, Answers.Json));
            (await answer.CodeAsync()).ShouldBe(code, body);
        }
        (await designer.PostAsync($"{Elsa}/import", new StringContent("{ not json", Answers.Json))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await GetAsync($"{Elsa}/query/count")).GetProperty("count").GetInt32().ShouldBe(225);
    }

    [Fact]
    public async Task County_should_have_a_version_of_its_own_and_take_in_what_the_parent_changes_later()
    {
        var flow = server.Catalogue.Flows.First(f => f.Steps.Any(s => s.Kind == "county-preliminary")).Code;
        var branch = $"{flow}.140105";
        await PostAsync("designer", $"/api/lives/{flow}/versions/1/branch", new { region = "140105" });
        var document = JsonNode.Parse((await GetAsync($"{Elsa}/{branch}")).GetRawText())!.AsObject();
        Step(document)["duty"] = "本区办理要求";
        var revision = (await PostAsync("designer", Elsa, new { model = document, revision = 1 })).GetProperty("revision").GetInt32();
        await PublishAsync(branch, revision);

        // The common one changes another step: its change comes in without a question.
        var parent = JsonNode.Parse((await GetAsync($"{Elsa}/{flow}")).GetRawText())!.AsObject();
        parent["description"] = "changed by the city";
        await PostAsync("designer", $"{Elsa}/import", parent, HttpStatusCode.Created);
        await PublishAsync(flow, 1);
        (await GetAsync($"/api/lives/{branch}/merge")).GetProperty("merge").GetProperty("conflicts").GetArrayLength().ShouldBe(0);
        (int, int) Standing(JsonElement overrides) => overrides.EnumerateArray().Single(o => o.GetProperty("definitionId").GetString() == branch) is var o ? (o.GetProperty("known").GetInt32(), o.GetProperty("behind").GetInt32()) : default;
        Standing(await GetAsync($"/api/lives/{flow}/overrides")).ShouldBe((1, 1));
        var merged = await PostAsync("designer", $"/api/lives/{branch}/merge", new { });
        merged.GetProperty("draft").GetProperty("origin").GetString().ShouldBe("pull");
        var taken = await GetAsync($"{Elsa}/{branch}");
        (taken.GetProperty("description").GetString(), Step(JsonNode.Parse(taken.GetRawText())!.AsObject())["duty"]!.ToString()).ShouldBe(("changed by the city", "本区办理要求"));
        await PublishAsync(branch, merged.GetProperty("draft").GetProperty("revision").GetInt32());
        (await GetAsync($"/api/lives/{branch}")).GetProperty("parent").GetProperty("version").GetInt32().ShouldBe(2);
        Standing(await GetAsync($"/api/lives/{flow}/overrides")).ShouldBe((2, 0));
        (await (await server.AsAsync("designer")).GetAsync($"/api/lives/{branch}/merge")).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        // Applications of the county are accepted under its version, those of others under the common one.
        var application = server.Application(flow);
        var hashes = new List<string>();
        foreach (var county in (string[])["140105", "140106"])
        {
            application["countyCode"] = county;
            hashes.Add(await HashOfAsync((await PostAsync("window", "/api/cases", application, HttpStatusCode.Created)).GetProperty("caseNumber").GetString()!));
        }
        hashes.ShouldBe([await LatestAsync(branch), await LatestAsync(flow)]);
    }

    private static JsonObject Step(JsonObject document) => document["root"]!["activities"]!.AsArray().First(a => (string?)a!["type"] == "Approval.Decide")!.AsObject();

    private async Task<string> LatestAsync(string definition) => (await GetAsync($"/api/lives/{definition}")).GetProperty("versions").EnumerateArray().Last().GetProperty("hash").GetString()!;

    private async Task PublishAsync(string definition, int revision)
    {
        var asked = await PostAsync("designer", $"/api/lives/{definition}/review", new { revision, effectiveFrom = Today, changeNote = "修改" });
        await PostAsync("admin", $"/api/lives/{definition}/review/approval", new { comparedHash = asked.GetProperty("draft").GetProperty("request").GetProperty("comparedHash").GetString(), publish = true });
    }

    public void Dispose() => server.Dispose();
}
