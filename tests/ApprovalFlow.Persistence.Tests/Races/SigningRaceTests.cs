using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>Pairs of moves of those who sign one step, each from a process of its own on PostgreSQL.</summary>
[Needs(NeedsAttribute.Postgres)]
public sealed class SigningRaceTests(PostgresFixture fixture) : RaceDesk(fixture)
{
    private const string Flow = SignedDefinition.Flow;
    private static readonly Actor First = Signer("signer-1"), Second = Signer("signer-2"), Helper = new("helper", "helper", [new("expert")]);

    private static Actor Signer(string name) => new(name, name, [new("chief-representative")]);
    private static CaseCommand Vote(string task, Actor by, string outcome = "Approve") => new CaseCommand.CompleteTask(task, by, outcome) { Comment = "意见" };

    [ProviderFact]
    public Task Last_votes_should_be_one_result() => RoundsAsync("any", async (number, one, two, _) =>
    {
        var (left, right) = await RaceAsync(number, Vote(one, First), Vote(two, Second));
        new[] { left, right }.Order().ShouldBe(["accepted", "task-canceled"]);
        (await ConsistentAsync(number)).Rounds.ShouldBeEmpty();
    });

    [ProviderFact]
    public Task Votes_should_both_count_where_everybody_is_asked() => RoundsAsync("all", async (number, one, two, _) =>
    {
        (await RaceAsync(number, Vote(one, First), Vote(two, Second))).ShouldBe(("accepted", "accepted"));
        (await ConsistentAsync(number)).Rounds.ShouldBeEmpty();
    });

    [ProviderFact]
    public Task Vote_taken_back_should_not_be_part_of_a_result() => RoundsAsync("all", async (number, one, two, _) =>
    {
        await House.AcceptedAsync(number, Vote(one, First));
        var (back, vote) = await RaceAsync(number, new CaseCommand.TakeBack(one, First), Vote(two, Second));
        vote.ShouldBe("accepted");
        back.ShouldBeOneOf("accepted", "take-back-signed-by-several");
        var state = await ConsistentAsync(number);
        (state.Rounds.Any(), state.OpenTasks.Any(t => t.Assignee?.UserId == "signer-1")).ShouldBe((back == "accepted", back == "accepted"));
    });

    [ProviderFact]
    public Task Vote_taken_back_should_not_open_the_next_signers_task_twice() => RoundsAsync("sequential", async (number, one, two, _) =>
    {
        await House.AcceptedAsync(number, Vote(one, First));
        var (back, vote) = await RaceAsync(number, new CaseCommand.TakeBack(one, First), Vote(two, Second));
        new[] { back, vote }.Count(a => a == "accepted").ShouldBe(1);
        (back == "accepted" ? vote : back).ShouldBe(back == "accepted" ? "task-canceled" : "take-back-signed-by-several");
        (await ConsistentAsync(number)).Rounds.Count().ShouldBe(back == "accepted" ? 1 : 0);
    });

    [ProviderFact]
    public Task Signer_should_be_removed_or_have_signed() => RoundsAsync("all", async (number, one, _, added) =>
    {
        var (remove, vote) = await RaceAsync(number, new CaseCommand.RemoveSigner(added, First), Vote(added, Helper));
        (remove, vote).ShouldBeOneOf(("accepted", "task-canceled"), ("signer-voted", "accepted"));
        (await ConsistentAsync(number)).OpenTasks.Any(t => t.TaskId == added).ShouldBeFalse();
    }, SignerKind.Before);

    [ProviderFact]
    public Task Decision_should_wait_for_a_signer_added_before_it() => RoundsAsync("all", async (number, one, _, _) =>
    {
        var (add, vote) = await RaceAsync(number, new CaseCommand.AddSigners(one, First, SignerKind.Before, [Helper]), Vote(one, First));
        (add, vote).ShouldBeOneOf(("accepted", "signers-awaited"), ("task-completed", "accepted"));
        (await ConsistentAsync(number)).OpenTasks.Any(t => t.Assignee?.UserId == "helper").ShouldBe(add == "accepted");
    });

    [ProviderFact]
    public Task Delegation_and_a_substitute_who_decides_should_have_one_winner() => RoundsAsync("all", async (number, one, _, _) =>
    {
        var deputy = new Actor("deputy", "deputy", [new("reviewer")]) { ActsFor = [First] };
        var (delegated, decided) = await RaceAsync(number, new CaseCommand.DelegateTask(one, First, Helper), Vote(one, deputy));
        (delegated, decided).ShouldBeOneOf(("accepted", "task-delegated"), ("task-completed", "accepted"));
        (await ConsistentAsync(number)).OpenTasks.Any(t => t.Assignee?.UserId == "helper").ShouldBe(delegated == "accepted");
    });

    [ProviderFact]
    public Task Transfer_and_the_holders_vote_should_have_one_winner() => RoundsAsync("all", async (number, one, _, _) =>
    {
        var (transfer, vote) = await RaceAsync(number, new CaseCommand.TransferTask(one, First, Signer("signer-3")), Vote(one, First));
        (transfer, vote).ShouldBeOneOf(("accepted", "not-assignee"), ("task-completed", "accepted"));
        (await ConsistentAsync(number)).OpenTasks.Any(t => t.Assignee?.UserId == "signer-3").ShouldBe(transfer == "accepted");
    });

    private async Task RoundsAsync(string mode, Func<string, string, string, string, Task> race, SignerKind? ask = null)
    {
        var hash = await House.PublishAsync(Flow, json => SignedDefinition.TwoSigners(json, mode));
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"V-{round}";
            var state = await AcceptedAsync(number, Flow, hash);
            string[] signers = [.. state.Rounds.Single().Slots.Select(s => s.TaskId)];
            await House.AcceptedAsync(number, new CaseCommand.ClaimTask(signers[0], First));
            if (ask is { } kind) await House.AcceptedAsync(number, new CaseCommand.AddSigners(signers[0], First, kind, [Helper]));
            var added = (await House.StateAsync(number)).OpenTasks.FirstOrDefault(t => t.AddedTo is not null)?.TaskId ?? "";
            await race(number, signers[0], signers[1], added);
        }
    }
}
