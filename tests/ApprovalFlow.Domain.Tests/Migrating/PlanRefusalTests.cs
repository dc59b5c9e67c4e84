using ApprovalFlow.Domain.Migrating;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Migrating.PlanDesk;

namespace ApprovalFlow.Domain.Tests.Migrating;

/// <summary>Every refusal of a plan, in both languages.</summary>
public sealed class PlanRefusalTests
{
    private static PlanContent Given => Content();

    private static readonly Dictionary<string, Func<PlanDesk, PlanCommand>> Refused = new()
    {
        ["plan-unknown"] = _ => new PlanCommand.Start(Ann),
        ["plan-exists"] = d => { d.Drafted(); return new PlanCommand.Draft(Given, Ann); },
        ["plan-not-administrator"] = _ => new PlanCommand.Draft(Given, Clerk),
        ["plan-author-signs"] = d => { d.Drafted().Tried().Submitted(); return new PlanCommand.Sign(d.State.DryRun!.Digest, Ann); },
        ["plan-undo-same-person"] = d => { d.Running("C-1").Recorded(false, new CaseResult("C-1")).Do(new PlanCommand.AskUndo("有误", Ann)); return new PlanCommand.SignUndo(Ann); },
        ["plan-reason-required"] = _ => new PlanCommand.Draft(Given with { Reason = " " }, Ann),
        ["plan-text-too-long"] = _ => new PlanCommand.Draft(Given with { Reason = new('长', 2_001) }, Ann),
        ["plan-batch-size"] = _ => new PlanCommand.Draft(Given with { BatchSize = 0 }, Ann),
        ["plan-no-cases"] = _ => new PlanCommand.Draft(Given with { Cases = [] }, Ann),
        ["plan-too-many-cases"] = _ => new PlanCommand.Draft(Given with { Cases = [.. Enumerable.Range(0, PlanContent.MostCases + 1).Select(i => $"C-{i}")] }, Ann),
        ["plan-case-twice"] = _ => new PlanCommand.Draft(Given with { Cases = ["C-1", "C-1"] }, Ann),
        ["plan-version-unknown"] = _ => new PlanCommand.Draft(Given with { Target = Given.Target with { Hash = "ffff" } }, Ann),
        ["plan-same-version"] = _ => new PlanCommand.Draft(Given with { Target = Given.Sources[0].Version }, Ann),
        ["migrate-unknown-step"] = _ => new PlanCommand.Draft(Given with { Sources = [Given.Sources[0] with { Map = new Dictionary<string, string?> { ["flow:nowhere"] = "flow:review" } }] }, Ann),
        ["plan-stage"] = d => { d.Drafted(); return new PlanCommand.Start(Ben); },
        ["plan-dry-run-required"] = d => { d.Drafted(); return new PlanCommand.Submit("x", Ann); },
        ["plan-dry-run-outdated"] = d => { d.Drafted().Tried().Submitted(); return new PlanCommand.Sign("another", Ben); },
        ["plan-nothing-to-migrate"] = d => { d.Drafted("C-1x").Tried(); return new PlanCommand.Submit(d.State.DryRun!.Digest, Ann); },
        ["plan-nothing-to-undo"] = d => { d.Running().Do(new PlanCommand.Stop(Ann)); return new PlanCommand.AskUndo("有误", Ann); },
        ["plan-signed-already"] = d => { d.Drafted().Tried().Submitted().Signed(); return new PlanCommand.Sign(d.State.DryRun!.Digest, Cai); },
    };

    public static TheoryData<string> Codes => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Refusal_should_be_said_by_its_code(string code)
    {
        var desk = new PlanDesk();
        var command = Refused[code](desk);
        var decision = desk.Try(command);
        decision.Rejection.ShouldNotBeNull().Code.ShouldBe(code);
        decision.Records.ShouldBeEmpty();
        decision.State.ShouldBeSameAs(desk.State);
    }

    /// <summary>"busy" is the shell's: it gave up racing.</summary>
    [Fact]
    public void Every_code_should_be_among_them() => PlanText.Codes.Except(Refused.Keys).ShouldBe(["plan-busy"]);

