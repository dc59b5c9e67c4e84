using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Signing;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Everything at once inside parallel branches: countersigns, added and removed signers, delegation, substitutes, transfers, returns, take-backs, jumps, holds, a deadline
/// and withdrawals, compared after every command with <see cref="MixedModel"/>. <see cref="CaseDesk"/> checks at each that the journal alone tells the same.</summary>
public sealed class MixedWalkTests
{
    private static readonly string[] People = ["reviewer-1", "reviewer-2", "reviewer-3", "reviewer-4", "reviewer-5", "window-clerk-1", "window-clerk-2", "chief-representative-1", "chief-representative-2", "expert-1"];

    /// <summary>Pairs that the walks must have met: the first accepted before the second, on the same case.</summary>
    private static readonly string[] Pairs =
    [
        "complete × take back", "take back × complete", "return × complete", "complete × return", "return × add", "add × complete", "add × return", "remove × complete", "delegate × give back",
        "suspend × resume", "jump × complete", "jump × return", "add × jump", "complete × withdraw", "delegate × jump", "transfer × return", "claim × take back",
    ];

    [Fact]
    public void Case_should_stand_where_the_model_stands_whatever_people_do()
    {
        var (pairs, results, substituted, votes) = (new Dictionary<string, int>(), new HashSet<string>(), 0, 0);
        foreach (var (siblings, mode) in (IEnumerable<(string, string)>)[("keep", "all"), ("cancel", "all"), ("keep", "any"), ("keep", "sequential"), ("cancel", "sequential")])
        {
            var graph = FlowSketch.Mixed(siblings, SigningDesk.Signers(3, mode)).Compile();
            for (var seed = 1; seed <= 80; seed++)
            {
                var walk = new Walk(graph, siblings == "cancel", mode, seed, pairs);
                walk.Run(commands: 70);
                results.Add(walk.Result);
                substituted += walk.InAnothersName;
                votes += walk.VotesTakenBack;
            }
        }
        // The walks must get somewhere, and must meet each other's operations.
        results.Order().ShouldBe(["approved", "open", "refused", "terminated", "withdrawn"]);
        substituted.ShouldBeGreaterThan(100);
        votes.ShouldBeGreaterThan(50);
        Pairs.Except(pairs.Keys).ShouldBeEmpty();
    }

    private sealed class Walk
    {
        private readonly Random random;
        private readonly MixedModel model;
        private readonly CaseDesk desk;
        private readonly int seed;
        private readonly Dictionary<string, int> pairs;
        private readonly List<string> seen = [], told = [];
        private string? added;
        private IReadOnlyList<RenewedPlace> places = [];
        private readonly HashSet<string> recent = [];

        public Walk(WorkflowGraph graph, bool cancels, string mode, int seed, Dictionary<string, int> pairs)
        {
            (random, this.seed, this.pairs) = (new Random(seed), seed, pairs);
            desk = Of(graph);
            model = new MixedModel(cancels, IdsOf, mode);
            model.Start();
        }

        public string Result => model.Result ?? "open";
        public int InAnothersName { get; private set; }
        public int VotesTakenBack { get; private set; }

        /// <summary>Numbers of tasks are the product's to choose.</summary>
        private IReadOnlyList<string> IdsOf(string step) =>
            desk.State.Rounds.FirstOrDefault(r => desk.State.OpenTasks.Any(t => t.BookmarkId == r.BookmarkId && t.ActivityId == step)) is { } round ? [.. round.Slots.Select(s => s.TaskId)]
            : desk.State.OpenTasks.FirstOrDefault(t => t.ActivityId == step) is { } task ? [task.TaskId] : ["nowhere"];

        public void Run(int commands)
        {
            Compare();
            for (var i = 0; i < commands && model.Result is null; i++) Step();
        }

