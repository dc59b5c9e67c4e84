using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Inboxes: each open task lies with one subject, and pages read in one order.</summary>
public abstract class InboxCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private static readonly Candidate Reviewer = new("reviewer", "dept-fgw");
    private static readonly Candidate County = new("county-clerk", "dept-fgw", "140105");
    private IInbox Inbox => Stores.Inbox;

    private async Task<TaskEntry> OpenAsync(string caseNumber, Candidate candidate, int minutes = 0)
    {
        var task = Commits.Task(caseNumber, 3, candidate, Commits.Noon.AddMinutes(minutes));
        await Stores.Cases.CommitAsync(Commits.Registered(caseNumber) with { Opened = [task] });
        return task;
    }

    [ProviderFact]
    public async Task Page_should_be_empty_when_no_subject_is_asked_for()
    {
        await OpenAsync("I-1", Reviewer);
        (await Inbox.PageAsync([], null, 20)).ShouldBeEmpty();
        (await Inbox.CountAsync([], 100)).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Page_should_show_the_whole_task_when_it_is_open()
    {
        var task = await OpenAsync("I-1", County);
        (await Inbox.PageAsync([task.Subject!], null, 20)).ShouldHaveSingleItem().ShouldBe(task);
    }

    [ProviderFact]
    public async Task Page_should_merge_subjects_oldest_first_when_several_are_read()
    {
        var late = await OpenAsync("I-1", Reviewer, minutes: 30);
        var early = await OpenAsync("I-2", County, minutes: 10);
        var middle = await OpenAsync("I-3", Reviewer, minutes: 20);
        await OpenAsync("I-4", new("issuer"), minutes: 5);

        (await Inbox.PageAsync([late.Subject!, early.Subject!, "reviewer|dept-none|*"], null, 20)).Select(t => t.TaskId).ShouldBe([early.TaskId, middle.TaskId, late.TaskId]);
    }

    [ProviderFact]
    public async Task Pages_should_show_every_task_once_when_they_are_read_one_after_the_other()
    {
        // Many tasks of one instant: the task id decides, and no page may lose or repeat one.
        for (var i = 0; i < 25; i++)
            await OpenAsync($"I-{i:00}", i % 2 == 0 ? Reviewer : County, minutes: i / 10);
        List<string> seen = [];
        InboxPosition? after = null;
        while (await Inbox.PageAsync([InboxSubject.Of(Reviewer), InboxSubject.Of(County)], after, 4) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(t => t.TaskId));
            after = new(page[^1].OpenedAt, page[^1].TaskId);
        }
        seen.ShouldBe(Enumerable.Range(0, 25).Select(i => $"I-{i:00}-3"));
    }

    [ProviderFact]
    public async Task Task_should_move_to_its_holder_when_it_is_claimed_and_leave_when_it_is_done()
    {
        var task = Commits.Task("I-1", 3, Reviewer);
        var opened = Commits.Registered("I-1") with { Opened = [task] };
        await Stores.Cases.CommitAsync(opened);
        var claimed = Commits.After(opened, Commits.Accepted) with { Changed = [Commits.Claimed(task, "u1")] };
        await Stores.Cases.CommitAsync(claimed);

        (await Inbox.CountAsync([task.Subject!], 100)).ShouldBe(0);
        var mine = (await Inbox.PageAsync([InboxSubject.OfUser("u1")], null, 20)).ShouldHaveSingleItem();
        mine.ShouldBe(task with { Subject = "user:u1", AssigneeId = "u1", AssigneeName = "审查员" });

        await Stores.Cases.CommitAsync(Commits.After(claimed, Commits.Accepted) with { Changed = [Commits.Completed(task, "user:u1", "u1", Commits.Noon.AddHours(1))] });
        (await Inbox.CountAsync([task.Subject!, "user:u1"], 100)).ShouldBe(0);
    }

    [ProviderFact]
    public async Task Count_should_stop_at_the_cap_when_there_are_more()
    {
        for (var i = 0; i < 7; i++)
            await OpenAsync($"I-{i}", i % 2 == 0 ? Reviewer : County);
        (await Inbox.CountAsync([InboxSubject.Of(Reviewer)], 100)).ShouldBe(4);
        (await Inbox.CountAsync([InboxSubject.Of(Reviewer), InboxSubject.Of(County)], 5)).ShouldBe(5);
    }

    [ProviderFact]
    public async Task Subjects_should_be_those_with_rows_when_a_prefix_is_asked_for()
    {
        await OpenAsync("I-1", Reviewer);
        await OpenAsync("I-2", Reviewer);
        await OpenAsync("I-3", new("reviewer", "dept-ghj"));
        await OpenAsync("I-4", new("reviewer"));
        await OpenAsync("I-5", County);

        (await Inbox.SubjectsAsync(["reviewer|"])).Order(StringComparer.Ordinal).ShouldBe(["reviewer|*|*", "reviewer|dept-fgw|*", "reviewer|dept-ghj|*"]);
        (await Inbox.SubjectsAsync(["reviewer|dept-fgw|"])).ShouldBe(["reviewer|dept-fgw|*"]);
        (await Inbox.SubjectsAsync(["expert|"])).ShouldBeEmpty();
        (await Inbox.SubjectsAsync(["reviewer|*|", "reviewer|dept-fgw|", "reviewer|", "county-clerk|"])).Order(StringComparer.Ordinal)
            .ShouldBe(["county-clerk|dept-fgw|140105", "reviewer|*|*", "reviewer|dept-fgw|*", "reviewer|dept-ghj|*"]);
    }
}
