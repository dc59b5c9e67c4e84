using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class CasesApiTests(ServerFixture server)
{
    [Fact]
    public async Task Case_should_go_from_the_window_to_a_delivered_certificate()
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        await CompleteAsync("window", number, "accept", new { outcome = "Accept" });
        await CompleteAsync("chief", number, "decide", new { outcome = "Approve", comment = "同意" });
        await CompleteAsync("issuer", number, "issue", new { outcome = "Issue", data = new { deliveryMethod = "window" } });
        var found = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
        found.GetProperty("header").GetProperty("status").GetString().ShouldBe("closed");
        found.GetProperty("certificate").GetProperty("number").GetString().ShouldNotBeNullOrEmpty();
        found.GetProperty("deliveredAt").ValueKind.ShouldBe(JsonValueKind.String);
        var history = await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}/history");
        history.EnumerateArray().Select(h => h.GetProperty("kind").GetString()).ShouldContain("certificate-issued");
    }

    [Fact]
    public async Task Repeated_registration_should_answer_with_the_first_case()
    {
        var window = await server.AsAsync("window");
        var application = server.Application("FGW-004-A");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => window.PostAsync("/api/cases", application, "one-application")));
        var receipts = await Task.WhenAll(answers.Select(a => a.Content.ReadFromJsonAsync<JsonElement>()));
        answers.ShouldAllBe(a => a.StatusCode == HttpStatusCode.Created);
        receipts.Select(r => r.GetProperty("caseNumber").GetString()).Distinct().Count().ShouldBe(1);
        receipts.Count(r => !r.GetProperty("isReplay").GetBoolean()).ShouldBe(1);
    }

    [Fact]
    public async Task Key_should_belong_to_the_person_who_used_it()
    {
        var application = server.Application("FGW-004-A");
        var first = await (await server.AsAsync("window")).PostAsync("/api/cases", application, "shared-key");
        var second = await (await server.AsAsync("window-fgw")).PostAsync("/api/cases", application, "shared-key");
        (await first.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()
            .ShouldNotBe((await second.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString());
    }

    [Fact]
    public async Task Key_should_be_refused_for_another_question()
    {
        var number = await server.RegisterAsync("FGW-004-A");
        var task = await server.OpenTaskAsync(number, "accept");
        var window = await server.AsAsync("window");
        (await window.PostAsync($"/api/tasks/{task}/claim", new { }, "reused")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await window.PostAsync($"/api/tasks/{task}/claim", new { }, "reused")).StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await window.PostAsync($"/api/tasks/{task}/release", new { }, "reused");
        // A key that had an answer of its own never hides a new act: either it is refused or it is done under its own right.
        if (answer.StatusCode != HttpStatusCode.OK)
            (await answer.CodeAsync()).ShouldBe("idempotency-key-reused");
    }

    [Theory]
    [InlineData("{", "'$'")]
    [InlineData("{}", "'flowCode', 'applicant', 'form', 'materials'")]
    [InlineData("{\"flowCode\":\"FGW-004-A\",\"applicant\":null,\"form\":{},\"materials\":[]}", "'applicant' doesn't allow null")]
    [InlineData("{\"flowCode\":\"FGW-004-A\",\"applicant\":{\"kind\":\"enterprise\",\"name\":\"a\",\"idNumber\":\"1\"},\"form\":{},\"materials\":[{\"code\":7}]}", "'$.materials[0].code'")]
    [InlineData("[]", "'$'")]
    [InlineData("", "the request has none")]
    public async Task Body_should_be_refused_with_its_place_when_it_is_no_application(string body, string place)
    {
        var answer = await (await server.AsAsync("window")).PostAsync("/api/cases", new StringContent(body, Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("bad-request");
        var detail = problem.GetProperty("detail").GetString()!;
        detail.ShouldContain(place);
        detail.ShouldNotContain("ApprovalFlow.");
        detail.ShouldNotContain("System.");
        detail.ShouldNotContain("LineNumber");
    }

    [Fact]
    public async Task Body_should_be_refused_when_it_is_not_json()
    {
        var answer = await (await server.AsAsync("window")).PostAsync("/api/cases", new StringContent("flowCode=x", Encoding.UTF8, "text/plain"));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await answer.CodeAsync()).ShouldBe("not-json");
    }

    [Fact]
    public async Task Body_should_be_refused_when_it_is_larger_than_two_megabytes()
    {
        var answer = await (await server.AsAsync("window")).PostAsync("/api/cases", new StringContent(new string(' ', 2 * 1024 * 1024 + 1), Encoding.UTF8, "application/json"));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await answer.CodeAsync()).ShouldBe("too-large");
    }

    [Fact]
    public async Task Application_should_be_refused_with_a_code_and_a_sentence()
    {
        var application = server.Application("FGW-004-A");
        application["materials"] = Array.Empty<object>();
        var answer = await (await server.AsAsync("window")).PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("code").GetString().ShouldBe("material-missing");
        problem.GetProperty("title").GetString()!.ShouldStartWith("缺少必交材料");
        problem.GetProperty("detail").GetString()!.ShouldStartWith("Expected");
    }

    [Theory]
    [InlineData("FGW-999-Z", HttpStatusCode.NotFound, "flow-unknown")]
    [InlineData("GSJ-001-A", HttpStatusCode.Forbidden, "not-window")]
    public async Task Window_of_one_department_should_register_its_own_items_only(string flow, HttpStatusCode status, string code)
    {
        var application = server.Application("FGW-004-A");
        application["flowCode"] = flow;
        var answer = await (await server.AsAsync("window-fgw")).PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(status);
        (await answer.CodeAsync()).ShouldBe(code);
    }

    [Theory]
    [InlineData("/api/cases/NO-SUCH-CASE", "case-unknown")]
    [InlineData("/api/catalogue/items/NO-SUCH", "item-unknown")]
    [InlineData("/api/definitions/NO-SUCH", "flow-unknown")]
    [InlineData("/api/nothing/here", "not-found")]
    public async Task What_is_not_there_should_be_a_problem_with_a_code(string path, string code)
    {
        var answer = await (await server.AsAsync("window")).GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.CodeAsync()).ShouldBe(code);
    }

    [Fact]
    public async Task Applicant_should_be_able_to_withdraw_before_the_decision()
    {
        var number = await server.RegisterAsync("FGW-004-A", applicant: "applicant");
        var applicant = await server.AsAsync("applicant");
        (await (await applicant.PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = " " })).CodeAsync()).ShouldBe("reason-required");
        (await applicant.PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = "项目取消" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var again = await applicant.PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = "项目取消" });
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await again.CodeAsync()).ShouldBe("case-closed");
    }

    [Fact]
    public async Task Ports_should_be_those_that_the_case_left_by_when_the_applicant_withdraws()
    {
        var number = await server.RegisterAsync("FGW-004-A", applicant: "applicant");
        await CompleteAsync("window", number, "accept", new { outcome = "Return", comment = "缺少原件" });
        (await (await server.AsAsync("applicant")).PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = "项目取消" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var taken = (await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}")).GetProperty("taken");
        PortsOf("accept").ShouldBe(["Return"]);
        PortsOf("correction").ShouldBe(["Withdraw"]);
        PortsOf("close-withdrawn").ShouldBe(["Done"]);
        taken.TryGetProperty("decide", out _).ShouldBeFalse();

        IEnumerable<string?> PortsOf(string activity) => taken.GetProperty(activity).EnumerateArray().Select(p => p.GetString());
    }

    private async Task CompleteAsync(string user, string number, string activity, object completion)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, activity)}/complete", completion);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }
}
