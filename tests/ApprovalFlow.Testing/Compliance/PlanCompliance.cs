using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Plans upon a store: each case goes over exactly once, whatever stops and whoever dies.</summary>
public abstract class PlanCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GTJ-001-A";
    private static readonly Actor Ann = SampleApplication.Actor("administrator"), Ben = Ann with { UserId = "admin-2", Name = "二号管理员" }, Cai = Ann with { UserId = "admin-3", Name = "三号管理员" };
    private static readonly string[] Numbers = ["GTJ-P1", "GTJ-P2", "GTJ-P3", "GTJ-P4", "GTJ-P5"];
    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private VersionName first = null!, second = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        time.MoveTo(OfficeHours.At(new(2026, 3, 2), new(9, 0)));
        first = new(Flow, 1, await house.PublishAsync(Flow));
        var flow = House.Catalogue.Flow(Flow)!;
        foreach (var number in Numbers)
        {
            await house.AcceptedAsync(number, SampleApplication.Register(number, first.Hash, flow, House.Catalogue.Item(flow.ItemCode)!));
            await house.AcceptedAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single(), "Accept"));
        }
        second = new(Flow, 2, await house.PublishAsync(Flow, ReviewedByExperts));
    }

    private static string ReviewedByExperts(string json)
    {
        var definition = JsonNode.Parse(json)!;
        var review = definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == "review")!;
        (review["role"]!["expression"]!["value"], review["limitDays"]!["expression"]!["value"], definition["version"]) = ("expert", 7, 2);
        return definition.ToJsonString();
    }

    private PlanContent Content => new(second, [new(first, new Dictionary<string, string?>())], Numbers, "审查改由专家承担") { BatchSize = 2 };

    private async Task<PlanState> DoAsync(Task<PlanResult> asked)
    {
        var result = await asked;
        result.Rejection.ShouldBeNull(result.Rejection?.Message);
        return result.State;
    }

    private Task<PlanState> DoAsync(string plan, PlanCommand command) => DoAsync(house.Plans.ExecuteAsync(plan, command));

    private async Task<string> SubmittedAsync()
    {
        var plan = (await DoAsync(house.Plans.DraftAsync(Content, Ann))).PlanId;
        var tried = await DoAsync(house.Plans.DryRunAsync(plan, Ann));
        await DoAsync(plan, new PlanCommand.Submit(tried.DryRun!.Digest, Ann));
        return plan;
    }

    private async Task<string> SignedAsync()
    {
        var plan = await SubmittedAsync();
        await DoAsync(plan, new PlanCommand.Sign((await house.Plans.FindAsync(plan))!.DryRun!.Digest, Ben));
        return plan;
    }

    private async Task<string> StartedAsync()
    {
        var plan = await SignedAsync();
        await DoAsync(plan, new PlanCommand.Start(Ben));
        return plan;
    }

    private static async Task RunAsync(House at)
    {
        while (await at.Migrations.RunNextAsync())
        {
        }
    }

    /// <summary>How often a case went over, and back.</summary>
    private async Task<(int Over, int Back)> MovesAsync(string number)
    {
        var moves = (await Stores.Cases.LoadAsync(number, 0))!.Events.Select(e => e.ToRecord().Event).OfType<CaseEvent.CaseMigrated>().ToList();
        return (moves.Count(m => !m.IsUndo), moves.Count(m => m.IsUndo));
    }

    private async Task<string> HashAsync(string number) => (await house.StateAsync(number)).DefinitionHash;

    [ProviderFact]
    public async Task Plan_should_be_read_as_it_was_written_and_listed_with_its_figures()
    {
        (await house.Plans.FindAsync("nobody")).ShouldBeNull();
        var plan = await SubmittedAsync();
        plan.ShouldBe($"{Flow}-M1");
        var found = (await House.Open(Fixture.Other, time).Plans.FindAsync(plan)).ShouldNotBeNull();
        (found.Stage, found.Content.Cases.Count, found.Ready, found.DraftedBy!.UserId, found.Content.Target).ShouldBe((PlanStage.Submitted, 5, 5, Ann.UserId, second));
        (await DoAsync(house.Plans.DraftAsync(Content with { Cases = [Numbers[0]] }, Ben))).PlanId.ShouldBe($"{Flow}-M2");
        var headers = await Stores.Plans.ListAsync(Flow);
        headers.Select(h => (h.PlanId, h.Stage, h.Cases, h.Ready, h.Reason)).ShouldBe([($"{Flow}-M2", PlanStage.Draft, 1, 0, Content.Reason), (plan, PlanStage.Submitted, 5, 5, Content.Reason)]);
        (await Stores.Plans.ListAsync("another")).ShouldBeEmpty();
        (await Stores.Plans.StageAsync(plan), await Stores.Plans.StageAsync("nobody")).ShouldBe((PlanStage.Submitted, null));
        var stream = (await Stores.Plans.LoadAsync(plan))!;
        HashChain.FindBreak(plan, stream.Events, stream.Header.HeadHash).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Two_plans_drawn_up_at_once_should_have_two_numbers()
    {
        var other = House.Open(Fixture.Other, time);
        var drawn = await Task.WhenAll(DoAsync(house.Plans.DraftAsync(Content, Ann)), DoAsync(other.Plans.DraftAsync(Content, Ben)));
        drawn.Select(p => p.PlanId).Order().ShouldBe([$"{Flow}-M1", $"{Flow}-M2"]);
    }

    [ProviderFact]
    public async Task One_of_two_signers_should_win_when_both_press_at_once()
    {
        var plan = await SubmittedAsync();
        var digest = (await house.Plans.FindAsync(plan))!.DryRun!.Digest;
        var answers = await Task.WhenAll(house.Plans.ExecuteAsync(plan, new PlanCommand.Sign(digest, Ben)), House.Open(Fixture.Other, time).Plans.ExecuteAsync(plan, new PlanCommand.Sign(digest, Cai)));
        answers.Count(a => a.Rejection is null).ShouldBe(1);
        answers.Single(a => a.Rejection is not null).Rejection!.Code.ShouldBe("plan-signed-already");
    }

    [ProviderFact]
    public async Task Inboxes_should_be_told_beforehand_as_they_are_afterwards()
    {
        var runs = new List<CaseDryRun>();
        foreach (var number in Numbers) runs.Add(await house.Plans.TryAsync("M", Content, Ann, number));
        var shifts = InboxPreview.Of(runs);
        var (from, to) = (shifts.Single(s => s.Leaves.Count > 0), shifts.Single(s => s.Comes.Count > 0));
        (from.Candidate!.Role, to.Candidate!.Role, from.Leaves.Count, to.Comes.Count).ShouldBe(("reviewer", "expert", 5, 5));
        shifts.Single(s => s.Stays > 0).Stays.ShouldBe(5, "the county's tasks stay");

        await StartedAsync();
        await RunAsync(house);
        (await Stores.Inbox.PageAsync([from.Subject], null, 50)).ShouldBeEmpty();
        (await Stores.Inbox.PageAsync([to.Subject], null, 50)).Select(t => (t.CaseNumber, t.Due)).ShouldBe(to.Comes.Select(c => (c.CaseNumber, c.Task.After!.Due)), ignoreOrder: true);
    }

    [ProviderFact]
    public async Task Cases_should_go_over_in_batches_and_be_finished_under_the_other_version()
    {
        var plan = await StartedAsync();
        (await house.Migrations.RunNextAsync()).ShouldBeTrue();
        var header = (await Stores.Plans.ListAsync(Flow)).Single();
        (header.Stage, header.Migrated, header.Ready).ShouldBe((PlanStage.Running, 2, 5));
        await RunAsync(house);
        ((await house.Plans.FindAsync(plan))!.Stage, (await Stores.Plans.ListAsync()).Single().Migrated).ShouldBe((PlanStage.Finished, 5));
        (await house.Migrations.RunNextAsync()).ShouldBeFalse();
        foreach (var number in Numbers) ((await MovesAsync(number)).Over, await HashAsync(number)).ShouldBe((1, second.Hash));
        (await house.WalkToEndAsync(Numbers[0])).Result.ShouldBe("approved");
        var told = (await Stores.Cases.LoadAsync(Numbers[0], 0))!.Events.Select(e => e.ToRecord().Event).OfType<CaseEvent.CaseMigrated>().Single();
        (told.Plan, told.RequestedBy.UserId, told.By.UserId, told.Reason).ShouldBe((plan, Ann.UserId, Ben.UserId, Content.Reason));
    }

    [ProviderFact]
    public async Task Case_that_moved_since_it_was_signed_should_be_left_with_the_reason()
    {
        var plan = await SignedAsync();
        var county = (await house.StateAsync(Numbers[1])).OpenTasks.Single(t => t.ActivityId != "review");
        await house.AcceptedAsync(Numbers[1], House.Complete(county, "Approve"));
        await DoAsync(plan, new PlanCommand.Start(Ann));
        await RunAsync(house);
        var state = (await house.Plans.FindAsync(plan))!;
        (state.Stage, state.Migrated, state.Skipped).ShouldBe((PlanStage.Finished, 4, 1));
        state.Results[Numbers[1]].Problem!.Code.ShouldBe("migrate-otherwise-now");
        (await HashAsync(Numbers[1])).ShouldBe(first.Hash);
    }

    [ProviderFact]
    public async Task Stop_should_be_heard_between_two_cases_and_nothing_should_be_done_until_resumed()
    {
        var plan = await StartedAsync();
        var seen = 0;
        using (house.Signals.Subscribe(_ => { if (++seen == 1) house.Plans.ExecuteAsync(plan, new PlanCommand.Stop(Cai)).GetAwaiter().GetResult().Rejection.ShouldBeNull(); }))
            await RunAsync(house);
        var state = (await house.Plans.FindAsync(plan))!;
        (state.Stage, state.Migrated).ShouldBe((PlanStage.Stopped, 1));
        (await house.Migrations.RunNextAsync()).ShouldBeFalse();
        await DoAsync(plan, new PlanCommand.Resume(Ann));
        await RunAsync(House.Open(Fixture.Other, time));
        (await house.Plans.FindAsync(plan))!.Stage.ShouldBe(PlanStage.Finished);
        foreach (var number in Numbers) (await MovesAsync(number)).ShouldBe((1, 0));
    }

    [ProviderFact]
    public async Task Undoing_should_bring_back_what_can_come_back_and_say_why_the_rest_cannot()
    {
        var plan = await StartedAsync();
        var before = (await house.StateAsync(Numbers[0])).OpenTasks.Select(t => (t.TaskId, t.Candidate, t.Due)).ToList();
        await RunAsync(house);
        await house.WalkToEndAsync(Numbers[2]);
        await DoAsync(plan, new PlanCommand.AskUndo("新版本有误", Ann));
        (await house.Migrations.RunNextAsync()).ShouldBeFalse("a second person has not signed yet");
        await DoAsync(plan, new PlanCommand.SignUndo(Cai));
        await RunAsync(house);
        var state = (await house.Plans.FindAsync(plan))!;
        (state.Stage, state.TakenBack).ShouldBe((PlanStage.Undone, 4));
        state.UndoResults[Numbers[2]].Problem!.Code.ShouldBe("case-closed");
        (await HashAsync(Numbers[0])).ShouldBe(first.Hash);
        (await house.StateAsync(Numbers[0])).OpenTasks.Select(t => (t.TaskId, t.Candidate, t.Due)).ShouldBe(before);
        (await MovesAsync(Numbers[0])).ShouldBe((1, 1));
        (await house.WalkToEndAsync(Numbers[0])).Result.ShouldBe("approved");
    }

    [ProviderFact]
    public async Task Case_that_has_gone_on_to_yet_another_version_should_not_be_brought_back()
    {
        var plan = await StartedAsync();
        await RunAsync(house);
        var third = await house.PublishAsync(Flow, json => ReviewedByExperts(json).Replace("\"version\":2", "\"version\":3", StringComparison.Ordinal));
        await house.AcceptedAsync(Numbers[0], new CaseCommand.Migrate(third, "by-hand", Ann, Ben, "另行调整"));
        await DoAsync(plan, new PlanCommand.AskUndo("新版本有误", Ann));
        await DoAsync(plan, new PlanCommand.SignUndo(Cai));
        await RunAsync(house);
        (await house.Plans.FindAsync(plan))!.UndoResults[Numbers[0]].Problem!.Code.ShouldBe("migrate-moved-on");
        (await HashAsync(Numbers[0])).ShouldBe(third);
    }

    [ProviderFact]
    public async Task Two_processes_on_one_plan_should_do_each_case_once()
    {
        var plan = await StartedAsync();
        var other = House.Open(Fixture.Other, time);
        // The lease is over while the first still works: both go on with the same cases.
        await Task.WhenAll(RunAsync(house), Task.Run(async () => { time.Advance(TimeSpan.FromMinutes(2)); await RunAsync(other); }));
        await RunAsync(house);
        var state = (await house.Plans.FindAsync(plan))!;
        (state.Stage, state.Migrated).ShouldBe((PlanStage.Finished, 5));
        foreach (var number in Numbers) (await MovesAsync(number)).ShouldBe((1, 0));
    }

    [ProviderFact]
    public async Task Process_killed_anywhere_should_leave_each_case_to_be_done_exactly_once()
    {
        var random = new Random(20260302);
        var plan = await StartedAsync();
        await KilledAsync(random);
        ((await house.Plans.FindAsync(plan))!.Migrated, (await house.Plans.FindAsync(plan))!.Stage).ShouldBe((5, PlanStage.Finished));
        foreach (var number in Numbers) (await MovesAsync(number), await HashAsync(number)).ShouldBe(((1, 0), second.Hash));

        await DoAsync(plan, new PlanCommand.AskUndo("新版本有误", Ann));
        await DoAsync(plan, new PlanCommand.SignUndo(Ben));
        await KilledAsync(random);
        ((await house.Plans.FindAsync(plan))!.TakenBack, (await house.Plans.FindAsync(plan))!.Stage).ShouldBe((5, PlanStage.Undone));
        foreach (var number in Numbers) (await MovesAsync(number), await HashAsync(number)).ShouldBe(((1, 1), first.Hash));
    }

    [ProviderFact]
    public async Task What_went_over_in_a_process_that_died_should_be_brought_back_with_the_rest()
    {
        var plan = await StartedAsync();
        // It dies after the first case, before the plan hears of it.
        var dying = House.Open(Stores with { Plans = new DyingPlans(Stores.Plans, () => true) }, time);
        await Should.ThrowAsync<KilledException>(() => dying.Migrations.RunNextAsync());
        (await house.Plans.FindAsync(plan))!.Migrated.ShouldBe(0);
        time.Advance(TimeSpan.FromMinutes(2));
        await house.Migrations.RunNextAsync();
        await DoAsync(plan, new PlanCommand.Stop(Ann));
        var unheard = (await house.Plans.FindAsync(plan))!.Pending.First().CaseNumber;
        await DoAsync(plan, new PlanCommand.Resume(Ann));
        await Should.ThrowAsync<KilledException>(() => dying.Migrations.RunNextAsync());
        (await HashAsync(unheard)).ShouldBe(second.Hash);
        await DoAsync(plan, new PlanCommand.Stop(Ann));
        await DoAsync(plan, new PlanCommand.AskUndo("有误", Ann));
        await DoAsync(plan, new PlanCommand.SignUndo(Ben));
        await RunAsync(house);
        (await house.Plans.FindAsync(plan))!.Stage.ShouldBe(PlanStage.Undone);
        foreach (var number in Numbers) (await HashAsync(number)).ShouldBe(first.Hash);
    }

    /// <summary>Process after process is killed at a random write, before or after it, until one comes to the end.</summary>
    private async Task KilledAsync(Random random)
    {
        var kills = 0;
        for (var process = 0; process < 200; process++)
        {
            var left = random.Next(6);
            bool Dies() => left-- == 0;
            var cases = new DyingCases(Stores.Cases, Dies);
            var dying = House.Open(Stores with { Cases = cases, Plans = new DyingPlans(Stores.Plans, Dies) }, time, cases);
            try
            {
                await RunAsync(dying);
                kills.ShouldBeGreaterThan(0, "something has to have died for this to prove anything");
                return;
            }
            catch (KilledException)
            {
                kills++;
                // Nobody ends a dead process's lease.
                time.Advance(TimeSpan.FromMinutes(2));
            }
        }
        throw new InvalidOperationException("Expected some process to come to the end, but none did.");
    }

    private sealed class KilledException : Exception;

    private sealed class DyingCases(ICaseStore inner, Func<bool> dies) : ICaseStore
    {
        public Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default) => inner.LoadAsync(caseNumber, after, cancellation);
        public Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default) => inner.FindAnswerAsync(key, cancellation);
        public Task<long> NextNumberAsync(string series, CancellationToken cancellation = default) => inner.NextNumberAsync(series, cancellation);

        public async Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
        {
            if (dies()) throw new KilledException();
            var outcome = await inner.CommitAsync(commit, cancellation);
            return dies() ? throw new KilledException() : outcome;
        }
    }

    private sealed class DyingPlans(IPlanStore inner, Func<bool> dies) : IPlanStore
    {
        public Task<PlanStream?> LoadAsync(string planId, long after = 0, CancellationToken cancellation = default) => inner.LoadAsync(planId, after, cancellation);
        public Task<IReadOnlyList<PlanHeader>> ListAsync(string? definitionId = null, CancellationToken cancellation = default) => inner.ListAsync(definitionId, cancellation);
        public Task<PlanStage?> StageAsync(string planId, CancellationToken cancellation = default) => inner.StageAsync(planId, cancellation);
        public Task<string?> ClaimAsync(DateTimeOffset now, TimeSpan lease, CancellationToken cancellation = default) => inner.ClaimAsync(now, lease, cancellation);

        public async Task<CommitOutcome> CommitAsync(PlanCommit commit, CancellationToken cancellation = default)
        {
            if (dies()) throw new KilledException();
            var outcome = await inner.CommitAsync(commit, cancellation);
            return dies() ? throw new KilledException() : outcome;
        }
    }
}
