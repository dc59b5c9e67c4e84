using ApprovalFlow.Domain.Cases;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

public sealed class CertificateNumberTests
{
    [Theory]
    [InlineData("并发改审核〔{yyyy}〕{seq4}号", "并发改审核〔2026〕0017号")]
    [InlineData("{area6}{yyyy}{MM}{dd}{seq4}", "140105202611230017")]
    [InlineData("{uscc}{seq3}Q", "91140100MA0G000000017Q")]
    [InlineData("TS6{id}", "TS691140100MA0G000000")]
    [InlineData("{kind}晋A{seq5}({yy})", "farm晋A00017(26)")]
    [InlineData("{seq1}", "17")]
    [InlineData("{seq8}-{c1}", "00000017-0")]
    [InlineData("{other}{", "{other}{")]
    public void Number_should_follow_its_pattern(string pattern, string expected) =>
        CertificateNumber.From(pattern, After(Registered), new DateOnly(2026, 11, 23)).ShouldBe(expected);

    [Fact]
    public void Every_pattern_of_the_catalogue_should_be_understood()
    {
        foreach (var kind in Repository.Catalogue.Items.Select(i => i.Certificate).Where(c => c is not null))
            CertificateNumber.From(kind!.NumberPattern, After(Registered), new DateOnly(2026, 11, 23)).ShouldNotContain("{");
    }
}
