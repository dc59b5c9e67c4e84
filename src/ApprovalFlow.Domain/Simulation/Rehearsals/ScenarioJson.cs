using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Definitions;

namespace ApprovalFlow.Domain.Simulation.Rehearsals;

/// <summary>Scenarios as they lie in a definition: <c>customProperties.approvalflow.scenarios</c>. So they are versioned, compared, exported and imported with what they try.</summary>
public static class ScenarioJson
{
    private const string Member = "scenarios";
    public const string Path = $"$.{FlowAbout.Custom}.{FlowAbout.Section}.{Member}";

    /// <summary>What can be read; the rest is named in <paramref name="problems"/>, each by its JSON path.</summary>
    public static IReadOnlyList<RehearsalScenario> Read(JsonElement document, ICollection<string> problems)
    {
        var scenarios = new List<RehearsalScenario>();
        if (FlowAbout.Of(document) is not { ValueKind: JsonValueKind.Object } section || !section.TryGetProperty(Member, out var list)) return scenarios;
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add(Path);
            return scenarios;
        }
        var position = 0;
        foreach (var json in list.EnumerateArray())
        {
            if (Scenario(json) is { } scenario && scenarios.All(s => s.Name != scenario.Name)) scenarios.Add(scenario);
            else problems.Add($"{Path}[{PlainJson.Text(position)}]");
            position++;
        }
        return scenarios;
    }

    /// <summary>The same document with these scenarios and no others.</summary>
    public static string Write(string json, IReadOnlyList<RehearsalScenario> scenarios)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        if (document[FlowAbout.Custom] is not JsonObject custom) document[FlowAbout.Custom] = custom = [];
        if (custom[FlowAbout.Section] is not JsonObject section) custom[FlowAbout.Section] = section = [];
        if (scenarios.Count == 0) section.Remove(Member);
        else section[Member] = new JsonArray([.. scenarios.Select(Json)]);
        return CompactJson.Write(document);
    }

    private static JsonObject Json(RehearsalScenario scenario)
    {
        var json = new JsonObject { ["name"] = scenario.Name, ["startsOn"] = PlainJson.Iso(scenario.Script.StartsOn), ["form"] = Map(scenario.Script.Form) };
        if (scenario.Script.CountyCode is { } county) json["county"] = county;
        json["moves"] = new JsonArray([.. scenario.Script.Moves.Select(Json)]);
        json["expected"] = new JsonObject { ["result"] = scenario.Expected.Result, ["completed"] = Texts(scenario.Expected.Completed), ["open"] = Texts(scenario.Expected.Open) };
        return json;
    }

    private static JsonObject Json(RehearsalMove move)
    {
        if (move is RehearsalMove.Wait wait) return new() { ["wait"] = wait.WorkingDays };
        var complete = (RehearsalMove.Complete)move;
        var json = new JsonObject { ["complete"] = complete.ActivityId, ["outcome"] = complete.Outcome };
        if (complete.Data is { Count: > 0 } data) json["data"] = Map(data);
        return json;
    }

    private static JsonNode Map(IReadOnlyDictionary<string, object?> values) => JsonNode.Parse(Engine.Values.CanonicalJson.Write(values))!;
    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(t => (JsonNode)t)];

    private static RehearsalScenario? Scenario(JsonElement json)
    {
        if (Text(json, "name") is not { Length: > 0 } name || Text(json, "startsOn") is not { } from || !DateOnly.TryParseExact(from, "yyyy-MM-dd", out var day)) return null;
        if (!Has(json, "moves", JsonValueKind.Array, out var list) || !Has(json, "expected", JsonValueKind.Object, out var expected)) return null;
        var moves = list.EnumerateArray().Select(Move).ToList();
        if (moves.Contains(null) || Strings(expected, "completed") is not { } completed || Strings(expected, "open") is not { } open) return null;
        return new(name, new(day, Has(json, "form", JsonValueKind.Object, out var form) ? Values(form) : new Dictionary<string, object?>()) { CountyCode = Text(json, "county"), Moves = [.. moves.OfType<RehearsalMove>()] },
            new(Text(expected, "result"), completed, open));
    }

    private static RehearsalMove? Move(JsonElement json)
    {
        if (Has(json, "wait", JsonValueKind.Number, out var days) && days.TryGetInt32(out var wait)) return new RehearsalMove.Wait(wait);
        return Text(json, "complete") is { } activity && Text(json, "outcome") is { } outcome
            ? new RehearsalMove.Complete(activity, outcome) { Data = Has(json, "data", JsonValueKind.Object, out var data) ? Values(data) : null }
            : null;
    }

    private static IReadOnlyDictionary<string, object?> Values(JsonElement json) => (IReadOnlyDictionary<string, object?>)PlainJson.Parse(System.Text.Encoding.UTF8.GetBytes(json.GetRawText()))!;

    private static IReadOnlyList<string>? Strings(JsonElement json, string name) =>
        Has(json, name, JsonValueKind.Array, out var list) && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) ? [.. list.EnumerateArray().Select(e => e.GetString()!)] : null;

    private static bool Has(JsonElement json, string name, JsonValueKind kind, out JsonElement value)
    {
        value = default;
        return json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out value) && value.ValueKind == kind;
    }

    private static string? Text(JsonElement json, string name) => Has(json, name, JsonValueKind.String, out var value) ? value.GetString() : null;
}
