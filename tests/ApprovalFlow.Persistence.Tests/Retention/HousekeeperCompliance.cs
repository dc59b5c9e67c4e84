using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Retention;

/// <summary>Pruning beside the daily work: what is forgotten, what stays, and that a late repetition is never a second execution.</summary>
public abstract class HousekeeperCompliance(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly Actor Clerk = new("u-clerk", "窗口办事员", [new(Roles.WindowClerk, "dept-fgw")]);
    private House house = null!;
    private string hash = "";

    private Housekeeper Keeper => fixture.Services.GetRequiredService<Housekeeper>();

    public async Task InitializeAsync()
    {
        if (NeedsAttribute.IsMissingFor(this))
            return;
        await fixture.ResetAsync();
        fixture.Time.MoveTo(Start);
        house = House.Open(fixture.Stores, fixture.Time);
        hash = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync("H-1", "FGW-001-A", hash);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static CaseCommand.AddComment Comment => new(Clerk, "补充说明");
    private async Task<long> VersionAsync() => (await house.StateAsync("H-1")).Version;

    [ProviderFact]
    public async Task Late_repetition_should_be_refused_and_never_be_carried_out_whether_its_row_is_there_or_gone()
    {
        string[] keys = ["u-clerk:mine", "u-clerk:" + Guid.CreateVersion7(Start)];
        foreach (var key in keys)
            await house.AcceptedAsync("H-1", Comment, key);
        var version = await VersionAsync();
        (await Keeper.RunAsync()).Total.ShouldBe(0);
        fixture.Time.Advance(TimeSpan.FromDays(29));
        (await Keeper.RunAsync()).Total.ShouldBe(0);
        (await house.AcceptedAsync("H-1", Comment, keys[0])).IsReplay.ShouldBeTrue();
        fixture.Time.Advance(TimeSpan.FromDays(2));
        // Not pruned yet: the answer is the same as afterwards, so that nobody learns to rely on a slow broom.
        (await house.RejectedAsync("H-1", Comment, keys[1])).ShouldBe(CommandRefusal.KeyPast);
        var figures = await Keeper.RunAsync();
        (figures.Forgotten, figures.Emptied).ShouldBe((1, 1));
        (await Keeper.RunAsync()).Total.ShouldBe(0);
        foreach (var process in new[] { house, House.Open(fixture.Other, fixture.Time) })
            foreach (var key in keys)
                (await process.RejectedAsync("H-1", Comment, key)).ShouldBe(CommandRefusal.KeyPast);
        (await VersionAsync()).ShouldBe(version);
        var answer = (await fixture.Stores.Cases.FindAnswerAsync(keys[0])).ShouldNotBeNull();
        (answer.IsForgotten, answer.CaseNumber, answer.Fingerprint).ShouldBe((true, "", ""));
        (await fixture.Stores.Cases.FindAnswerAsync(keys[1])).ShouldBeNull();
        await house.AcceptedAsync("H-1", Comment, "u-clerk:another");
    }

    [ProviderFact]
    public async Task Registration_should_not_become_a_second_case_when_its_key_is_forgotten()
    {
        var flow = House.Catalogue.Flow("FGW-001-A")!;
        CaseCommand.Register Application(string number) => SampleApplication.Register(number, hash, flow, House.Catalogue.Item(flow.ItemCode)!);
        await house.AcceptedAsync("H-2", Application("H-2"), "u-clerk:once");
        fixture.Time.Advance(TimeSpan.FromDays(31));
        (await Keeper.RunAsync()).Emptied.ShouldBe(1);
        (await house.RejectedAsync("H-3", Application("H-3"), "u-clerk:once")).ShouldBe(CommandRefusal.KeyPast);
        (await fixture.Stores.Cases.LoadAsync("H-3", 0)).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Keys_of_the_programs_own_work_should_stay()
    {
        await house.AcceptedAsync("H-1", Comment, "trip/T-1/3");
        fixture.Time.Advance(TimeSpan.FromDays(400));
        (await Keeper.RunAsync()).Total.ShouldBe(0);
        (await house.AcceptedAsync("H-1", Comment, "trip/T-1/3")).IsReplay.ShouldBeTrue();
    }

    [ProviderFact]
    public async Task Many_keys_should_go_in_batches()
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            context.Commands.AddRange(Enumerable.Range(0, 1_100).Select(i => new Tables.StoredCommand { Key = $"u-{i:0000}:" + Guid.CreateVersion7(Start), CaseNumber = "H-1", Fingerprint = "x", FirstSequence = 1, LastSequence = 1, At = Start }));
            await context.SaveChangesAsync();
        }
        fixture.Time.Advance(TimeSpan.FromDays(31));
        (await Keeper.RunAsync()).Forgotten.ShouldBe(1_100);
        await using var look = await fixture.Contexts.CreateDbContextAsync();
        (await look.Commands.CountAsync()).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Words_of_messages_should_go_five_years_after_the_end_of_their_case_and_that_somebody_was_told_stay()
    {
        Message About(string number, DeliveryState state) => new($"{number}/1", "case-registered", number, "u-applicant", MessageChannels.Sms, "13900007788", MessageClass.Legal, "received", 1, true, "", "您的申请已收到", Start, state == DeliveryState.Queued ? Delivery.Queued(Start) : new(state, null));
        await house.RegisterAsync("H-4", "FGW-001-A", hash);
        await house.RegisterAsync("H-5", "FGW-001-A", hash);
        foreach (var number in new[] { "H-1", "H-4", "H-5" })
            await house.WalkToEndAsync(number);
        await house.RegisterAsync("H-6", "FGW-001-A", hash);
        await fixture.Stores.Messages.AddAsync([About("H-1", DeliveryState.Delivered), About("H-4", DeliveryState.Queued), About("H-5", DeliveryState.Delivered), About("H-6", DeliveryState.Delivered)]);
        (await fixture.Services.GetRequiredService<RedactionFiles>().ExecuteAsync("H-5", new RedactionCommand.PlaceHold("行政诉讼", "待结", new("u-audit", "审计员", [new(Roles.Auditor)])))).Rejection.ShouldBeNull();
        fixture.Time.MoveTo(Start.AddYears(5).AddDays(-1));
        (await Keeper.RunAsync()).Messages.ShouldBe(0);
        fixture.Time.MoveTo(Start.AddYears(5));
        // On its way, held, and of an open case: those keep their words.
        (await Keeper.RunAsync()).Messages.ShouldBe(1);
        var told = (await fixture.Stores.Messages.FindAsync("H-1/1/u-applicant/sms")).ShouldNotBeNull();
        (told.Text, told.Address, told.TemplateId, told.At, told.Delivery.State).ShouldBe(("", null, "received", Start, DeliveryState.Delivered));
        foreach (var number in new[] { "H-4", "H-5", "H-6" })
            (await fixture.Stores.Messages.FindAsync($"{number}/1/u-applicant/sms")).ShouldNotBeNull().Text.ShouldNotBeEmpty(number);
    }

    [ProviderFact]
    public async Task Notices_and_reminders_should_go_when_they_are_old_and_done()
    {
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            foreach (var (key, at) in new[] { ("H-1/1", Start), ("H-1/2", Start.AddDays(200)) })
                context.Notices.Add(new() { UserId = "u-clerk", At = at, Key = key, Kind = "told", CaseNumber = "H-1", FromName = "x" });
            foreach (var (id, done) in new[] { ("r-1", (DateTimeOffset?)Start), ("r-2", null) })
                context.Reminders.Add(new() { Id = id, UserId = "u-clerk", CaseNumber = "H-1", At = Start, DoneAt = done });
            await context.SaveChangesAsync();
        }
        fixture.Time.MoveTo(Start.AddYears(1).AddDays(1));
        var figures = await Keeper.RunAsync();
        (figures.Notices, figures.Reminders).ShouldBe((1, 1));
    }
}

public sealed class SqliteHousekeeperTests(SqliteFixture fixture) : HousekeeperCompliance(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresHousekeeperTests(PostgresFixture fixture) : HousekeeperCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerHousekeeperTests(SqlServerFixture fixture) : HousekeeperCompliance(fixture), IClassFixture<SqlServerFixture>;
