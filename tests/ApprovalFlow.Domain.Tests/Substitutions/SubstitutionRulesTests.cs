using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Substitutions;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Substitutions;

public sealed class SubstitutionRulesTests
{
    private static readonly DateTimeOffset Now = CaseSamples.Morning;
    private static readonly Actor A = Staff("a"), B = Staff("b"), C = Staff("c"), Admin = new("admin", "admin", [new("administrator")]);

    /// <summary>Every code that these rules answer with.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["substitution-not-allowed", "substitution-self", "substitution-period", "substitution-twice", "substitution-cycle"];

    private static Actor Staff(string id) => new(id, id, [new("reviewer")]);
    private static Substitution Link(Actor principal, Actor substitute, int from = 0, int until = 7) => new(principal.UserId, substitute.UserId, Now.AddDays(from), Now.AddDays(until));
    private static string? Check(Actor principal, Actor substitute, Actor by, int from = 0, int until = 7, params Substitution[] others) =>
        SubstitutionRules.Check(principal, substitute, Now.AddDays(from), Now.AddDays(until), by, Now, others)?.Code;

    [Fact]
    public void Person_or_administrator_should_name_a_substitute()
    {
        Check(A, B, A).ShouldBeNull();
        Check(A, B, Admin).ShouldBeNull();
        Check(A, B, B).ShouldBe("substitution-not-allowed");
        Check(A, A, A).ShouldBe("substitution-self");
        Check(A, new Actor("x", "x", [new("applicant")]), A).ShouldBe("person-not-staff");
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(3, 1)]
    [InlineData(-5, -1)]
    public void Period_should_have_an_end_that_is_to_come(int from, int until) => Check(A, B, A, from, until).ShouldBe("substitution-period");

    [Fact]
    public void Circle_of_substitutes_should_be_refused_while_the_periods_overlap()
    {
        Check(A, B, A, 0, 7, Link(B, A)).ShouldBe("substitution-cycle");
        Check(A, B, A, 0, 7, Link(B, C), Link(C, A)).ShouldBe("substitution-cycle");
        Check(A, B, A, 0, 7, Link(B, A, 7, 9)).ShouldBeNull();
        Check(A, B, A, 0, 7, Link(A, B, 6, 9)).ShouldBe("substitution-twice");
        Check(A, C, A, 0, 7, Link(A, B)).ShouldBeNull();
    }

    [Fact]
    public void Substitution_should_hold_from_its_first_instant_until_before_its_last()
    {
        var link = Link(A, B);
        link.IsActive(Now.AddTicks(-1)).ShouldBeFalse();
        link.IsActive(Now).ShouldBeTrue();
        link.IsActive(Now.AddDays(7).AddTicks(-1)).ShouldBeTrue();
        link.IsActive(Now.AddDays(7)).ShouldBeFalse();
    }
}
