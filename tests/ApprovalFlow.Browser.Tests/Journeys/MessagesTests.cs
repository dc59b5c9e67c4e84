using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace ApprovalFlow.Browser.Tests.Journeys;

/// <summary>Messages from those who watch them to those who get them: what failed is tried again, wishes are kept, an applicant sees what they were told.</summary>
public sealed class MessagesTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 2, 30, 0, TimeSpan.Zero);

    private static Message Of(string number, int position, DeliveryState state, string? reason, string text) => new(
        $"{number}/{position}", "decision-made", number, Contact.ApplicantId, MessageChannels.Sms, "13812345678", MessageClass.Legal, "decided", 1, true, "", text, At.AddMinutes(position),
        new(state, state == DeliveryState.HeldQuiet ? At.AddYears(20) : null) { Attempts = reason is null or "quiet-hours" ? 0 : 2, Reason = reason, SentAt = state == DeliveryState.Delivered ? At : null, DeliveredAt = state == DeliveryState.Delivered ? At.AddMinutes(1) : null });

    [BrowserTheory]
    [InlineData(1440, "zh-CN")]
    [InlineData(390, "zh-CN")]
    [InlineData(1440, "en")]
    [InlineData(390, "en")]
    public async Task Failed_message_should_be_found_with_its_reason_and_sent_again(int width, string language)
    {
        using var server = new RunningServer();
        await server.Services.GetRequiredService<IMessageStore>().AddAsync(
        [
            Of("GSJ-2026-000001", 3, DeliveryState.Delivered, null, "您申请的“建设工程规划许可证核发”（GSJ-2026-000001）已受理。"),
            Of("GSJ-2026-000001", 9, DeliveryState.Dead, "refused-by-gateway", "您申请的“建设工程规划许可证核发”（GSJ-2026-000001）已作出决定：准予许可。"),
            Of("GSJ-2026-000002", 4, DeliveryState.HeldQuiet, "quiet-hours", "您申请的“临时占道许可”（GSJ-2026-000002）需要补正：缺少法定代表人身份证明复印件，请于五个工作日内补交。"),
            Of("GSJ-2026-000002", 8, DeliveryState.Unknown, "no-answer", "您申请的“临时占道许可”（GSJ-2026-000002）已受理。"),
        ]);
        await using var person = await browser.PersonAsync(width, width < 600 ? 844 : 900, language, at: server);
        await person.SignInAsync("supervisor");
        await person.Page.GotoAsync("/messages");
        await person.InteractiveAsync("[data-messages]");
        await person.ShouldFitAsync("messages");
        await person.Page.Locator("[data-message] summary").First.ClickAsync();
        await person.ShotAsync("messages", $"list-{width}-{language}");

        await person.Page.SelectOptionAsync("#state", "dead");
        await person.Page.ClickAsync(".find button");
        await person.Page.WaitForURLAsync("**state=dead**");
        await person.InteractiveAsync("[data-messages]");
        await Expect(person.Page.Locator("[data-message]")).ToHaveCountAsync(1);
        await Expect(person.Page.Locator("[data-why]")).ToContainTextAsync(language == "en" ? "refused by the gateway" : "网关拒收");
        await Expect(person.Page.Locator("[data-messages]")).Not.ToContainTextAsync("13812345678");
        await person.Page.ClickAsync("[data-retry]");
        await person.Page.Locator("dialog[open]").WaitForAsync();
        await person.ShotAsync("messages", $"retry-{width}-{language}", whole: false);
        await person.Page.ClickAsync("dialog[open] .btn.primary");
        await person.Page.Locator("[data-done]").WaitForAsync();
        await person.Page.Locator(".empty").WaitForAsync();

        await person.Page.GotoAsync("/account");
        await person.Page.FillAsync("#phone", "12345");
        await person.Page.ClickAsync("[data-message-settings] .btn.primary");
        await person.Page.Locator("[data-message-settings] [data-refusal]").WaitForAsync();
        await person.Page.FillAsync("#phone", "13800001111");
        await person.Page.UncheckAsync("[value='talk/mail']");
        await person.Page.ClickAsync("[data-message-settings] .btn.primary");
        await person.Page.Locator("[data-message-settings] [data-done]").WaitForAsync();
        await person.ShouldFitAsync("account");
        await person.ShotAsync("messages", $"account-{width}-{language}");
        await person.Page.GotoAsync("/account");
        await Expect(person.Page.Locator("#phone")).ToHaveValueAsync("13800001111");
        await Expect(person.Page.Locator("[value='talk/mail']")).Not.ToBeCheckedAsync();
        await Expect(person.Page.Locator("[value='work/sms']")).ToBeCheckedAsync();
        person.TakeComplaints().ShouldBeEmpty();
    }
}
