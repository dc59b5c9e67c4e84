using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;
using static ApprovalFlow.Domain.Tests.Counties.CountyDesk;

namespace ApprovalFlow.Domain.Tests.Counties;

/// <summary>What a county and those around it may not do, and the code that it gets. <see cref="CaseDesk"/> checks that nothing is stored.</summary>
public sealed class CountyRefusalTests
{
    private static readonly Dictionary<string, (Func<ClockDesk> Story, Func<ClockDesk, CaseCommand> Command, string Code)> Cases = new()
    {
        ["a paper is asked for again"] = (Sent, s => s.Ask("review", Reviewer, "申请表"), "papers-asked-again"),
        ["the city records papers for the county"] = (Sent, s => new CaseCommand.ReceiveCountyPapers(s.Desk.TaskAt("review").TaskId, [Plan], Reviewer), "county-step-required"),
        ["another county records papers"] = (Sent, s => new CaseCommand.ReceiveCountyPapers(s.Desk.TaskAt("county").TaskId, [Plan], Person("other", "county-clerk", region: "140106")), "not-candidate"),
        ["the city's clerk records papers at the county"] = (Sent, s => new CaseCommand.ReceiveCountyPapers(s.Desk.TaskAt("county").TaskId, [Plan], Clerk), "not-candidate"),
        ["no paper is named"] = (Sent, s => s.Take(), "papers-required"),
        ["a paper outside the list is taken"] = (Sent, s => s.Take("X-1"), "material-unknown"),
        ["a paper is named twice"] = (Sent, s => s.Take(Plan, Plan), "material-twice"),
        ["a paper is taken that is there"] = (Sent, s => s.Take(CountyDesk.Form), "paper-received"),
        ["the county has reported"] = (() => Sent().Complete("county", CountyClerk, "Approve"), s => new CaseCommand.ReceiveCountyPapers(s.State.CompletedTasks.Single(t => t.ActivityId == "county").TaskId, [Plan], CountyClerk), "task-completed"),
        ["a decision does not wait for the county"] = (Impatient, s => new CaseCommand.CompleteTask(s.Desk.TaskAt("decide").TaskId, Chief, "Approve"), "county-opinion-awaited"),
        ["a jump leaves the county behind"] = (Sent, _ => new CaseCommand.RequestJump(Operations.OperationDesk.Admin, "decide", "加急"), "jump-over-county"),
    };

    internal static IEnumerable<string> Codes => Cases.Values.Select(c => c.Code);
    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void County_act_should_be_refused_when(string name)
    {
        var (start, command, code) = Cases[name];
        var story = start();
        story.Code(command(story)).ShouldBe(code);
    }

    /// <summary>A drawing whose decision opens beside the county's step.</summary>
    private static ClockDesk Impatient()
    {
        var story = new ClockDesk(flow: () => new FlowSketch("impatient").Node("start", "Elsa.Start").Node("end", "Elsa.End").Step("accept", "Accept", "window-clerk")
            .Step("county", "CountyPreliminaryReview", "county-clerk", 3).Step("decide", "Decide", "chief-representative").Close("granted", "approved")
            .Line("start", "accept").Line("accept.Accept", "county").Line("accept.Accept", "decide").Line("decide.Approve", "granted")).At("2026-03-02");
        story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, CaseSamples.Form(), Papers, Clerk) { CountyCode = "140105" });
        return story.Complete("accept", Clerk, "Accept");
    }
}
