using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Hosting;
using ApprovalFlow.Server.Logs;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Tests.Messages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Logs;

/// <summary>A person goes through everything that can go wrong in an installation that logs as much as it can; nothing of the person is in the log.</summary>
public sealed class LogPrivacyTests
{
    private const string Name = "诸葛隐名", Phone = "13987654321", IdNumber = "140105198805203217", Mail = "yinming.zhuge@example.org", Address = "不公开街七十七号", Comment = "附言不得入日志", Password = "Never-2026-logged", Key = "key-of-yinming";
    private static readonly string[] Secrets = [Name, Phone, IdNumber, Mail, Address, Comment, Password, Key, Uri.EscapeDataString(Name), Uri.EscapeDataString(Comment), "yinming"];

    [Fact]
    public async Task Nothing_of_a_person_should_be_logged_whatever_goes_wrong()
    {
        var book = new Notebook(new JsonLines(TimeProvider.System));
        await using var gateway = await Unkind.StartAsync();
        using var server = new ServerFixture(new OfficeTime(), host =>
        {
            host.UseEnvironment("Production");
            foreach (var (name, value) in new Dictionary<string, string>
            {
                ["Logging:LogLevel:Default"] = "Information", ["Logging:LogLevel:ApprovalFlow"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Information", ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Information",
                ["Logging:LogLevel:Microsoft.EntityFrameworkCore.Query"] = "Information", ["Logging:LogLevel:Quartz"] = "Information",
                ["ApprovalFlow:Messages:Sms:Mode"] = "kannel", ["ApprovalFlow:Messages:Sms:Url"] = new Uri(gateway.Address, "/sendsms").ToString(), ["ApprovalFlow:Messages:Sms:User"] = "u", ["ApprovalFlow:Messages:Sms:Password"] = "gateway-password",
                ["ApprovalFlow:Messages:Sms:ReportUrl"] = "http://127.0.0.1:1", ["ApprovalFlow:Messages:Sms:ReportSecret"] = "a-secret-of-the-tests",
                ["ApprovalFlow:Messages:Mail:Mode"] = "smtp", ["ApprovalFlow:Messages:Mail:Host"] = "127.0.0.1", ["ApprovalFlow:Messages:Mail:Port"] = $"{FreePort.Next()}", ["ApprovalFlow:Messages:Mail:Security"] = "none", ["ApprovalFlow:Messages:Mail:From"] = "window@example.org",
                ["ApprovalFlow:Feed:Receivers:1:Name"] = "unkind", ["ApprovalFlow:Feed:Receivers:1:Secret"] = Feeding.Bureau.Secret, ["ApprovalFlow:Feed:Receivers:1:Url"] = new Uri(gateway.Address, "/feed").ToString(),
            })
                host.UseSetting(name, value);
            host.ConfigureLogging(logging => logging.AddProvider(book)).ConfigureTestServices(services =>
            {
                ((ServerOptions)services.Single(s => s.ServiceType == typeof(ServerOptions)).ImplementationInstance!).DemoUsers = true;
                services.AddSingleton<IOutboxHandler, Clumsy>();
            });
        });
        var window = await server.AsAsync("window");
        await GiveAddressAsync(server);

        // Sign-ins that fail, until the account is locked.
        for (var i = 0; i < 6; i++)
            await ServerFixture.PostFormAsync(server.Anonymous(), SignIn.Path, "sign-in", new() { ["Form.UserName"] = i < 2 ? Mail : "cashier", ["Form.Password"] = Password });

        // Applications that are refused: unknown fields, wrong types, no JSON, a key that is used twice.
        var good = server.Application("GSJ-001-A");
        good["applicant"] = new { kind = "enterprise", name = Name, idNumber = IdNumber, phone = Phone, agent = Name };
        good["applicantAccount"] = "applicant";
        foreach (var body in new[]
        {
            JsonSerializer.Serialize(new { flowCode = Name, applicant = good["applicant"] }), JsonSerializer.Serialize(new { flowCode = "GSJ-001-A", applicant = good["applicant"], form = new Dictionary<string, object> { [Name] = Address, ["address"] = Address } }),
            $"{{\"flowCode\":\"GSJ-001-A\",\"applicant\":\"{Name}\"}}", $"{{\"flowCode\":{Name}", $"{{\"applicant\":{{\"name\":\"{Name}\",\"{Address}\":1}}}}",
        })
            (await window.PostAsync("/api/cases", new StringContent(body, Answers.Json))).IsSuccessStatusCode.ShouldBeFalse();
        var registered = await window.PostAsync("/api/cases", good, Key);
        registered.StatusCode.ShouldBe(HttpStatusCode.Created, await registered.Content.ReadAsStringAsync());
        (await window.PostAsync("/api/cases", new Dictionary<string, object?>(good) { ["flowCode"] = "FGW-004-A" }, Key)).IsSuccessStatusCode.ShouldBeFalse();
        var number = (await registered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("caseNumber").GetString()!;

        // Tasks decided wrongly, addresses that do not exist, searches, pages.
        var task = await server.OpenTaskAsync(number, "accept");
        foreach (var body in new object[] { new { outcome = Comment }, new { outcome = "Return", comment = "" }, new { outcome = "Accept", data = new Dictionary<string, object> { [Name] = Comment } }, new { outcome = "Accept", data = Comment } })
            (await window.PostAsJsonAsync($"/api/tasks/{task}/complete", body)).IsSuccessStatusCode.ShouldBeFalse();
        foreach (var path in new[] { $"/api/cases/{Name}", $"/api/cases?search={Name}", $"/cases?search={Name}", $"/cases/{Name}", $"/{Name}", $"/tasks?search={Phone}", $"/api/tasks?tab={Name}", $"/api/cases?take={Name}", $"/api/ledger?before={Name}", $"/sign-in?returnUrl=/{Name}",
            $"/api/gateway/sms/inbound?from={Phone}&text={Comment}&token={Key}", $"/api/gateway/sms/report?message={Name}&token={Key}&type={Name}" })
            await window.GetAsync(path);
        await window.PostAsJsonAsync($"/api/cases/{number}/withdrawal", new { reason = Comment });
        await server.FinishAsync(number, Comment);

        // A bug in the program that repeats what somebody entered, in a command, in a subscriber and in what is delivered.
        using (server.Services.GetRequiredService<CaseSignals>().Subscribe(_ => throw new InvalidOperationException($"Expected no {Name}, but there is {IdNumber}.")))
            await window.PostAsJsonAsync("/api/cases", good);
        await server.Services.GetRequiredService<OutboxDispatcher>().DispatchAsync(100);
        await Wait.UntilAsync(() => gateway.Asked > 0 && gateway.Fed > 1 && book.Lines.Any(l => l.Contains("\"event\":1401", StringComparison.Ordinal)), () => $"{gateway.Asked} messages, {gateway.Fed} batches, {book.Lines.Count} lines.");

        book.Lines.Where(l => Secrets.Any(secret => l.Contains(secret, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
        book.Lines.ShouldAllBe(l => JsonDocument.Parse(l, default).RootElement.GetProperty("at").GetString()!.EndsWith('Z'));
        // It did speak.
        var events = book.Lines.Select(l => JsonDocument.Parse(l).RootElement).Where(e => e.GetProperty("category").GetString()!.StartsWith("ApprovalFlow", StringComparison.Ordinal)).ToList();
        new[] { 1002, 1401, 3201 }.ShouldBeSubsetOf(events.Select(e => e.GetProperty("event").GetInt32()));
        book.Lines.Count(l => l.Contains("Microsoft.AspNetCore", StringComparison.Ordinal)).ShouldBeGreaterThan(10);
        var fault = events.Find(e => e.GetProperty("event").GetInt32() == 1002);
        fault.GetProperty("trace").GetString()!.Length.ShouldBe(32);
        fault.GetProperty("exception").GetProperty("type").GetString().ShouldBe("System.InvalidOperationException");
        fault.GetProperty("exception").TryGetProperty("message", out _).ShouldBeFalse();
        fault.GetProperty("values").GetProperty("Case").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task GiveAddressAsync(ServerFixture server)
    {
        using var scope = server.Services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<UserAccount>>();
        var applicant = (await users.FindByNameAsync("applicant"))!;
        applicant.Email = Mail;
        applicant.PhoneNumber = Phone;
        (await users.UpdateAsync(applicant)).Succeeded.ShouldBeTrue();
    }

    [Theory]
    [InlineData("json", true), InlineData("", true), InlineData("text", false)]
    public void Installation_should_log_lines_of_json_unless_it_says_otherwise(string setting, bool json)
    {
        using var server = new ServerFixture(null, host => host.UseEnvironment("Production").UseSetting("ApprovalFlow:LogFormat", setting));
        var formatters = server.Services.GetServices<Microsoft.Extensions.Logging.Console.ConsoleFormatter>().Select(f => f.Name);
        formatters.Contains(JsonLines.FormatterName).ShouldBe(json);
        (server.Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>>().Value.FormatterName == JsonLines.FormatterName).ShouldBe(json);
    }

    /// <summary>Fails, and says with what.</summary>
    private sealed class Clumsy : IOutboxHandler
    {
        public string Topic => CaseNotice.Topic;
        public Task HandleAsync(OutboxMessage message, CancellationToken cancellation) => throw new FormatException($"Expected a number, but it is '{Name}' of {Phone}.", new JsonException(Comment));
    }
}
