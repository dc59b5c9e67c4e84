using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Verification;

public sealed class JournalVerifierTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        await fixture.ResetAsync();
        var house = House.Open(fixture.Stores, fixture.Time);
        var hash = await house.PublishAsync("FGW-001-A");
        await house.RegisterAsync("V-1", "FGW-001-A", hash, "newLand == true");
        await house.WalkToEndAsync("V-1");
        await house.RegisterAsync("V-2", "FGW-001-A", hash);
        await house.AcceptedAsync("V-2", House.Complete((await house.StateAsync("V-2")).OpenTasks.Single()));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private async Task<string[]> ProblemsAsync()
    {
        List<string> problems = [];
        await foreach (var verified in fixture.Services.GetRequiredService<JournalVerifier>().VerifyAsync())
            problems.AddRange(verified.Problems);
        return [.. problems];
    }

    private async Task<string[]> AfterAsync(string sql)
    {
        (await fixture.TamperAsync(sql)).ShouldBe(1);
        return await ProblemsAsync();
    }

    [Fact]
    public async Task Database_should_have_no_problems_when_nobody_touched_it() => (await ProblemsAsync()).ShouldBeEmpty();

    [Fact]
    public async Task Flipped_byte_should_be_found_with_its_event() =>
        (await AfterAsync("UPDATE journal SET events = replace(events, '示例申请人', '示例申请入') WHERE case_number = 'V-1' AND first_sequence = 1"))
            .ShouldHaveSingleItem().ShouldStartWith("Expected event 1 of case 'V-1' to hash to");

    [Fact]
    public async Task Migration_plan_that_was_touched_should_be_found()
    {
        var house = House.Open(fixture.Stores, fixture.Time);
        var old = (await house.StateAsync("V-2")).DefinitionHash;
        var to = await house.PublishAsync("FGW-001-A", json => json.Replace("\"version\": 1,\n  \"toolVersion\"", "\"version\": 2,\n  \"toolVersion\"", StringComparison.Ordinal));
        to.ShouldNotBe(old);
        var drawn = await house.Plans.DraftAsync(new(new("FGW-001-A", 2, to), [new(new("FGW-001-A", 1, old), new Dictionary<string, string?>())], ["V-2"], "核对"), ApprovalFlow.Domain.Simulation.SampleApplication.Actor("administrator"));
        drawn.Rejection.ShouldBeNull(drawn.Rejection?.Message);
        (await ProblemsAsync()).ShouldBeEmpty();
        (await AfterAsync("UPDATE migration_plans SET stage = 3")).ShouldHaveSingleItem().ShouldContain("the stage of plan 'FGW-001-A-M1' to be 'Draft'");
        (await AfterAsync("UPDATE journal SET events = replace(events, '核对', '核定') WHERE case_number = 'mig/FGW-001-A-M1'")).ShouldHaveSingleItem().ShouldStartWith("Expected event 1 of case 'FGW-001-A-M1' to hash to");
    }

    [Fact]
    public async Task Removed_line_should_be_found() =>
        (await AfterAsync("DELETE FROM journal WHERE case_number = 'V-1' AND first_sequence = (SELECT min(first_sequence) FROM journal WHERE case_number = 'V-1' AND first_sequence > 1)"))
            .ShouldHaveSingleItem().ShouldMatch(@"^Expected event (\d+) of case 'V-1', but found event \d+\.$");

    [Fact]
    public async Task Removed_event_should_be_found() =>
        (await AfterAsync("UPDATE journal SET events = '[' || substr(events, instr(events, ',[\"') + 1) WHERE case_number = 'V-1' AND first_sequence = 1"))
            .ShouldHaveSingleItem().ShouldStartWith("Expected as many hashes as events from event 1 of case 'V-1'");

    [Fact]
    public async Task Line_that_cannot_be_read_should_be_found() =>
        (await AfterAsync("UPDATE journal SET events = substr(events, 1, 40) WHERE case_number = 'V-1' AND first_sequence = 1"))
            .ShouldHaveSingleItem().ShouldStartWith("Expected the events from event 1 of case 'V-1' to be JSON");

    [Fact]
    public async Task Removed_end_should_be_found() =>
        (await AfterAsync("DELETE FROM journal WHERE case_number = 'V-1' AND first_sequence = (SELECT max(first_sequence) FROM journal WHERE case_number = 'V-1')"))
            .ShouldHaveSingleItem().ShouldContain("to end with");

    [Fact]
    public async Task Lists_that_say_otherwise_should_be_found()
    {
        (await AfterAsync("UPDATE cases SET status = 5 WHERE case_number = 'V-2'")).ShouldHaveSingleItem().ShouldContain("the status");
        (await AfterAsync("DELETE FROM inbox WHERE task_id = (SELECT task_id FROM inbox ORDER BY task_id LIMIT 1)")).ShouldContain(p => p.Contains("the inbox row", StringComparison.Ordinal));
        (await AfterAsync("DELETE FROM tasks WHERE task_id = (SELECT task_id FROM tasks WHERE case_number = 'V-2' AND status = 0 LIMIT 1)")).ShouldContain(p => p.Contains("the number of open tasks", StringComparison.Ordinal));
    }
}
