using System.Collections.Frozen;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>The product's icon set. Decorative always: words stand beside every icon.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired] public required string Name { get; set; }
    [Parameter] public int Size { get; set; } = 20;

    /// <summary>One piece of markup: element by element it would cost ten times as much on the circuit.</summary>
    private MarkupString Drawn => new(FormattableString.Invariant($"<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"{Size}\" height=\"{Size}\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.9\" stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\">{Paths.GetValueOrDefault(Name, Paths["activity"])}</svg>"));

    private static FrozenDictionary<string, string> Paths { get; } = new Dictionary<string, string>
    {
        ["activity"] = "<rect x='4' y='4' width='16' height='16' rx='3'/>",
        ["pulse"] = "<path d='M3 12h4.500l2.500-7 4 14 2.500-7H21'/>",
        ["home"] = "<path d='M4 11l8-7 8 7'/><path d='M6 9.5V20h12V9.5'/><path d='M10 20v-6h4v6'/>",
        ["tasks"] = "<path d='M9 6h11M9 12h11M9 18h11'/><path d='M3.5 6l1 1 2-2M3.5 12l1 1 2-2M3.5 18l1 1 2-2'/>",
        ["plus"] = "<rect x='4' y='4' width='16' height='16' rx='3'/><path d='M12 8v8M8 12h8'/>",
        ["folder"] = "<path d='M3.5 6.5A1.5 1.5 0 015 5h4.5l2 2.5H19A1.5 1.5 0 0120.5 9v8.5A1.5 1.5 0 0119 19H5a1.5 1.5 0 01-1.5-1.5z'/>",
        ["book"] = "<path d='M5 4.5h11A2.5 2.5 0 0118.500 7v12.500H7.500A2.500 2.500 0 015 17z'/><path d='M5 17a2.500 2.500 0 012.500-2.500h11'/>",
        ["grid"] = "<rect x='4' y='4' width='6.500' height='6.500' rx='1'/><rect x='13.500' y='4' width='6.500' height='6.500' rx='1'/><rect x='4' y='13.500' width='6.500' height='6.500' rx='1'/><rect x='13.500' y='13.500' width='6.500' height='6.500' rx='1'/>",
        ["person"] = "<circle cx='12' cy='8.500' r='3.700'/><path d='M4.800 20c.8-3.700 3.700-5.500 7.200-5.500s6.400 1.800 7.200 5.500'/>",
        ["users"] = "<circle cx='9' cy='8.500' r='3.300'/><path d='M3 19.500c.6-3.300 3-5 6-5s5.400 1.700 6 5'/><path d='M15.500 5.500a3.200 3.200 0 010 6M17.500 14.800c2 .6 3.200 2.200 3.600 4.700'/>",
        ["calendar"] = "<rect x='4' y='5.500' width='16' height='14.500' rx='2'/><path d='M4 10h16M8.500 3.500v4M15.500 3.500v4M8 14h2M14 14h2M8 17h2'/>",
        ["search"] = "<circle cx='10.500' cy='10.500' r='6'/><path d='M15.200 15.200L20 20'/>",
        ["lock"] = "<rect x='5' y='10.500' width='14' height='9.500' rx='2'/><path d='M8 10.500V8a4 4 0 018 0v2.500'/>",
        ["sun"] = "<circle cx='12' cy='12' r='4'/><path d='M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600L7 7M17 17l1.400 1.400M18.400 5.600L17 7M7 17l-1.400 1.400'/>",
        ["moon"] = "<path d='M19.500 14.500A8 8 0 019.500 4.500a8 8 0 1010 10z'/>",
        ["half"] = "<circle cx='12' cy='12' r='8'/><path d='M12 4a8 8 0 010 16z' fill='currentColor'/>",
        ["clock"] = "<circle cx='12' cy='12' r='8'/><path d='M12 7.500V12l3 2'/>",
        ["check"] = "<path d='M5 12.500l4.500 4.500L19 7.500'/>",
        ["cross"] = "<path d='M6.500 6.500l11 11M17.500 6.500l-11 11'/>",
        ["back"] = "<path d='M9 7L4.500 11.500 9 16'/><path d='M5 11.500h9.500a5 5 0 010 10H12'/>",
        ["warning"] = "<path d='M12 4.500l8.500 15h-17z'/><path d='M12 10v4M12 16.800v.2'/>",
        ["info"] = "<circle cx='12' cy='12' r='8'/><path d='M12 11v5M12 8v.2'/>",
        ["file"] = "<path d='M6 3.500h8l4 4V20.500H6z'/><path d='M14 3.500v4h4M9 12h6M9 16h6'/>",
        ["stamp"] = "<path d='M9.500 13.500c.5-2-1-3.500-1-5.500a3.500 3.500 0 017 0c0 2-1.500 3.500-1 5.500'/><path d='M5 17.500v-2a2 2 0 012-2h10a2 2 0 012 2v2z'/><path d='M5 20.500h14'/>",
        ["certificate"] = "<rect x='3.500' y='4.500' width='17' height='12' rx='1.500'/><path d='M7 8.500h7M7 12h4'/><circle cx='16' cy='14.500' r='2.500'/><path d='M14.800 16.800V21l1.200-1 1.200 1v-4.200'/>",
        ["coins"] = "<circle cx='12' cy='12' r='8'/><path d='M9 8l3 4 3-4M12 12v5M9.500 12.500h5M9.500 15h5'/>",
        ["box"] = "<path d='M4 8l8-4 8 4v8.500l-8 4-8-4z'/><path d='M4 8l8 4 8-4M12 12v8.500'/>",
        ["map-pin"] = "<path d='M12 21s6.500-6 6.500-11a6.500 6.500 0 10-13 0c0 5 6.500 11 6.500 11z'/><circle cx='12' cy='10' r='2.300'/>",
        ["gavel"] = "<path d='M13 5l6 6M10.500 7.500l6 6M11.500 6.500l6 6'/><path d='M12.500 11.500L5 19'/><path d='M13 20.500h7'/>",
        ["megaphone"] = "<path d='M4 10v4h3l8 4V6L7 10z'/><path d='M18 9.500a3.500 3.500 0 010 5'/>",
        ["mail"] = "<rect x='3.500' y='5.500' width='17' height='13' rx='2'/><path d='M4 7.500l8 6 8-6'/>",
        ["bell"] = "<path d='M6.500 16V11a5.500 5.500 0 0111 0v5l1.500 2H5z'/><path d='M10 20.500h4'/>",
        ["play"] = "<path d='M8 5.500l11 6.500-11 6.500z'/>",
        ["pause"] = "<path d='M8.500 5.500v13M15.500 5.500v13'/>",
        ["rewind"] = "<path d='M11.500 6.500L5 12l6.500 5.500z'/><path d='M19 6.500L12.500 12l6.500 5.500z'/>",
        ["previous"] = "<path d='M16 5.500L8 12l8 6.500z'/><path d='M5.500 5.500v13'/>",
        ["next"] = "<path d='M8 5.500l8 6.500-8 6.500z'/><path d='M18.500 5.500v13'/>",
        ["flag"] = "<path d='M6 21V4.500h11l-2 4 2 4H6'/>",
        ["split"] = "<path d='M4 12h5l5-6h6M9 12l5 6h6'/>",
        ["join"] = "<path d='M4 6h6l5 6h5M4 18h6l5-6'/>",
        ["question"] = "<path d='M12 3.500l8.500 8.500-8.500 8.500L3.500 12z'/><path d='M12 8.500v4M12 15.300v.2'/>",
        ["chart"] = "<path d='M4 4v16h16'/><path d='M8.500 16v-4M13 16V8M17.500 16v-6'/>",
        ["print"] = "<path d='M7 8.500V4h10v4.500'/><rect x='4' y='8.500' width='16' height='8' rx='1.500'/><path d='M7 14h10v6H7z'/>",
        ["exit"] = "<path d='M10 4.500H5.500v15H10'/><path d='M9.500 12H20M16.500 8.500L20 12l-3.500 3.500'/>",
        ["building"] = "<path d='M5 20.500V5.500L13 3.500v17M13 9.500h6v11M3 20.500h18M8 9h2M8 13h2M8 17h2M16 13h.2M16 17h.2'/>",
        ["chevron"] = "<path d='M9 6l6 6-6 6'/>",
        ["alarm"] = "<circle cx='12' cy='13' r='7'/><path d='M12 9v4l2.500 1.500M4 6.500L7 4M20 6.500L17 4'/>",
        ["archive"] = "<rect x='3.500' y='4.500' width='17' height='4.500' rx='1'/><path d='M5 9v10.500h14V9M10 13h4'/>",
        ["award"] = "<circle cx='12' cy='9' r='5'/><path d='M9 13.500L7.500 21 12 18.500 16.500 21 15 13.500'/>",
        ["edit"] = "<path d='M5 19l1-4L16 5l3 3L9 18z'/><path d='M13.500 7.500l3 3'/>",
        ["file-search"] = "<path d='M12 20.500H6v-17h8l4 4V11'/><circle cx='15.500' cy='15.500' r='3'/><path d='M17.800 17.800L20.500 20.500'/>",
        ["flask"] = "<path d='M10 3.500v6L4.800 18.500A1.400 1.400 0 006 20.500h12a1.400 1.400 0 001.200-2L14 9.500v-6M8.500 3.500h7M7.500 14.500h9'/>",
        ["inbox"] = "<path d='M4 13l2.500-8.500h11L20 13v6.500H4z'/><path d='M4 13h4.500l1.500 2.500h4l1.500-2.500H20'/>",
        ["map-users"] = "<path d='M12 14.500s4-3.600 4-6.700a4 4 0 10-8 0c0 3.100 4 6.700 4 6.700z'/><path d='M3.500 20.500c.4-2 1.700-3 3.500-3s3.100 1 3.500 3M13.500 20.500c.4-2 1.700-3 3.500-3s3.100 1 3.500 3'/>",
        ["mic"] = "<rect x='9' y='3.500' width='6' height='10.500' rx='3'/><path d='M5.500 11.500a6.500 6.500 0 0013 0M12 18v3'/>",
        ["send"] = "<path d='M20.500 3.500L10 14M20.500 3.500l-6.500 17L10 14l-6.500-4z'/>",
        ["shield-check"] = "<path d='M12 3.500l7 2.500v6c0 4.500-3 7.300-7 8.500-4-1.200-7-4-7-8.500V6z'/><path d='M9 12l2.200 2.200L15.200 10'/>",
        ["zoom-in"] = "<circle cx='10.500' cy='10.500' r='6'/><path d='M15.200 15.200L20 20M10.500 8v5M8 10.500h5'/>",
        ["zoom-out"] = "<circle cx='10.500' cy='10.500' r='6'/><path d='M15.200 15.200L20 20M8 10.500h5'/>",
        ["fit"] = "<path d='M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5'/>",
        ["undo"] = "<path d='M8.500 5L4.500 9l4 4'/><path d='M5 9h9a5.500 5.500 0 010 11h-3'/>",
        ["redo"] = "<path d='M15.500 5l4 4-4 4'/><path d='M19 9h-9a5.500 5.500 0 000 11h3'/>",
        ["copy"] = "<rect x='8' y='8' width='12' height='12' rx='2'/><path d='M16 8V5.500A1.500 1.500 0 0014.500 4h-9A1.500 1.500 0 004 5.500v9A1.500 1.500 0 005.500 16H8'/>",
        ["paste"] = "<path d='M8.500 5.500H6A1.500 1.500 0 004.500 7v12A1.500 1.500 0 006 20.500h12a1.500 1.500 0 001.500-1.500V7A1.500 1.500 0 0018 5.500h-2.500'/><rect x='8.500' y='3.500' width='7' height='4' rx='1'/>",
        ["trash"] = "<path d='M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 13h9l1-13M10.500 10.500v6M13.500 10.500v6'/>",
        ["align-left"] = "<path d='M4.500 4v16'/><rect x='7.500' y='6' width='12' height='4' rx='1'/><rect x='7.500' y='14' width='7' height='4' rx='1'/>",
        ["align-center"] = "<path d='M12 3.500V6M12 10v4M12 18v2.500'/><rect x='5' y='6' width='14' height='4' rx='1'/><rect x='8' y='14' width='8' height='4' rx='1'/>",
        ["align-top"] = "<path d='M4 4.500h16'/><rect x='6' y='7.500' width='4' height='12' rx='1'/><rect x='14' y='7.500' width='4' height='7' rx='1'/>",
        ["align-middle"] = "<path d='M3.500 12H6M10 12h4M18 12h2.500'/><rect x='6' y='5' width='4' height='14' rx='1'/><rect x='14' y='8' width='4' height='8' rx='1'/>",
        ["spread-across"] = "<path d='M4 4v16M20 4v16'/><rect x='9' y='7' width='6' height='10' rx='1'/>",
        ["spread-down"] = "<path d='M4 4h16M4 20h16'/><rect x='7' y='9' width='10' height='6' rx='1'/>",
        ["layout"] = "<rect x='3.500' y='9.500' width='5' height='5' rx='1'/><rect x='15.500' y='4' width='5' height='5' rx='1'/><rect x='15.500' y='15' width='5' height='5' rx='1'/><path d='M8.500 12H12M12 6.500v11M12 6.500h3.500M12 17.500h3.500'/>",
        ["lanes"] = "<rect x='3.500' y='4' width='17' height='16' rx='1.500'/><path d='M3.500 9.300h17M3.500 14.600h17M7.500 4v16'/>",
        ["map"] = "<rect x='3.500' y='4.500' width='17' height='15' rx='1.500'/><rect x='11.500' y='11.500' width='6' height='5' rx='.5'/>",
        ["comment"] = "<path d='M4 5.500h16v11h-9l-4 3.500v-3.500H4z'/><path d='M8 9.500h8M8 12.500h5'/>",
        ["keyboard"] = "<rect x='3' y='6' width='18' height='12' rx='2'/><path d='M7 10h.2M10.500 10h.2M14 10h.2M17 10h.2M7 14h10'/>",
        ["download"] = "<path d='M12 4v11M7.500 11l4.500 4.500 4.500-4.500M4.500 19.500h15'/>",
        ["upload"] = "<path d='M12 15.500v-11M7.500 9L12 4.500 16.500 9M4.500 19.500h15'/>",
        ["flowchart"] = "<rect x='3.500' y='4' width='6' height='5' rx='1'/><rect x='14.500' y='15' width='6' height='5' rx='1'/><path d='M9.500 6.500h5a2.500 2.500 0 012.500 2.500v6'/>",
        ["sequence"] = "<path d='M4 12h3M10 12h4M17 12h3'/><rect x='7' y='9' width='3' height='6'/><rect x='14' y='9' width='3' height='6'/>",
        ["parallel"] = "<path d='M8 5v14M16 5v14'/><path d='M4 12h4M16 12h4'/>",
        ["fork"] = "<path d='M4 12h5l5-6h6M9 12l5 6h6'/>",
        ["if"] = "<path d='M12 3.500l8.500 8.500-8.500 8.500L3.500 12z'/>",
        ["decision"] = "<path d='M12 3.500l8.500 8.500-8.500 8.500L3.500 12z'/><path d='M9 12h6'/>",
        ["switch"] = "<path d='M4 12h5M9 12l6-7h5M9 12h11M9 12l6 7h5'/>",
        ["loop"] = "<path d='M5 12a7 7 0 0112-5l2 2M19 12a7 7 0 01-12 5l-2-2'/><path d='M19 4.500V9h-4.500M5 19.500V15h4.500'/>",
        ["break"] = "<path d='M12 4v7M12 20v-3M6 8l3 3M18 8l-3 3'/>",
        ["start"] = "<circle cx='12' cy='12' r='8'/><path d='M10.500 9l4.500 3-4.500 3z'/>",
        ["end"] = "<circle cx='12' cy='12' r='8'/><rect x='9.500' y='9.500' width='5' height='5'/>",
        ["node"] = "<rect x='4' y='4' width='16' height='16' rx='3'/><rect x='8.500' y='8.500' width='7' height='7' rx='1'/>",
        ["text"] = "<path d='M5 6h14M12 6v13M9 19h6'/>",
        ["variable"] = "<path d='M7 5c-3 4-3 10 0 14M17 5c3 4 3 10 0 14M9.500 9l5 6M14.500 9l-5 6'/>",
        ["output"] = "<path d='M4 12h11M11 8l4 4-4 4'/><path d='M19 5v14'/>",
        ["complete"] = "<circle cx='12' cy='12' r='8'/><path d='M8.500 12.200l2.500 2.500 4.500-5'/>",
        ["name"] = "<path d='M4 12l8-8h7.500v7.500l-8 8z'/><path d='M15.500 8.200v.2'/>",
        ["link"] = "<path d='M10 14a4 4 0 005.700 0l3-3a4 4 0 00-5.700-5.700l-1 1'/><path d='M14 10a4 4 0 00-5.700 0l-3 3a4 4 0 005.700 5.700l1-1'/>",
        ["fault"] = "<path d='M13 3.500L6 13.500h5l-1 7 7-10h-5z'/>",
        ["finish"] = "<path d='M6 21V4.500h12v8H6'/><path d='M10 4.500v8M14 4.500v8M6 8.500h12'/>",
        ["script"] = "<path d='M9 8l-4.500 4L9 16M15 8l4.500 4-4.500 4M13 5.500l-2 13'/>",
        ["event"] = "<path d='M5 9.500a8 8 0 0114 0M7.500 12a5 5 0 019 0'/><circle cx='12' cy='15.500' r='2'/>",
        ["task"] = "<rect x='4.500' y='4.500' width='15' height='15' rx='2'/><path d='M8.500 12l2.500 2.500 4.500-5'/>",
        ["timer"] = "<circle cx='12' cy='13' r='7'/><path d='M12 9.500V13l2.500 1.500M9.500 3.500h5'/>",
        ["child"] = "<rect x='4' y='4' width='9' height='9' rx='1.500'/><rect x='13' y='13' width='7' height='7' rx='1.500'/><path d='M8.500 13v3.500H13'/>",
    }.ToFrozenDictionary();

    /// <summary>The icon as the data of one path, for where only a path can be drawn.</summary>
    public static string OutlineOf(string name)
    {
        var outline = new System.Text.StringBuilder();
        foreach (System.Text.RegularExpressions.Match shape in Shape().Matches(Paths.GetValueOrDefault(name, Paths["activity"])))
        {
            double N(string attribute) => double.Parse(Number(attribute).Match(shape.Value) is { Success: true } found ? found.Groups[1].Value : "0", System.Globalization.CultureInfo.InvariantCulture);
            outline.Append(shape.Groups[1].Value switch
            {
                "circle" => FormattableString.Invariant($"M{N("cx") - N("r")} {N("cy")}a{N("r")} {N("r")} 0 1 0 {2 * N("r")} 0a{N("r")} {N("r")} 0 1 0 {-2 * N("r")} 0z"),
                "rect" => FormattableString.Invariant($"M{N("x")} {N("y")}h{N("width")}v{N("height")}h{-N("width")}z"),
                _ => shape.Groups[2].Value,
            });
        }
        return outline.ToString();
    }

    private static System.Text.RegularExpressions.Regex Number(string attribute) => new($"\\b{attribute}='([\\d.]+)'");

    [System.Text.RegularExpressions.GeneratedRegex("<(path|circle|rect)(?: d='([^']+)')?[^>]*>")]
    private static partial System.Text.RegularExpressions.Regex Shape();
}
