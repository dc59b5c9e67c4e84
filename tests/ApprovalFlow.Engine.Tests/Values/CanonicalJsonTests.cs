using System.Text;
using ApprovalFlow.Engine.Values;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Values;

public sealed class CanonicalJsonTests
{
    // RFC 8785, appendix B.
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(unchecked((long)0x8000000000000000), "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(unchecked((long)0x8000000000000001), "-5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(unchecked((long)0xc340000000000000), "-9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x44b52d02c7e14af7, "1.0000000000000001e+23")]
    [InlineData(0x444b1ae4d6e2ef4e, "999999999999999700000")]
    [InlineData(0x444b1ae4d6e2ef4f, "999999999999999900000")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0x41b3de4355555557, "333333333.33333343")]
    [InlineData(unchecked((long)0xbecbf647612f3696), "-0.0000033333333333333333")]
    [InlineData(0x43143ff3c1cb0959, "1424953923781206.2")]
    public void Number_should_be_printed_as_ecmascript_prints_it(long bits, string expected) => Text(BitConverter.Int64BitsToDouble(bits)).ShouldBe(expected);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Number_that_json_cannot_hold_should_be_null(double value) => Text(value).ShouldBe("null");

    // RFC 8785, section 3.2.2 and 3.2.3.
    [Fact]
    public void Text_should_have_the_fewest_escapes() =>
        Text("\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"/\b\t\f\r\u007f\u2028😀").ShouldBe("\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\\b\\t\\f\\r\u007f\u2028😀\"");

    [Fact]
    public void Members_should_be_sorted_by_their_utf16_code_units() =>
        Text(new Dictionary<string, object?> { ["\u20ac"] = 1d, ["\r"] = 2d, ["\ufb33"] = 3d, ["1"] = 4d, ["😀"] = 5d, ["\u0080"] = 6d, ["ö"] = 7d })
            .ShouldBe("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\ufb33\":3}");

    [Fact]
    public void Members_should_keep_their_order_when_it_is_part_of_what_is_said() =>
        CanonicalJson.Write(new Dictionary<string, object?> { ["b"] = 1d, ["a"] = 2d }, sorted: false).ShouldBe("{\"b\":1,\"a\":2}");

    [Fact]
    public void Long_text_should_be_whole() => Text(new string('表', 5000) + "\"").Length.ShouldBe(5000 + 4);

    [Fact]
    public void Number_should_be_the_same_after_reading_back() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NormalFloat>(), number =>
            Value.TryParseJson(Text(number.Item), out var read) && read is double same && same == number.Item).QuickCheckThrowOnFailure();

    private static string Text(object? value) => Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(value));
}
