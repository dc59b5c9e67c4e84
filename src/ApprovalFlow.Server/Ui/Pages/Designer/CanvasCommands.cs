using System.Text.Json;
using ApprovalFlow.Domain.Designing;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>Reads what the canvas asks. It comes from a browser, so nothing of it is believed.</summary>
internal static class CanvasCommands
{
    private const int Most = 12_000;

    /// <summary>Null: not a command.</summary>
    public static DesignCommand? Read(JsonElement json, DesignSession session, string newComment)
    {
        try
        {
            return Text(json, "k") switch
            {
                "add" => new DesignCommand.Add(session.Flow, Text(json, "t"), Number(json, "x"), Number(json, "y"), json.TryGetProperty("f", out var from) ? new PortReference(from.GetString()!, Text(json, "p")) : null),
                "connect" => new DesignCommand.Connect(new(Text(json, "s"), Text(json, "p"), Text(json, "t"))),
                "reconnect" => new DesignCommand.Reconnect(Key(json.GetProperty("o")), new(Text(json, "s"), Text(json, "p"), Text(json, "t"))),
                "delete" => new DesignCommand.Delete(Texts(json, "i"), [.. Items(json, "l").Select(Key)], Texts(json, "c")),
                "move" => new DesignCommand.Move(Texts(json, "i"), Number(json, "x"), Number(json, "y"), json.TryGetProperty("d", out var lane) ? lane.GetString() : null),
                "place" => new DesignCommand.Place([.. Items(json, "l").Select(l => new Placement(l[0].GetString()!, l[1].GetDouble(), l[2].GetDouble()))]),
                "align" => Enum.TryParse<Alignment>(Text(json, "a"), out var to) && Enum.IsDefined(to) ? new DesignCommand.Align(Texts(json, "i"), to) : null,
                "paste" => new DesignCommand.Paste(session.Flow, session.Clip ?? "", Number(json, "x"), Number(json, "y")),
                "template" => new DesignCommand.Paste(session.Flow, DesignTemplates.Find(Text(json, "n"))?.Clip ?? "", Number(json, "x"), Number(json, "y")),
                "comment" => new DesignCommand.AddComment(session.Flow, newComment, Number(json, "x"), Number(json, "y")),
                _ => null,
            };
        }
        catch (Exception invalid) when (invalid is InvalidOperationException or KeyNotFoundException or FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    public static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"Expected '{name}' to be text.");

    private static ConnectionKey Key(JsonElement l) => new(Named(l[0]), Named(l[1]), Named(l[2]));

    private static string Named(JsonElement json) => json.GetString() ?? throw new FormatException("Expected the end of a connection to be text.");

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();

    private static List<string> Texts(JsonElement json, string name) => [.. Items(json, name).Select(i => i.GetString() ?? throw new FormatException($"Expected '{name}' to hold texts."))];

    private static IEnumerable<JsonElement> Items(JsonElement json, string name)
    {
        var list = json.GetProperty(name);
        return list.GetArrayLength() <= Most ? list.EnumerateArray() : throw new FormatException($"Expected at most {Most} of '{name}'.");
    }
}
