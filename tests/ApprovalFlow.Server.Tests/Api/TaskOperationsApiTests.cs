using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Server.Tests.Hosting;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Every operation through the interface: who is offered what, what it does, and what the case tells of it.</summary>
[Collection(ServerCollection.Name)]
public sealed class TaskOperationsApiTests(ServerFixture server)
{
    private const string Flow = "FGW-004-A";

    [Fact]
    public async Task Operations_should_be_listed_for_the_holder_only()
    {
        var (_, task) = await HeldAsync();
        (await MenuAsync("window", task)).ShouldBe(["transfer", "delegate", "add-signer-before", "add-signer-after", "add-signer-parallel", "copy"]);
        (await MenuAsync("window-fgw", task)).ShouldBeEmpty();
        (await MenuAsync("admin", task)).ShouldBe(["transfer", "urge"]);
        (await (await server.AsAsync("chief-ghj")).GetAsync($"/api/tasks/{task}/operations")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task People_should_be_those_whom_the_operation_may_name()
    {
        var (_, task) = await HeldAsync();
        (await PeopleAsync("window", task, "transfer", null)).ShouldBe(["window-fgw"]);
        var helpers = await PeopleAsync("window", task, "delegate", null);
        helpers.ShouldContain("expert");
        helpers.ShouldNotContain("applicant");
        helpers.ShouldNotContain("designer");
        helpers.ShouldNotContain("window");
        (await PeopleAsync("window", task, "delegate", "评审")).ShouldBe(["expert"]);
        (await PeopleAsync("window", task, "delegate", "EXP")).ShouldBe(["expert"]);
        (await PeopleAsync("window-fgw", task, "delegate", null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Transferred_task_should_lie_with_the_new_holder_and_keep_its_history()
    {
        var (number, task) = await HeldAsync();
        (await OperateAsync("window", task, "transfer", new { people = new[] { "window-fgw" }, reason = "出差" })).ShouldBe("ok");
        (await OperateAsync("window", task, "transfer", new { people = new[] { "window-fgw" } })).ShouldBe("not-assignee");
        (await CompleteAsync("window-fgw", task)).ShouldBe("ok");
        var history = await HistoryAsync(number);
        history.ShouldContain(h => h.GetProperty("kind").GetString() == "task-claimed");
        var line = history.Single(h => h.GetProperty("kind").GetString() == "task-transferred");
        (line.GetProperty("person").GetString(), line.GetProperty("detail").GetString(), line.GetProperty("comment").GetString()).ShouldBe(("发改委窗口", "窗口人员", "出差"));
    }

    [Fact]
    public async Task Delegated_task_should_be_given_back_before_it_is_decided()
    {
        var (_, task) = await HeldAsync();
        (await OperateAsync("window", task, "delegate", new { people = new[] { "expert" }, reason = "请核对" })).ShouldBe("ok");
        (await OperateAsync("expert", task, "delegate", new { people = new[] { "window" } })).ShouldBe("delegation-cycle");
        (await CompleteAsync("expert", task)).ShouldBe("task-delegated");
        (await MenuAsync("expert", task)).ShouldBe(["give-back", "delegate", "copy"]);
        (await OperateAsync("expert", task, "give-back", new { reason = "已核对" })).ShouldBe("ok");
        (await CompleteAsync("window", task)).ShouldBe("ok");
    }

    [Fact]
    public async Task Added_signers_should_be_awaited_and_their_opinions_kept_with_the_result()
    {
        var (number, task) = await HeldAsync();
        (await OperateAsync("window", task, "add-signer-before", new { people = new[] { "expert", "reviewer" }, reason = "请把关" })).ShouldBe("ok");
        (await OperateAsync("window", task, "add-signer-after", new { people = new[] { "expert" } })).ShouldBe("signer-twice");
        (await CompleteAsync("window", task)).ShouldBe("signers-awaited");
        (await MenuAsync("window", task)).ShouldContain("remove-signer");
        (await OperateAsync("window", task, "remove-signer", new { signer = task + "s3" })).ShouldBe("ok");
        (await OperateAsync("window", task, "remove-signer", new { signer = task + "s3" })).ShouldBe("signer-unknown");
        var opinion = await (await server.AsAsync("expert")).PostAsJsonAsync($"/api/tasks/{task}s2/complete", new { outcome = "Refuse", comment = "材料不足" });
        opinion.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CompleteAsync("window", task)).ShouldBe("ok");

        var signing = (await CaseAsync(number)).GetProperty("signings").EnumerateArray().Single();
        signing.GetProperty("outcome").GetString().ShouldBe("Accept");
        signing.GetProperty("opinions").EnumerateArray().Select(o => (o.GetProperty("name").GetString(), o.GetProperty("kind").GetString(), o.GetProperty("outcome").GetString(), o.GetProperty("comment").GetString()))
            .ShouldBe([("评审专家", "before", "Refuse", "材料不足"), ("窗口人员", "own", "Accept", null)]);
    }

    [Fact]
    public async Task Opinion_should_be_taken_back_while_the_step_has_no_result()
    {
        var (number, task) = await HeldAsync();
        var expert = await server.AsAsync("expert");
        (await OperateAsync("window", task, "add-signer-parallel", new { people = new[] { "expert" } })).ShouldBe("ok");
        (await expert.PostAsJsonAsync($"/api/tasks/{task}s2/complete", new { outcome = "Approve", comment = "可以" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CaseAsync(number)).GetProperty("tasks").EnumerateArray().Where(t => t.GetProperty("isPersonal").GetBoolean()).Select(t => t.GetProperty("taskId").GetString()).ShouldBe([task + "s2"]);
        var offers = (await expert.GetFromJsonAsync<JsonElement>($"/api/cases/{number}/operations")).GetProperty("takeBacks").EnumerateArray().Select(o => o.GetProperty("taskId").GetString());
        offers.ShouldBe([task + "s2"]);
        (await OperateAsync("window", task + "s2", "take-back", new { })).ShouldBe("take-back-not-yours");
        (await OperateAsync("expert", task + "s2", "take-back", new { reason = "看错图纸" })).ShouldBe("ok");
        (await OperateAsync("expert", task + "s2", "take-back", new { })).ShouldBe("step-begun-again");

        var line = (await HistoryAsync(number)).Single(h => h.GetProperty("kind").GetString() == "vote-taken-back");
        (line.GetProperty("actor").GetProperty("name").GetString(), line.GetProperty("comment").GetString()).ShouldBe(("评审专家", "看错图纸"));
        (await expert.PostAsJsonAsync($"/api/tasks/{task}s3/complete", new { outcome = "Approve", comment = "复核后同意" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CompleteAsync("window", task)).ShouldBe("ok");
        (await OperateAsync("expert", task + "s3", "take-back", new { })).ShouldBe("take-back-signed-by-several");
        (await CaseAsync(number)).GetProperty("signings").EnumerateArray().Single().GetProperty("opinions").EnumerateArray().Select(o => o.GetProperty("comment").GetString()).ShouldBe(["复核后同意", null]);
    }

    [Theory]
    [InlineData("transfer", "{\"people\":[\"nobody-here\"]}", "person-unknown")]
    [InlineData("add-signer-before", "{\"people\":[\"nobody-here\"]}", "person-unknown")]
    [InlineData("add-signer-before", "{\"people\":[]}", "signer-missing")]
    [InlineData("transfer", "{}", "operation-unknown")]
    [InlineData("teleport", "{}", "operation-unknown")]
    [InlineData("transfer", "{\"people\":[\"expert\"]}", "not-candidate")]
    [InlineData("delegate", "{\"people\":[\"designer\"]}", "person-not-staff")]
    public async Task Operation_should_be_refused_and_change_nothing(string operation, string body, string code)
    {
        var (number, task) = await HeldAsync();
        // The engine ticks meanwhile: a card for the application that was handed in twice is its own affair.
        async Task<string[]> ToldAsync() => [.. (await HistoryAsync(number)).Select(h => h.GetProperty("kind").GetString()!).Where(k => !k.StartsWith("card-", StringComparison.Ordinal))];
        var before = await ToldAsync();
        (await OperateAsync("window", task, operation, JsonSerializer.Deserialize<JsonElement>(body))).ShouldBe(code);
        (await ToldAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Operation_on_a_hidden_case_should_sound_as_if_there_were_none()
    {
        var (number, task) = await HeldAsync();
        (await OperateAsync("chief-ghj", task, "give-back", new { })).ShouldBe("case-unknown");
        (await OperateAsync("chief-ghj", task.Replace(number, "FGW-004-2099-000001", StringComparison.Ordinal), "give-back", new { })).ShouldBe("case-unknown");
    }

    private async Task<(string Number, string Task)> HeldAsync()
    {
        var number = await server.RegisterAsync(Flow);
        var task = await server.OpenTaskAsync(number, "accept");
        (await (await server.AsAsync("window")).PostAsync($"/api/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return (number, task);
    }

    private async Task<string?> OperateAsync(string user, string task, string operation, object input)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/operations/{operation}", input);
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    private async Task<string?> CompleteAsync(string user, string task)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome = "Accept" });
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    private async Task<IEnumerable<string?>> MenuAsync(string user, string task) =>
        (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/tasks/{task}/operations")).GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("operation").GetString());

    private async Task<IEnumerable<string?>> PeopleAsync(string user, string task, string operation, string? search) =>
        (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/tasks/{task}/operations/{operation}/people?search={Uri.EscapeDataString(search ?? "")}")).EnumerateArray().Select(p => p.GetProperty("userName").GetString());

    private async Task<JsonElement> CaseAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
    private async Task<List<JsonElement>> HistoryAsync(string number) => [.. (await CaseAsync(number)).GetProperty("history").EnumerateArray()];
}
