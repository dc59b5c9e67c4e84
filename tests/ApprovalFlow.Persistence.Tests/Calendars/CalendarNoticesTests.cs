using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Calendars;

public sealed class SqliteCalendarNoticesTests(SqliteFixture fixture) : CalendarNoticesTests(fixture), IClassFixture<SqliteFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCalendarNoticesTests(PostgresFixture fixture) : CalendarNoticesTests(fixture), IClassFixture<PostgresFixture>;

/// <summary>A corrected notice is looked at with every open case before it is put into force, and then followed by every process.</summary>
public abstract class CalendarNoticesTests(DatabaseFixture fixture) : IAsyncLifetime
{
    private static readonly Actor Admin = new("u-admin", "系统管理员", [new("administrator")]);
    private static readonly DateOnly Off = new(2026, 3, 9);
    private House house = null!;

    /// <summary>The notice that came with the program, amended on the day of the test: one Monday off.</summary>
    private static string Amended(int version = 2, string dated = "2026-03-02") => File.ReadAllText(Repository.Path("workflows/calendars/cn-2026.json"))
        .Replace("\"noticeDate\": \"2025-11-04\"", $"\"noticeDate\": \"{dated}\"", StringComparison.Ordinal)
        .Replace("\"version\": 1", $"\"version\": {version}", StringComparison.Ordinal)
        .Replace("\"daysOff\": [", $"\"daysOff\": [ \"{Off:yyyy-MM-dd}\",", StringComparison.Ordinal);

    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        house = House.Open(fixture.Stores, fixture.Time);
        var hash = await house.PublishAsync("FGW-001-A");
        foreach (var number in (string[])["N-1", "N-2", "N-3"])
            await house.RegisterAsync(number, "FGW-001-A", hash);
        await house.AcceptedAsync("N-1", House.Complete((await house.StateAsync("N-1")).OpenTasks.Single()));
        await house.AcceptedAsync("N-3", new CaseCommand.Withdraw(new("c", "窗口人员", [new("window-clerk", "dept-fgw")]), "不再办理"));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>A process of its own: calendars learn, and other tests must not notice.</summary>
    private static CalendarNotices Of(IServiceProvider process) => process.GetRequiredService<CalendarNotices>();

    [ProviderFact]
    public async Task Check_should_show_the_open_clocks_that_move_and_change_nothing()
    {
        await using var process = fixture.OpenProcess();
        List<(int Done, int Of)> told = [];
        var (preview, refusal) = await Of(process).CheckAsync(Amended(), new Heard(told));
        refusal.ShouldBeNull();
        preview.ShouldNotBeNull().Days.ShouldBe([new(Off, false, false)]);
        preview.InForce.ShouldNotBeNull().Version.ShouldBe(1);
        // The closed one is not looked at; the limit for accepting N-2 ends on the Monday that becomes a holiday.
        (preview.Examined, preview.MovedCases).ShouldBe((2, 2));
        preview.Moves.Select(m => m.CaseNumber).Distinct().ShouldBe(["N-1", "N-2"]);
        preview.Moves.Single(m => m.CaseNumber == "N-2" && m.Code == "RECEIVE").ShouldSatisfyAllConditions(m => m.Was.ShouldBe(Off), m => m.Becomes.ShouldBe(Off.AddDays(1)));
        preview.Moves.ShouldContain(m => m.CaseNumber == "N-1" && m.Code == "COMMIT");
        preview.ByClock.Sum(c => c.Count).ShouldBe(preview.MovedClocks);
        told[0].ShouldBe((0, 2));
        told[^1].ShouldBe((2, 2));

        process.GetRequiredService<CalendarInForce>().Now.IsWorkingDay(Off).ShouldBe(true);
        (await Of(process).ListAsync()).ShouldAllBe(n => n.AppliedAt == null);
    }

