using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

/// <summary>Urging, copies, remarks, notices and batches through the interface.</summary>
[Collection(ServerCollection.Name)]
public sealed class TalkApiTests(ServerFixture server)
{
    private const string Flow = "FGW-004-A";

    [Fact]
    public async Task Urged_holder_should_be_told_and_nobody_may_urge_again_that_day()
    {
        var (number, task) = await HeldAsync("window-fgw");
        (await OperateAsync("supervisor", task, "urge", new { reason = "临近期限" })).ShouldBe("ok");
        (await OperateAsync("admin", task, "urge", new { })).ShouldBe("urged-already");
        (await OperateAsync("window", task, "urge", new { })).ShouldBe("urge-not-allowed");
        var told = await ToldAsync("window-fgw", number);
        (told.GetProperty("kind").GetString(), told.GetProperty("from").GetString(), told.GetProperty("text").GetString()).ShouldBe(("urged", "效能监督", "临近期限"));

        (await (await server.AsAsync("window-fgw")).PostAsync("/api/notices/read", null)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ToldAsync("window-fgw", number)).GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task Reader_of_a_copy_should_be_able_to_read_the_case_and_leave_a_receipt()
    {
        var (number, task) = await HeldAsync("window-fgw");
        var reader = await server.AsAsync("chief-ghj");
        (await reader.GetAsync($"/api/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await OperateAsync("window-fgw", task, "copy", new { people = new[] { "chief-ghj" }, reason = "请知悉" })).ShouldBe("ok");
        (await ToldAsync("chief-ghj", number)).GetProperty("kind").GetString().ShouldBe("copied");
        (await CopyAsync(number)).GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.Null);
        (await reader.GetAsync($"/cases/{number}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CopyAsync(number)).GetProperty("readAt").ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Fact]
    public async Task Remark_should_carry_its_file_by_hash_and_tell_whom_it_mentions()
    {
        var (number, task) = await HeldAsync("window-fgw");
        var bytes = Encoding.UTF8.GetBytes("一号图纸");
        var holder = await server.AsAsync("window-fgw");
        (await holder.PostAsJsonAsync($"/api/cases/{number}/comments", new { text = "请看图纸", taskId = task, mentions = new[] { "window" }, files = new[] { new { name = "图纸.txt", mediaType = "text/plain", content = bytes } } }))
            .StatusCode.ShouldBe(HttpStatusCode.OK);

        var comment = (await CaseAsync(number)).GetProperty("comments").EnumerateArray().Single();
        var hash = comment.GetProperty("attachments").EnumerateArray().Single().GetProperty("hash").GetString();
        hash.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        (await holder.GetByteArrayAsync($"/api/cases/{number}/files/{hash}")).ShouldBe(bytes);
        (await (await server.AsAsync("chief-ghj")).GetAsync($"/api/cases/{number}/files/{hash}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await ToldAsync("window", number)).GetProperty("kind").GetString().ShouldBe("mentioned");

        (await (await holder.PostAsJsonAsync($"/api/cases/{number}/comments", new { text = "" })).CodeAsync()).ShouldBe("comment-empty");
        (await (await holder.PostAsJsonAsync($"/api/cases/{number}/comments", new { text = "看", mentions = new[] { "nobody-here" } })).CodeAsync()).ShouldBe("person-unknown");
        (await (await (await server.AsAsync("chief-ghj")).PostAsJsonAsync($"/api/cases/{number}/comments", new { text = "看" })).CodeAsync()).ShouldBe("case-unknown");
    }

    [Fact]
    public async Task Batch_should_decide_each_case_by_itself_and_report_what_failed_and_why()
    {
        var (_, one) = await HeldAsync("window");
        var (_, two) = await HeldAsync("window");
        var (_, foreign) = await HeldAsync("window-fgw");
        var answer = await (await server.AsAsync("window")).PostAsJsonAsync("/api/tasks/batch", new { tasks = new[] { one, foreign, "FGW-004-2099-000001-1", two }, outcome = "Accept", comment = "材料齐全" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var lines = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("tasks").EnumerateArray().ToDictionary(l => l.GetProperty("taskId").GetString()!, l => (l.GetProperty("isDone").GetBoolean(), l.GetProperty("code").GetString()));
        lines[one].ShouldBe((true, null));
        lines[two].ShouldBe((true, null));
        lines[foreign].ShouldBe((false, "not-assignee"));
        lines["FGW-004-2099-000001-1"].ShouldBe((false, "case-unknown"));
        (await (await (await server.AsAsync("window")).PostAsJsonAsync("/api/tasks/batch", new { tasks = Array.Empty<string>(), outcome = "Accept" })).CodeAsync()).ShouldBe("batch-size");
    }

    private async Task<(string Number, string Task)> HeldAsync(string user)
    {
        var number = await server.RegisterAsync(Flow);
        var task = await server.OpenTaskAsync(number, "accept");
        (await (await server.AsAsync(user)).PostAsync($"/api/tasks/{task}/claim", null)).StatusCode.ShouldBe(HttpStatusCode.OK);
        return (number, task);
    }

    private async Task<string?> OperateAsync(string user, string task, string operation, object input)
    {
        var answer = await (await server.AsAsync(user)).PostAsJsonAsync($"/api/tasks/{task}/operations/{operation}", input);
        return answer.IsSuccessStatusCode ? "ok" : await answer.CodeAsync();
    }

    /// <summary>What a person was told of a case, once the outbox has been emptied.</summary>
    private async Task<JsonElement> ToldAsync(string user, string number)
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
                return told.Single();
            // The server's own worker may hold the message just now.
            await Task.Yield();
        }
        throw new Xunit.Sdk.XunitException($"Expected '{user}' to be told of '{number}', but they were not.");
    }

    private async Task<JsonElement> CaseAsync(string number) => await (await server.AsAsync("auditor")).GetFromJsonAsync<JsonElement>($"/api/cases/{number}");
    private async Task<JsonElement> CopyAsync(string number) => (await CaseAsync(number)).GetProperty("copies").EnumerateArray().Single();
}
