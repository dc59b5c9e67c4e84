using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Tests.Differences;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Simulation.WhatIf;

/// <summary>Known edits give differences that were computed by hand. Days are working days of March 2026: no public holiday lies in it.</summary>
public sealed class WhatIfEditTests
{
    private static readonly ClockContext Clocks = Repository.Clocks.Of(Item, Flow);

    private static DateTimeOffset March(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Handed in and accepted on Monday 2 March; review until Wednesday 4, check until Friday 6, the county until Tuesday 3; decided on Monday 9: five days.</summary>
    private static CaseDesk Checked(string check = "Approve")
    {
        var desk = new CaseDesk(FlowSketch.TwoBranches().Compile(), Flow, Item) { Now = March(2, 9) };
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        At(desk, 2, 10).Complete("accept", Clerk, "Accept");
        At(desk, 3, 10).Complete("county", CountyClerk, "Approve", "同意");
        At(desk, 4, 10).Complete("review", Reviewer, "Approve");
        At(desk, 6, 15).Complete("check", OtherReviewer, check, "意见");
        if (check == "Withdraw") return desk;
        At(desk, 9, 11).Complete("decide", Chief, "Approve", "符合条件");
        At(desk, 10, 11).Complete("issue", Issuer, "Issue");
        At(desk, 11, 11).Complete("deliver", Clerk, "Deliver", data: new() { ["deliveryMethod"] = "window" });
        return desk;
    }

    /// <summary>The same without the check: decided on Thursday 5, three days.</summary>
    private static CaseDesk Unchecked()
    {
        var desk = new CaseDesk(FlowSketch.Parallel().Compile(), Flow, Item) { Now = March(2, 9) };
        desk.Do(new CaseCommand.Register(Number, Flow.Code, desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        At(desk, 2, 10).Complete("accept", Clerk, "Accept");
        At(desk, 3, 10).Complete("county", CountyClerk, "Approve", "同意");
        At(desk, 4, 10).Complete("review", Reviewer, "Approve");
        At(desk, 5, 11).Complete("decide", Chief, "Approve", "符合条件");
        At(desk, 6, 11).Complete("issue", Issuer, "Issue");
        At(desk, 9, 11).Complete("deliver", Clerk, "Deliver", data: new() { ["deliveryMethod"] = "window" });
        return desk;
    }

    private static CaseDesk At(CaseDesk desk, int day, int hour)
    {
        desk.Now = March(day, hour);
        return desk;
    }

    private static (RecordedCase Recorded, ReplayedCase Replayed, WhatIfReport Report) Ask(CaseDesk desk, WorkflowGraph draft, bool learns = true)
    {
        var recorded = RecordedCaseFold.Of(desk.Journal)!;
        var habits = learns ? StepHabits.Of([recorded], Clocks.Calendar) : StepHabits.None;
        var replayed = new WhatIfReplay(draft, Clocks, habits, Item.DepartmentId).Run(recorded);
        var tally = new WhatIfTally(Clocks, Clocks);
        tally.Add(recorded.Course, replayed);
        return (recorded, replayed, tally.Report());
    }

    [Fact]
    public void Step_taken_out_should_save_its_days()
    {
        var (_, replayed, report) = Ask(Checked(), FlowSketch.Parallel().Compile());
        (report.Before.Days.Mean, report.After.Days.Mean).ShouldBe((5, 3));
        // The review ends on Wednesday 4; the decision took one working day and comes on Thursday, at the hour at which it came.
        replayed.Course.DecidedAt.ShouldBe(March(5, 11));
        (report.Faster, report.Slower, report.Different, report.SyntheticAnswers).ShouldBe((1, 0, 0, 0L));
        var load = report.Workload.Single(w => w.Key == Item.DepartmentId);
        // Accept, county, review, check, decide, issue and deliver lie with the department; the check took two days.
        (load.TasksBefore, load.TasksAfter, load.DaysBefore - load.DaysAfter).ShouldBe((7, 6, 2));
    }

    [Fact]
    public void Step_put_in_should_take_what_such_steps_took()
    {
        var (_, replayed, report) = Ask(Unchecked(), FlowSketch.TwoBranches().Compile());
        // Reviewers of the department took two days, so the check lies from Wednesday 4 to Friday 6 and the decision comes on Monday 9.
        replayed.Course.Steps.Single(s => s.ActivityId == "check").ShouldSatisfyAllConditions(s => s.EndedAt.ShouldBe(March(6, 10)), s => s.IsSynthetic.ShouldBeTrue());
        (report.Before.Days.Mean, report.After.Days.Mean).ShouldBe((3, 5));
        (report.Answers, report.SyntheticAnswers, report.CasesWithSynthetic, report.Slower).ShouldBe((7, 1, 1, 1));
    }

    [Fact]
    public void Step_put_in_should_take_its_limit_when_nobody_knows_such_steps()
    {
        var (_, replayed, _) = Ask(Unchecked(), FlowSketch.TwoBranches().Compile(), learns: false);
        // Three working days from Wednesday 4.
        replayed.Course.Steps.Single(s => s.ActivityId == "check").EndedAt.ShouldBe(March(9, 10));
        replayed.Course.DecidedAt.ShouldBe(March(10, 11));
    }

    [Fact]
    public void Shorter_limit_should_make_steps_late_and_raise_cards()
    {
        var limit = new JsonObject { ["typeName"] = "Double", ["expression"] = new JsonObject { ["type"] = "Literal", ["value"] = 1 } };
        var (_, _, report) = Ask(Checked(), FlowSketch.TwoBranches(("review", "limitDays", limit)).Compile());
        // Two days against one.
        (report.Before.LateSteps, report.After.LateSteps).ShouldBe((0, 1));
        report.After.Cards.Sum().ShouldBeGreaterThan(report.Before.Cards.Sum());
        (report.Faster, report.Slower, report.SyntheticAnswers).ShouldBe((0, 0, 0L));
    }

    [Fact]
    public void Case_should_end_differently_where_the_step_that_ended_it_is_gone()
    {
        var (_, _, report) = Ask(Checked("Withdraw"), FlowSketch.Parallel().Compile());
        report.Different.ShouldBe(1);
        var case_ = report.DifferentCases.Single();
        (case_.CaseNumber, case_.ResultBefore, case_.ResultAfter).ShouldBe((Number, "withdrawn", "approved"));
        case_.Why[0].En.ShouldBe("The draft does not come to Review (result then: Withdrawn by applicant).");
        case_.Why[0].Zh.ShouldBe("草案不经过“Review环节”（当时的结果：申请人撤回）。");
    }

    [Fact]
    public void Outcome_that_is_gone_should_be_answered_otherwise_and_said()
    {
        var only = new JsonObject { ["typeName"] = "List<String>", ["expression"] = new JsonObject { ["type"] = "Object", ["value"] = """["Approve","Refuse"]""" } };
        var (_, replayed, report) = Ask(Checked("Withdraw"), FlowSketch.TwoBranches(("check", "outcomes", only)).Compile());
        report.DifferentCases.Single().Why[0].En.ShouldContain("the draft does not offer it, so “Pass” was taken");
        replayed.Course.Result.ShouldBe("approved");
    }

    /// <summary>The condition of a step of the catalogue now never holds.</summary>
    [Fact]
    public void Changed_condition_should_skip_the_step()
    {
        const string code = "CGJ-002-A";
        var (flow, item) = (Repository.Catalogue.Flow(code)!, Repository.Catalogue.Item(code[..^2])!);
        var edits = DefinitionEdits.Of(code);
        var (graph, clocks) = (WhatIfReplayTests.Compile(edits.ToString()), Repository.Clocks.Of(item, flow));
        edits.Activity("site-inspection-when")["condition"]!["expression"]!["value"] = "false";
        var draft = WhatIfReplayTests.Compile(edits.ToString());
        var cases = Enumerable.Range(1, 40).Select(seed => new HistoryWalk(graph, flow, item, seed) { Unrest = 0 }.Run()).OfType<IReadOnlyList<CaseRecord>>().Select(j => RecordedCaseFold.Of(j)!).ToList();
        var inspected = cases.Where(c => c.Course.Steps.Any(s => s.ActivityId == "site-inspection")).ToList();
        inspected.Count.ShouldBeGreaterThan(3);
        var replay = new WhatIfReplay(draft, clocks, StepHabits.None, item.DepartmentId);
        foreach (var recorded in inspected) replay.Run(recorded).Course.Steps.ShouldNotContain(s => s.ActivityId == "site-inspection");
        foreach (var recorded in cases.Except(inspected)) replay.Run(recorded).Course.DecidedAt.ShouldBe(recorded.Course.DecidedAt);
    }

    [Fact]
    public void Draft_that_never_ends_should_be_said_and_not_run_for_ever()
    {
        var endless = new FlowSketch("endless").Node("start", "Elsa.Start").Step("accept", "Accept", "window-clerk").Step("again", "Review", "reviewer", 1)
            .Line("start", "accept").Line("accept.Accept", "again").Line("again.Approve", "again").Compile();
        var (_, replayed, report) = Ask(Checked(), endless);
        replayed.Course.Result.ShouldBeNull();
        report.DifferentCases.Single().Why.ShouldContain(w => w.En == "By the draft the case comes to no end.");
    }

    [Fact]
    public void Made_up_cases_should_come_to_every_branch_and_take_shares_of_the_limits()
    {
        const string code = "CGJ-002-A";
        var (flow, item) = (Repository.Catalogue.Flow(code)!, Repository.Catalogue.Item(code[..^2])!);
        var (graph, clocks) = (WhatIfReplayTests.Definition(code), Repository.Clocks.Of(item, flow));
        var cases = SyntheticCases.Of(flow, item, "HASH", new(2026, 3, 1), new(2026, 3, 31), 40, clocks.Calendar);
        var courses = cases.Select(c => new WhatIfReplay(graph, clocks, StepHabits.None, item.DepartmentId).Run(c).Course).ToList();
        courses.ShouldAllBe(c => c.Result == "approved");
        courses.Count(c => c.Steps.Any(s => s.ActivityId == "site-inspection")).ShouldBeInRange(1, 39);
        cases.Select(c => c.Course.RegisteredAt.Date).Distinct().Count().ShouldBeGreaterThan(15, "arrivals are spread over the period");
        courses.Select(c => CaseFigures.Of(c, clocks).Days).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Parts_merged_in_any_order_should_give_one_report()
    {
        var draft = FlowSketch.Parallel().Compile();
        var all = Enumerable.Range(1, 40).Select(seed => new HistoryWalk(FlowSketch.TwoBranches().Compile(), Flow, Item, seed).Run()).OfType<IReadOnlyList<CaseRecord>>().Select(j => RecordedCaseFold.Of(j)!).ToList();
        var replay = new WhatIfReplay(draft, Clocks, StepHabits.Of(all, Clocks.Calendar), Item.DepartmentId);
        string Report(IEnumerable<IEnumerable<RecordedCase>> parts)
        {
            var total = new WhatIfTally(Clocks, Clocks);
            foreach (var part in parts)
            {
                var tally = new WhatIfTally(Clocks, Clocks);
                foreach (var one in part) tally.Add(one.Course, replay.Run(one));
                total.Merge(tally);
            }
            return System.Text.Json.JsonSerializer.Serialize(total.Report());
        }
        Report(all.Chunk(7).Reverse()).ShouldBe(Report([all]));
    }
}
