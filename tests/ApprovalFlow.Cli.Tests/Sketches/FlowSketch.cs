using System.Text.Json.Nodes;

namespace ApprovalFlow.Cli.Tests.Sketches;

/// <summary>A definition in a few words, written out as the document that a designer would save.</summary>
/// <remarks>
/// Nodes are <c>kind:id</c>, with what matters in brackets: the outcomes offered of a step (<c>review:r(Approve,Refuse)</c>), the branches of a fork, the result of <c>close</c>, the
/// condition of <c>if</c>, the cases of <c>switch</c> (<c>a=kind == 'x';b=…</c>; a word in a condition is a form field). Connections are <c>r.Approve > d</c>. Steps name department, role and duty.
/// </remarks>
internal sealed class FlowSketch
{
    private static readonly Dictionary<string, (string Type, string Role)> Steps = new()
    {
        ["accept"] = ("Accept", "window-clerk"), ["review"] = ("Review", "reviewer"), ["countersign"] = ("Countersign", "reviewer"), ["site"] = ("SiteInspection", "inspector"), ["joint"] = ("JointInspection", "inspector"),
        ["expert"] = ("ExpertReview", "expert"), ["hearing"] = ("Hearing", "reviewer"), ["decide"] = ("Decide", "chief-representative"), ["deliver"] = ("Deliver", "window-clerk"), ["issue"] = ("Issue", "issuer"),
        ["fee"] = ("Fee", "cashier"), ["correct"] = ("Correction", "window-clerk"), ["leader"] = ("LeaderApproval", "city-leader"),
    };

    private readonly Dictionary<string, JsonObject> nested = [];
    private string root = "";
    private string[] connections = [];

    public JsonObject About { get; } = new() { ["promisedDays"] = 30, ["statutoryDays"] = 60 };
    public JsonArray Inputs { get; } = [];
    public JsonArray Variables { get; } = [];
    private JsonObject? whole;

    public static FlowSketch Of(string nodes, params string[] connections) => new() { root = nodes, connections = connections };

    /// <summary>A root that is no flowchart.</summary>
    public static FlowSketch Of(JsonObject root) => new() { whole = root };

    public FlowSketch OfItem(string code)
    {
        About["itemCode"] = code;
        return this;
    }

    public FlowSketch Saying(string member, JsonNode value)
    {
        About[member] = value;
        return this;
    }

    public FlowSketch Asking(params string[] inputs)
    {
        foreach (var input in inputs)
            Inputs.Add(new JsonObject { ["name"] = input.Split(' ')[1], ["type"] = input.Split(' ')[0] });
        return this;
    }

    public FlowSketch Declaring(string id, string name, string type)
    {
        Variables.Add(new JsonObject { ["id"] = id, ["name"] = name, ["typeName"] = type });
        return this;
    }

    public FlowSketch With(string id, JsonObject activity)
    {
        nested[id] = activity;
        return this;
    }

    /// <summary>One plain property of one activity, whatever it was.</summary>
    public FlowSketch Where(string id, string member, JsonNode? value)
    {
        changes.Add((id, member, value));
        return this;
    }

    private readonly List<(string Id, string Member, JsonNode? Value)> changes = [];

    public string ToJson(string id)
    {
        var chart = whole ?? Chart("flow", root, connections, nested);
        foreach (var (activity, member, value) in changes)
        {
            var found = chart["activities"]!.AsArray().Single(a => (string?)a!["id"] == activity)!.AsObject();
            found.Remove(member);
            if (value is not null) found[member] = value.DeepClone();
        }
        return new JsonObject
        {
            ["id"] = id, ["definitionId"] = id, ["name"] = id, ["version"] = 1, ["inputs"] = Inputs, ["variables"] = Variables, ["customProperties"] = new JsonObject { ["approvalflow"] = About }, ["root"] = chart,
        }.ToJsonString();
    }

    public static JsonObject Chart(string id, string nodes, string[] connections, Dictionary<string, JsonObject>? nested = null) => new()
    {
        ["id"] = id, ["type"] = "Elsa.Flowchart",
        ["activities"] = new JsonArray([.. Words(nodes).Select(n => (JsonNode)(nested?.GetValueOrDefault(n) ?? Node(n)))]),
        ["connections"] = new JsonArray([.. connections.SelectMany(Links)]),
    };

    public static JsonObject Sequence(string id, params JsonObject[] children) => Holding("Elsa.Sequence", id, children);
    public static JsonObject Parallel(string id, params JsonObject[] children) => Holding("Elsa.Parallel", id, children);
    private static JsonObject Holding(string type, string id, JsonObject[] children) => new() { ["id"] = id, ["type"] = type, ["activities"] = new JsonArray([.. children]) };
    public static JsonObject If(string id, string condition, JsonObject then, JsonObject? otherwise = null)
    {
        var activity = new JsonObject { ["id"] = id, ["type"] = "Elsa.If", ["condition"] = Script(condition, "Boolean"), ["then"] = then };
        if (otherwise is not null) activity["else"] = otherwise;
        return activity;
    }

