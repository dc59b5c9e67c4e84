using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using ApprovalFlow.Testing.Notifications;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Notices;

public sealed class SqliteMessageWriterTests(SqliteFixture fixture) : MessageWriterTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresMessageWriterTests(PostgresFixture fixture) : MessageWriterTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>From an event of a real flow to the rows of the people it concerns.</summary>
public abstract class MessageWriterTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private House house = null!;

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        time.MoveTo(OfficeHours.At(new(2026, 3, 2), new(9, 0)));
        house = House.Open(fixture.Stores, time, writesToPeople: true);
        await PersonAsync("w-clerk", "13800000001", null, new("window-clerk", "dept-fgw"));
        await PersonAsync("w-reviewer", "13800000002", "reviewer@example.org", new("reviewer", "dept-fgw"));
        await PersonAsync("w-quiet", "13800000003", null, new("reviewer", "dept-fgw"));
        await PersonAsync("w-stranger", "13800000004", null, new("reviewer", "dept-ghj"));
        await Contacts.SetAsync(new("w-quiet", "13800000003", null) { OptOuts = new HashSet<(MessageClass, string)> { (MessageClass.Work, "sms"), (MessageClass.Legal, "sms") } });
        await house.RegisterAsync("W-1", "FGW-001-A", await house.PublishAsync("FGW-001-A"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private Contacts Contacts => fixture.Services.GetRequiredService<Contacts>();

    private async Task PersonAsync(string id, string phone, string? mail, Mandate mandate)
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            var user = await context.Users.FindAsync(id);
            if (user is null)
                context.Users.Add(user = new UserAccount { Id = id, UserName = id, NormalizedUserName = id.ToUpperInvariant(), DisplayNameZh = id, DisplayNameEn = id });
            (user.PhoneNumber, user.Email) = (phone, mail);
            await context.SaveChangesAsync();
        }
        await fixture.Services.GetRequiredService<UserMandates>().SetAsync(id, [mandate]);
    }

    private NoticeHandler Handler(IServiceProvider services)
    {
        var writer = new MessageWriter(services.GetRequiredService<UserQuery>(), services.GetRequiredService<Contacts>(), services.GetRequiredService<IMessageStore>(), services.GetRequiredService<MessageTemplates>(),
            services.GetRequiredService<MessagePolicy>(), [new ScriptedGateway("sms"), new ScriptedGateway("mail")], services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>());
        return new(services.GetRequiredService<Runtime.Journal.ICaseStore>(), House.Catalogue, writer);
    }

    private async Task DeliverAsync()
    {
        await using var other = fixture.OpenProcess();
        await Task.WhenAll(new[] { fixture.Services, other }.Select(services => Task.Run(async () =>
        {
            var dispatcher = new OutboxDispatcher(services.GetRequiredService<IOutboxStore>(), [Handler(services)], time, NullLogger<OutboxDispatcher>.Instance);
            while (await dispatcher.DispatchAsync(10) > 0)
            {
            }
        })));
    }

    private async Task<List<StoredMessage>> MessagesAsync()
    {
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        return await context.Messages.AsNoTracking().OrderBy(m => m.At).ThenBy(m => m.Key).ToListAsync();
    }

    [ProviderFact]
    public async Task Next_handlers_should_be_written_to_by_their_channels_and_wishes()
    {
        await house.AcceptedAsync("W-1", House.Complete((await house.StateAsync("W-1")).OpenTasks.Single(), "Accept"));
        await DeliverAsync();
        var task = (await house.StateAsync("W-1")).OpenTasks.First(t => t.Candidate.Role == "reviewer");
        var messages = (await MessagesAsync()).Where(m => m.TemplateId == "task" && m.RecipientId is not "w-clerk").ToList();
        messages.Select(m => (m.RecipientId, m.Channel, m.State)).ShouldBe([
            ("w-quiet", "sms", DeliveryState.OptedOut), ("w-reviewer", "mail", DeliveryState.Queued), ("w-reviewer", "sms", DeliveryState.Queued)], ignoreOrder: true);
        var sms = messages.Single(m => (m.RecipientId, m.Channel) == ("w-reviewer", "sms"));
        (sms.Address, sms.EventName, sms.CaseNumber, sms.TemplateVersion).ShouldBe(("13800000002", "task-opened", "W-1", 1));
        sms.Text.ShouldContain(task.NameZh);
        messages.Single(m => (m.RecipientId, m.Channel) == ("w-reviewer", "mail")).Subject.ShouldBe($"待办：{task.NameZh}（W-1）");
    }

    [ProviderFact]
    public async Task Person_who_cannot_be_reached_at_all_should_be_seen()
    {
        await Contacts.SetAsync(new("w-reviewer", "0351-4060000", " "));
        await house.AcceptedAsync("W-1", House.Complete((await house.StateAsync("W-1")).OpenTasks.Single(), "Accept"));
        await DeliverAsync();
        (await MessagesAsync()).Where(m => m.RecipientId == "w-reviewer").Select(m => (m.Channel, m.State, m.Address)).ShouldBe([("sms", DeliveryState.NoAddress, null)]);
    }

    [ProviderFact]
    public async Task Legal_notice_should_go_out_although_its_reader_opted_out_of_what_they_may()
    {
        (await Contacts.FindAsync(["w-quiet"])).Single().OptOuts.ToArray().ShouldBe([(MessageClass.Work, "sms")], "what is not optional is not taken");
        await house.AcceptedAsync("W-1", House.Complete((await house.StateAsync("W-1")).OpenTasks.Single(), "Accept"));
        await DeliverAsync();
        var accepted = (await MessagesAsync()).Single(m => m.TemplateId == "accepted" && m.Channel == "sms");
        (accepted.Class, accepted.RecipientId).ShouldBe((MessageClass.Legal, Contact.ApplicantId));
    }

    [ProviderFact]
    public async Task Event_that_is_delivered_again_should_write_nothing()
    {
        await DeliverAsync();
        var before = await MessagesAsync();
        before.Count.ShouldBeGreaterThan(0);
        await Contacts.SetAsync(new("w-reviewer", null, null));
        var stream = (await fixture.Stores.Cases.LoadAsync("W-1", 0))!;
        foreach (var e in stream.Events.Where(e => MessageRules.Tells(e.ToRecord().Event)))
            await Handler(fixture.Services).HandleAsync(new OutboxMessage("W-1", e.Sequence, CaseNotice.Topic, e.Data, e.At), default);
        (await MessagesAsync()).Select(m => m.Key).ShouldBe(before.Select(m => m.Key));
    }

    [ProviderFact]
    public async Task Words_of_a_flow_should_reach_the_role_they_are_for()
    {
        var words = new WordsHandler(fixture.Stores.Cases, fixture.Services.GetRequiredService<MessageWriter>());
        await words.HandleAsync(new("W-1", 3, "Notify", """{"name":"Notify","payload":{"audience":"role","role":"reviewer","departmentId":"dept-fgw","titleZh":"请到场","textZh":"三楼","list":[1]}}""", time.GetUtcNow()), default);
        (await MessagesAsync()).Select(m => (m.RecipientId, m.Channel, m.Text)).ShouldBe([("w-quiet", "in-app", "请到场（W-1）：三楼"), ("w-reviewer", "in-app", "请到场（W-1）：三楼")]);
        (await fixture.Services.GetRequiredService<NoticeQuery>().ListAsync("w-reviewer")).ShouldHaveSingleItem().Text.ShouldBe("请到场（W-1）：三楼");
    }
}
