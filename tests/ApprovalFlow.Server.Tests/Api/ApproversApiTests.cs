using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static ApprovalFlow.Server.Tests.Hosting.ServerFixture;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Approver rules, posts and what happens when nobody is found, through the interface.</summary>
[Collection(ServerCollection.Name)]
public sealed class ApproversApiTests(ServerFixture server)
{
    private const string Flow = "FGW-002-B";

    [Fact]
    public async Task Task_by_rule_should_lie_with_the_one_found_and_say_why()
    {
        await server.PublishAsync(Flow, ("review", "approverRule", Literal("user")), ("review", "approver", Literal("reviewer-fgw")));
        var (number, review) = await AcceptedAsync();
        var task = await TaskAsync(number, review);
        task.GetProperty("assigneeName").GetString().ShouldBe("发改委审查");
        Why(task).ShouldBe(["规则：指定人员 reviewer-fgw", "找到：发改委审查"]);
        (await CompleteAsync("reviewer", review)).ShouldBe("not-assignee");
        (await CompleteAsync("reviewer-fgw", review)).ShouldBe("ok");
        // Without a rule it says who may claim it, and who did.
        var decide = await server.OpenTaskAsync(number, "decide");
        Why(await TaskAsync(number, decide)).ShouldHaveSingleItem().ShouldStartWith("可由首席代表（");
        (await (await server.AsAsync("chief")).PostAsync($"/api/tasks/{decide}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        Why(await TaskAsync(number, decide))[1].ShouldBe("由首席代表认领");
    }

    [Fact]
    public async Task Administrator_should_name_somebody_where_nobody_was_found()
    {
        await server.PublishAsync(Flow, ("review", "approverRule", Literal("post")), ("review", "approver", Literal("NOT-THERE")), ("review", "nobodyFound", Literal("administrator")));
        var (number, review) = await AcceptedAsync();
        (await TaskAsync(number, review)).GetProperty("unfilled").GetString().ShouldBe("administrator");
        (await CompleteAsync("reviewer", review)).ShouldBe("approver-missing");
        (await MenuAsync("admin", review)).ShouldBe(["assign", "urge"]);
        (await MenuAsync("reviewer", review)).ShouldBeEmpty();
        (await ToldAsync("admin-2", number)).ShouldBe("unfilled");

        var people = (await (await server.AsAsync("admin")).GetFromJsonAsync<JsonElement>($"/api/tasks/{review}/operations/assign/people")).EnumerateArray().Select(p => p.GetProperty("userName").GetString());
        people.ShouldBe(["reviewer", "reviewer-fgw"], ignoreOrder: true);
        (await AssignAsync("reviewer", review, "reviewer")).ShouldBe("not-administrator");
        (await AssignAsync("admin", review, "cashier")).ShouldBe("approver-not-qualified");
        (await AssignAsync("admin", review, "no-such-person")).ShouldBe("person-unknown");
        (await AssignAsync("admin", review, "reviewer-fgw")).ShouldBe("ok");
        (await AssignAsync("admin", review, "reviewer")).ShouldBe("task-not-unfilled");
        (await ToldAsync("reviewer-fgw", number)).ShouldBe("assigned");
        (await HistoryAsync(number)).ShouldContain("task-assigned");
        Why(await TaskAsync(number, review)).Last().ShouldBe("由系统管理员指派给发改委审查");
        (await CompleteAsync("reviewer-fgw", review)).ShouldBe("ok");
    }

    [Fact]
    public async Task Posts_should_be_kept_by_administrators_and_found_by_rules()
    {
        var admin = await server.AsAsync("admin");
        (await KeepAsync("FGW-HEAD", new { nameZh = "发改委主任", nameEn = "Director", departmentId = "dept-fgw", isHead = true, holders = new[] { "reviewer-fgw" } })).ShouldBe("ok");
        (await KeepAsync("FGW-DESK", new { nameZh = "窗口", nameEn = "Window", departmentId = "dept-fgw", superior = "FGW-HEAD", holders = new[] { "window", "window-fgw" } })).ShouldBe("ok");
        (await KeepAsync("FGW-HEAD", new { nameZh = "发改委主任", nameEn = "Director", departmentId = "dept-fgw", superior = "FGW-DESK" })).ShouldBe("post-circle");
        (await KeepAsync("FGW-X", new { nameZh = "岗", nameEn = "Post", departmentId = "dept-none" })).ShouldBe("post-department-unknown");
        (await KeepAsync("FGW-X", new { nameZh = "岗", nameEn = "Post", departmentId = "dept-fgw", holders = new[] { "nobody" } })).ShouldBe("person-unknown");
        var posts = (await admin.GetFromJsonAsync<JsonElement>("/api/posts")).EnumerateArray().ToDictionary(p => p.GetProperty("code").GetString()!);
        posts["FGW-DESK"].GetProperty("superior").GetString().ShouldBe("FGW-HEAD");
        posts["FGW-DESK"].GetProperty("holders").EnumerateArray().Select(h => h.GetProperty("userName").GetString()).ShouldBe(["window", "window-fgw"], ignoreOrder: true);

        await server.PublishAsync(Flow, ("review", "approverRule", Literal("levels-up")));
        var (number, review) = await AcceptedAsync();
        var task = await TaskAsync(number, review);
        task.GetProperty("assigneeName").GetString().ShouldBe("发改委审查");
        Why(task).ShouldContain("第 1 级：发改委主任");

        (await (await admin.DeleteAsync("/api/posts/FGW-HEAD")).CodeAsync()).ShouldBe("post-leads-others");
        (await admin.DeleteAsync("/api/posts/FGW-DESK")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.DeleteAsync("/api/posts/FGW-HEAD")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await (await admin.DeleteAsync("/api/posts/FGW-HEAD")).CodeAsync()).ShouldBe("post-unknown");
    }

    [Fact]
    public async Task Applicant_and_step_before_should_choose_among_those_who_may_decide()
    {
        await server.PublishAsync(Flow, ("review", "approverRule", Literal("chosen-by-applicant")), ("decide", "approverRule", Literal("chosen-by-previous")));
        var window = await server.AsAsync("window");
        var asked = (await window.GetFromJsonAsync<JsonElement>($"/api/flows/{Flow}/approvers")).EnumerateArray().Single();
        asked.GetProperty("activityId").GetString().ShouldBe("review");
        (await window.GetFromJsonAsync<JsonElement>($"/api/flows/{Flow}/approvers/review/people")).EnumerateArray().Select(p => p.GetProperty("userName").GetString()).ShouldBe(["reviewer", "reviewer-fgw"], ignoreOrder: true);

        var application = server.Application(Flow);
        (await (await window.PostAsJsonAsync("/api/cases", application)).CodeAsync()).ShouldBe("approver-not-chosen");
        application["approvers"] = new Dictionary<string, string[]> { ["review"] = ["cashier"] };
        (await (await window.PostAsJsonAsync("/api/cases", application)).CodeAsync()).ShouldBe("approver-not-qualified");
        application["approvers"] = new Dictionary<string, string[]> { ["review"] = ["reviewer"] };
        var answer = await window.PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
        (await CompleteAsync("window", await server.OpenTaskAsync(number, "accept"), "Accept")).ShouldBe("ok");

        var review = await server.OpenTaskAsync(number, "review");
        (await TaskAsync(number, review)).GetProperty("assigneeName").GetString().ShouldBe("审查人员");
        var choices = (await (await server.AsAsync("reviewer")).GetFromJsonAsync<JsonElement>($"/api/tasks/{review}/operations")).GetProperty("choices");
        choices.GetProperty("Approve").EnumerateArray().Single().GetProperty("activityId").GetString().ShouldBe("decide");
        (await CompleteAsync("reviewer", review)).ShouldBe("approver-not-chosen");
        (await CompleteAsync("reviewer", review, "Approve", new Dictionary<string, string[]> { ["decide"] = ["chief"] })).ShouldBe("ok");
        (await TaskAsync(number, await server.OpenTaskAsync(number, "decide"))).GetProperty("assigneeName").GetString().ShouldBe("首席代表");
    }

    private async Task<(string Number, string Review)> AcceptedAsync()
    {
        var number = await server.RegisterAsync(Flow);
        (await CompleteAsync("window", await server.OpenTaskAsync(number, "accept"), "Accept")).ShouldBe("ok");
        return (number, await server.OpenTaskAsync(number, "review"));
    }

    private async Task<string?> CompleteAsync(string user, string task, string outcome = "Approve", object? approvers = null) =>
        await SaidAsync(await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/complete", new { outcome, comment = "意见", approvers }));

    private async Task<string?> AssignAsync(string user, string task, string to) =>
        await SaidAsync(await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/operations/assign", new { people = new[] { to }, reason = "岗位空缺" }));

    private async Task<string?> KeepAsync(string code, object post) => await SaidAsync(await (await server.AsAsync("admin")).PutAsJsonAsync($"/api/posts/{code}", post));

    private static async Task<string?> SaidAsync(HttpResponseMessage answer) => answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();

    private async Task<string?[]> MenuAsync(string user, string task) =>
        [.. (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>($"/api/tasks/{task}/operations")).GetProperty("operations").EnumerateArray().Select(o => o.GetProperty("operation").GetString())];

    private async Task<JsonElement> CaseAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
    private async Task<JsonElement> TaskAsync(string number, string task) => (await CaseAsync(number)).GetProperty("tasks").EnumerateArray().Single(t => t.GetProperty("taskId").GetString() == task);
    private async Task<IEnumerable<string?>> HistoryAsync(string number) => (await CaseAsync(number)).GetProperty("history").EnumerateArray().Select(h => h.GetProperty("kind").GetString()).ToList();
    private static List<string> Why(JsonElement task) => [.. task.GetProperty("why").EnumerateArray().Select(l => l.GetProperty("zh").GetString()!)];

    private async Task<string?> ToldAsync(string user, string number)
    {
        var dispatcher = server.Services.GetRequiredService<OutboxDispatcher>();
        for (var i = 0; i < 200; i++)
        {
            while (await dispatcher.DispatchAsync(100) > 0)
            {
            }
            var told = (await (await server.AsAsync(user)).GetFromJsonAsync<JsonElement>("/api/notices")).EnumerateArray()
                // The samples are alike, so that a card for two cases of one application may be told too.
                .Where(n => n.GetProperty("caseNumber").GetString() == number && !n.GetProperty("kind").GetString()!.StartsWith("card-", StringComparison.Ordinal)).ToList();
            if (told.Count > 0)
                return told.Single().GetProperty("kind").GetString();
            // The server's own worker may hold the message just now.
            await Task.Yield();
        }
        return null;
    }
}
