using System.Net.Http.Json;
using System.Net;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Server.Logs;
using ApprovalFlow.Server.Messages;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Tests.Logs;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using ApprovalFlow.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Messages;

/// <summary>The whole server with a real Kannel beside it: what arrives at the message centre, and what the rows say of it.</summary>
[Needs(NeedsAttribute.Kannel)]
public sealed class KannelTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Morning = OfficeHours.At(new(2026, 3, 2), new(10, 0));
    private readonly ManualTimeProvider time = new(Morning);
    private readonly int port = FreePort.Next();
    private KannelGateway kannel = null!;
    private readonly Notebook book = new(new JsonLines(TimeProvider.System));
    private ServerFixture house = null!;

    private WebApplicationFactory<Program> server => house.Factory;

    private IMessageStore Store => server.Services.GetRequiredService<IMessageStore>();
    private MessageDispatcher Dispatcher => server.Services.GetRequiredService<MessageDispatcher>();

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.Missing(NeedsAttribute.Kannel) is not null)
            return;
        kannel = new($"http://127.0.0.1:{port}");
        await kannel.StartAsync();
        house = new ServerFixture(time, host =>
        {
            host.ConfigureTestServices(services =>
            {
                // Here the test decides when is sent.
                services.Remove(services.Single(s => s.ImplementationType == typeof(MessageWorker)));
            }).UseSetting(WebHostDefaults.ServerUrlsKey, $"http://127.0.0.1:{port}").ConfigureLogging(logging => logging.ClearProviders().AddProvider(book));
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["Mode"] = kannel.Options.Mode, ["Url"] = kannel.Options.Url, ["User"] = kannel.Options.User, ["Password"] = kannel.Options.Password, ["Sender"] = kannel.Options.Sender, ["ReportUrl"] = kannel.Options.ReportUrl,
                ["ReportSecret"] = kannel.Options.ReportSecret, ["AdminUrl"] = kannel.Options.AdminUrl, ["AdminPassword"] = kannel.Options.AdminPassword, ["TimeoutSeconds"] = $"{kannel.Options.TimeoutSeconds}",
            })
                host.UseSetting($"ApprovalFlow:Messages:Sms:{name}", value);
        });
        server.UseKestrel(port);
        server.StartServer();
    }

    public async Task DisposeAsync()
    {
        house?.Dispose();
        if (kannel is not null)
            await kannel.DisposeAsync();
    }

    private static Message Of(int number, string text) => new(
        $"S-{number}/1", "task-opened", $"S-{number}", "u-1", MessageChannels.Sms, $"138{number:00000000}", MessageClass.Supervision, "urged", 1, true, "", text, Morning, Delivery.Queued(Morning));

    private async Task<Delivery> DeliveryAsync(int number) => (await Store.FindAsync(Of(number, "").Key))!.Delivery;

    private async Task SendAsync()
    {
        while (await Dispatcher.DispatchAsync(50) > 0)
        {
        }
    }

    private async Task<HealthStatus> HealthAsync() => (await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "gateways")).Status;

    /// <summary>Time goes on, and what is due is sent, until all these are delivered.</summary>
    private async Task DeliverAsync(IReadOnlyList<int> numbers)
    {
        var states = "";
        await Wait.UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(20));
            await SendAsync();
            var all = new List<DeliveryState>();
            foreach (var number in numbers)
                all.Add((await DeliveryAsync(number)).State);
            states = string.Join(", ", all.GroupBy(s => s).Select(g => $"{g.Count()} {g.Key}"));
            return all.TrueForAll(s => s == DeliveryState.Delivered);
        }, () => states);
    }

    /// <summary>What telephones show, once there are so many; a report may be faster than what the centre writes.</summary>
    private async Task<IReadOnlyList<(string To, string Text, int Parts)>> ArrivedAsync(int count)
    {
        await Wait.UntilAsync(() => kannel.Messages().Count >= count, () => $"{kannel.Messages().Count} arrived.");
        var arrived = kannel.Messages();
        arrived.Count.ShouldBe(count);
        return arrived;
    }

    [ProviderFact]
    public async Task Long_chinese_message_should_arrive_whole_and_be_receipted()
    {
        await kannel.ConnectCentreAsync();
        var text = string.Concat(Enumerable.Range(1, 30).Select(i => $"第{i}项材料需补正；"));
        MessageText.Parts(text).ShouldBeGreaterThan(3);
        await Store.AddAsync([Of(1, text), Of(2, "OK [1] {2} ~ €"), Of(3, "短信“引号”，&=%+?#😀 结束")]);
        await DeliverAsync([1, 2, 3]);

        var arrived = await ArrivedAsync(3);
        arrived.Single(m => m.To == "13800000001").ShouldBe(("13800000001", text, MessageText.Parts(text)));
        arrived.Single(m => m.To == "13800000002").ShouldBe(("13800000002", "OK [1] {2} ~ €", 1));
        arrived.Single(m => m.To == "13800000003").Text.ShouldBe("短信“引号”，&=%+?#😀 结束");
        (await Store.StepsAsync(Of(1, "").Key)).Select(s => s.What).ShouldContain("report-delivered");
        (await DeliveryAsync(1)).DeliveredAt.ShouldNotBeNull();
    }

    [ProviderFact]
    public async Task Everything_should_arrive_once_when_the_gateway_is_killed_in_the_middle_and_comes_back()
    {
        var numbers = Enumerable.Range(1, 20).ToList();
        await Store.AddAsync([.. numbers.Take(10).Select(n => Of(n, $"消息{n}"))]);
        // The centre is away: Kannel takes these and keeps them.
        await SendAsync();
        (await DeliveryAsync(1)).State.ShouldBe(DeliveryState.Sent);
        kannel.KillBoxes();

        await Store.AddAsync([.. numbers.Skip(10).Select(n => Of(n, $"消息{n}"))]);
        await SendAsync();
        var late = await Task.WhenAll(numbers.Skip(10).Select(DeliveryAsync));
        late.Count(d => d.State == DeliveryState.Failed).ShouldBe(3, "then it is left alone");
        late.ShouldAllBe(d => d.Reason == "unreachable");
        Dispatcher.CircuitOf(MessageChannels.Sms).IsBroken.ShouldBeTrue();
        (await HealthAsync()).ShouldBe(HealthStatus.Degraded);

        await kannel.StartAsync();
        await kannel.ConnectCentreAsync();
        await DeliverAsync(numbers);
        (await ArrivedAsync(20)).Select(m => m.Text).Order(StringComparer.Ordinal).ShouldBe(numbers.Select(n => $"消息{n}").Order(StringComparer.Ordinal));
        (await HealthAsync()).ShouldBe(HealthStatus.Healthy);
    }

    [ProviderFact]
    public async Task Message_should_not_be_sent_again_when_the_gateway_took_it_and_answered_too_late()
    {
        await kannel.ConnectCentreAsync();
        kannel.FreezeBearerbox();
        await Store.AddAsync([Of(1, "只发一次")]);
        await SendAsync();
        (await DeliveryAsync(1)).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Unknown), d => d.Reason.ShouldBe("no-answer"));
        kannel.ThawBearerbox();
        await Wait.UntilAsync(async () => (await DeliveryAsync(1)).State == DeliveryState.Delivered, () => "no report came.");
        time.Advance(TimeSpan.FromDays(1));
        await SendAsync();
        (await ArrivedAsync(1)).Select(m => m.Text).ShouldBe(["只发一次"]);
        (await DeliveryAsync(1)).Attempts.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Message_should_be_sent_again_when_the_gateway_died_with_it_unread()
    {
        await kannel.ConnectCentreAsync();
        kannel.FreezeSmsbox();
        await Store.AddAsync([Of(1, "还要再发")]);
        await SendAsync();
        (await DeliveryAsync(1)).State.ShouldBe(DeliveryState.Unknown);
        kannel.KillSmsbox();
        time.Advance(DeliveryRules.Default.Patience);
        await SendAsync();
        (await DeliveryAsync(1)).ShouldSatisfyAllConditions(d => d.State.ShouldBe(DeliveryState.Unknown), d => d.NotHeldSince.ShouldBeNull("a gateway that does not run proves nothing"));

        await kannel.StartSmsboxAsync();
        await DeliverAsync([1]);
        (await ArrivedAsync(1)).Select(m => m.Text).ShouldBe(["还要再发"]);
        (await Store.StepsAsync(Of(1, "").Key)).Select(s => s.What).ShouldContain("gateway-holds-nothing");
    }

    [ProviderFact]
    public async Task Applicant_should_be_sent_the_decision_and_its_receipt_be_shown()
    {
        const string Phone = "13812345670";
        await kannel.ConnectCentreAsync();
        var application = house.Application("GSJ-001-A");
        application["applicant"] = new { kind = "enterprise", name = "太原市晋阳商贸有限公司", idNumber = "91350100M000100Y43", phone = Phone };
        var answer = await (await house.AsAsync("window")).PostAsJsonAsync("/api/cases", application);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;
        await house.FinishAsync(number);

        var supervisor = await house.AsAsync("supervisor");
        async Task<List<JsonElement>> ShownAsync() => [.. (await supervisor.GetFromJsonAsync<JsonElement>($"/api/messages?caseNumber={number}&channel=sms")).GetProperty("rows").EnumerateArray().Where(m => m.GetProperty("key").GetString()!.Contains($"/{Contact.ApplicantId}/"))];
        List<JsonElement> shown = [];
        await Wait.UntilAsync(async () =>
        {
            time.Advance(TimeSpan.FromSeconds(5));
            await SendAsync();
            shown = await ShownAsync();
            return shown.Any(m => m.GetProperty("eventName").GetString() == "decision-made") && shown.TrueForAll(m => m.GetProperty("state").GetString() == "delivered");
        }, () => string.Join(", ", shown));
        var decision = shown.Single(m => m.GetProperty("eventName").GetString() == "decision-made");
        // What the telephone shows is what the page says was sent, once; the page masks the number.
        await Wait.UntilAsync(() => kannel.Messages().Count(m => m.To == Phone) >= shown.Count, () => $"{kannel.Messages().Count} arrived.");
        var arrived = kannel.Messages().Where(m => m.To == Phone).ToList();
        arrived.Count(m => m.Text == decision.GetProperty("text").GetString()).ShouldBe(1);
        arrived.Count.ShouldBe(shown.Count);
        decision.GetProperty("text").GetString()!.ShouldContain(number);
        JsonSerializer.Serialize(shown).ShouldNotContain(Phone);
        book.Lines.ShouldAllBe(l => !l.Contains(Phone) && !l.Contains("晋阳商贸"));
    }

    [ProviderFact]
    public async Task Subscriber_who_answers_TD_should_get_only_what_the_law_orders()
    {
        const string Phone = "13912345671";
        var contacts = server.Services.GetRequiredService<Contacts>();
        async Task<Contact> ContactAsync() => await contacts.OfApplicantAsync(new("enterprise", "太原市晋阳商贸有限公司", "91350100M000100Y43") { Phone = Phone });
        (await ContactAsync()).OptOuts.ShouldBeEmpty();
        await kannel.ConnectCentreAsync(Phone, "TD");
        await Wait.UntilAsync(async () => (await ContactAsync()).OptOuts.Count > 0, () => "nobody was opted out.");
        var contact = await ContactAsync();
        foreach (var kind in MessageClasses.All)
            contact.Wants(kind, MessageChannels.Sms).ShouldBe(!MessageClasses.IsOptional(kind), kind.ToString());
        book.Lines.ShouldAllBe(l => !l.Contains(Phone));
    }

    [ProviderFact]
    public async Task Report_should_be_refused_when_its_address_is_not_signed_for_that_message()
    {
        await Store.AddAsync([Of(1, "一"), Of(2, "二")]);
        await SendAsync();
        using var http = new HttpClient();
        async Task<HttpStatusCode> Report(int number, string token) => (await http.GetAsync($"http://127.0.0.1:{port}/api/gateway/sms/report?message={KannelChannel.NameOf(Of(number, "").Key)}&token={token}&type=1")).StatusCode;
        (await Report(1, "")).ShouldBe(HttpStatusCode.Forbidden);
        (await Report(1, kannel.Options.TokenOf(Of(2, "").Key))).ShouldBe(HttpStatusCode.Forbidden);
        (await DeliveryAsync(1)).State.ShouldBe(DeliveryState.Sent);
        (await Report(1, kannel.Options.TokenOf(Of(1, "").Key))).ShouldBe(HttpStatusCode.NoContent);
        (await DeliveryAsync(1)).State.ShouldBe(DeliveryState.Delivered);
    }
}
