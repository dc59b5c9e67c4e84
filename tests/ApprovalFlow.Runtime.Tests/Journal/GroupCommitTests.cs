using System.Collections.Concurrent;
using System.Diagnostics;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Telemetry;
using ApprovalFlow.Testing.Compliance;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Journal;

public sealed class GroupCommitTests
{
    private readonly List<string[]> transactions = [];
    private readonly TaskCompletionSource firstBegan = new();
    private readonly TaskCompletionSource firstMayEnd = new();
    private Func<CaseCommit, CommitOutcome> judge = _ => CommitOutcome.Stored;

    /// <summary>Stores a group when all its commits are sound; the first transaction takes as long as the test wants.</summary>
    private async Task<CommitOutcome> StoreAsync(IReadOnlyList<CaseCommit> commits)
    {
        transactions.Add([.. commits.Select(c => c.CaseNumber)]);
        if (transactions.Count == 1)
        {
            firstBegan.SetResult();
            await firstMayEnd.Task;
        }
        return commits.Select(judge).FirstOrDefault(o => o != CommitOutcome.Stored, CommitOutcome.Stored);
    }

    private static CaseCommit Commit(string caseNumber) => Commits.Registered(caseNumber);

    /// <summary>Queues commits while the first transaction is under way, so that they are sure to meet.</summary>
    private async Task<CommitOutcome?[]> TogetherAsync(params CaseCommit[] commits)
    {
        await using var group = new GroupCommit<CaseCommit>(StoreAsync, c => c.CaseNumber, groupSize: 8);
        var first = group.CommitAsync(Commit("first"));
        await firstBegan.Task;
        var answers = commits.Select(c => AnswerAsync(group, c)).ToList();
        firstMayEnd.SetResult();
        await first;
        return await Task.WhenAll(answers);
    }

    private static async Task<CommitOutcome?> AnswerAsync(GroupCommit<CaseCommit> group, CaseCommit commit)
    {
        try
        {
            return await group.CommitAsync(commit);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [Fact]
    public async Task Transaction_should_stand_below_its_first_commit_and_name_the_others()
    {
        ConcurrentQueue<Activity> ended = [];
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == Instruments.Name, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded, ActivityStopped = ended.Enqueue };
        ActivitySource.AddActivityListener(listener);
        using var mine = new Activity("test").Start();
        await TogetherAsync(Commit("A"), Commit("B"), Commit("C"));
        var (appends, shared) = (ended.Where(a => a.OperationName == "journal.append" && a.TraceId == mine.TraceId).ToList(), ended.Single(a => a.OperationName == "journal.transaction" && a.TraceId == mine.TraceId && a.Links.Any()));
        appends.Count.ShouldBe(4);
        shared.Links.Select(l => l.Context.SpanId).Append(shared.ParentSpanId).ShouldBe(appends.Where(a => a != appends[0]).Select(a => a.SpanId), ignoreOrder: true);
        shared.GetTagItem("approvalflow.size").ShouldBe(3);
    }

    [Fact]
    public async Task Commits_should_share_a_transaction_when_they_wait_together()
    {
        (await TogetherAsync(Commit("A"), Commit("B"), Commit("C"))).ShouldAllBe(o => o == CommitOutcome.Stored);
        transactions.Select(t => string.Join(" ", t)).ShouldBe(["first", "A B C"]);
    }

    [Fact]
    public async Task Group_should_be_no_larger_than_allowed()
    {
        await TogetherAsync([.. Enumerable.Range(0, 19).Select(i => Commit($"G-{i}"))]);
        transactions.Skip(1).Select(t => t.Length).ShouldBe([8, 8, 3]);
    }

    [Fact]
    public async Task Commits_on_one_case_should_never_share_a_transaction()
    {
        await TogetherAsync(Commit("A"), Commit("B"), Commit("A"), Commit("C"));
        transactions.Skip(1).Select(t => string.Join(" ", t)).ShouldBe(["A B", "A C"]);
    }

    [Fact]
    public async Task Only_the_guilty_should_be_refused_when_a_group_cannot_be_stored()
    {
        judge = c => c.CaseNumber == "C" ? CommitOutcome.Repeated : CommitOutcome.Stored;
        (await TogetherAsync(Commit("A"), Commit("B"), Commit("C"), Commit("D"))).ShouldBe([CommitOutcome.Stored, CommitOutcome.Stored, CommitOutcome.Repeated, CommitOutcome.Stored]);
        transactions.Skip(1).Select(t => string.Join(" ", t)).ShouldBe(["A B C D", "A B", "C D", "C", "D"]);
    }

    [Fact]
    public async Task Only_the_guilty_should_fail_when_a_commit_breaks_the_transaction()
    {
        judge = c => c.CaseNumber == "B" ? throw new IOException("disk full") : CommitOutcome.Stored;
        (await TogetherAsync(Commit("A"), Commit("B"), Commit("C"))).ShouldBe([CommitOutcome.Stored, null, CommitOutcome.Stored]);
    }
}