    [ProviderFact]
    public async Task Applied_notice_should_be_remembered_followed_by_every_process_and_seen_in_lists()
    {
        await using var first = fixture.OpenProcess();
        await using var second = fixture.OpenProcess();
        var before = (await first.GetRequiredService<CaseQuery>().HeaderAsync("N-1")).ShouldNotBeNull().Due.ShouldNotBeNull();
        (await Of(first).ApplyAsync(Amended(), Admin)).ShouldBeNull();

        first.GetRequiredService<CalendarInForce>().Now.IsWorkingDay(Off).ShouldBe(false);
        second.GetRequiredService<CalendarInForce>().Now.IsWorkingDay(Off).ShouldBe(true);
        await Of(second).LearnAsync();
        var calendar = second.GetRequiredService<CalendarInForce>().Now;
        calendar.IsWorkingDay(Off).ShouldBe(false);
        var history = (await Of(second).ListAsync()).Where(n => n.Year == 2026).ToList();
        history.Select(n => (n.Version, n.IsInForce, n.AppliedBy)).ShouldBe([(2, true, "系统管理员"), (1, false, null)]);
        history[0].AppliedAt.ShouldBe(fixture.Time.GetUtcNow());

        (await second.GetRequiredService<CaseQuery>().HeaderAsync("N-1"))!.Due.ShouldBe(calendar.Due(before, 1).Day);
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        var now = fixture.Time.GetUtcNow();
        (await context.Timers.Where(t => t.Kind == "clock").ToListAsync()).ShouldAllBe(t => t.NextAttempt == now || t.CaseNumber == "N-3");
        foreach (var task in await context.Tasks.Where(t => t.Status == CaseTaskStatus.Open && t.LimitDays != null).ToListAsync())
            task.Due.ShouldBe(calendar.Due(OfficeHours.DayOf(task.OpenedAt), task.LimitDays!.Value).Day);
        foreach (var task in (await second.GetRequiredService<CaseQuery>().FindAsync("N-1")).ShouldNotBeNull().Tasks.Where(t => t is { Status: CaseTaskStatus.Open, LimitDays: not null }))
            task.Due.ShouldBe(calendar.Due(OfficeHours.DayOf(task.OpenedAt), task.LimitDays!.Value).Day);
        (await context.CalendarNotices.SingleAsync()).ListsRenewedAt.ShouldNotBeNull();
        await foreach (var verified in second.GetRequiredService<JournalVerifier>().VerifyAsync())
            verified.Problems.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Notice_should_be_refused_and_nothing_stored_when_a_rule_says_no()
    {
        await using var process = fixture.OpenProcess();
        var notices = Of(process);
        (await notices.ApplyAsync(Amended(version: 1), Admin))!.Code.ShouldBe("calendar-version-not-newer");
        (await notices.ApplyAsync(Amended(dated: "2026-03-03"), Admin))!.Code.ShouldBe("calendar-notice-in-future");
        (await notices.ApplyAsync("{}", Admin))!.Code.ShouldBe("calendar-invalid");
        (await notices.CheckAsync("nonsense")).Refusal!.Code.ShouldBe("calendar-invalid");
        await using var context = await fixture.Contexts.CreateDbContextAsync();
        (await context.CalendarNotices.CountAsync()).ShouldBe(0);

        (await notices.ApplyAsync(Amended(), Admin)).ShouldBeNull();
        await using var late = fixture.OpenProcess();
        (await Of(late).ApplyAsync(Amended(), Admin))!.Code.ShouldBe("calendar-version-not-newer");
    }

    [ProviderFact]
    public async Task Lists_should_be_renewed_by_the_next_process_when_the_one_that_applied_did_not_live_to_do_it()
    {
        await using var first = fixture.OpenProcess();
        await Of(first).ApplyAsync(Amended(), Admin);
        await using (var context = await fixture.Contexts.CreateDbContextAsync())
        {
            await context.Cases.Where(c => c.CaseNumber == "N-1").ExecuteUpdateAsync(c => c.SetProperty(x => x.Due, new DateOnly(2026, 3, 13)));
            await context.CalendarNotices.ExecuteUpdateAsync(n => n.SetProperty(x => x.ListsRenewedAt, (DateTimeOffset?)null));
        }
        var due = (await first.GetRequiredService<CaseQuery>().HeaderAsync("N-1"))!.Due;
        await using var next = fixture.OpenProcess();
        await Of(next).FinishAsync();
        (await next.GetRequiredService<CaseQuery>().HeaderAsync("N-1"))!.Due.ShouldNotBe(due);
        await using var after = await fixture.Contexts.CreateDbContextAsync();
        (await after.CalendarNotices.SingleAsync()).ListsRenewedAt.ShouldNotBeNull();
    }

    private sealed class Heard(List<(int, int)> told) : IProgress<(int Done, int Of)>
    {
        public void Report((int Done, int Of) value) => told.Add(value);
    }
}
