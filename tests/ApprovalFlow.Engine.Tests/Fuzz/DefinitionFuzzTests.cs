using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Fuzz;

/// <summary>Whatever the document, loading and validating answer problems with code and path, and never throw; what loads is written back the same.</summary>
public sealed class DefinitionFuzzTests
{
    private static readonly ActivityRegistry Registry = ActivityRegistry.CreateCore();
    private static readonly string[] Documents = [.. DefinitionSamples.All()];

    private static readonly string[] Fragments =
    [
        "null", "true", "-1", "1e400", "0.5", "99999999999999999999", "\"\"", "\"x\"", "\"$.root\"", "[]", "[[]]", "[null,1]", "{}", "{\"$ref\":\"1\"}", "{\"$id\":\"1\",\"$values\":[]}", "{\"\":0}",
        "{\"type\":\"Elsa.Flowchart\",\"id\":\"a\",\"activities\":[{}],\"connections\":[{}]}", "{\"typeName\":\"String\",\"expression\":{\"type\":\"JavaScript\",\"value\":\"((\"}}",
        "{\"type\":\"Elsa.Sequence\",\"activities\":[{\"type\":\"Elsa.Nothing\"},5]}", "{\"source\":{\"activity\":\"nowhere\",\"port\":\"Sideways\"},\"target\":{\"activity\":\"start\"}}", "\"\\ud800\"",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_tree_should_be_answered_with_problems_or_load(int seed)
    {
        var random = new Random(seed);
        var refused = 0;
        for (var i = 0; i < 600; i++)
        {
            var document = JsonNode.Parse(Documents[random.Next(Documents.Length)])!;
            for (var n = random.Next(1, 4); n > 0; n--)
                MutateTree(document, random);
            if (Check(document.ToJsonString()).Exists(p => p.Severity == ProblemSeverity.Error))
                refused++;
        }
        // A fuzz that breaks everything, or nothing, tests nothing.
        refused.ShouldBeInRange(60, 540);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    public void Mutated_text_should_be_answered_with_problems_or_load(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 600; i++)
        {
            var text = new StringBuilder(Documents[random.Next(Documents.Length)]);
            for (var n = random.Next(1, 4); n > 0 && text.Length > 0; n--)
                MutateText(text, random);
            Check(text.ToString());
        }
    }

    private static string Definition(string root) => $$"""{"id":"h","definitionId":"h","name":"Hostile","version":1,"root":{{root}}}""";

    public static TheoryData<string, string> Hostile()
    {
        static string Flowchart(string activities, string connections) => Definition($$"""{"id":"flow","type":"Elsa.Flowchart","activities":[{{activities}}],"connections":[{{connections}}]}""");
        const string Start = """{"id":"start","type":"Elsa.Start"}""";
        return new TheoryData<string, string>
        {
            { "", "json-invalid" },
            { "{", "json-invalid" },
            { "null", "definition-not-an-object" },
            { "[]", "definition-not-an-object" },
            { new string('[', 10_000) + new string(']', 10_000), "definition-too-deep" },
            { Definition(string.Concat(Enumerable.Repeat("{\"activities\":[", 10_000))), "definition-too-deep" },
            { Definition("{\"type\":\"Elsa.WriteLine\",\"text\":\"" + new string('x', WorkflowDefinition.MaxLength) + "\"}"), "definition-too-large" },
            { Definition("""{"type":"Elsa.Sequence","activities":[{"$ref":"1"}]}"""), "reference-not-allowed" },
            { Definition("5"), "root-not-an-object" },
            { Flowchart(Start + "," + Start, ""), "activity-id-duplicate" },
            { Flowchart(Start, """{"source":{"activity":"start","port":"Done"},"target":{"activity":"nowhere"}}"""), "connection-end-unknown" },
            { Flowchart(Start + """,{"id":"end","type":"Elsa.End"}""", """{"source":{"activity":"start","port":"Sideways"},"target":{"activity":"end"}}"""), "port-unknown" },
            { Flowchart("""{"id":"w","type":"Elsa.WriteLine","text":{"typeName":"String","expression":{"type":"JavaScript","value":"1 +"}}}""", ""), "expression-invalid" },
            { Flowchart("""{"id":"w"}""", ""), "activity-type-missing" },
        };
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Hostile_document_should_be_answered_with_its_problem(string json, string code) =>
        Check(json).Select(p => p.Code).ShouldContain(code, json[..Math.Min(json.Length, 120)]);

    [Fact]
    public void Deep_but_allowed_nesting_should_load()
    {
        var nested = new StringBuilder("""{"type":"Elsa.WriteLine"}""");
        for (var i = 0; i < 60; i++)
            nested.Insert(0, """{"type":"Elsa.Sequence","activities":[""").Append("]}");
        Check(Definition(nested.ToString())).ShouldNotContain(p => p.Severity == ProblemSeverity.Error);
    }

    private static List<DefinitionProblem> Check(string json)
    {
        try
        {
            var load = WorkflowDefinition.Load(json, "fuzz.json");
            (load.Definition is null).ShouldBe(load.HasErrors);
            var problems = load.Problems.ToList();
            if (load.Definition is { } definition)
            {
                problems.AddRange(WorkflowGraph.Validate(definition, Registry));
                CheckRoundTrip(definition);
            }
            foreach (var problem in problems)
                CheckProblem(problem);
            return problems;
        }
        catch (Exception e) when (e is not ShouldAssertException)
        {
            throw new InvalidOperationException($"Expected problems, but {e.GetType().Name} ({e.Message}) came of: {json[..Math.Min(json.Length, 3000)]}", e);
        }
    }

    private static void CheckRoundTrip(WorkflowDefinition definition)
    {
        var written = definition.ToJson();
        var again = WorkflowDefinition.Load(written);
        var reloaded = again.Definition.ShouldNotBeNull(string.Join("; ", again.Problems));
        reloaded.ContentHash.ShouldBe(definition.ContentHash);
        reloaded.ToJson().ShouldBe(written);
        (reloaded.Id, reloaded.DefinitionId, reloaded.Version).ShouldBe((definition.Id, definition.DefinitionId, definition.Version));
    }

    private static void CheckProblem(DefinitionProblem problem)
    {
        Regex.IsMatch(problem.Code, "^[a-z]+(-[a-z]+)*$").ShouldBeTrue($"Expected a stable code in kebab case, but it is '{problem.Code}'.");
        problem.Path.ShouldStartWith("$");
        problem.Message.ShouldNotBeNullOrWhiteSpace();
    }

    internal static void MutateTree(JsonNode document, Random random)
    {
        var nodes = Descendants(document).ToList();
        if (nodes.Count == 0)
            return;
        var victim = nodes[random.Next(nodes.Count)];
        var other = nodes[random.Next(nodes.Count)];
        switch (random.Next(8))
        {
            case 0: Replace(victim, null); break;
            case 1: Remove(victim); break;
            case 2: Replace(victim, other.DeepClone()); break;
            case 3 when victim.Parent is JsonArray list: list.Add(victim.DeepClone()); break;
            case 4: Replace(victim, Nested(random.Next(1, 190))); break;
            case 5 when victim is JsonValue: Replace(victim, JsonValue.Create(string.Concat(Enumerable.Repeat("x = (", random.Next(1, 4))))); break;
            case 6: SwapIds(nodes, random); break;
            default:
                var fragment = Fragments[random.Next(Fragments.Length)];
                // Numbers out of range and lone surrogates only exist as text.
                Replace(victim, fragment is "1e400" or "\"\\ud800\"" ? JsonValue.Create("\u4e2d") : JsonNode.Parse(fragment));
                break;
        }
    }

    private static void SwapIds(List<JsonNode> nodes, Random random)
    {
        var ids = nodes.Where(n => n is JsonValue && n.Parent is JsonObject && n.GetPropertyName() is "id" or "activity" or "port").ToList();
        if (ids.Count > 0)
            Replace(ids[random.Next(ids.Count)], ids[random.Next(ids.Count)].DeepClone());
    }

    private static JsonNode Nested(int depth)
    {
        JsonNode node = JsonValue.Create(1);
        for (var i = 0; i < depth; i++)
            node = i % 2 == 0 ? new JsonArray(node) : new JsonObject { ["activities"] = node };
        return node;
    }

    private static IEnumerable<JsonNode> Descendants(JsonNode node)
    {
        var children = node switch { JsonObject map => map.Select(m => m.Value), JsonArray list => list, _ => [] };
        foreach (var child in children.OfType<JsonNode>())
        {
            yield return child;
            foreach (var below in Descendants(child))
                yield return below;
        }
    }

    private static void Replace(JsonNode node, JsonNode? with)
    {
        if (node.Parent is JsonObject map)
            map[node.GetPropertyName()] = with;
        else if (node.Parent is JsonArray list)
            list[node.GetElementIndex()] = with;
    }

    private static void Remove(JsonNode node)
    {
        if (node.Parent is JsonObject map)
            map.Remove(node.GetPropertyName());
        else if (node.Parent is JsonArray list)
            list.RemoveAt(node.GetElementIndex());
    }

    private static void MutateText(StringBuilder text, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0: text.Length = at; break;
            case 1: text[at] = (char)random.Next(1, 128); break;
            case 2: text.Insert(at, Fragments[random.Next(Fragments.Length)]); break;
            case 3: text.Remove(at, Math.Min(random.Next(1, 40), text.Length - at)); break;
            case 4: text.Insert(at, "{}[],:\"\\\u0000\ufeff"[random.Next(10)]); break;
            default:
                // A whole value swapped for another, still as text.
                var quote = text.ToString().IndexOf("\": ", at, StringComparison.Ordinal);
                if (quote > 0)
                    text.Insert(quote + 3, Fragments[random.Next(Fragments.Length)] + ", \"was\": ");
                break;
        }
    }
}
