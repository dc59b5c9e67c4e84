using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

public sealed class SpecialProceduresTests
{
    [Fact]
    public void Only_the_eight_kinds_of_article_45_should_stop_the_law()
    {
        var law = Repository.Procedures.All.Where(p => p.Stops.Contains(ClockKind.Statutory)).ToList();
        law.Select(p => p.Kind).ShouldBe(["hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert-review"]);
        law.ShouldAllBe(p => p.Article == "行政许可法第四十五条" && p.NeedsWrittenNotice && p.NeedsPlannedLength && p.Stops.Contains(ClockKind.Joint));
        foreach (var kind in new[] { "site-survey", "publicity" })
            Repository.Procedures.Find(kind)!.Stops.ShouldBe([ClockKind.Commit]);
        Repository.Procedures.Find(SpecialProcedure.Supplement)!.Stops.ShouldBeEmpty();
    }

    [Fact]
    public void Office_hours_should_be_read_from_the_repository() => ClockFolder.LoadOfficeHours(Repository.Workflows).ShouldBe(Domain.Calendars.OfficeHours.Default);

    [Theory]
    [InlineData("RECEIVE", "Expected clocks that may stand still, but RECEIVE never does.")]
    [InlineData("DELIVER", "Expected clocks that may stand still, but DELIVER never does.")]
    [InlineData("CARD-REPLY", "Expected clocks that may stand still, but CARD-REPLY never does.")]
    [InlineData("LUNCH", "Expected the code of a clock, but it is 'LUNCH'.")]
    public void Procedure_should_never_stop_what_must_not_stand_still(string clock, string problem)
    {
        var (procedures, problems) = SpecialProcedures.Read($$"""{"version":1,"procedures":[{"kind":"x","nameZh":"某","nameEn":"X","stops":["{{clock}}"],"writtenNotice":true,"plannedLength":true}]}""", "f.json");
        procedures.ShouldBeNull();
        problems.Single().Message.ShouldBe(problem);
    }

    [Fact]
    public void Broken_master_data_should_say_every_problem()
    {
        var (_, problems) = SpecialProcedures.Read("""{"procedures":[{"kind":"x","stops":[]},{"kind":"x","nameZh":"某","nameEn":"X","stops":[],"writtenNotice":true,"plannedLength":true}]}""", "f.json");
        problems.Count.ShouldBe(6);
        SpecialProcedures.Read("no", "f.json").Problems.Single().Message.ShouldStartWith("Expected JSON");
    }
}
