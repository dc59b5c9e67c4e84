using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>A catalogue flow with the county beside the city, from the window to the certificate, upon a store.</summary>
public abstract class CountyCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GTJ-001-A", Number = "GTJ-1", Survey = "GTJ-001-M05", Plan = "GTJ-001-M04";
    private static readonly Actor Reviewer = SampleApplication.Actor("reviewer", "dept-gtj");
    private static readonly Actor County = SampleApplication.Actor("county-clerk", "dept-gtj", "140105");
    private readonly ManualTimeProvider time = new();
    private House house = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        house = House.Open(Stores, time);
        time.MoveTo(OfficeHours.At(new(2026, 3, 2), new(9, 0)));
        var (flow, hash) = (House.Catalogue.Flow(Flow)!, await house.PublishAsync(Flow));
        var register = SampleApplication.Register(Number, hash, flow, House.Catalogue.Item(flow.ItemCode)!);
        await house.AcceptedAsync(Number, register with { Materials = [.. register.Materials.Select(m => m with { Received = m.Code != Survey })] });
        await house.AcceptedAsync(Number, House.Complete((await house.StateAsync(Number)).OpenTasks.Single(), "Accept"));
    }

    private async Task<CaseTask> TaskAsync(string activity) => (await house.StateAsync(Number)).OpenTasks.Single(t => t.ActivityId == activity);

    private static CaseCommand Ask(CaseTask task, Actor by, string papers) => new CaseCommand.CompleteTask(task.TaskId, by, "Return") { Comment = "材料不全", Data = new Dictionary<string, object?> { ["requestedPapers"] = papers } };

    [ProviderFact]
    public async Task Case_should_go_to_the_county_and_the_city_at_once_and_up_with_all_papers()
    {
        var (county, review) = (await TaskAsync("county-preliminary"), await TaskAsync("review"));
        (await Stores.Inbox.PageAsync([InboxSubject.Of(county.Candidate)], null, 10)).ShouldHaveSingleItem().TaskId.ShouldBe(county.TaskId);
        (await Stores.Inbox.PageAsync([InboxSubject.Of(review.Candidate)], null, 10)).ShouldHaveSingleItem();

        await house.AcceptedAsync(Number, new CaseCommand.ReceiveCountyPapers(county.TaskId, [Survey], County), "key");
        await house.AcceptedAsync(Number, new CaseCommand.ReceiveCountyPapers(county.TaskId, [Survey], County), "key");
        (await house.RejectedAsync(Number, Ask(review, Reviewer, Survey))).ShouldBe("papers-asked-again", "the county took it");
        (await house.RejectedAsync(Number, Ask(review, Reviewer, Plan))).ShouldBe("papers-asked-again", "the window took it");
        (await house.RejectedAsync(Number, Ask(county, County, Plan))).ShouldBe("papers-asked-again");
        await house.AcceptedAsync(Number, House.Complete(county, "Approve"));
        await house.AcceptedAsync(Number, House.Complete(review, "Approve"));

        var reported = (await house.StateAsync(Number)).CountyReviews.ShouldHaveSingleItem().Report.ShouldNotBeNull();
        reported.Papers.ShouldBe(House.Catalogue.Item("GTJ-001")!.Materials.Select(m => m.Code), ignoreOrder: true);
        (await house.WalkToEndAsync(Number)).Result.ShouldBe("approved");
    }

    [ProviderFact]
    public async Task Late_county_should_have_a_card_that_is_not_the_departments()
    {
        await house.AcceptedAsync(Number, House.Complete(await TaskAsync("review"), "Approve"));
        time.MoveTo(OfficeHours.At(new(2026, 4, 1), new(9, 0)));
        while (await house.Timers.FireDueAsync() > 0)
        {
        }
        var cards = (await house.StateAsync(Number)).Cards.Where(c => c.Raised.Clock == "COUNTY").ToList();
        cards.Select(c => c.Raised.Level).ShouldBe(["warn", "red"]);
        cards.ShouldAllBe(c => c.Raised.Owner == new Candidate("county-clerk", "dept-gtj", "140105"));
    }
}