        private void Step()
        {
            desk.Now = desk.Now.AddMinutes(random.Next(1, 70));
            seen.AddRange(model.Paper.Tasks.Select(t => t.Id).Except(seen));
            var work = model.Open.Values.SelectMany(s => s.All()).Where(t => t.IsWork).Select(t => t.Id).ToList();
            var id = work.Count == 0 || random.Next(10) == 0 ? Pick(seen) : Pick(work);
            var task = model.Paper.Find(id);
            var step = model.StepOf(task);
            var fit = People.Where(p => p.StartsWith(MixedModel.RoleOf(step ?? "sign"), StringComparison.Ordinal)).ToList();
            var who = random.Next(6) == 0 ? Pick(People) : (random.Next(4) == 0 ? task?.AddedBy : null) ?? task?.Holder ?? Pick(fit);
            var principal = random.Next(4) == 0 ? random.Next(4) > 0 ? task?.Holder ?? Pick(People) : Pick(People) : null;
            if (principal == who) principal = null;
            if (principal is not null && random.Next(2) == 0) who = Pick(People.Where(p => p != principal).ToList());
            var actor = principal is null ? By(who) : By(who) with { ActsFor = [By(principal)] };
            var to = random.Next(3) == 0 ? Pick(People) : Pick(fit);
            var kind = Pick<SignerKind>([SignerKind.Before, SignerKind.After, SignerKind.Parallel]);
            var vote = random.Next(14) == 0 ? "Refuse" : "Approve";
            var target = Pick(MixedModel.Steps);
            bool Free(string owner) => !model.Conflicts(step, owner) && !model.Conflicts(step, who);
            bool Live() => model.Runs && step is not null;

            var (name, command, expect) = random.Next(44) switch
            {
                < 4 => ("claim", (CaseCommand)new CaseCommand.ClaimTask(id, actor), (Func<string, bool>)(owner => Live() && Free(owner) && model.Paper.Claim(task, who, owner))),
                < 5 => ("release", new CaseCommand.ReleaseTask(id, actor), owner => Live() && model.Paper.Release(task, who, owner)),
                < 20 => ("complete", new CaseCommand.CompleteTask(id, actor, Outcome(task, step, vote)) { Comment = "意见" }, owner => Live() && Free(owner) && model.Paper.Vote(task, who, owner, vote)),
                < 21 => ("transfer", new CaseCommand.TransferTask(id, actor, By(to)), owner => Live() && !model.Conflicts(step, to) && model.Paper.Transfer(task, owner, to)),
                < 23 => ("delegate", new CaseCommand.DelegateTask(id, actor, By(to)), owner => Live() && Free(owner) && !model.Conflicts(step, to) && model.Paper.Delegate(task, owner, to)),
                < 25 => ("give back", new CaseCommand.GiveBackTask(id, actor), owner => Live() && model.Paper.GiveBack(task, owner)),
                < 28 => ("add", new CaseCommand.AddSigners(id, actor, kind, [By(to)]), owner => Live() && Free(owner) && !model.Conflicts(step, to)
                    && (step != "decide" || kind == SignerKind.Before || task!.Step.Admits(to)) && model.Paper.Add(task, owner, kind.ToString(), to, () => added ?? "nowhere")),
                < 31 => ("remove", new CaseCommand.RemoveSigner(id, actor), owner => Live() && model.Paper.Remove(task, owner, task?.AddedBy)),
                < 35 => ("return", new CaseCommand.ReturnToStep(id, actor, target, "情况不明"), owner => model.Return(task, who, owner, target)),
                < 38 => ("take back", Back(actor), null!),
                38 => ("suspend", new CaseCommand.Suspend(Admin, "等待答复"), _ => model.Suspend()),
                39 => ("resume", new CaseCommand.Resume(OtherAdmin), _ => model.Resume()),
                40 => ("ask", new CaseCommand.RequestJump(Admin, target, "误办"), _ => model.AskJump(target)),
                41 => ("jump", new CaseCommand.ApproveJump(OtherAdmin), _ => model.ApproveJump()),
                42 when random.Next(2) == 0 => ("decline", new CaseCommand.DeclineJump(OtherAdmin, "不必"), _ => model.DeclineJump()),
                42 => ("withdraw", new CaseCommand.Withdraw(Owner, "不办了"), _ => model.Withdraw()),
                _ => ("fire", new CaseCommand.FireTimer(desk.State.Timers.FirstOrDefault()?.BookmarkId ?? "0.0"), _ => model.Fire(desk.Now)),
            };
            // Most walks should live to see more.
            if (name is "withdraw" && random.Next(6) > 0) return;
            if (model.IsSuspended && random.Next(3) == 0) (name, command, expect) = ("resume", new CaseCommand.Resume(OtherAdmin), _ => model.Resume());
            else if (model.Asked is not null && random.Next(5) == 0) (name, command, expect) = ("jump", new CaseCommand.ApproveJump(OtherAdmin), _ => model.ApproveJump());
            else if (random.Next(20) == 0 && model.Open.Values.SelectMany(s => s.All()).FirstOrDefault(t => t.IsWork && t.AddedBy is not null) is { AddedBy: { } adder } one)
            {
                (task, step, id, who, principal) = (one, model.StepOf(one), one.Id, adder, null);
                (name, command, expect) = ("remove", new CaseCommand.RemoveSigner(id, By(adder)), owner => Live() && model.Paper.Remove(one, owner, adder));
            }
            else if (random.Next(20) == 0 && model.Open.Values.SelectMany(s => s.All()).FirstOrDefault(t => t.IsWork && t.Holder is not null && t.Chain.Count == 0) is { Holder: { } holder } held)
            {
                (task, step, id, who, principal) = (held, model.StepOf(held), held.Id, holder, null);
                (name, command, expect) = ("transfer", new CaseCommand.TransferTask(id, By(holder), By(to)), owner => Live() && !model.Conflicts(step, to) && model.Paper.Transfer(held, owner, to));
            }
            if (command is CaseCommand.TakeBack back) expect = owner => owner == who && model.TakeBack(back.TaskId, back.By.UserId, [back.By.UserId, .. back.By.ActsFor.Select(p => p.UserId)], Renewed);

            var decision = desk.Send(command);
            places = decision.Records.Select(r => r.Event).OfType<CaseEvent.VoteTakenBack>().SingleOrDefault()?.Places ?? [];
            if (places.Count > 0) VotesTakenBack++;
            added = decision.Records.Select(r => r.Event).OfType<CaseEvent.SignerAdded>().SingleOrDefault()?.TaskId;
            told.Add($"{name} {id} ({step}) by {who}{(principal is null ? "" : " for " + principal)} to {to} {kind} {vote} > {target}: {decision.Rejection?.Code ?? "accepted"}");
            var story = $"seed {seed}\n{string.Join('\n', told)}";
            var own = expect(who);
            var inName = !own && principal is not null && expect(principal);
            (decision.Rejection is null).ShouldBe(own || inName, story);
            if (!own && !inName) return;
            if (inName) InAnothersName++;
            if (name is "complete") model.Voted(task!, desk.Now);
            else if (name is "remove" && task!.Step is { Result: not null, Last: { } said }) model.Voted(said, desk.Now);
            foreach (var before in recent) pairs[$"{before} × {name}"] = pairs.GetValueOrDefault($"{before} × {name}") + 1;
            recent.Add(name);
            Compare();
        }

