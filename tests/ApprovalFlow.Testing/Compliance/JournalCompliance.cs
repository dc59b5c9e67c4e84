using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>The journal: what is appended comes back to the byte, whole or not at all, in one order.</summary>
public abstract class JournalCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private ICaseStore Cases => Stores.Cases;

    [ProviderFact]
    public async Task Stream_should_be_absent_when_nothing_was_stored() => (await Cases.LoadAsync("no-such-case", 0)).ShouldBeNull();

    [ProviderFact]
    public async Task Stream_should_come_back_to_the_byte_when_it_was_stored()
    {
        var commit = Commits.Registered("A-1");
        (await Cases.CommitAsync(commit)).ShouldBe(CommitOutcome.Stored);

        var stream = (await Cases.LoadAsync("A-1", 0)).ShouldNotBeNull();
        stream.Header.ShouldBeEquivalentTo(commit.Header);
        var stored = stream.Events.ShouldHaveSingleItem();
        Commits.Told(stored).ShouldBe(Commits.Told(commit.Events[0]));
        HashChain.FindBreak("A-1", stream.Events, stream.Header.HeadHash).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Load_should_answer_only_later_events_when_a_position_is_given()
    {
        var first = Commits.Registered("A-1");
        var second = Commits.After(first, Commits.Accepted, Commits.Accepted);
        await Cases.CommitAsync(first);
        await Cases.CommitAsync(second);

        (await Cases.LoadAsync("A-1", 0)).ShouldNotBeNull().Events.Select(Commits.Told).ShouldBe([.. first.Events.Select(Commits.Told), .. second.Events.Select(Commits.Told)]);
        (await Cases.LoadAsync("A-1", 1)).ShouldNotBeNull().Events.Select(e => e.Sequence).ShouldBe([2, 3]);
        (await Cases.LoadAsync("A-1", 2)).ShouldNotBeNull().Events.Select(Commits.Told).ShouldBe([Commits.Told(second.Events[1])]);
        (await Cases.LoadAsync("A-1", 3)).ShouldNotBeNull().Events.ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Commit_should_move_the_head_when_it_follows_another()
    {
        var first = Commits.Registered("A-1");
        var second = Commits.After(first, Commits.Accepted);
        second = second with { Header = second.Header with { Status = CaseStatus.Closed, Result = "approved", AcceptedAt = Commits.Noon, ClosedAt = Commits.Noon.AddDays(1), Due = new(2026, 3, 9) } };
        await Cases.CommitAsync(first);
        (await Cases.CommitAsync(second)).ShouldBe(CommitOutcome.Stored);

        (await Cases.LoadAsync("A-1", 0)).ShouldNotBeNull().Header.ShouldBeEquivalentTo(second.Header);
    }

    [ProviderFact]
    public async Task Commit_should_be_a_conflict_and_leave_nothing_when_the_stream_has_moved_on()
    {
        var first = Commits.Registered("A-1");
        var winner = Commits.After(first, Commits.Accepted);
        var task = Commits.Task("A-1", 7, new("reviewer", "dept-fgw"));
        var loser = Commits.After(first, Commits.Accepted, Commits.Accepted) with
        {
            Opened = [task], TimersSet = [Commits.Timer("A-1", "7.1", Commits.Noon)], Outbox = [Commits.Message("A-1", 2)],
            Answer = new("key-of-the-loser", "A-1", "test", 2, 3, Commits.Noon),
        };
        await Cases.CommitAsync(first);
        await Cases.CommitAsync(winner);

        (await Cases.CommitAsync(loser)).ShouldBe(CommitOutcome.Conflict);
        (await Cases.LoadAsync("A-1", 0)).ShouldNotBeNull().Events.Count.ShouldBe(2);
        (await Stores.Inbox.CountAsync([task.Subject!], 10)).ShouldBe(0);
        (await Stores.Timers.ClaimDueAsync(Commits.Noon.AddYears(1), TimeSpan.FromMinutes(1), 10)).ShouldBeEmpty();
        (await Stores.Outbox.ClaimAsync(Commits.Noon.AddYears(1), TimeSpan.FromMinutes(1), 10)).ShouldBeEmpty();
        (await Cases.FindAnswerAsync("key-of-the-loser")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Commit_should_be_a_conflict_when_the_case_is_registered_twice()
    {
        await Cases.CommitAsync(Commits.Registered("A-1"));
        (await Cases.CommitAsync(Commits.Registered("A-1", "另一申请人"))).ShouldBe(CommitOutcome.Conflict);
    }

    [ProviderFact]
    public async Task Commit_should_be_a_conflict_when_it_expects_a_case_that_does_not_exist()
    {
        var first = Commits.Registered("A-1");
        var behind = Commits.After(Commits.After(first, Commits.Accepted), Commits.Accepted);
        await Cases.CommitAsync(first);
        await Cases.CommitAsync(Commits.After(first, Commits.Accepted));
        await Cases.CommitAsync(behind);
        (await Cases.CommitAsync(behind)).ShouldBe(CommitOutcome.Conflict);
    }

    [ProviderFact]
    public async Task Commit_should_be_repeated_when_its_key_was_used()
    {
        var answer = new CommandAnswer("key-1", "A-1", "register", 1, 1, Commits.Noon);
        await Cases.CommitAsync(Commits.Registered("A-1") with { Answer = answer });

        (await Cases.CommitAsync(Commits.Registered("A-2") with { Answer = answer with { CaseNumber = "A-2" } })).ShouldBe(CommitOutcome.Repeated);
        (await Cases.LoadAsync("A-2", 0)).ShouldBeNull();
        (await Cases.FindAnswerAsync("key-1")).ShouldBe(answer);
        (await Cases.FindAnswerAsync("key-2")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Commits_should_all_be_stored_when_many_cases_commit_at_once()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => Cases.CommitAsync(Commits.Registered($"M-{i}")))));
        outcomes.ShouldAllBe(o => o == CommitOutcome.Stored);
        for (var i = 0; i < 200; i += 37)
            (await Cases.LoadAsync($"M-{i}", 0)).ShouldNotBeNull().Events.Count.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Commit_should_fail_alone_when_its_neighbours_in_the_group_are_sound()
    {
        var taken = Commits.Registered("P-0");
        await Cases.CommitAsync(taken);
        var commits = Enumerable.Range(0, 60).Select(i => i % 20 == 7
            ? Commits.Registered($"P-{i}") with { Events = [.. Commits.Registered($"P-{i}").Events, .. Commits.Registered($"P-{i}").Events] }
            : Commits.Registered($"P-{i}")).ToList();

        var outcomes = await Task.WhenAll(commits.Select(c => Task.Run(async () =>
        {
            try
            {
                return (CommitOutcome?)await Cases.CommitAsync(c);
            }
            catch (Exception)
            {
                return null;
            }
        })));

        for (var i = 0; i < commits.Count; i++)
        {
            (outcomes[i] == CommitOutcome.Stored).ShouldBe(i != 0 && i % 20 != 7, $"case P-{i}");
            if (i % 20 == 7)
                (await Cases.LoadAsync($"P-{i}", 0)).ShouldBeNull();
        }
    }

    [ProviderFact]
    public async Task One_commit_should_win_when_two_processes_append_at_the_same_version()
    {
        for (var i = 0; i < 10; i++)
        {
            var first = Commits.Registered($"R-{i}");
            await Cases.CommitAsync(first);
            var outcomes = await Task.WhenAll(
                Task.Run(() => Stores.Cases.CommitAsync(Commits.After(first, Commits.Accepted))),
                Task.Run(() => Fixture.Other.Cases.CommitAsync(Commits.After(first, Commits.Accepted, Commits.Accepted))));
            outcomes.Order().ShouldBe([CommitOutcome.Stored, CommitOutcome.Conflict]);
            var stream = (await Cases.LoadAsync($"R-{i}", 0)).ShouldNotBeNull();
            HashChain.FindBreak($"R-{i}", stream.Events, stream.Header.HeadHash).ShouldBeNull();
        }
    }

    [ProviderFact]
    public async Task Numbers_should_never_repeat_when_two_processes_draw_them()
    {
        var drawn = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => (i % 2 == 0 ? Stores : Fixture.Other).Cases.NextNumberAsync("case/FGW-001/2026"))));
        drawn.Order().ShouldBe(Enumerable.Range(1, 40).Select(n => (long)n));
        (await Cases.NextNumberAsync("case/FGW-002/2026")).ShouldBe(1);
    }
}
