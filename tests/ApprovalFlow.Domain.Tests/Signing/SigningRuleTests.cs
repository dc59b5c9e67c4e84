using ApprovalFlow.Domain.Signing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Signing;

public sealed class SigningRuleTests
{
    private static readonly SigningRule[] Rules =
    [
        .. from mode in Enum.GetValues<SigningMode>() from ends in (bool[])[true, false] from share in (double[])[0.01, 1d / 3, 0.5, 2d / 3, 0.75, 1] select new SigningRule(mode, share, ends),
    ];

    /// <summary>Certain means: however the others vote, the result is this one. Not certain means: they can still make it either.</summary>
    [Fact]
    public void Verdict_should_be_given_as_soon_as_no_vote_can_change_it_and_not_before()
    {
        foreach (var rule in Rules.Where(r => !r.RefusalEnds))
            foreach (var (signers, agreed, refused) in Counts)
            {
                var left = signers - agreed - refused;
                var ends = Enumerable.Range(0, left + 1).Select(yes => Final(rule, signers, agreed + yes)).Distinct().ToList();
                rule.Verdict(signers, agreed, refused).ShouldBe(ends is [var only] ? only : null, $"{rule} {agreed}+{refused} of {signers}");
            }
    }

    [Fact]
    public void Refusal_that_ends_should_decide_before_anything_else()
    {
        foreach (var rule in Rules.Where(r => r.RefusalEnds))
            foreach (var (signers, agreed, refused) in Counts)
                rule.Verdict(signers, agreed, refused).ShouldBe(refused > 0 ? false : Final(rule, signers, agreed) ? true : null, $"{rule} {agreed}+{refused} of {signers}");
    }

    private static IEnumerable<(int Signers, int Agreed, int Refused)> Counts =>
        from signers in Enumerable.Range(1, 7) from agreed in Enumerable.Range(0, signers + 1) from refused in Enumerable.Range(0, signers - agreed + 1) select (signers, agreed, refused);

    /// <summary>What the rule says in words, once everybody has voted.</summary>
    private static bool Final(SigningRule rule, int signers, int agreed) => rule.Mode switch
    {
        SigningMode.Any => agreed > 0,
        SigningMode.Share => agreed >= 1 && (double)agreed / signers >= rule.Share - 1e-12,
        _ => agreed == signers,
    };

    [Theory]
    [InlineData(2d / 3, 3, 2)]
    [InlineData(1d / 3, 3, 1)]
    [InlineData(0.5, 4, 2)]
    [InlineData(0.5, 5, 3)]
    [InlineData(1, 7, 7)]
    [InlineData(0.7, 10, 7)]
    [InlineData(0.001, 5, 1)]
    public void Share_should_be_rounded_up_to_whole_signers(double share, int signers, int needed) =>
        new SigningRule(SigningMode.Share, share, false).Needed(signers).ShouldBe(needed);

    [Theory]
    [InlineData("most", 1d, null, "Expected the mode to be all, any, share or sequential, but it is 'most'.")]
    [InlineData("share", 1.01, null, "Expected a share of more than 0 and at most 1, but it is 1.01.")]
    [InlineData("share", 0d, null, "Expected a share of more than 0 and at most 1, but it is 0.")]
    [InlineData("share", -1d, null, "Expected a share of more than 0 and at most 1, but it is -1.")]
    [InlineData("all", 1d, "maybe", "Expected a refusal to be 'ends' or 'votes', but it is 'maybe'.")]
    public void Rule_that_cannot_be_counted_should_be_refused(string mode, double share, string? refusal, string says)
    {
        SigningRule.Read(new Dictionary<string, object?> { ["mode"] = mode, ["share"] = share, ["onRefusal"] = refusal }, out var problem).ShouldBeNull();
        problem.ShouldBe(says);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("all", true)]
    [InlineData("sequential", true)]
    [InlineData("any", false)]
    [InlineData("share", false)]
    public void Refusal_should_end_where_everybody_has_to_agree_unless_said_otherwise(string? mode, bool ends)
    {
        SigningRule.Read(new Dictionary<string, object?> { ["mode"] = mode, ["share"] = 0.5 }, out _)!.RefusalEnds.ShouldBe(ends);
        SigningRule.Read(new Dictionary<string, object?> { ["mode"] = mode, ["share"] = 0.5, ["onRefusal"] = "votes" }, out _)!.RefusalEnds.ShouldBeFalse();
        SigningRule.Read(new Dictionary<string, object?> { ["mode"] = mode, ["share"] = 0.5, ["onRefusal"] = "ends" }, out _)!.RefusalEnds.ShouldBeTrue();
    }
}
