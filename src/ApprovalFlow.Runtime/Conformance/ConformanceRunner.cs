using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Runtime.Workflows;

namespace ApprovalFlow.Runtime.Conformance;

/// <summary>Runs conformance cases against the engine and says how each differs from what it expects.</summary>
public static class ConformanceRunner
{
    /// <summary>Empty: passed. Otherwise one sentence per difference.</summary>
    public static IReadOnlyList<string> Run(ConformanceCase @case)
    {
        try { return new CaseRun(@case).Run(); }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidCastException or OverflowException or ArgumentException or UnauthorizedAccessException)
        {
            return [$"Expected the case to run, but {e.GetType().Name}: {e.Message}"];
        }
    }

    private sealed class CaseRun(ConformanceCase @case)
    {
        private readonly WorkflowLab lab = new(ActivityRegistry.CreateCore(),
            @case.Document.TryGetProperty("flowchartMode", out var mode) && mode.GetString() == "token" ? FlowchartMode.Token : FlowchartMode.Counter);
        private List<string> differences = [];
        private readonly List<string> notes = [];
        private LabInstance? current;
        private int publishErrors;

        public IReadOnlyList<string> Run()
        {
            var document = @case.Document;
            if (document.TryGetProperty("clock", out var clock)) lab.Now = DateTimeOffset.Parse(clock.GetString()!, CultureInfo.InvariantCulture);
            foreach (var file in document.GetProperty("definitions").EnumerateArray())
                publishErrors += lab.ImportAndPublish(File.ReadAllText(Path.Combine(@case.Folder, file.GetString()!)), file.GetString()).Count;
            foreach (var step in document.GetProperty("steps").EnumerateArray()) Step(step);
            Check(document.GetProperty("expected"));
            CheckReplay();
            if (differences.Count == 0) return differences;
            differences.AddRange(notes);
            foreach (var incident in lab.Instances.SelectMany(i => i.State.Incidents))
                differences.Add($"(incident at '{incident.Node}': {incident.Message}{(incident.Cause is null ? "" : $" — {incident.Cause}")})");
            return differences;
        }

        private Dictionary<string, object?>? InputOf(JsonElement step) =>
            Read(step, "input") ?? Read(@case.Document, "input");

        private static Dictionary<string, object?>? Read(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? (Dictionary<string, object?>)Value.FromJson(value)! : null;

        private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        private void Step(JsonElement step)
        {
            switch (Text(step, "kind"))
            {
                case "run":
                    var definition = Text(step, "definitionId") ?? Text(@case.Document, "startDefinitionId")!;
                    current = lab.Run(definition, InputOf(step), Text(step, "correlationId"), Text(step, "name"));
                    if (current is null) differences.Add($"Expected a published definition '{definition}' to run, but there is none.");
                    else if (step.TryGetProperty("untilEnd", out var until) && until.GetBoolean()) RunUntilEnd(current, InputOf(step));
                    break;
                case "resume":
                    var activity = Text(step, "activityId");
                    if (current?.State.Bookmarks.FirstOrDefault(b => current.Graph.ActivityAt(b.Node)?.Id == activity) is { } bookmark) lab.Resume(current, bookmark.Id, InputOf(step));
                    // Resuming what does not wait does nothing (SPEC 7.2): only what is expected at the end tells whether that was right.
                    else notes.Add($"(nothing was resumed: there was no bookmark of activity '{activity}')");
                    break;
                case "event":
                    lab.PublishEvent(Text(step, "eventName")!, Text(step, "correlationId"), step.TryGetProperty("payload", out var payload) ? Value.FromJson(payload) : null);
                    break;
                case "advance-time":
                    // What was run by hand waits by its bookmarks; only where nothing was run does time start instances.
                    lab.Jump(TimeSpan.Parse(Text(step, "by")!, CultureInfo.InvariantCulture), Read(@case.Document, "input"), startsTriggers: current is null);
                    break;
                case "cancel": if (current is not null) lab.Cancel(current); break;
                case "publish": publishErrors += lab.PublishAgain(Text(step, "definitionId")!).Count; break;
                case var other: differences.Add($"Expected a known kind of step, but got '{other}'."); break;
            }
        }

        /// <summary>Every bookmark of the moment once, and again, until it is finished or nothing waits. Bounded: a workflow may wait for ever.</summary>
        private void RunUntilEnd(LabInstance instance, Dictionary<string, object?>? input)
        {
            for (var round = 0; round < 1_000 && !instance.State.IsFinished && instance.State.Bookmarks.Count > 0; round++)
                foreach (var bookmark in instance.State.Bookmarks.ToList()) lab.Resume(instance, bookmark.Id, input);
        }

        // ---- checks

        private void Expect(bool holds, string what, object? expected, object? actual)
        {
            if (!holds) differences.Add($"Expected {what} {CanonicalJson.Write(Value.Normalize(expected), sorted: false)}, but got {CanonicalJson.Write(Value.Normalize(actual), sorted: false)}.");
        }

        private void Check(JsonElement expected)
        {
            var main = current ?? (lab.Instances.Count > 0 ? lab.Instances[0] : null);
            foreach (var check in expected.EnumerateObject())
            {
                var value = Value.FromJson(check.Value);
                switch (check.Name)
                {
                    case "unordered": break;
                    case "writeLines":
                        var lines = Texts(value).ToList();
                        var unordered = expected.TryGetProperty("unordered", out var u) && u.GetBoolean();
                        var same = unordered ? lab.Lines.Order(StringComparer.Ordinal).SequenceEqual(lines.Order(StringComparer.Ordinal)) : lab.Lines.SequenceEqual(lines);
                        Expect(same, "the lines", lines, lab.Lines);
                        break;
                    case "writeLinesContain": foreach (var line in Texts(value)) Expect(lab.Lines.Contains(line), "among the lines", line, lab.Lines); break;
                    case "writeLinesNotContain": foreach (var line in Texts(value)) Expect(!lab.Lines.Contains(line), "not among the lines", line, lab.Lines); break;
                    case "writeLinesContainAny": Expect(Texts(value).Any(lab.Lines.Contains), "among the lines one of", value, lab.Lines); break;
                    case "writeLineCount": Expect(lab.Lines.Count == (double)value!, "the number of lines", value, lab.Lines.Count); break;
                    case "instanceCount": Expect(lab.Instances.Count == (double)value!, "the number of instances", value, lab.Instances.Count); break;
                    case "publishErrorCount": Expect(publishErrors == (double)value!, "the number of publish errors", value, publishErrors); break;
                    case "activityVersions": foreach (var item in check.Value.EnumerateArray()) CheckActivityVersion(item); break;
                    case "otherInstances": foreach (var item in check.Value.EnumerateArray()) CheckOther(item, main); break;
                    default:
                        if (main is null) differences.Add($"Expected an instance for '{check.Name}', but there is none.");
                        else CheckInstance(check.Name, check.Value, value, main);
                        break;
                }
            }
        }

        private static IEnumerable<string> Texts(object? value) => ((List<object?>)value!).Select(Value.ToText);

        private void CheckInstance(string name, JsonElement json, object? value, LabInstance main)
        {
            var state = main.State;
            switch (name)
            {
                case "status": Expect((state.IsFinished ? "Finished" : "Running") == (string?)value, name, value, state.IsFinished ? "Finished" : "Running"); break;
                case "subStatus": Expect(state.SubStatus.ToString() == (string?)value, name, value, state.SubStatus.ToString()); break;
                case "correlationId": Expect(state.CorrelationId == (string?)value, name, value, state.CorrelationId); break;
                case "instanceName": Expect(state.Name == (string?)value, name, value, state.Name); break;
                case "bookmarkCount": Expect(state.Bookmarks.Count == (double)value!, name, value, state.Bookmarks.Count); break;
                case "incidentCount": Expect(state.Incidents.Count == (double)value!, name, value, state.Incidents.Count); break;
                case "incidentMessages":
                    foreach (var message in Texts(value)) Expect(state.Incidents.Any(i => i.Message == message), "an incident", message, state.Incidents.Select(i => i.Message).ToList());
                    break;
                case "outputs":
                    foreach (var output in json.EnumerateObject())
                        Expect(Same(state.Output.GetValueOrDefault(output.Name), Value.FromJson(output.Value)), $"output '{output.Name}'", Value.FromJson(output.Value), state.Output.GetValueOrDefault(output.Name));
                    break;
                case "variables":
                    foreach (var variable in json.EnumerateObject())
                        Expect(Same(VariableOf(main, variable.Name), Value.FromJson(variable.Value)), $"variable '{variable.Name}'", Value.FromJson(variable.Value), VariableOf(main, variable.Name));
                    break;
                case "anyVariable":
                    Expect(main.Definition.Variables.Any(v => Same(VariableOf(main, v.Id), value)), "some variable", value, main.Definition.Variables.ToDictionary(v => v.Id, v => VariableOf(main, v.Id)));
                    break;
                case "executedActivityIds":
                    foreach (var id in Texts(value)) Expect(Executions(main).Contains(id), "executed", id, Executions(main));
                    break;
                case "notExecutedActivityIds":
                    foreach (var id in Texts(value)) Expect(!Executions(main).Contains(id), "not executed", id, Executions(main));
                    break;
                case "executionCounts":
                    foreach (var count in json.EnumerateObject())
                        Expect(Executions(main).Count(id => id == count.Name) == count.Value.GetInt32(), $"executions of '{count.Name}'", count.Value.GetInt32(), Executions(main).Count(id => id == count.Name));
                    break;
                case "activityStatuses":
                    foreach (var status in json.EnumerateObject())
                        Expect(StatusOf(main, status.Name) == status.Value.GetString(), $"status of '{status.Name}'", status.Value.GetString(), StatusOf(main, status.Name));
                    break;
                case "outcomes":
                    foreach (var outcome in json.EnumerateObject())
                    {
                        var actual = OutcomesOf(main, outcome.Name).ToList();
                        var wanted = outcome.Value.EnumerateArray().Select(o => o.GetString()!).ToList();
                        Expect(actual.Exists(wanted.SequenceEqual), $"outcomes of '{outcome.Name}'", wanted, actual);
                    }
                    break;
                default: differences.Add($"Expected a known check, but got '{name}'."); break;
            }
        }

        private static object? VariableOf(LabInstance main, string id) =>
            main.State.TryGetVariable(id, out var value) ? value : main.Definition.Variables.FirstOrDefault(v => v.Id == id)?.Default;

        /// <summary>Numbers may have been written as text by a script, and the other way round: only the value counts.</summary>
        private static bool Same(object? a, object? b) => Value.AreEqual(a, b) || a is not null && b is not null && a is string != b is string && Value.ToText(a) == Value.ToText(b);

        private static List<string> Executions(LabInstance main) =>
            [.. main.Events.OfType<WorkflowEvent.ActivityStarted>().Skip(1).Select(e => main.Graph.ActivityAt(e.Node)!.Id)];

        private static IEnumerable<int> ContextsOf(LabInstance main, string activityId) =>
            main.Events.OfType<WorkflowEvent.ActivityStarted>().Where(e => main.Graph.ActivityAt(e.Node)?.Id == activityId).Select(e => e.Context);

        private static string? StatusOf(LabInstance main, string activityId)
        {
            string? status = null;
            var contexts = ContextsOf(main, activityId).ToHashSet();
            if (contexts.Count == 0) return null;
            var last = contexts.Max();
            status = "Running";
            foreach (var e in main.Events)
                status = e switch
                {
                    WorkflowEvent.ActivityCompleted c when c.Context == last => "Completed",
                    WorkflowEvent.ActivityCanceled c when c.Context == last => "Canceled",
                    WorkflowEvent.ActivityFaulted c when c.Context == last => "Faulted",
                    _ => status,
                };
            return status;
        }

        /// <summary>One list for each execution that completed: any of them may be meant.</summary>
        private static IEnumerable<IReadOnlyList<string>> OutcomesOf(LabInstance main, string activityId)
        {
            var contexts = ContextsOf(main, activityId).ToHashSet();
            return main.Events.OfType<WorkflowEvent.ActivityCompleted>().Where(e => contexts.Contains(e.Context)).Select(e => e.Outcomes ?? ["Done"]);
        }

        private void CheckOther(JsonElement expected, LabInstance? main)
        {
            bool Has(LabInstance instance)
            {
                var outer = differences;
                differences = [];
                foreach (var property in expected.EnumerateObject())
                    if (property.Name != "definitionId") CheckInstance(property.Name == "name" ? "instanceName" : property.Name, property.Value, Value.FromJson(property.Value), instance);
                    else if (instance.State.DefinitionId != property.Value.GetString()) differences.Add("Another definition.");
                var same = differences.Count == 0;
                differences = outer;
                return same;
            }

            Expect(lab.Instances.Any(i => i != main && Has(i)), "another instance with", Value.FromJson(expected), lab.Instances.Select(i => $"{i.State.DefinitionId} {i.State.CorrelationId} {i.State.SubStatus}").ToList());
        }

        private void CheckActivityVersion(JsonElement expected)
        {
            var definition = lab.Latest(Text(expected, "definitionId")!);
            var found = definition?.Root is { } root ? Versions(root, Text(expected, "workflowDefinitionId")!).ToList() : [];
            Expect(found.Contains(expected.GetProperty("version").GetInt32()), "an activity version", expected.GetProperty("version").GetInt32(), found);
        }

        private static IEnumerable<int> Versions(JsonElement element, string definitionId)
        {
            if (element.ValueKind == JsonValueKind.Array) return element.EnumerateArray().SelectMany(e => Versions(e, definitionId));
            if (element.ValueKind != JsonValueKind.Object) return [];
            IEnumerable<int> own = element.TryGetProperty("workflowDefinitionId", out var id) && id.ValueKind == JsonValueKind.String && id.GetString() == definitionId && element.TryGetProperty("version", out var version) && version.TryGetInt32(out var number) ? [number] : [];
            return own.Concat(element.EnumerateObject().SelectMany(p => Versions(p.Value, definitionId)));
        }

        private static byte[] Stored(WorkflowEvent e) => CaseEventJson.Encode(new CaseEvent.Flow(e)).Data;

        /// <summary>Beyond the case: folding the events gives the live state, and deciding again gives the same events to the byte.</summary>
        private void CheckReplay()
        {
            foreach (var instance in lab.Instances)
            {
                if (WorkflowState.Fold(instance.Events).Describe() != instance.State.Describe()) differences.Add($"Expected the fold of the events of '{instance.Id}' to be its live state, but it differs.");
                var state = WorkflowState.Empty;
                var position = 0;
                foreach (var step in instance.Steps)
                {
                    var decision = step.DecideAgain(instance.Graph, state);
                    if (decision.Events.Count != step.Events) { differences.Add($"Expected {step.Events} events on deciding again at {position} of '{instance.Id}', but got {decision.Events.Count}."); break; }
                    var other = Enumerable.Range(0, step.Events).FirstOrDefault(i => !Stored(decision.Events[i]).SequenceEqual(Stored(instance.Events[position + i])), -1);
                    if (other >= 0) { differences.Add($"Expected the same event on deciding again at {position + other} of '{instance.Id}', but it differs."); break; }
                    state = decision.State;
                    position += step.Events;
                }
                if (state.Describe() != instance.State.Describe()) differences.Add($"Expected deciding again to end in the same state of '{instance.Id}', but it differs.");
            }
        }
    }
}
