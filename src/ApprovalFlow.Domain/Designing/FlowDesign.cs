using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

/// <summary>A definition under the pen: the document as it was read, changed by commands, each of which can be taken back exactly.</summary>
/// <remarks>
/// A command is refused with a reason and changes nothing, or changes the document and tells whom it touched. What the product does not know
/// (activity types, members) is kept as it is. Not safe for several threads at once: one design belongs to one circuit.
/// </remarks>
public sealed partial class FlowDesign
{
    /// <summary>Largest number of activities in one definition.</summary>
    public const int MaxActivities = 10_000;

    /// <summary>Steps that can be undone; older ones are forgotten.</summary>
    private const int MaxSteps = 1_000;

    internal static JsonSerializerOptions Writing { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };
    private static readonly JsonNodeOptions AnyCase = new() { PropertyNameCaseInsensitive = true };

    private readonly ActivityRegistry registry;
    private readonly JsonObject document;
    private readonly List<DesignStep> done = [], undone = [];
    private DesignIndex index;
    private long length;

    private FlowDesign(JsonObject document, ActivityRegistry registry, long length)
    {
        this.document = document;
        this.registry = registry;
        this.length = length;
        index = DesignIndex.Of(document);
    }

    /// <summary>Counts every change, undoing included: whoever saved an earlier one has something to save.</summary>
    public int Revision { get; private set; }
    public bool CanUndo => done.Count > 0;
    public bool CanRedo => undone.Count > 0;
    public int ActivityCount => index.Count;
    public string RootFlow => index.Root;

    /// <summary>Opens a document for drawing. Older spellings of flowcharts are read and brought to today's.</summary>
    public static DesignOpening Open(string json, ActivityRegistry registry)
    {
        var load = WorkflowDefinition.Load(json);
        if (load.Definition is null)
        {
            var problem = load.Problems.First(p => p.Severity == ProblemSeverity.Error);
            return new(null, new Rejection(problem.Code, problem.Message));
        }
        JsonObject document;
        try
        {
            document = JsonNode.Parse(json.TrimStart('\uFEFF'), AnyCase, new JsonDocumentOptions { MaxDepth = 256, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!.AsObject();
            Materialize(document);
        }
        catch (Exception twice) when (twice is ArgumentException or JsonException)
        {
            return new(null, DesignText.Reject("design-member-twice", twice.Message));
        }
        if (document["root"] is not JsonObject root)
        {
            root = FlowJson.Flowchart("flow");
            document["root"] = root;
        }
        if (root["type"]?.ToString() is var type && type != FlowJson.FlowchartType)
            return new(null, DesignText.Reject("design-root-not-flowchart", type ?? ""));
        if (OlderSpellings.Modernize(document) is { } twin)
            return new(null, DesignText.Reject("design-id-duplicate", twin));
        var design = new FlowDesign(document, registry, document.ToJsonString(Writing).Length);
        return design.ActivityCount > MaxActivities
            ? new(null, DesignText.Reject("design-too-many-activities", Count(MaxActivities), Count(design.ActivityCount)))
            : new(design, null);
    }

    /// <summary>The document as it stands, on one line, in the order in which it was read.</summary>
    public string ToJson() => document.ToJsonString(Writing);

    /// <summary>The same for people and their tools to read.</summary>
    public string ToReadableJson() => Catalogue.CompactJson.Write(document);

    /// <summary>What the checks and the rehearsal look at; always well-formed, seldom right.</summary>
    public WorkflowDefinition ToDefinition() => WorkflowDefinition.Load(ToJson()).Definition!;

    public DesignAnswer Apply(DesignCommand command)
    {
        var recorder = new DesignRecorder();
        var refusal = Decide(command, recorder, out var chosen);
        if (refusal is null && length + recorder.Growth > WorkflowDefinition.MaxLength)
            refusal = DesignText.Reject("design-too-large", Count(WorkflowDefinition.MaxLength));
        var step = recorder.Step;
        if (refusal is not null)
        {
            // Refused after the fact: what was written meanwhile is taken back, so that nothing is half done.
            foreach (var edit in step.Inverse().Edits) edit.Apply(document);
            if (step.Touched.Structure) index = DesignIndex.Of(document);
            return new(null, refusal);
        }
        if (recorder.IsEmpty) return new(DesignDelta.Nothing, null);
        undone.Clear();
        done.Add(step);
        if (done.Count > MaxSteps) done.RemoveAt(0);
        return new(Settle(step) with { Chosen = chosen }, null);
    }

    public DesignAnswer Undo() => Turn(done, undone, "design-nothing-to-undo");

    public DesignAnswer Redo() => Turn(undone, done, "design-nothing-to-redo");

    /// <summary>Takes the last step of one pile, applies its inverse and lays that on the other.</summary>
    private DesignAnswer Turn(List<DesignStep> from, List<DesignStep> to, string nothing)
    {
        if (from.Count == 0) return new(null, DesignText.Reject(nothing));
        var inverse = from[^1].Inverse();
        from.RemoveAt(from.Count - 1);
        foreach (var edit in inverse.Edits) edit.Apply(document);
        to.Add(inverse);
        return new(Settle(inverse), null);
    }

    private DesignDelta Settle(DesignStep step)
    {
        length += step.Edits.Sum(e => e.Growth);
        if (step.Touched.Structure) index = DesignIndex.Of(document);
        Revision++;
        return DeltaOf(step.Touched);
    }

    /// <summary>JSON nodes are read lazily; a member that stands twice is found only on looking.</summary>
    private static void Materialize(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members: foreach (var (_, value) in members) Materialize(value); break;
            case JsonArray items: foreach (var item in items) Materialize(item); break;
        }
    }

    private static string Count(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A drawing, or why the document cannot be drawn.</summary>
public sealed record DesignOpening(FlowDesign? Design, Rejection? Refusal);

/// <summary>What to draw again, or why nothing was done.</summary>
public sealed record DesignAnswer(DesignDelta? Delta, Rejection? Refusal);
