using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Notices;

public sealed class SqliteCardNoticeTests(SqliteFixture fixture) : CardNoticeTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCardNoticeTests(PostgresFixture fixture) : CardNoticeTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>A card or a supervision order is told to whoever answers and to the supervisors, once each, however often it is delivered.</summary>
public abstract class CardNoticeTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private readonly ManualTimeProvider time = new();
    private House house = null!;

    private NoticeQuery Notices => fixture.Services.GetRequiredService<NoticeQuery>();

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        time.MoveTo(OfficeHours.At(new(2026, 3, 2), new(9, 0)));
        house = House.Open(fixture.Stores, time);
        await PersonAsync("holder", new("reviewer", "dept-fgw"));
        await PersonAsync("pool", new("reviewer", "dept-fgw"));
        await PersonAsync("stranger", new("reviewer", "dept-ghj"));
        await PersonAsync("supervisor", new("supervisor"));
        await PersonAsync("chief", new("chief-representative", "dept-fgw"));
        var hash = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync("N-1", "FGW-001-A", hash);
        await house.AcceptedAsync("N-1", House.Complete((await house.StateAsync("N-1")).OpenTasks.Single(), "Accept"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task PersonAsync(string id, Mandate mandate)
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            if (await context.Users.FindAsync(id) is not null)
                return;
            context.Users.Add(new UserAccount { Id = id, UserName = id, NormalizedUserName = id.ToUpperInvariant(), DisplayNameZh = id, DisplayNameEn = id });
            await context.SaveChangesAsync();
        }
        await fixture.Services.GetRequiredService<UserMandates>().SetAsync(id, [mandate]);
    }

    private NoticeHandler Handler() => fixture.Services.GetServices<IOutboxHandler>().OfType<NoticeHandler>().Single();

    /// <summary>Lets time pass, then the outbox be emptied by two processes at once.</summary>
    private async Task PassAsync(string day)
    {
        time.MoveTo(OfficeHours.At(DateOnly.Parse(day, null), new(9, 0)));
        while (await house.Timers.FireDueAsync() > 0)
        {
        }
        var dispatchers = new[] { fixture.Stores, fixture.Other }.Select(stores => new OutboxDispatcher(stores.Outbox, [Handler()], time, NullLogger<OutboxDispatcher>.Instance));
        await Task.WhenAll(dispatchers.Select(dispatcher => Task.Run(async () =>
        {
            while (await dispatcher.DispatchAsync(10) > 0)
            {
            }
        })));
    }

    private async Task<string[]> KindsAsync(string user) => [.. (await Notices.ListAsync(user)).Select(n => n.Kind).Order(StringComparer.Ordinal)];

    [ProviderFact]
    public async Task Cards_should_be_told_to_the_holder_and_the_supervisor_once()
    {
        var review = (await house.StateAsync("N-1")).OpenTasks.Single(t => t.Candidate.Role == "reviewer");
        await house.AcceptedAsync("N-1", new CaseCommand.ClaimTask(review.TaskId, new("holder", "holder", [new("reviewer", "dept-fgw")])));
        await PassAsync("2026-04-30");

        var cards = (await house.StateAsync("N-1")).Cards;
        static string[] Told(IEnumerable<CaseCard> cards) => [.. cards.SelectMany(c => c.Order is null ? [$"card-{c.Raised.Level}"] : new[] { $"card-{c.Raised.Level}", "order-opened" }).Order(StringComparer.Ordinal)];
        (await KindsAsync("supervisor")).Where(k => k != "order-escalated").ShouldBe(Told(cards));
        (await KindsAsync("holder")).Where(k => k != "order-escalated").ShouldBe(Told(cards.Where(c => c.Raised.OwnerUserId == "holder")));
        (await KindsAsync("pool")).ShouldBeEmpty("somebody holds the work");
        (await KindsAsync("stranger")).ShouldBeEmpty();

        var red = (await Notices.ListAsync("holder")).First(n => n.Kind == "card-red");
        (red.CaseNumber, red.CauseZh, red.CauseEn).ShouldBe(("N-1", cards.Single(c => c.Raised.CardId == red.Text).Raised.CauseZh, cards.Single(c => c.Raised.CardId == red.Text).Raised.CauseEn));
    }

    [ProviderFact]
    public async Task Order_that_nobody_answers_should_be_told_to_the_superior()
    {
        await PassAsync("2026-03-18");
        (await KindsAsync("pool")).ShouldContain("card-red", "it lies in the pool: everybody who may take it is told");
        await PassAsync("2026-04-30");
        (await KindsAsync("chief")).ShouldContain("order-escalated");
        (await KindsAsync("chief")).ShouldNotContain("card-red");
        (await KindsAsync("supervisor")).ShouldContain("order-escalated");
    }

    [ProviderFact]
    public async Task Message_that_is_delivered_again_should_add_nothing()
    {
        await PassAsync("2026-04-30");
        var before = await KindsAsync("supervisor");
        var stream = (await fixture.Stores.Cases.LoadAsync("N-1", 0))!;
        foreach (var e in stream.Events.Where(e => e.Type is "card-raised" or "order-opened" or "order-escalated"))
            await Handler().HandleAsync(new OutboxMessage("N-1", e.Sequence, CaseNotice.Topic, e.Data, e.At), default);
        (await KindsAsync("supervisor")).ShouldBe(before);
    }
}
