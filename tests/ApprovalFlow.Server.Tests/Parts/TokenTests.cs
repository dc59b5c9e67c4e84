using System.Globalization;
using System.Text.RegularExpressions;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

/// <summary>The colours keep what tokens.css promises: text 4.5 to 1 (WCAG AA), borders of controls 3 to 1, in light and dark.</summary>
public sealed partial class TokenTests
{
    private static readonly string[] Schemes = [.. Scheme().Split(File.ReadAllText(Repository.Path("src", "ApprovalFlow.Server", "wwwroot", "css", "tokens.css"))).Skip(1)];

    public static TheoryData<int> Index => [0, 1, 2];

    [Fact]
    public void Dark_should_be_the_same_by_choice_and_by_the_systems_wish() => Tokens(2).ShouldBe(Tokens(1));

    [Theory, MemberData(nameof(Index))]
    public void Text_should_stand_out_from_its_ground(int scheme)
    {
        var colours = Tokens(scheme);
        (string Text, string Ground)[] pairs =
        [
            ("ink", "bg"), ("ink", "surface"), ("ink", "surface-2"), ("ink-2", "bg"), ("ink-2", "surface"), ("ink-2", "surface-2"), ("accent", "surface"), ("accent", "bg"), ("accent", "accent-soft"),
            ("accent-ink", "accent"), ("accent-ink", "accent-hover"), ("ok", "ok-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("idle", "idle-soft"), ("bad", "surface"), ("ok", "surface"), ("warn", "surface"),
        ];
        foreach (var (text, ground) in pairs)
            Contrast(colours[text], colours[ground]).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {ground}");
    }

    [Theory, MemberData(nameof(Index))]
    public void Borders_of_controls_should_be_seen(int scheme)
    {
        var colours = Tokens(scheme);
        foreach (var (line, ground) in new[] { ("line-strong", "surface"), ("line-strong", "bg"), ("accent", "surface") })
            Contrast(colours[line], colours[ground]).ShouldBeGreaterThanOrEqualTo(3, $"{line} on {ground}");
    }

    private static Dictionary<string, string> Tokens(int scheme) => Colour().Matches(Schemes[scheme]).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var channels = Enumerable.Range(0, 3).Select(i => int.Parse(hex.AsSpan(i * 2, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    [GeneratedRegex(@"--([\w-]+): #([0-9a-f]{6});")]
    private static partial Regex Colour();

    [GeneratedRegex("color-scheme: (?:light|dark);")]
    private static partial Regex Scheme();
}
