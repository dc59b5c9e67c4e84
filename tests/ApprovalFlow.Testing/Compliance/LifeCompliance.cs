using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Simulation.Rehearsals;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Drafts and versions: nobody overwrites what they have not seen, nothing is half published.</summary>
public abstract class LifeCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    protected const string Flow = "FGW-001-A";
    protected static readonly Actor Ann = new("u-ann", "安", [new(Roles.ProcessDesigner)]), Ben = new("u-ben", "本", [new(Roles.ProcessDesigner)]),
        Chief = new("u-chief", "陈", [new(Roles.Administrator)]), Second = new("u-second", "戴", [new(Roles.Administrator)]);

    private readonly ManualTimeProvider time = new(Commits.Noon);

    protected static string Content(int days = 3) => House.FileOf(Flow).Replace("\"value\": 3 }", $"\"value\": {days} }}", StringComparison.Ordinal);

    private LifeProcessor Here => House.Open(Stores, time).Lives;
    private LifeProcessor There => House.Open(Fixture.Other, time).Lives;

    private async Task<LifeResult> DoneAsync(Task<LifeResult> task)
    {
        var result = await task;
        result.Rejection.ShouldBeNull(result.Rejection?.Message);
        return result;
    }

    private async Task PublishedAsync() => (await Here.PublishFilesAsync([new("x", Flow, House.FileOf(Flow))], [])).ShouldBe(1);

    private Task<LifeResult> OpenAsync(Actor by, string? json = null) => DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.OpenDraft(DraftOrigin.Version, json ?? Content(), by)));

    [ProviderFact]
    public async Task Draft_should_be_read_as_it_was_saved_last()
    {
        (await Here.FindAsync(Flow)).ShouldBeNull();
        await PublishedAsync();
        (await Here.FindAsync(Flow)).ShouldNotBeNull().Draft.ShouldBeNull();
        var opened = await OpenAsync(Ann);
        opened.Draft!.Revision.ShouldBe(1);
        time.Advance(TimeSpan.FromMinutes(5));
        (await DoneAsync(There.ExecuteAsync(Flow, new LifeCommand.SaveDraft(1, Content(2), Ben)))).Draft!.Revision.ShouldBe(2);

        var found = (await Here.FindAsync(Flow)).ShouldNotBeNull();
        found.Draft.ShouldBe(new DraftContent(2, Content(2), found.Draft!.Hash, Commits.Noon.AddMinutes(5), Ben.UserId, Ben.Name));
        found.State.Draft!.Authors.Select(a => a.UserId).ShouldBe([Ann.UserId, Ben.UserId]);
        var header = (await Stores.Lives.ListAsync()).Single();
        (header.DefinitionId, header.FlowCode, header.DepartmentId, header.Stage, header.LastVersion, header.Revision, header.DraftSavedByName).ShouldBe((Flow, Flow, "dept-fgw", LifeStage.Draft, 1, 2, Ben.Name));
    }

    [ProviderFact]
    public async Task Draft_whose_kept_rehearsal_goes_otherwise_should_not_be_submitted()
    {
        await PublishedAsync();
        var script = new RehearsalScript(new(2026, 3, 2), SampleApplication.Register("-", "-", House.Catalogue.Flow(Flow)!, House.Catalogue.Item("FGW-001")!).Form) { Moves = [new RehearsalMove.Complete("accept", "Refuse")] };
        string With(string? result) => ScenarioJson.Write(Content(2), [new("不予受理", script, new(result, ["accept"], []))]);
        await OpenAsync(Ann, With("approved"));
        var refused = await Here.ExecuteAsync(Flow, new LifeCommand.RequestReview(1, new(2027, 1, 4), "缩短审查", Ann));
        refused.Rejection.ShouldNotBeNull();
        refused.Problems.ShouldContain(p => p.Code == "scenario-differs");
        await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.SaveDraft(1, With("refused"), Ann)));
        (await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.RequestReview(2, new(2027, 1, 4), "缩短审查", Ann)))).State.Stage.ShouldBe(LifeStage.InReview);
    }

    [ProviderFact]
    public async Task Stale_save_should_be_refused_with_who_saved_and_when()
    {
        await PublishedAsync();
        await OpenAsync(Ann);
        await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.SaveDraft(1, Content(2), Ben)));
        var stale = await There.ExecuteAsync(Flow, new LifeCommand.SaveDraft(1, Content(1), Ann));
        stale.Rejection!.Code.ShouldBe("draft-stale");
        stale.Rejection.Message.ShouldContain(Ben.Name);
        (await Here.FindAsync(Flow))!.Draft!.Json.ShouldBe(Content(2));
    }

    [ProviderFact]
    public async Task Revision_should_not_come_again_when_a_draft_is_discarded_and_another_one_opened()
    {
        await PublishedAsync();
        await OpenAsync(Ann);
        await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.DiscardDraft(Ann)));
        (await Here.FindAsync(Flow))!.Draft.ShouldBeNull();
        (await OpenAsync(Ben)).Draft!.Revision.ShouldBe(2);
        (await There.ExecuteAsync(Flow, new LifeCommand.SaveDraft(1, Content(2), Ann))).Rejection!.Code.ShouldBe("draft-stale");
    }

    [ProviderFact]
    public async Task One_of_two_saves_should_win_when_they_come_at_once()
    {
        await PublishedAsync();
        for (var round = 1; round <= 5; round++)
        {
            if (round == 1)
                await OpenAsync(Ann);
            var answers = await Task.WhenAll(Here.ExecuteAsync(Flow, new LifeCommand.SaveDraft(round, Content(100 + round), Ann)), There.ExecuteAsync(Flow, new LifeCommand.SaveDraft(round, Content(200 + round), Ben)));
            answers.Count(a => a.Rejection is null).ShouldBe(1);
            answers.Single(a => a.Rejection is not null).Rejection!.Code.ShouldBe("draft-stale");
            (await Here.FindAsync(Flow))!.Draft!.Json.ShouldBe(answers.Single(a => a.Rejection is null).Draft!.Json);
        }
    }

    [ProviderFact]
    public async Task One_of_two_drafts_should_be_opened_when_two_designers_begin_at_once()
    {
        await PublishedAsync();
        var answers = await Task.WhenAll(
            Here.ExecuteAsync(Flow, new LifeCommand.OpenDraft(DraftOrigin.Version, Content(1), Ann)), There.ExecuteAsync(Flow, new LifeCommand.OpenDraft(DraftOrigin.Version, Content(2), Ben)));
        answers.Count(a => a.Rejection is null).ShouldBe(1);
        answers.Single(a => a.Rejection is not null).Rejection!.Code.ShouldBe("draft-exists");
    }

    [ProviderFact]
    public async Task Version_should_be_published_by_one_of_two_administrators_who_press_at_once()
    {
        await PublishedAsync();
        await OpenAsync(Ann, Content(2));
        var request = (await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.RequestReview(1, Today.AddDays(3), "审查缩短一天", Ann)))).State.Draft!.Request!;
        var before = await Stores.Definitions.ScheduleStampAsync(Flow);
        var answers = await Task.WhenAll(
            Here.ExecuteAsync(Flow, new LifeCommand.ApproveReview(request.ComparedHash, Chief) { AndPublish = true }), There.ExecuteAsync(Flow, new LifeCommand.ApproveReview(request.ComparedHash, Second) { AndPublish = true }));
        answers.Count(a => a.Rejection is null).ShouldBe(1);
        answers.Single(a => a.Rejection is not null).Rejection!.Code.ShouldBe("draft-unknown");
        (await Stores.Definitions.ScheduleStampAsync(Flow)).ShouldBeGreaterThan(before);

        var found = (await There.FindAsync(Flow))!;
        (found.Draft, found.State.Versions.Count).ShouldBe((null, 2));
        var stored = (await Stores.Definitions.FindAsync(request.Hash)).ShouldNotBeNull();
        (stored.Version, stored.EffectiveFrom, stored.ChangeNote, stored.ApprovedBy).ShouldBe((2, Today.AddDays(3), "审查缩短一天", answers.Single(a => a.Rejection is null).State.Latest!.ApprovedBy!.Name));
        var schedule = await Stores.Definitions.ScheduleAsync(Flow);
        VersionSchedule.InForce(schedule, Today.AddDays(2))!.Version.ShouldBe(1);
        VersionSchedule.InForce(schedule, Today.AddDays(3))!.Version.ShouldBe(2);

        var stamp = await Stores.Definitions.ScheduleStampAsync(Flow);
        await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.Retire(2, Today.AddDays(9), "试点结束", Chief)));
        (await Stores.Definitions.ScheduleStampAsync(Flow)).ShouldBeGreaterThan(stamp);
        VersionSchedule.InForce(await Stores.Definitions.ScheduleAsync(Flow), Today.AddDays(9)).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Nothing_should_be_published_when_one_of_several_files_cannot_be()
    {
        await Should.ThrowAsync<InvalidDataException>(() => Here.PublishFilesAsync([new("a", Flow, House.FileOf(Flow)), new("b", "NOBODY", House.FileOf(Flow))], []));
        (await Stores.Lives.ListAsync()).ShouldBeEmpty();
        (await Stores.Definitions.ScheduleAsync(Flow)).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Changed_file_should_become_the_next_version_unless_people_have_changed_the_definition()
    {
        await PublishedAsync();
        (await Here.PublishFilesAsync([new("x", Flow, House.FileOf(Flow))], [])).ShouldBe(0);
        (await Here.PublishFilesAsync([new("x", Flow, Content(2))], [])).ShouldBe(1);
        var second = (await Here.FindAsync(Flow))!.State.Latest!;
        (second.Number, second.EffectiveFrom).ShouldBe((2, Today));

        await OpenAsync(Ann, Content(1));
        var compared = (await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.RequestReview(1, Today, "本地缩短", Ann)))).State.Draft!.Request!.ComparedHash;
        await DoneAsync(Here.ExecuteAsync(Flow, new LifeCommand.ApproveReview(compared, Chief) { AndPublish = true }));
        (await Here.PublishFilesAsync([new("x", Flow, House.FileOf(Flow))], [])).ShouldBe(0);
        (await Here.FindAsync(Flow))!.State.Latest!.Number.ShouldBe(3);
    }

    [ProviderFact]
    public async Task Windows_that_have_a_draft_open_should_be_known_to_each_other()
    {
        await Stores.Lives.SeeAsync(Flow, new("w1", Ann.UserId, Ann.Name, Commits.Noon));
        await Fixture.Other.Lives.SeeAsync(Flow, new("w2", Ben.UserId, Ben.Name, Commits.Noon.AddSeconds(20)));
        await Stores.Lives.SeeAsync("GSJ-001-A", new("w3", Ben.UserId, Ben.Name, Commits.Noon));
        (await Stores.Lives.EditorsAsync(Flow, Commits.Noon)).Select(e => e.Name).ShouldBe([Ann.Name, Ben.Name], ignoreOrder: true);
        (await Stores.Lives.EditorsAsync(Flow, Commits.Noon.AddSeconds(10))).Select(e => e.Name).ShouldBe([Ben.Name]);
        await Stores.Lives.SeeAsync(Flow, new("w1", Ann.UserId, Ann.Name, Commits.Noon.AddSeconds(30)));
        await Fixture.Other.Lives.LeaveAsync(Flow, "w2");
        (await Stores.Lives.EditorsAsync(Flow, Commits.Noon.AddSeconds(10))).ShouldHaveSingleItem().SeenAt.ShouldBe(Commits.Noon.AddSeconds(30));
    }

    private static DateOnly Today => ApprovalFlow.Domain.Calendars.OfficeHours.DayOf(Commits.Noon);
}
