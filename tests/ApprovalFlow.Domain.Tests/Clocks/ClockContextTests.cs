using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Clocks;

public sealed class ClockContextTests
{
    [Fact]
    public void Limits_should_be_those_of_the_entry_and_not_of_another_with_its_code()
    {
        var longer = CaseSamples.Flow with { PromisedDays = 12 };
        Repository.Clocks.Of(CaseSamples.Item, CaseSamples.Flow).Policy.BaseDays(ClockKind.Commit).ShouldBe(10);
        Repository.Clocks.Of(CaseSamples.Item, longer).Policy.BaseDays(ClockKind.Commit).ShouldBe(12);
        Repository.Clocks.Of(CaseSamples.Item, CaseSamples.Flow).ShouldBeSameAs(Repository.Clocks.Of(CaseSamples.Item, CaseSamples.Flow));
    }
}
