using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Supervision;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Supervision;

/// <summary>A clock that nobody winds is seen.</summary>
public sealed class EngineHeartbeatTests(SqliteFixture sqlite) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => sqlite.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;

    private EngineHeartbeat Open(string engine) => new(sqlite.Contexts, sqlite.Time) { Engine = engine };

    private async Task<IReadOnlyList<CardRow>> CardsAsync(bool open = true) => (await sqlite.Services.GetRequiredService<CardQuery>().ListAsync(new() { OnlyOpen = open })).Rows;

    [Fact]
    public async Task Engine_should_be_alive_for_sixty_seconds_and_earn_its_card_after()
    {
        var engine = Open("one");
        await engine.TickedAsync();
        sqlite.Time.Advance(TimeSpan.FromSeconds(60));
        engine.IsAlive.ShouldBeTrue();
        await engine.WatchAsync();
        (await CardsAsync()).ShouldBeEmpty();

        sqlite.Time.Advance(TimeSpan.FromSeconds(1));
        engine.IsAlive.ShouldBeFalse();
        await engine.WatchAsync();
        await engine.WatchAsync();
        var card = (await CardsAsync()).ShouldHaveSingleItem();
        (card.Level, card.Rule, card.OwnerRole).ShouldBe(("red", "engine-silent", "administrator"));

        await engine.TickedAsync();
        engine.IsAlive.ShouldBeTrue();
        (await CardsAsync()).ShouldBeEmpty();
        (await CardsAsync(open: false)).Count.ShouldBe(1, "the card stays");
    }

    [Fact]
    public async Task Engine_that_was_down_should_be_seen_by_another_and_by_itself()
    {
        await Open("one").TickedAsync();
        var two = Open("two");
        for (var i = 0; i < 9; i++)
        {
            sqlite.Time.Advance(TimeSpan.FromSeconds(10));
            await two.TickedAsync();
        }
        await two.WatchAsync();
        (await CardsAsync()).ShouldHaveSingleItem().CauseEn.ShouldContain("'one'");

        await sqlite.ResetAsync();
        await Open("three").TickedAsync();
        sqlite.Time.Advance(TimeSpan.FromMinutes(5));
        await Open("three").TickedAsync();
        (await CardsAsync(open: false)).ShouldHaveSingleItem().CauseEn.ShouldContain("'three'");
    }
}
