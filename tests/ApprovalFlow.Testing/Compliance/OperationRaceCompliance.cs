using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Two people at two processes press at the same moment: one of them is first, the other hears why not, and nothing is left over.</summary>
/// <remarks>Each process has a cache and connections of its own and has seen the case before the race, so that the slower one decides on what is out of date.</remarks>
public abstract class OperationRaceCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = SignedDefinition.Flow;
    private const int Rounds = 8;

    private readonly ManualTimeProvider time = new();
    private House one = null!, other = null!;

    private static readonly Actor First = Signer("signer-1"), Second = Signer("signer-2"), Helper = new("helper", "helper", [new("expert")]);

    private static Actor Signer(string name) => new(name, name, [new("chief-representative")]);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        one = House.Open(Stores, time);
        other = House.Open(Fixture.Other, time);
    }

    [ProviderFact]
    public Task Two_last_votes_should_be_one_result() => RaceAsync("any", "task-canceled",
        (s1, _, _) => new CaseCommand.CompleteTask(s1, First, "Approve"), (_, s2, _) => new CaseCommand.CompleteTask(s2, Second, "Approve"));

    [ProviderFact]
    public Task Removing_a_signer_should_race_their_vote() => RaceAsync("all", "signer-voted task-canceled",
        (_, _, added) => new CaseCommand.RemoveSigner(added, First), (_, _, added) => new CaseCommand.CompleteTask(added, Helper, "Approve"), ask: true);

    [ProviderFact]
    public Task Adding_a_signer_should_race_the_holders_own_vote() => RaceAsync("all", "signers-awaited task-completed",
        (s1, _, _) => new CaseCommand.AddSigners(s1, First, SignerKind.Before, [Helper]), (s1, _, _) => new CaseCommand.CompleteTask(s1, First, "Approve"));

    [ProviderFact]
    public Task Delegating_should_race_a_substitute_who_decides() => RaceAsync("all", "task-delegated task-completed",
        (s1, _, _) => new CaseCommand.DelegateTask(s1, First, Helper), (s1, _, _) => new CaseCommand.CompleteTask(s1, new Actor("deputy", "deputy", [new("reviewer")]) { ActsFor = [First] }, "Approve"));

    [ProviderFact]
    public Task Transferring_should_race_the_holders_own_vote() => RaceAsync("all", "not-assignee task-completed",
        (s1, _, _) => new CaseCommand.TransferTask(s1, First, Signer("signer-3")), (s1, _, _) => new CaseCommand.CompleteTask(s1, First, "Approve"));

    [ProviderFact]
    public async Task Decision_should_race_a_withdrawal()
    {
        const string Instant = "GSJ-001-A";
        var hash = await one.PublishAsync(Instant);
        var window = new Actor("window", "window", [new("window-clerk")]);
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"W-{round}";
            await one.RegisterAsync(number, Instant, hash);
            await one.AcceptedAsync(number, House.Complete((await one.StateAsync(number)).OpenTasks.Single()));
            var decide = (await one.StateAsync(number)).OpenTasks.Single();
            await PressBothAsync(number, House.Complete(decide, "Approve"), new CaseCommand.Withdraw(window, "不办了"), "case-decided case-closed task-canceled");
        }
    }

    private async Task RaceAsync(string mode, string refusals, Func<string, string, string, CaseCommand> left, Func<string, string, string, CaseCommand> right, bool ask = false)
    {
        var hash = await one.PublishAsync(Flow, json => SignedDefinition.TwoSigners(json, mode));
        for (var round = 0; round < Rounds; round++)
        {
            var number = $"R-{round}";
            await one.RegisterAsync(number, Flow, hash);
            await one.AcceptedAsync(number, House.Complete((await one.StateAsync(number)).OpenTasks.Single()));
            var signers = (await one.StateAsync(number)).OpenTasks.Where(t => t.ActivityType == "Approval.Countersign").Select(t => t.TaskId).ToList();
            await one.AcceptedAsync(number, new CaseCommand.ClaimTask(signers[0], First));
            if (ask) await one.AcceptedAsync(number, new CaseCommand.AddSigners(signers[0], First, SignerKind.Before, [Helper]));
            var added = (await one.StateAsync(number)).OpenTasks.FirstOrDefault(t => t.AddedTo is not null)?.TaskId ?? "";
            await PressBothAsync(number, left(signers[0], signers[1], added), right(signers[0], signers[1], added), refusals);
        }
    }

    private async Task PressBothAsync(string number, CaseCommand left, CaseCommand right, string refusals)
    {
        (await other.Commands.LookAsync(number)).ShouldNotBeNull();
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = Task.WhenAll(PressAsync(one, number, left, start.Task), PressAsync(other, number, right, start.Task));
        start.SetResult();
        var said = await answers;

        said.Count(a => a is CommandResult.Accepted).ShouldBe(1, string.Join(", ", said.Select(a => (a as CommandResult.Rejected)?.Rejection.Code ?? "accepted")));
        refusals.Split(' ').ShouldContain(said.OfType<CommandResult.Rejected>().Single().Rejection.Code);
        await InboxShouldBeTheStateAsync(number);
    }

    private static Task<CommandResult> PressAsync(House house, string number, CaseCommand command, Task start) => Task.Run(async () =>
    {
        await start;
        return await house.Commands.ExecuteAsync(number, command);
    });

    /// <summary>The journal's chain is whole, and every row of an inbox is an open task where the folded state says it lies.</summary>
    private async Task InboxShouldBeTheStateAsync(string number)
    {
        var state = await one.StateAsync(number);
        string[] subjects = [.. (await Stores.Inbox.SubjectsAsync([.. ApprovalFlow.Domain.Activities.HumanInputs.Roles.Select(r => r.Name + "|"), "user:"]))];
        var rows = (await Stores.Inbox.PageAsync(subjects, null, 1_000)).Where(t => t.CaseNumber == number).Select(t => $"{t.Subject} {t.TaskId}").Order(StringComparer.Ordinal);
        rows.ShouldBe(state.OpenTasks.Select(t => $"{InboxSubject.Of(t)} {t.TaskId}").Order(StringComparer.Ordinal));
    }
}
