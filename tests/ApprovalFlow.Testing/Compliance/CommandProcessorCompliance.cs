using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Commands on real flows: decided once, stored whole, whoever else is at work.</summary>
public abstract class CommandProcessorCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Instant = "GSJ-001-A";
    private const string Parallel = "FGW-001-A";

    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string instant = "";
    private string parallel = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        instant = await house.PublishAsync(Instant);
        parallel = await house.PublishAsync(Parallel);
    }

    [ProviderFact]
    public async Task Registration_should_open_the_first_task_in_the_windows_inbox()
    {
        var accepted = await house.RegisterAsync("C-1", Instant, instant);
        accepted.Version.ShouldBe(accepted.Records[^1].Sequence);
        var task = (await Stores.Inbox.PageAsync(["window-clerk|dept-gsj|*"], null, 10)).ShouldHaveSingleItem();
        (task.CaseNumber, task.ActivityId, task.FlowNameZh, task.ApplicantName).ShouldBe(("C-1", "accept", House.Catalogue.Flow(Instant)!.NameZh, "示例申请人"));
        task.OpenedAt.ShouldBe(time.GetUtcNow());
    }

    [ProviderFact]
    public async Task Case_should_close_and_leave_no_work_when_every_task_is_done()
    {
        await house.RegisterAsync("C-1", Parallel, parallel, "newLand == true", "investment >= 50000");
        var state = await house.WalkToEndAsync("C-1");
        (state.Status, state.Result).ShouldBe((CaseStatus.Closed, "approved"));

        var header = (await Stores.Cases.LoadAsync("C-1", 0)).ShouldNotBeNull().Header;
        (header.Status, header.Result, header.ClosedAt, header.Version).ShouldBe((CaseStatus.Closed, "approved", state.ClosedAt, state.Version));
        header.Due.ShouldNotBeNull();
        foreach (var role in new[] { "window-clerk", "reviewer", "chief-representative", "expert" })
            (await Stores.Inbox.SubjectsAsync([role + "|"])).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Claimed_task_should_lie_with_its_holder_until_it_is_given_back()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        var task = (await house.StateAsync("C-1")).OpenTasks.Single();
        var clerk = SampleApplication.Actor("window-clerk", "dept-gsj");
        await house.AcceptedAsync("C-1", new CaseCommand.ClaimTask(task.TaskId, clerk));
        (await Stores.Inbox.PageAsync([InboxSubject.OfUser(clerk.UserId)], null, 10)).ShouldHaveSingleItem().AssigneeName.ShouldBe(clerk.Name);
        (await Stores.Inbox.CountAsync(["window-clerk|dept-gsj|*"], 10)).ShouldBe(0);

        await house.AcceptedAsync("C-1", new CaseCommand.ReleaseTask(task.TaskId, clerk));
        (await Stores.Inbox.PageAsync(["window-clerk|dept-gsj|*"], null, 10)).ShouldHaveSingleItem().AssigneeId.ShouldBeNull();
        (await Stores.Inbox.CountAsync([InboxSubject.OfUser(clerk.UserId)], 10)).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Command_should_be_rejected_when_there_is_no_such_case_or_definition()
    {
        (await house.RejectedAsync("C-9", new CaseCommand.FireTimer("1.1"))).ShouldBe(CommandRefusal.CaseUnknown);
        var flow = House.Catalogue.Flow(Instant)!;
        var item = House.Catalogue.Item(flow.ItemCode)!;
        (await house.RejectedAsync("C-9", SampleApplication.Register("C-9", new('0', 64), flow, item))).ShouldBe(CommandRefusal.DefinitionUnknown);
        (await house.RejectedAsync("C-9", SampleApplication.Register("C-9", parallel, flow, item))).ShouldBe(CommandRefusal.DefinitionUnknown);
        (await Stores.Cases.LoadAsync("C-9", 0)).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Same_answer_should_come_when_a_key_comes_again()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        var command = House.Complete((await house.StateAsync("C-1")).OpenTasks.Single());
        var first = await house.AcceptedAsync("C-1", command, "key-1");
        var again = await house.AcceptedAsync("C-1", command, "key-1");
        var elsewhere = await House.Open(Fixture.Other, time).AcceptedAsync("C-1", command, "key-1");

        (first.IsReplay, again.IsReplay, elsewhere.IsReplay).ShouldBe((false, true, true));
        (again.Version, elsewhere.Version).ShouldBe((first.Version, first.Version));
        again.Records.Select(r => r.Sequence).ShouldBe(first.Records.Select(r => r.Sequence));
        again.Records.Select(r => r.Event.GetType()).ShouldBe(first.Records.Select(r => r.Event.GetType()));
        (await house.StateAsync("C-1")).Version.ShouldBe(first.Version);
    }

    [ProviderFact]
    public async Task Key_should_be_refused_when_it_comes_with_another_command()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        await house.RegisterAsync("C-2", Instant, instant);
        await house.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()), "key-1");
        (await house.RejectedAsync("C-2", House.Complete((await house.StateAsync("C-2")).OpenTasks.Single()), "key-1")).ShouldBe(CommandRefusal.KeyReused);
        (await house.StateAsync("C-2")).OpenTasks.Count.ShouldBe(1);
    }

    [ProviderFact]
    public async Task Key_should_be_refused_when_it_comes_with_another_answer_to_the_same_task()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        var task = (await house.StateAsync("C-1")).OpenTasks.Single();
        await house.AcceptedAsync("C-1", House.Complete(task), "key-1");
        (await house.RejectedAsync("C-1", House.Complete(task, "Refuse"), "key-1")).ShouldBe(CommandRefusal.KeyReused);
    }

    [ProviderFact]
    public async Task Refused_key_should_stay_free_because_nothing_happened()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        var task = (await house.StateAsync("C-1")).OpenTasks.Single();
        var clerk = SampleApplication.Actor("window-clerk", "dept-gsj");
        (await house.RejectedAsync("C-1", new CaseCommand.ReleaseTask(task.TaskId, clerk), "key-1")).ShouldBe("task-not-claimed");
        await house.AcceptedAsync("C-1", new CaseCommand.ClaimTask(task.TaskId, clerk));
        (await house.AcceptedAsync("C-1", new CaseCommand.ReleaseTask(task.TaskId, clerk), "key-1")).IsReplay.ShouldBeFalse();
    }

    [ProviderFact]
    public async Task One_should_win_when_two_processes_complete_the_same_task()
    {
        var other = House.Open(Fixture.Other, time);
        for (var i = 0; i < 8; i++)
        {
            var number = $"C-{i}";
            await house.RegisterAsync(number, Instant, instant);
            var command = House.Complete((await house.StateAsync(number)).OpenTasks.Single());
            // The second process knows the case too: neither is merely slower.
            await other.RejectedAsync(number, new CaseCommand.FireTimer("none"));
            var results = await Task.WhenAll(new[] { house, other }.Select(h => Task.Run(() => h.Commands.ExecuteAsync(number, command))));
            results.OfType<CommandResult.Accepted>().Count().ShouldBe(1);
            results.OfType<CommandResult.Rejected>().ShouldHaveSingleItem().Rejection.Code.ShouldBe("task-completed");
            (await house.StateAsync(number)).OpenTasks.ShouldHaveSingleItem().ActivityId.ShouldBe("decide");
        }
    }

    [ProviderFact]
    public async Task Branches_should_all_be_kept_and_join_once_when_two_processes_complete_them_at_once()
    {
        var other = House.Open(Fixture.Other, time);
        for (var i = 0; i < 5; i++)
        {
            var number = $"C-{i}";
            await house.RegisterAsync(number, Parallel, parallel, "newLand == true", "investment < 50000");
            await house.AcceptedAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single()));
            var branches = (await house.StateAsync(number)).OpenTasks;
            branches.Count.ShouldBe(3);
            var results = await Task.WhenAll(branches.Select((t, n) => Task.Run(() => (n % 2 == 0 ? house : other).Commands.ExecuteAsync(number, House.Complete(t)))));
            results.ShouldAllBe(r => r is CommandResult.Accepted);
            (await house.StateAsync(number)).OpenTasks.ShouldHaveSingleItem().ActivityId.ShouldBe("decide");
        }
    }

    [ProviderFact]
    public async Task Command_should_be_decided_on_the_newest_state_when_another_process_moved_the_case()
    {
        var other = House.Open(Fixture.Other, time);
        await house.RegisterAsync("C-1", Instant, instant);
        await other.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()));
        await house.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()));
        await other.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()));
        (await house.StateAsync("C-1")).Status.ShouldBe(CaseStatus.Closed);
    }

    [ProviderFact]
    public async Task Nothing_should_be_left_when_the_commit_fails_and_the_command_should_work_afterwards()
    {
        var broken = new FailingStore(Stores.Cases);
        var unlucky = House.Open(Stores, time, broken);
        await unlucky.RegisterAsync("C-1", Instant, instant);
        var before = await house.StateAsync("C-1");
        var command = House.Complete(before.OpenTasks.Single());

        broken.FailNext = true;
        await Should.ThrowAsync<IOException>(() => unlucky.Commands.ExecuteAsync("C-1", command));
        (await house.StateAsync("C-1")).Version.ShouldBe(before.Version);
        (await unlucky.AcceptedAsync("C-1", command)).Records[0].Sequence.ShouldBe(before.Version + 1);
    }

    [ProviderFact]
    public async Task Running_case_should_stay_on_its_definition_when_a_newer_one_is_published()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        await house.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()));
        var newer = await house.PublishAsync(Instant, json => json.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        newer.ShouldNotBe(instant);
        (await house.WalkToEndAsync("C-1")).DefinitionHash.ShouldBe(instant);
        await house.RegisterAsync("C-2", Instant, newer);
        (await House.Open(Fixture.Other, time).WalkToEndAsync("C-2")).DefinitionHash.ShouldBe(newer);
    }

    [ProviderFact]
    public async Task Case_that_is_not_accepted_yet_should_be_accepted_under_the_version_in_force()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        var newer = await house.PublishAsync(Instant, json => json.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        var command = House.Complete((await house.StateAsync("C-1")).OpenTasks.Single());
        // The other process has the case in memory under the earlier version.
        var other = House.Open(Fixture.Other, time);
        (await other.Commands.LookAsync("C-1"))!.State.DefinitionHash.ShouldBe(instant);
        await house.AcceptedAsync("C-1", command, "key-1");
        ((await other.Commands.ExecuteAsync("C-1", command, "key-1")) as CommandResult.Accepted)!.IsReplay.ShouldBeTrue();
        (await other.WalkToEndAsync("C-1")).DefinitionHash.ShouldBe(newer);
        (await Stores.Cases.LoadAsync("C-1", 0))!.Header.DefinitionHash.ShouldBe(newer);
    }

    [ProviderFact]
    public async Task Command_should_have_one_instant_however_often_the_clock_is_looked_at()
    {
        await house.RegisterAsync("C-1", Instant, instant);
        await house.PublishAsync(Instant, json => json.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        time.Step = TimeSpan.FromMilliseconds(1);
        var accepted = await house.AcceptedAsync("C-1", House.Complete((await house.StateAsync("C-1")).OpenTasks.Single()));
        accepted.Records.Select(r => r.Event).OfType<CaseEvent.VersionAdopted>().ShouldHaveSingleItem();
        accepted.Records.Select(r => r.At).Distinct().ShouldHaveSingleItem();
    }

    [ProviderFact]
    public async Task Subscriber_should_be_told_of_what_was_stored_and_may_fail()
    {
        List<CaseChange> told = [];
        using var failing = house.Signals.Subscribe(_ => throw new InvalidOperationException("broken page"));
        using (house.Signals.Subscribe(told.Add))
        {
            await house.RegisterAsync("C-1", Instant, instant);
            await house.RejectedAsync("C-1", new CaseCommand.FireTimer("none"));
        }
        await house.RegisterAsync("C-2", Instant, instant);
        told.ShouldHaveSingleItem().CaseNumber.ShouldBe("C-1");
    }

    [ProviderFact]
    public async Task Many_cases_should_move_at_once_when_many_people_work()
    {
        var other = House.Open(Fixture.Other, time);
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(async () =>
        {
            var mine = i % 2 == 0 ? house : other;
            await mine.RegisterAsync($"C-{i}", Instant, instant);
            (await mine.WalkToEndAsync($"C-{i}")).Status.ShouldBe(CaseStatus.Closed);
        })));
    }

    /// <summary>A journal whose disk fails once when told to.</summary>
    private sealed class FailingStore(ICaseStore inner) : ICaseStore
    {
        public bool FailNext { get; set; }

        public Task<CommitOutcome> CommitAsync(CaseCommit commit, CancellationToken cancellation = default)
        {
            if (!FailNext)
                return inner.CommitAsync(commit, cancellation);
            FailNext = false;
            throw new IOException("Expected to write to the disk, but it is full.");
        }

        public Task<CaseStream?> LoadAsync(string caseNumber, long after, CancellationToken cancellation = default) => inner.LoadAsync(caseNumber, after, cancellation);
        public Task<CommandAnswer?> FindAnswerAsync(string key, CancellationToken cancellation = default) => inner.FindAnswerAsync(key, cancellation);
        public Task<long> NextNumberAsync(string series, CancellationToken cancellation = default) => inner.NextNumberAsync(series, cancellation);
    }
}
