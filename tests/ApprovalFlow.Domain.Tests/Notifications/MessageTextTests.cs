using ApprovalFlow.Domain.Notifications;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class MessageTextTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("ok", 1)]
    public void Parts_should_count_what_is_paid_for(string text, int parts) => MessageText.Parts(text).ShouldBe(parts);

    [Fact]
    public void Parts_should_change_at_seventy_and_every_sixty_seven_when_the_text_is_chinese()
    {
        int Of(int length) => MessageText.Parts(new string('办', length));
        (Of(70), Of(71), Of(134), Of(135), Of(201), Of(202)).ShouldBe((1, 2, 2, 3, 3, 4));
    }

    [Fact]
    public void Parts_should_change_at_a_hundred_and_sixty_when_the_alphabet_has_every_character()
    {
        int Of(int length) => MessageText.Parts(new string('a', length));
        (Of(160), Of(161), Of(306), Of(307)).ShouldBe((1, 2, 2, 3));
        MessageText.Parts(new string('€', 81)).ShouldBe(2, "it takes two places");
    }

    [Fact]
    public void Clean_should_leave_no_control_characters()
    {
        MessageText.Clean("  您好\0\u0007，\r\n\t请\u202E来\u200B  窗口 \uFEFF").ShouldBe("您好， 请来 窗口");
        MessageText.Clean("第一行\r\n第二行", keepLines: true).ShouldBe("第一行 \n第二行");
        MessageText.Clean("half \uD83D end").ShouldBe("half end");
    }

    /// <summary>Whatever comes in: what goes out is clean, fits, is a beginning of it, and has no half characters.</summary>
    [Fact]
    public void Fit_should_keep_whole_characters_within_the_parts_for_any_text()
    {
        var random = new Random(20261122);
        string[] alphabet = ["办", "a", "😀", "{", "€", "\n", "\u0001", "é", " ", "𠀋", "\u202A", "1"];
        for (var round = 0; round < 500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(0, 500)).Select(_ => alphabet[random.Next(alphabet.Length)]));
            var clean = MessageText.Clean(text);
            clean.ShouldAllBe(c => !char.IsControl(c));
            MessageText.Clean(clean).ShouldBe(clean);
            var parts = random.Next(1, 5);
            var fit = MessageText.Fit(clean, parts);
            MessageText.Parts(fit).ShouldBeLessThanOrEqualTo(parts);
            fit.EnumerateRunes().ShouldAllBe(r => r.Value != 0xFFFD);
            if (fit != clean)
            {
                fit.ShouldEndWith("…");
                clean.ShouldStartWith(fit[..^1]);
            }
        }
    }
}
