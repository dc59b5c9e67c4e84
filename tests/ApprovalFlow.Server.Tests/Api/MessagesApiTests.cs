using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class MessagesApiTests(ServerFixture server)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 4, 0, 0, TimeSpan.Zero);
    private IMessageStore Store => server.Services.GetRequiredService<IMessageStore>();

    /// <summary>A message of a case that no other test has.</summary>
    private async Task<Message> DeadAsync(string number)
    {
        var message = new Message($"{number}/7", "decision-made", number, Contact.ApplicantId, MessageChannels.Sms, "13812345678", MessageClass.Legal, "decided", 1, true, "", "您申请的“测试”已作出决定：准予许可。", Noon, Delivery.Queued(Noon));
        // Over already, so that the server's own sending leaves it alone.
        var dead = message with { Delivery = new(DeliveryState.Dead, null) { Attempts = 1, Reason = "refused-by-gateway" } };
        await Store.AddAsync([dead]);
        return dead;
    }

    private static async Task<JsonArray> RowsAsync(HttpClient client, string query) => (await client.GetFromJsonAsync<JsonNode>($"/api/messages?{query}"))!["rows"]!.AsArray();

    [Fact]
    public async Task Messages_should_be_found_by_case_person_channel_and_state_with_the_address_masked()
    {
        await DeadAsync("M-1");
        var supervisor = await server.AsAsync("supervisor");
        var row = (await RowsAsync(supervisor, "caseNumber=M-1")).ShouldHaveSingleItem()!;
        ((string?)row["address"], (string?)row["state"], (string?)row["reason"], (string?)row["eventKey"], (string?)row["templateId"]).ShouldBe(("138****5678", "dead", "refused-by-gateway", "M-1/7", "decided"));
        row.ToJsonString().ShouldNotContain("13812345678");
        (await RowsAsync(supervisor, "caseNumber=M-1&person=138 1234 5678&channel=sms&state=dead")).Count.ShouldBe(1);
        (await RowsAsync(supervisor, "caseNumber=M-1&channel=mail")).Count.ShouldBe(0);
        (await RowsAsync(supervisor, "caseNumber=M-1&state=sent")).Count.ShouldBe(0);
        (await RowsAsync(supervisor, "caseNumber=M-1&person=13900000000")).Count.ShouldBe(0);
        (await supervisor.GetAsync("/api/messages?state=lost")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Dead_message_should_be_tried_again_once()
    {
        var dead = await DeadAsync("M-2");
        var admin = await server.AsAsync("admin");
        (await admin.PostAsJsonAsync("/api/messages/retry", new { key = dead.Key })).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await admin.PostAsJsonAsync("/api/messages/retry", new { key = dead.Key })).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await admin.PostAsJsonAsync("/api/messages/retry", new { key = "nothing" })).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Store.StepsAsync(dead.Key)).ShouldContain(s => s.What == "retried" && s.By != null);
    }

    [Fact]
    public async Task Applicant_should_see_on_the_case_what_they_were_told_and_nothing_that_others_were()
    {
        var number = await server.RegisterAsync("GSJ-001-A", "applicant");
        var told = new Message($"{number}/7", "decision-made", number, Contact.ApplicantId, MessageChannels.Sms, "13812345678", MessageClass.Legal, "decided", 1, true, "", "您的申请已作出决定。", Noon, new(DeliveryState.Delivered, null));
        await Store.AddAsync([told, told with { RecipientId = "somebody-else", Text = "请尽快办理。" }]);
        var page = WebUtility.HtmlDecode(await (await server.AsAsync("applicant")).GetStringAsync($"/cases/{number}"));
        page.ShouldContain("data-applicant-messages");
        page.ShouldContain("您的申请已作出决定。");
        page.ShouldContain("138****5678");
        page.ShouldNotContain("13812345678");
        page.ShouldNotContain("请尽快办理。");
        WebUtility.HtmlDecode(await (await server.AsAsync("window")).GetStringAsync($"/cases/{number}")).ShouldNotContain("data-applicant-messages");
    }

    [Fact]
    public async Task Messages_should_be_closed_to_everybody_else()
    {
        foreach (var user in new[] { "applicant", "window", "chief", "designer", "auditor" })
            (await (await server.AsAsync(user)).GetAsync("/api/messages")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, user);
        (await (await server.AsAsync("window")).PostAsJsonAsync("/api/messages/retry", new { key = "x" })).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Settings_should_be_kept_and_refused_where_they_cannot_hold()
    {
        var expert = await server.AsAsync("expert");
        async Task<(HttpStatusCode, string?)> Set(object settings)
        {
            var answer = await expert.PutAsJsonAsync("/api/me/messages", settings);
            return (answer.StatusCode, answer.StatusCode == HttpStatusCode.NoContent ? null : (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["code"]);
        }
        (await Set(new { phone = "138-0000-1111", mail = "li.wei@example.org", language = "en", optOuts = new[] { new { @class = "talk", channel = "mail" } } })).ShouldBe((HttpStatusCode.NoContent, null));
        var kept = (await expert.GetFromJsonAsync<JsonNode>("/api/me/messages"))!;
        ((string?)kept["phone"], (string?)kept["mail"], (string?)kept["language"], kept["optOuts"]!.ToJsonString()).ShouldBe(("13800001111", "li.wei@example.org", "en", """[{"class":"talk","channel":"mail"}]"""));

        (await Set(new { phone = "4060000", mail = "", language = "en", optOuts = Array.Empty<object>() })).ShouldBe((HttpStatusCode.UnprocessableEntity, "phone-invalid"));
        (await Set(new { phone = "", mail = "a@b.cn\r\nBcc: c@d.cn", language = "en", optOuts = Array.Empty<object>() })).ShouldBe((HttpStatusCode.UnprocessableEntity, "mail-invalid"));
        (await Set(new { phone = "", mail = "", language = "en", optOuts = new[] { new { @class = "legal", channel = "sms" } } })).ShouldBe((HttpStatusCode.UnprocessableEntity, "message-class-required"));
        ((string?)(await expert.GetFromJsonAsync<JsonNode>("/api/me/messages"))!["phone"]).ShouldBe("13800001111", "what was refused changed nothing");
        (await Set(new { phone = (string?)null, mail = (string?)null, language = "zh-CN", optOuts = Array.Empty<object>() })).ShouldBe((HttpStatusCode.NoContent, null));
    }

    /// <summary>From the window to the row, without any gateway: what would be sent is kept and says so.</summary>
    [Fact]
    public async Task Registration_should_write_its_message_and_say_that_there_is_no_gateway()
    {
        var number = await server.RegisterAsync("FGW-001-A");
        var supervisor = await server.AsAsync("supervisor");
        JsonArray rows = [];
        await Messages.Wait.UntilAsync(async () => (rows = await RowsAsync(supervisor, $"caseNumber={number}")).Any(r => (string?)r!["templateId"] == "registered" && (string?)r["state"] is "notSent" or "noAddress" or "heldQuiet"), () => rows.ToJsonString());
    }
}