    [Fact]
    public void Sentences_should_be_in_both_languages()
    {
        foreach (var code in PlanText.Codes)
            PlanText.In("zh-CN", PlanText.Reject(code, "A", "B", "C")).ShouldNotBe(PlanText.In("en", PlanText.Reject(code, "A", "B", "C")));
        foreach (var stage in Enum.GetValues<PlanStage>())
            PlanText.StageText(stage).Zh.ShouldNotBe(PlanText.StageText(stage).En);
    }

    [Fact]
    public void Lines_of_other_cases_should_not_be_taken_for_the_plans_dry_run() =>
        new PlanDesk().Drafted().Code(new PlanCommand.RecordDryRun([Line("C-1")], Ann)).ShouldBe("plan-dry-run-outdated");

    [Fact]
    public void Administrator_of_another_department_should_not_sign()
    {
        var desk = new PlanDesk().Drafted().Tried().Submitted();
        desk.Code(new PlanCommand.Sign(desk.State.DryRun!.Digest, Far)).ShouldBe("plan-not-administrator");
    }

    [Theory]
    [InlineData(PlanStage.Draft, "Draft,Revise,RecordDryRun,Submit,Discard")]
    [InlineData(PlanStage.Submitted, "TakeBack,Decline,Sign,Discard")]
    [InlineData(PlanStage.Signed, "TakeBack,Discard,Start")]
    [InlineData(PlanStage.Running, "Stop")]
    [InlineData(PlanStage.Stopped, "Resume,AskUndo")]
    [InlineData(PlanStage.Finished, "AskUndo")]
    [InlineData(PlanStage.UndoAsked, "DropUndo,SignUndo")]
    [InlineData(PlanStage.Undoing, "Stop")]
    [InlineData(PlanStage.UndoStopped, "Resume")]
    [InlineData(PlanStage.Undone, "")]
    [InlineData(PlanStage.Discarded, "")]
    public void Each_stage_should_allow_what_belongs_to_it(PlanStage stage, string allowed)
    {
        var desk = At(stage);
        desk.State.Stage.ShouldBe(stage);
        var digest = desk.State.DryRun?.Digest ?? "";
        PlanCommand[] all =
        [
            new PlanCommand.Revise(Given, Cai), new PlanCommand.RecordDryRun([Line("C-1"), Line("C-2"), Line("C-3")], Cai), new PlanCommand.Submit(digest, Cai), new PlanCommand.TakeBack(Cai), new PlanCommand.Decline("否", Cai), new PlanCommand.Sign(digest, Cai),
            new PlanCommand.Discard(Cai), new PlanCommand.Start(Cai), new PlanCommand.Stop(Cai), new PlanCommand.Resume(Cai), new PlanCommand.AskUndo("误", Cai), new PlanCommand.DropUndo(Cai), new PlanCommand.SignUndo(Cai),
        ];
        all.Where(c => desk.Try(c).Rejection is null).Select(c => c.GetType().Name).ShouldBe(allowed.Split(',').Where(n => n is not ("" or "Draft")));
    }

    private static PlanDesk At(PlanStage stage)
    {
        var desk = new PlanDesk();
        CaseResult[] all = [new("C-1"), new("C-2"), new("C-3")];
        _ = stage switch
        {
            PlanStage.Draft => desk.Drafted().Tried(),
            PlanStage.Submitted => desk.Drafted().Tried().Submitted(),
            PlanStage.Signed => desk.Drafted().Tried().Submitted().Signed(),
            PlanStage.Running => desk.Running(),
            PlanStage.Stopped => desk.Running().Recorded(false, all[0]).Do(new PlanCommand.Stop(Ann)),
            PlanStage.Finished => desk.Running().Recorded(false, all),
            PlanStage.UndoAsked => desk.Running().Recorded(false, all).Do(new PlanCommand.AskUndo("误", Ann)),
            PlanStage.Undoing => At(PlanStage.UndoAsked, out desk).Do(new PlanCommand.SignUndo(Ben)),
            PlanStage.UndoStopped => At(PlanStage.Undoing, out desk).Do(new PlanCommand.Stop(Ben)),
            PlanStage.Undone => At(PlanStage.Undoing, out desk).Recorded(true, all),
            _ => desk.Drafted().Do(new PlanCommand.Discard(Ann)),
        };
        return desk;
    }

    private static PlanDesk At(PlanStage stage, out PlanDesk desk) => desk = At(stage);
}