    public static JsonObject While(string id, bool condition, JsonObject body) => new() { ["id"] = id, ["type"] = "Elsa.While", ["condition"] = Literal(condition, "Boolean"), ["body"] = body };

    /// <summary>Words apart, what stands in brackets together.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '(') depth++;
            if (i < text.Length && text[i] == ')') depth--;
            if (i < text.Length && (text[i] != ' ' || depth > 0)) continue;
            if (i > start) yield return text[start..i];
            start = i + 1;
        }
    }

    /// <summary><c>a.X,Y > b</c> is two connections.</summary>
    private static IEnumerable<JsonNode> Links(string text)
    {
        var (from, to) = (text[..text.IndexOf('>')].Trim(), text[(text.IndexOf('>') + 1)..].Trim());
        var (source, ports) = from.Contains('.') ? (from[..from.IndexOf('.')], from[(from.IndexOf('.') + 1)..].Split(',')) : (from, ["Done"]);
        foreach (var port in ports)
            yield return new JsonObject { ["source"] = new JsonObject { ["activity"] = source, ["port"] = port }, ["target"] = new JsonObject { ["activity"] = to, ["port"] = "In" } };
    }

    public static JsonObject Node(string text)
    {
        var open = text.IndexOf('(');
        var (kind, id) = (text[..text.IndexOf(':')], text[(text.IndexOf(':') + 1)..(open < 0 ? text.Length : open)]);
        var inside = open < 0 ? null : text[(open + 1)..^1];
        JsonObject Of(string type, params (string Name, JsonNode Value)[] members)
        {
            var activity = new JsonObject { ["id"] = id, ["type"] = type };
            foreach (var (name, value) in members) activity[name] = value;
            return activity;
        }

        switch (kind)
        {
            case "start": return Of("Elsa.Start");
            case "end": return Of("Elsa.End");
            case "finish": return Of("Elsa.Finish");
            case "break": return Of("Elsa.Break");
            case "line": return Of("Elsa.WriteLine", ("text", Literal("x", "String")));
            case "all": return Of("Elsa.FlowJoin", ("mode", Literal("WaitAll", "FlowJoinMode")));
            case "active": return Of("Elsa.FlowJoin", ("mode", Literal("WaitAllActive", "FlowJoinMode")));
            case "any": return Of("Elsa.FlowJoin", ("mode", Literal("WaitAny", "FlowJoinMode")));
            case "fork": return Of("Elsa.FlowFork", ("branches", Literal(new JsonArray([.. inside!.Split(',').Select(b => (JsonNode)b)]), "List<String>")));
            case "if": return Of("Elsa.FlowDecision", ("condition", inside is "true" or "false" ? Literal(inside == "true", "Boolean") : Script(inside!, "Boolean")));
            case "switch" or "switchany":
                return Of("Elsa.FlowSwitch", ("mode", Literal(kind == "switch" ? "MatchFirst" : "MatchAny", "String")),
                    ("cases", new JsonArray([.. inside!.Split(';').Select(c => (JsonNode)new JsonObject { ["label"] = c[..c.IndexOf('=')].Trim(), ["condition"] = Script(c[(c.IndexOf('=') + 1)..].Trim(), "Boolean")["expression"]!.DeepClone() })])));
            case "close": return Of("Approval.CloseCase", ("result", Literal(inside!, "String")));
            case "notify": return Of("Approval.Notify", ("titleZh", Literal("提醒", "String")));
            case "remind": return Of("Approval.DeadlineTimer", ("workingDays", Literal(3, "Double")));
            case "interrupt": return Of("Approval.DeadlineTimer", ("workingDays", Literal(3, "Double")), ("interrupting", Literal(true, "Boolean")));
        }
        var (step, role) = Steps[kind];
        var person = Of("Approval." + step, ("nameZh", Literal(id, "String")), ("nameEn", Literal(id, "String")), ("role", Literal(role, "String")), ("departmentId", Literal("dept-fgw", "String")),
            ("limitDays", Literal(1, "Double")), ("duty", "核对"));
        if (inside is not null) person["outcomes"] = Literal(new JsonArray([.. inside.Split(',').Select(o => (JsonNode)o)]), "List<String>");
        return person;
    }

    public static JsonObject Literal(JsonNode value, string type) => new() { ["typeName"] = type, ["expression"] = new JsonObject { ["type"] = value is JsonArray ? "Object" : "Literal", ["value"] = value is JsonArray ? value.ToJsonString() : value } };

    /// <summary>Bare words become form fields, unless they stand in quotes, are called, or are words of the language.</summary>
    public static JsonObject Script(string text, string type) => new()
    {
        ["typeName"] = type,
        ["expression"] = new JsonObject { ["type"] = "JavaScript", ["value"] = System.Text.RegularExpressions.Regex.Replace(text, @"(?<![\w'""./-])(?!(?:true|false|null|variables|getOutputFrom|includes)\b)[a-z]\w*(?![\w'""(])", m => $"getInput(\"{m.Value}\")") },
    };
}
