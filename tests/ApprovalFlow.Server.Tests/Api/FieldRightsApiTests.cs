using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>字段权限 and 回避 through the interface and the pages: what is hidden is in no answer, what may not be written is refused.</summary>
[Collection(ServerCollection.Name)]
public sealed class FieldRightsApiTests(ServerFixture server)
{
    private const string Flow = "FGW-002-B";

    [Fact]
    public async Task Hidden_fields_should_be_in_no_answer_and_on_no_page_of_those_they_are_hidden_from()
    {
        var (field, paper) = Names();
        await server.PublishAsync(Flow, ("review", "fieldRights", new JsonObject { [field] = "hidden", [paper] = "hidden" }));
        var number = await AcceptedAsync();
        var secret = (await CaseAsync("auditor", number)).GetProperty("form").GetProperty(field).ToString();
        foreach (var user in new[] { "reviewer", "reviewer-fgw" })
        {
            var seen = await CaseAsync(user, number);
            seen.GetProperty("form").TryGetProperty(field, out _).ShouldBeFalse(user);
            seen.GetProperty("materials").EnumerateArray().ShouldNotContain(m => m.GetProperty("code").GetString() == paper);
            seen.GetProperty("hiddenFields").EnumerateArray().Select(f => f.GetString()).ShouldBe([field, paper], ignoreOrder: true);
            (await (await server.AsAsync(user)).GetStringAsync($"/cases/{number}")).ShouldNotContain($"<dt>{Label(field)}</dt>");
        }
        // The window, whose step hides nothing, sees it, and so does who oversees.
        foreach (var user in new[] { "window", "chief", "auditor" })
        {
            (await CaseAsync(user, number)).GetProperty("form").GetProperty(field).ToString().ShouldBe(secret, user);
            (await (await server.AsAsync(user)).GetStringAsync($"/cases/{number}")).ShouldContain($"<dt>{Label(field)}</dt>");
        }
        secret.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Step_should_fill_in_what_it_may_and_be_refused_the_rest()
    {
        var (field, paper) = Names();
        var other = server.Catalogue.Item(Item)!.FormFields.First(f => f.Key != field && f.Type is "text" or "multiline").Key;
        await server.PublishAsync(Flow, ("review", "fieldRights", new JsonObject { [other] = "write", [paper] = "required" }));
        var number = await AcceptedAsync(without: paper);
        var review = await server.OpenTaskAsync(number, "review");
        var rights = (await (await server.AsAsync("reviewer")).GetFromJsonAsync<JsonElement>($"/api/tasks/{review}/operations")).GetProperty("fields");
        (rights.GetProperty(other).GetString(), rights.GetProperty(paper).GetString()).ShouldBe(("write", "required"));

        (await CompleteAsync("reviewer", review, new() { [field] = "x" })).ShouldBe("field-not-writable");
        (await CompleteAsync("reviewer", review, new() { [other] = "核定" })).ShouldBe("field-required");
        (await CompleteAsync("reviewer", review, new() { [other] = "核定" }, paper)).ShouldBe("ok");
        var seen = await CaseAsync("auditor", number);
        seen.GetProperty("form").GetProperty(other).GetString().ShouldBe("核定");
        seen.GetProperty("history").EnumerateArray().ShouldContain(h => h.GetProperty("kind").GetString() == "form-filled-in");
    }

    [Fact]
    public async Task Whoever_declares_an_interest_should_act_no_more()
    {
        await server.PublishAsync(Flow, ("review", "duty", "审查"));
        var number = await AcceptedAsync();
        var review = await server.OpenTaskAsync(number, "review");
        (await (await server.AsAsync("reviewer")).PostAsync($"/api/tasks/{review}/claim", null)).IsSuccessStatusCode.ShouldBeTrue();
        (await RecuseAsync("reviewer", number, new { reason = "" })).ShouldBe("reason-required");
        (await RecuseAsync("reviewer", number, new { reason = "亲属", person = "reviewer-fgw" })).ShouldBe("recusal-not-allowed");
        (await RecuseAsync("reviewer", number, new { reason = "申请人是近亲属" })).ShouldBe("ok");
        (await RecuseAsync("reviewer", number, new { reason = "再次" })).ShouldBe("recused-already");
        (await RecuseAsync("cashier", "FGW-002-2099-000001", new { reason = "无此件" })).ShouldBe("case-unknown");
        (await (await (await server.AsAsync("reviewer")).PostAsync($"/api/tasks/{review}/claim", null)).CodeAsync()).ShouldBe("recused");
        (await RecuseAsync("admin", number, new { reason = "申请人申请回避", person = "reviewer-fgw" })).ShouldBe("ok");
        var seen = await CaseAsync("auditor", number);
        seen.GetProperty("recused").EnumerateArray().Select(n => n.GetString()).ShouldBe(["审查人员", "发改委审查"]);
        (await (await server.AsAsync("auditor")).GetStringAsync($"/cases/{number}")).ShouldContain("data-recused");
    }

    private string Item => server.Catalogue.Flow(Flow)!.ItemCode;

    private (string Field, string Paper) Names()
    {
        var item = server.Catalogue.Item(Item)!;
        var form = server.Application(Flow)["form"] as IReadOnlyDictionary<string, object?>;
        return (item.FormFields.First(f => form!.GetValueOrDefault(f.Key) is string { Length: > 0 }).Key, item.Materials.First(m => m.DeferrableDays is not null || !m.Required).Code);
    }

    private string Label(string field) => server.Catalogue.Item(Item)!.FormFields.Single(f => f.Key == field).LabelZh;

    private async Task<string> AcceptedAsync(string? without = null)
    {
        var application = server.Application(Flow);
        if (without is not null)
            application["materials"] = ((IReadOnlyList<Domain.Cases.MaterialReceipt>)application["materials"]!).Select(m => m.Code == without ? m with { Received = false } : m).ToList();
        var answer = await (await server.AsAsync("window")).PostAsJsonAsync("/api/cases", application);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
        var accept = await server.OpenTaskAsync(number, "accept");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{accept}/complete", new { outcome = "Accept" })).IsSuccessStatusCode.ShouldBeTrue();
        return number;
    }

    private async Task<string?> CompleteAsync(string user, string task, Dictionary<string, object?> form, string? paper = null)
    {
        var item = server.Catalogue.Item(Item)!;
        var materials = paper is null ? null : new[] { new { code = paper, nameZh = item.Materials.Single(m => m.Code == paper).NameZh, received = true, copies = 1 } };
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Approve", comment = "意见", form, materials });
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    private async Task<string?> RecuseAsync(string user, string number, object input)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/cases/{number}/recusals", input);
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    private async Task<JsonElement> CaseAsync(string user, string number) => await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
}