        private CaseCommand.TakeBack Back(Actor actor)
        {
            var completed = desk.State.CompletedTasks.OrderByDescending(t => t.CompletedIn).ToList();
            if (completed.Count == 0) return new CaseCommand.TakeBack("nothing", actor);
            var chosen = completed[random.Next(3) == 0 ? random.Next(completed.Count) : 0];
            return new CaseCommand.TakeBack(chosen.TaskId, random.Next(4) == 0 ? actor : By(chosen.CompletedBy!.UserId));
        }

        private string Renewed(string taskId) => places.FirstOrDefault(p => p.TaskId == taskId)?.Anew ?? "nowhere";

        private void Compare()
        {
            var story = $"seed {seed}\n{string.Join('\n', told)}";
            var state = desk.State;
            state.OpenTasks.Select(t => $"{t.TaskId} {t.Assignee?.UserId}|{string.Join('>', t.Delegators.Select(d => d.UserId))}").Order(StringComparer.Ordinal).ShouldBe(model.Paper.Open(), story);
            state.OpenTasks.Select(t => t.ActivityId).Distinct().Order(StringComparer.Ordinal).ShouldBe(model.Open.Keys.Order(StringComparer.Ordinal), story);
            (state.Result, state.Suspension is not null, state.PendingJump?.To.Path, state.AcceptedAt is not null).ShouldBe((model.Result, model.IsSuspended, model.Asked is { } asked ? $"flow:{asked}" : null, model.IsAccepted), story);
            (state.Timers.Count > 0).ShouldBe(model.Deadline is not null, story);
            // No wait without a task or a timer, no round that nobody signs.
            if (!state.IsClosed)
                state.Workflow.Bookmarks.Select(b => b.Id).Order(StringComparer.Ordinal).ShouldBe(state.OpenTasks.Select(t => t.BookmarkId).Concat(state.Timers.Select(t => t.BookmarkId)).Distinct().Order(StringComparer.Ordinal), story);
            state.Rounds.ShouldAllBe(r => state.OpenTasks.Any(t => t.BookmarkId == r.BookmarkId), story);
        }

        private static string Outcome(ModelTask? task, string? step, string vote) => step == "accept" && task?.Named is null && vote == "Approve" ? "Accept" : vote;
        private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
        private static Actor By(string who) => Person(who, who[..who.LastIndexOf('-')], who.StartsWith("expert", StringComparison.Ordinal) ? null : "dept-nyj");
    }
}
