using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Signing;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Random operations on a countersign and on a plain step in a branch beside it, compared after every one with <see cref="HoldingModel"/>:
/// what is accepted, who holds what, and what the steps come to. <see cref="CaseDesk"/> checks at each that the journal alone tells the same.</summary>
public sealed class OperationWalkTests
{
    private static readonly string[] People = ["reviewer-1", "reviewer-2", "reviewer-3", "reviewer-4", "reviewer-5", "expert-1", "expert-2"];

    public static TheoryData<string, int, double, string?> Rules => new()
    {
        { "all", 3, 1, null }, { "any", 3, 1, null }, { "share", 4, 0.5, null }, { "share", 3, 2d / 3, "ends" }, { "sequential", 3, 1, null }, { "any", 2, 1, "ends" }, { "all", 1, 1, null },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Product_should_hold_what_the_model_holds_whatever_people_do(string mode, int signers, double share, string? refusal)
    {
        var graph = Branches(mode, signers, share, refusal);
        var walks = Enumerable.Range(1, 150).Select(seed => new Walk(graph, mode, share, refusal, seed)).ToList();
        foreach (var walk in walks) walk.Run(commands: 60);

        // The walks must get somewhere, and must not only be refused.
        walks.Sum(w => w.Accepted).ShouldBeGreaterThan(500);
        walks.SelectMany(w => w.Done).Distinct().Order().ShouldBe(["Add After", "Add Before", "Add Parallel", "Claim", "Complete", "Delegate", "GiveBack", "Release", "Remove", "TakeBack", "Transfer", "Withdraw"]);
        walks.SelectMany(w => w.Results).Distinct().ShouldContain("Approve");
    }

    private static Engine.Execution.WorkflowGraph Branches(string mode, int signers, double share, string? refusal) => FlowSketch.SignedBesideReview(SigningDesk.Signers(signers, mode, share, refusal)).Compile();

    private sealed class Walk(Engine.Execution.WorkflowGraph graph, string mode, double share, string? refusal, int seed)
    {
        private readonly Random random = new(seed);
        private readonly HoldingModel model = new();
        private readonly CaseDesk desk = SigningDesk.Accepted(graph);
        private readonly List<string> seen = [];

        public int Accepted { get; private set; }
        public HashSet<string> Done { get; } = [];
        public IEnumerable<string> Results => model.Steps.Select(s => s.Result).OfType<string>();

        public void Run(int commands)
        {
            var ids = desk.State.Rounds.SingleOrDefault()?.Slots.Select(s => s.TaskId) ?? [desk.TaskAt("sign").TaskId];
            model.Begin("sign", mode, share, refusal == "ends" || refusal is null && mode is "all" or "sequential", ids, mode == "sequential");
            model.Begin("review", "all", 1, true, [desk.TaskAt("review").TaskId], inOrder: false);
            Compare("the beginning");
            for (var i = 0; i < commands && !desk.State.IsClosed && model.Steps.All(s => s.Result is null or "Approve") && model.Steps.Any(s => s.Result is null); i++) Step();
            End();
        }

        private void Step()
        {
            desk.Now = desk.Now.AddMinutes(random.Next(1, 30));
            seen.AddRange(model.Tasks.Select(t => t.Id).Except(seen));
            var work = model.Tasks.Where(t => t.IsWork).Select(t => t.Id).ToList();
            var id = random.Next(6) == 0 ? Pick(seen) : Pick(work);
            var (task, who) = (model.Find(id), Pick(People));
            // Mostly somebody who could: a walk of refusals goes nowhere.
            if (random.Next(4) > 0 && task is not null) who = (random.Next(3) == 0 ? task.AddedBy : null) ?? task.Holder ?? Pick(People.Where(p => p[0] == 'r').ToList());
            var principal = random.Next(8) == 0 ? Pick(People) : null;
            var actor = principal is null || principal == who ? Of(who) : Of(who) with { ActsFor = [Of(principal)] };
            var (to, kind, vote) = (Pick(People), Pick<SignerKind>([SignerKind.Before, SignerKind.After, SignerKind.Parallel]), random.Next(9) switch { 0 => "Refuse", 1 when random.Next(6) == 0 => "Return", _ => "Approve" });

            var voted = model.Tasks.Where(t => t.Said is not null && t.Step.Result is null).ToList() is { Count: > 0 } votes ? Pick(votes) : null;
            var taker = voted is null || random.Next(4) == 0 ? actor : Of(voted.By!);

            var (name, command, expect) = random.Next(23) switch
            {
                < 3 => ("Claim", (CaseCommand)new CaseCommand.ClaimTask(id, actor), (Func<string, bool>)(owner => model.Claim(task, who, owner))),
                3 => ("Release", new CaseCommand.ReleaseTask(id, actor), owner => model.Release(task, who, owner)),
                < 8 => ("Complete", new CaseCommand.CompleteTask(id, actor, vote) { Comment = "意见" }, owner => model.Vote(task, who, owner, vote)),
                < 10 => ("Transfer", new CaseCommand.TransferTask(id, actor, Of(to)), owner => model.Transfer(task, owner, to)),
                < 12 => ("Delegate", new CaseCommand.DelegateTask(id, actor, Of(to)), owner => model.Delegate(task, owner, to)),
                < 15 => ("GiveBack", new CaseCommand.GiveBackTask(id, actor), owner => model.GiveBack(task, owner)),
                < 18 => ($"Add {kind}", new CaseCommand.AddSigners(id, actor, kind, [Of(to)]), owner => model.Add(task, owner, kind.ToString(), to, AddedId)),
                < 19 => ("Remove", new CaseCommand.RemoveSigner(id, actor), owner => model.Remove(task, owner, task?.AddedBy)),
                20 => ("Remove", new CaseCommand.RemoveSigner(id, actor), owner => model.Remove(task, owner, task?.AddedBy)),
                > 20 when voted is not null => ("TakeBack", new CaseCommand.TakeBack(voted.Id, taker), owner => owner == who && model.TakeVoteBack(voted, [taker.UserId, .. taker.ActsFor.Select(p => p.UserId)], Renewed)),
                _ when random.Next(12) == 0 => ("Withdraw", new CaseCommand.Withdraw(Owner, "不办了"), _ => true),
                _ => ("Remove", new CaseCommand.RemoveSigner(id, actor), owner => model.Remove(task, owner, task?.AddedBy)),
            };
            var decision = desk.Send(command);
            places = decision.Records.Select(r => r.Event).OfType<CaseEvent.VoteTakenBack>().SingleOrDefault()?.Places ?? [];
            added = decision.Records.Select(r => r.Event).OfType<CaseEvent.SignerAdded>().SingleOrDefault()?.TaskId;
            var told = $"seed {seed}: {name} {id} by {who}{(principal is null ? "" : " for " + principal)} to {to} {vote}: {decision.Rejection?.Code ?? "accepted"}";
            // In their own name if they can, otherwise in the name of whom they stand in for.
            var expected = expect(who) || actor.ActsFor.Count > 0 && expect(principal!);
            (decision.Rejection is null).ShouldBe(expected, told);
            if (expected)
            {
                Accepted++;
                Done.Add(name);
            }
            if (name == "Withdraw") return;
            Compare(told);
        }

        private string? added;
        private string AddedId() => added ?? "nowhere";
        private IReadOnlyList<RenewedPlace> places = [];
        private string Renewed(string taskId) => places.FirstOrDefault(p => p.TaskId == taskId)?.Anew ?? "nowhere";

        private void Compare(string after)
        {
            if (model.Steps.Any(s => s.Result is not (null or "Approve"))) return;
            desk.State.OpenTasks.Where(t => t.ActivityId is "sign" or "review").Select(t => $"{t.TaskId} {t.Assignee?.UserId}|{string.Join('>', t.Delegators.Select(d => d.UserId))}").Order(StringComparer.Ordinal)
                .ShouldBe(model.Open(), after);
            foreach (var step in model.Steps) desk.State.OpenTasks.Any(t => t.ActivityId == step.Activity).ShouldBe(step.Result is null, after);
        }

        /// <summary>What the steps came to is what the case went on with, and nothing is left over.</summary>
        private void End()
        {
            var results = model.Steps.Select(s => s.Result).ToList();
            if (desk.State.Result == "withdrawn" || results.Contains(null) && results.All(r => r is null or "Approve")) return;
            if (results.Contains("Return")) desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["correction"]);
            else if (results.Contains("Refuse")) desk.State.Result.ShouldBe("refused");
            else desk.State.OpenTasks.Select(t => t.ActivityId).ShouldBe(["decide"]);
            desk.State.Rounds.ShouldBeEmpty();
        }

        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        private static Actor Of(string who) => Person(who, who[..who.IndexOf('-')], who.StartsWith('r') ? "dept-nyj" : null);
    }
}
