using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>A case of the catalogue goes over to another version upon a store; another one stays pinned, and both are finished.</summary>
public abstract class CaseMigrationCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GTJ-001-A", Moved = "GTJ-M1", Stays = "GTJ-M2";
    private static readonly Actor Asks = SampleApplication.Actor("administrator"), Signs = Asks with { UserId = "admin-2", Name = "admin-2" };
    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string first = "", second = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        time.MoveTo(OfficeHours.At(new(2026, 3, 2), new(9, 0)));
        first = await house.PublishAsync(Flow);
        var flow = House.Catalogue.Flow(Flow)!;
        foreach (var number in (string[])[Moved, Stays])
        {
            await house.AcceptedAsync(number, SampleApplication.Register(number, first, flow, House.Catalogue.Item(flow.ItemCode)!));
            await house.AcceptedAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single(), "Accept"));
        }
        second = await house.PublishAsync(Flow, ReviewedByExperts);
    }

    /// <summary>The review is the experts', has another name and seven days.</summary>
    private static string ReviewedByExperts(string json)
    {
        var definition = JsonNode.Parse(json)!;
        var review = definition["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == "review")!;
        review["role"]!["expression"]!["value"] = "expert";
        review["nameZh"]!["expression"]!["value"] = "专家审查";
        review["limitDays"]!["expression"]!["value"] = 7;
        definition["version"] = 2;
        return definition.ToJsonString();
    }

    private CaseCommand.Migrate Migrate(string to) => new(to, "M-1", Asks, Signs, "审查改由专家承担");

    private async Task<CaseTask> ReviewAsync(string number) => (await house.StateAsync(number)).OpenTasks.Single(t => t.ActivityId == "review");

    private async Task<IReadOnlyList<TaskEntry>> InboxOf(CaseTask task) => [.. (await Stores.Inbox.PageAsync([InboxSubject.Of(task.Candidate)], null, 10)).Where(t => t.CaseNumber == Moved)];

    [ProviderFact]
    public async Task Migrated_case_should_be_finished_under_the_other_version_and_the_pinned_one_under_its_own()
    {
        var before = await ReviewAsync(Moved);
        await house.AcceptedAsync(Moved, Migrate(second), "key");
        (await house.AcceptedAsync(Moved, Migrate(second), "key")).IsReplay.ShouldBeTrue();

        var after = await ReviewAsync(Moved);
        (after.TaskId, after.OpenedAt, after.Candidate.Role, after.NameZh, after.LimitDays).ShouldBe((before.TaskId, before.OpenedAt, "expert", "专家审查", 7));
        (await InboxOf(before)).ShouldBeEmpty();
        var row = (await InboxOf(after)).ShouldHaveSingleItem();
        (row.TaskId, row.NameZh, row.LimitDays, row.Due, row.Candidate).ShouldBe((after.TaskId, "专家审查", 7, after.Due, after.Candidate));
        (await Stores.Cases.LoadAsync(Moved, 0))!.Header.DefinitionHash.ShouldBe(second);
        (await house.RejectedAsync(Moved, Migrate(second))).ShouldBe("migrate-already-there");

        (await ReviewAsync(Stays)).Candidate.Role.ShouldBe("reviewer");
        foreach (var (number, hash) in new[] { (Moved, second), (Stays, first) })
        {
            var end = await house.WalkToEndAsync(number);
            (end.Result, end.DefinitionHash).ShouldBe(("approved", hash));
        }
    }

    [ProviderFact]
    public async Task Another_process_should_go_on_with_the_version_migrated_to()
    {
        var other = House.Open(Fixture.Other, time);
        var before = await ReviewAsync(Moved);
        (await other.RejectedAsync(Moved, new CaseCommand.ReleaseTask(before.TaskId, Asks))).ShouldBe("task-not-claimed", "it has seen the case as it was");
        await house.AcceptedAsync(Moved, Migrate(second));
        (await other.RejectedAsync(Moved, House.Complete(before))).ShouldBe("not-candidate");
        await other.AcceptedAsync(Moved, House.Complete(await ReviewAsync(Moved)));
        (await other.WalkToEndAsync(Moved)).DefinitionHash.ShouldBe(second);
    }

    [ProviderFact]
    public async Task Answer_and_migration_at_once_should_both_stand_or_one_be_refused()
    {
        var other = House.Open(Fixture.Other, time);
        var county = (await house.StateAsync(Moved)).OpenTasks.Single(t => t.ActivityId != "review");
        var results = await Task.WhenAll(house.Commands.ExecuteAsync(Moved, Migrate(second)), other.Commands.ExecuteAsync(Moved, House.Complete(county, "Approve")));
        results.ShouldAllBe(r => r is CommandResult.Accepted);
        var state = await house.StateAsync(Moved);
        (state.DefinitionHash, state.OpenTasks.ShouldHaveSingleItem().NameZh).ShouldBe((second, "专家审查"));
        (await house.WalkToEndAsync(Moved)).Result.ShouldBe("approved");
    }

    [ProviderFact]
    public async Task Migration_should_be_taken_back()
    {
        var before = await ReviewAsync(Moved);
        await house.AcceptedAsync(Moved, Migrate(second));
        await house.AcceptedAsync(Moved, Migrate(first) with { IsUndo = true });
        (await ReviewAsync(Moved)).ShouldSatisfyAllConditions(t => t.Candidate.ShouldBe(before.Candidate), t => t.Due.ShouldBe(before.Due), t => t.NameZh.ShouldBe(before.NameZh));
        (await InboxOf(before)).ShouldHaveSingleItem().Due.ShouldBe(before.Due);
    }
}
