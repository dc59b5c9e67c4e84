using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Calendars;

public sealed class CalendarWatchTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    /// <summary>A background service that throws takes the whole server down.</summary>
    [Fact]
    public async Task Notices_that_cannot_be_finished_should_not_stop_the_server()
    {
        await using (var context = await fixture.Services.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContextAsync())
            await context.Database.ExecuteSqlRawAsync("DROP TABLE calendar_notices");
        using var watch = new CalendarWatch(fixture.Services.GetRequiredService<CalendarNotices>(), new ManualTimeProvider(), NullLogger<CalendarWatch>.Instance);
        await Should.ThrowAsync<Exception>(() => fixture.Services.GetRequiredService<CalendarNotices>().FinishAsync(CancellationToken.None));
        await watch.StartAsync(CancellationToken.None);
        await watch.StopAsync(CancellationToken.None);
        watch.ExecuteTask!.IsFaulted.ShouldBeFalse();
    }
}
