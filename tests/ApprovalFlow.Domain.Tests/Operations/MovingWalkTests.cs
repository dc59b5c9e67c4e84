using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Operations.OperationDesk;

namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Random completions, returns, take-backs, jumps, holds and ends inside two branches, compared after every one with <see cref="MovingModel"/>:
/// what is accepted, what is open and with whom, whether a decision stands. <see cref="CaseDesk"/> checks at each that the journal alone tells the same.</summary>
public sealed class MovingWalkTests
{
    private static readonly Dictionary<string, Actor> Holders = new()
    {
        ["accept"] = Clerk, ["review"] = Reviewer, ["check"] = OtherReviewer, ["county"] = CountyClerk, ["decide"] = Chief, ["issue"] = Issuer, ["deliver"] = Clerk,
    };

    [Theory]
    [InlineData("keep"), InlineData("cancel")]
    public void Case_should_stand_where_the_model_stands_whatever_people_do(string siblings)
    {
        var sketch = FlowSketch.TwoBranches([.. Holders.Keys.Select(s => (s, "returnSiblings", (JsonNode)siblings))]).Compile();
        var pairs = new Dictionary<string, int>();
        var results = new Dictionary<string, int>();
        for (var seed = 1; seed <= 130; seed++)
        {
            var random = new Random(seed);
            var (desk, model) = (Of(sketch), new MovingModel(siblings == "cancel"));
            var told = $"{siblings} seed {seed}:";
            var (last, jumped) = ("", false);
            for (var i = 0; i < 50 && model.Result is null; i++)
            {
                var (name, command, expected) = Next(random, desk, model);
                var code = desk.Code(command);
                told += $" {name}:{code}";
                (code == "accepted").ShouldBe(expected, told);
                Compare(desk, model, told);
                if (!expected) continue;
                var kind = name.Split(' ')[0];
                pairs[$"{last} × {kind}"] = pairs.GetValueOrDefault($"{last} × {kind}") + 1;
                last = kind;
                if (kind is "step" or "previous" && jumped) pairs["jump … return"] = 1;
                jumped |= kind == "jump";
            }
            results[model.Result ?? "open"] = results.GetValueOrDefault(model.Result ?? "open") + 1;
        }
        foreach (var pair in (string[])["complete × takeback", "takeback × complete", "previous × complete", "step × complete", "step × step", "jump … return", "jump × complete", "takeback × takeback", "step × takeback", "suspend × resume"])
            pairs.Keys.ShouldContain(pair);
        results.Keys.Order().ShouldBe(["approved", "open", "terminated", "withdrawn"], ignoreOrder: true);
    }

    private static (string Name, CaseCommand Command, bool Expected) Next(Random random, CaseDesk desk, MovingModel model)
    {
        string Any(IReadOnlyList<string> from) => from[random.Next(from.Count)];
        var open = model.Open.Keys.Order(StringComparer.Ordinal).ToList();
        var step = random.Next(8) == 0 ? Any(MovingModel.Steps) : Any(open);
        var target = random.Next(3) == 0 ? Any(MovingModel.Steps) : model.Earlier(step).OrderBy(_ => random.Next()).FirstOrDefault() ?? Any(MovingModel.Steps);
        var by = Holders[step];
        var task = desk.State.OpenTasks.FirstOrDefault(t => t.ActivityId == step)?.TaskId ?? "nothing";
        switch (random.Next(40))
        {
            case < 4: return ($"claim {step}", new CaseCommand.ClaimTask(task, by), model.Claim(step));
            case < 6: return ($"release {step}", new CaseCommand.ReleaseTask(task, by), model.Release(step));
            case < 18: return ($"complete {step}", new CaseCommand.CompleteTask(task, by, Outcome(step)) { Data = step == "deliver" ? new Dictionary<string, object?> { ["deliveryMethod"] = "window" } : null }, model.Complete(step));
            case < 21: return ($"previous {step}", new CaseCommand.ReturnToPrevious(task, by, "情况不明"), model.ToPrevious(step));
            case < 26: return ($"step {step}>{target}", new CaseCommand.ReturnToStep(task, by, target, "情况不明"), model.ToStep(step, target));
            case < 32:
                var mine = Any(MovingModel.Steps);
                var completed = desk.State.CompletedTasks.Where(t => t.ActivityId == mine).MaxBy(t => t.CompletedIn)?.TaskId ?? "nothing";
                return ($"takeback {mine}", new CaseCommand.TakeBack(completed, Holders[mine]), model.TakeBack(mine));
            case 32: return ("suspend", new CaseCommand.Suspend(Admin, "等待答复"), model.Suspend());
            case 33 or 34: return ("resume", new CaseCommand.Resume(OtherAdmin), model.Resume());
            case 35: return ($"ask {target}", new CaseCommand.RequestJump(Admin, target, "误办"), model.AskJump(target));
            case 36 or 37: return ("jump", new CaseCommand.ApproveJump(OtherAdmin), model.ApproveJump());
            case 38: return ("decline", new CaseCommand.DeclineJump(OtherAdmin, "不必"), model.DeclineJump());
            default:
                return random.Next(5) switch
                {
                    0 => ("withdraw", new CaseCommand.Withdraw(Owner, "不办了"), model.Withdraw()),
                    1 => ("terminate", new CaseCommand.Terminate(Admin, "注销"), model.Terminate()),
                    _ => ("resume", new CaseCommand.Resume(OtherAdmin), model.Resume()),
                };
        }
    }

    private static void Compare(CaseDesk desk, MovingModel model, string told)
    {
        var state = desk.State;
        state.OpenTasks.Select(t => $"{t.ActivityId} {t.Assignee is not null}").Order(StringComparer.Ordinal).ShouldBe(model.Open.Select(o => $"{o.Key} {o.Value}").Order(StringComparer.Ordinal), told);
        (state.Result, state.Decision is not null, state.Certificate is not null, state.Suspension is not null, state.PendingJump?.To.Path).ShouldBe((model.Result, model.IsDecided, model.IsIssued, model.IsSuspended, model.Asked is { } asked ? $"flow:{asked}" : null), told);
        // No wait without a task, no task without a wait.
        if (!state.IsClosed) state.Workflow.Bookmarks.Select(b => b.Id).Order(StringComparer.Ordinal).ShouldBe(state.OpenTasks.Select(t => t.BookmarkId).Order(StringComparer.Ordinal), told);
    }

    private static string Outcome(string step) => step switch { "accept" => "Accept", "issue" => "Issue", "deliver" => "Deliver", _ => "Approve" };
}
