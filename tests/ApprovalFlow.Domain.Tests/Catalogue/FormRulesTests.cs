using ApprovalFlow.Domain.Catalogue;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Catalogue;

public sealed class FormRulesTests
{
    private static FormField Field(string type, bool required = true) =>
        new("f", "字段", "Field", type, required) { Choices = type == "choice" ? [new("a", "甲", "A")] : null, Min = type == "number" ? 1 : null, Max = type == "number" ? 10 : null, Unit = "㎡" };

    [Theory]
    [InlineData("text", "示例", null)]
    [InlineData("text", "  ", "required")]
    [InlineData("text", 5d, "wrong-type")]
    [InlineData("number", 1d, null)]
    [InlineData("number", 0.5, "too-small")]
    [InlineData("number", 10.5, "too-large")]
    [InlineData("number", "5", "wrong-type")]
    [InlineData("number", double.NaN, "wrong-type")]
    [InlineData("bool", false, null)]
    [InlineData("bool", "true", "wrong-type")]
    [InlineData("choice", "a", null)]
    [InlineData("choice", "b", "not-a-choice")]
    [InlineData("date", "2024-02-29", null)]
    [InlineData("date", "2025-02-29", "bad-date")]
    [InlineData("idcard", "11010519491231002X", null)]
    [InlineData("idcard", "110105194912310021", "bad-idcard")]
    [InlineData("uscc", "91350100M000100Y43", null)]
    [InlineData("uscc", "91350100M000100Y44", "bad-uscc")]
    public void Field_should_be_checked_by_its_type(string type, object value, string? code) => FormRules.Check(Field(type), value)?.Code.ShouldBe(code);

    [Fact]
    public void Field_should_be_left_empty_only_when_optional()
    {
        FormRules.Check(Field("number", required: false), null).ShouldBeNull();
        FormRules.Check(Field("number"), null)!.Code.ShouldBe("required");
        FormRules.Check(Field("text"), new string('长', FormRules.LongestText + 1))!.Code.ShouldBe("too-long");
    }

    [Fact]
    public void Form_should_name_every_problem_at_once_in_both_languages()
    {
        FormField[] fields = [new("a", "面积", "Area", "number", true) { Max = 10, Unit = "㎡" }, new("b", "名称", "Name", "text", true)];

        var problems = FormRules.Validate(fields, new Dictionary<string, object?> { ["a"] = 11d, ["c"] = "x" });

        problems.Select(p => (p.Field, p.Code)).ShouldBe([("a", "too-large"), ("b", "required"), ("c", "unknown-field")]);
        problems[0].Message.Zh.ShouldBe("“面积”不能大于 10㎡。");
        problems[0].Message.En.ShouldBe("'Area' must be at most 10 ㎡.");
    }

    [Theory]
    [InlineData("11010519491231002x", true)]
    [InlineData("440524188001010014", true)]
    [InlineData("110105194913310021", false)]
    [InlineData("1101051949123100", false)]
    [InlineData("01010519491231002X", false)]
    [InlineData("11010519491231００2X", false)]
    public void Identity_number_should_follow_GB_11643(string number, bool valid) => IdCardNumber.IsValid(number).ShouldBe(valid);

    [Theory]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("91350100M000100Y53", false)]
    [InlineData("9135010OM000100Y43", false)]
    [InlineData("91350100m000100y43", false)]
    [InlineData("91350100M000100Y4", false)]
    public void Credit_code_should_follow_GB_32100(string code, bool valid) => CreditCode.IsValid(code).ShouldBe(valid);

    [Fact]
    public void Any_wrong_character_should_break_the_checksum()
    {
        const string Code = "91350100M000100Y43", Number = "11010519491231002X";
        for (var i = 0; i < 18; i++)
            foreach (var c in "0123456789")
            {
                if (c != Code[i])
                    CreditCode.IsValid(string.Concat(Code.AsSpan(0, i), [c], Code.AsSpan(i + 1))).ShouldBeFalse();
                if (c != Number[i])
                    IdCardNumber.IsValid(string.Concat(Number.AsSpan(0, i), [c], Number.AsSpan(i + 1))).ShouldBeFalse();
            }
    }
}
