using ApprovalFlow.Persistence.Sqlite;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing.Compliance;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests;

/// <summary>A database from before the journal had lines keeps its events, hash for hash.</summary>
public sealed class JournalMigrationTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("approvalflow-").FullName;

    [Fact]
    public async Task Events_should_be_kept_when_their_rows_become_lines()
    {
        var connection = $"Data Source={Path.Combine(folder, "old.db")}";
        var first = Commits.Registered("A-1");
        var second = Commits.After(first, Commits.Accepted, Commits.Accepted);
        await using var context = new SqliteContext((DbContextOptions<SqliteContext>)SqliteContext.Configure(new DbContextOptionsBuilder<SqliteContext>(), connection).Options);
        await context.GetService<IMigrator>().MigrateAsync("Initial");
        var h = second.Header;
        await context.Database.ExecuteSqlAsync(
            $"INSERT INTO cases (case_number, version, head_hash, definition_hash, flow_code, item_code, department_id, status, applicant_name, registered_at) VALUES ({h.CaseNumber}, {h.Version}, {h.HeadHash}, {h.DefinitionHash}, {h.FlowCode}, {h.ItemCode}, {h.DepartmentId}, 0, {h.ApplicantName}, {h.RegisteredAt.ToUnixTimeMilliseconds()})");
        foreach (var e in first.Events.Concat(second.Events))
        {
            await context.Database.ExecuteSqlAsync(
                $"INSERT INTO events (case_number, sequence, at, type, type_version, data, hash, previous_hash) VALUES ('A-1', {e.Sequence}, {e.At.ToUnixTimeMilliseconds()}, {e.Type}, {e.TypeVersion}, {e.Data}, {e.Hash}, {e.PreviousHash})");
        }

        await context.Database.MigrateAsync();

        await using var store = new SqliteStore(connection);
        var stream = (await store.LoadAsync("A-1", 0)).ShouldNotBeNull();
        stream.Events.Select(Commits.Told).ShouldBe([.. first.Events.Select(Commits.Told), .. second.Events.Select(Commits.Told)]);
        HashChain.FindBreak("A-1", stream.Events, stream.Header.HeadHash).ShouldBeNull();
        (await store.CommitAsync(Commits.After(second, Commits.Accepted))).ShouldBe(CommitOutcome.Stored);
        (await store.LoadAsync("A-1", 2)).ShouldNotBeNull().Events.Select(e => e.Sequence).ShouldBe([3, 4]);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
