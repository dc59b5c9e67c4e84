using System.Globalization;
using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Designing;

public sealed partial class FlowDesign
{
    private const int LongestText = 4_000, LongestScript = 16_000, MostItems = 200;

    private Rejection? Rename(DesignCommand.Rename command, DesignRecorder recorder)
    {
        if (index.Activity(command.Activity) is not { } activity) return DesignText.Reject("design-activity-unknown", command.Activity);
        if ((PlainText.NameProblem(command.Zh) ?? (command.En.Length == 0 ? null : PlainText.NameProblem(command.En))) is { } problem) return problem;
        var (zh, en) = (command.Zh.Trim(), command.En.Trim());
        foreach (var (input, name) in new[] { ("nameZh", zh), ("nameEn", en) })
            if (TypeOf(activity)?.Inputs.FirstOrDefault(i => i.Name == input) is not { } descriptor) continue;
            else if (name.Length > 0) Write(activity, descriptor, new DesignValue.Text(name), recorder);
            else recorder.Remove(activity, input);
        var metadata = recorder.Object(activity, "metadata");
        recorder.Set(metadata, "displayText", zh);
        if (en.Length > 0) recorder.Set(metadata, "displayTextEn", en);
        else recorder.Remove(metadata, "displayTextEn");
        recorder.Touched.Activities.Add(command.Activity);
        return null;
    }

    private Rejection? SetInput(DesignCommand.SetInput command, DesignRecorder recorder)
    {
        if (index.Activity(command.Activity) is not { } activity) return DesignText.Reject("design-activity-unknown", command.Activity);
        if (TypeOf(activity)?.Inputs.FirstOrDefault(i => i.Name == command.Input) is not { } input) return DesignText.Reject("design-input-unknown", NameOf(activity), command.Input);
        if (command.Value is null)
            recorder.Remove(activity, input.Name);
        else
        {
            if (ValueProblem(input, command.Value) is { } problem) return problem;
            Write(activity, input, command.Value, recorder);
        }
        recorder.Touched.Activities.Add(command.Activity);
        if (input.Name == HumanInputs.Outcomes || input.UiHint == "dynamic-outcomes") TouchConnectionsFrom(command.Activity, recorder);
        return null;
    }

    /// <summary>Other outcomes: connections may begin at one that is no more, or at one that is there again.</summary>
    private void TouchConnectionsFrom(string activity, DesignRecorder recorder)
    {
        foreach (var key in ConnectionsFrom(activity)) recorder.Touched.Connections.Add((FlowOf(activity)!, key));
    }

    /// <summary>Members of the wrapper that designers do not see (memory references, what other tools added) stay.</summary>
    private void Write(JsonObject activity, InputDescriptor input, DesignValue value, DesignRecorder recorder)
    {
        if (input.UiHint == "variable-picker" && value is DesignValue.Variable named)
        {
            recorder.Set(activity, input.Name, Reference(named.Name));
            return;
        }
        if (!input.IsWrapped)
        {
            recorder.Set(activity, input.Name, InputJson.Plain(value));
            return;
        }
        var (type, written) = InputJson.Expression(value);
        if (value is DesignValue.Variable variable) written = Reference(variable.Name);
        if (value is DesignValue.Field field) written = (Declared("inputs", field.Name)?.DeepClone()) ?? written;
        if (activity[input.Name] is JsonObject wrapped && FlowJson.Text(wrapped, "typeName") is not null)
        {
            var expression = recorder.Object(wrapped, "expression");
            recorder.Set(expression, "type", type);
            recorder.Set(expression, "value", written);
        }
        else
            recorder.Set(activity, input.Name, InputJson.Wrapped(input.TypeName, type, written));
    }

    private static Rejection? ValueProblem(InputDescriptor input, DesignValue value)
    {
        string Name() => input.DisplayName.Zh;
        if (!input.IsWrapped && value is DesignValue.Script or DesignValue.Field or DesignValue.Variable && input.UiHint != "variable-picker") return DesignText.Reject("design-input-not-expression", Name());
        switch (value)
        {
            case DesignValue.Text text:
                if (PlainText.Problem(text.Value, LongestText, markup: input.UiHint is "code-editor") is { } hostile) return hostile;
                if (input.Options is { } options && !options.Any(o => o.Name == text.Value)) return DesignText.Reject("design-value-not-offered", Name(), text.Value);
                if (input.TypeName == "TimeSpan" && (!TimeSpan.TryParse(text.Value, CultureInfo.InvariantCulture, out var span) || span < TimeSpan.Zero)) return DesignText.Reject("design-value-invalid", Name(), text.Value);
                return input.TypeName is "Double" or "Int32" or "Boolean" ? DesignText.Reject("design-value-invalid", Name(), text.Value) : null;
            case DesignValue.Number number:
                return input.TypeName is "Double" or "Int32" or "Object" && double.IsFinite(number.Value) && number.Value is >= 0 and <= 100_000 && (input.Name is not ("limitDays" or "workingDays" or "plannedDays") || number.Value * 2 % 1 == 0)
                    ? null : DesignText.Reject("design-value-invalid", Name(), number.Value.ToString(CultureInfo.InvariantCulture));
            case DesignValue.Flag:
                return input.TypeName is "Boolean" or "Object" ? null : DesignText.Reject("design-value-invalid", Name(), "true/false");
            case DesignValue.List list:
                if (list.Values.Count > MostItems) return DesignText.Reject("design-value-invalid", Name(), list.Values.Count.ToString(CultureInfo.InvariantCulture));
                foreach (var item in list.Values)
                    if (PlainText.NameProblem(item, 500) is { } problem) return problem;
                    else if (input.Options is { } choices && !choices.Any(o => o.Name == item)) return DesignText.Reject("design-value-not-offered", Name(), item);
                if (input.UiHint == "dynamic-outcomes" && Twice(list.Values) is { } twice) return DesignText.Reject("design-label-duplicate", twice);
                return input.TypeName.StartsWith("List<", StringComparison.Ordinal) || input.TypeName is "Object" ? null : DesignText.Reject("design-value-invalid", Name(), string.Join(", ", list.Values));
            case DesignValue.Script script:
                return PlainText.Problem(script.Source, LongestScript, markup: true);
            case DesignValue.Variable { Name: var name }:
                return PlainText.NameProblem(name);
            case DesignValue.Field { Name: var name }:
                return PlainText.NameProblem(name);
            default:
                return null;
        }
    }

    private Rejection? SetCases(DesignCommand.SetCases command, DesignRecorder recorder)
    {
        if (index.Activity(command.Activity) is not { } activity) return DesignText.Reject("design-activity-unknown", command.Activity);
        if (TypeOf(activity)?.HasCases != true) return DesignText.Reject("design-input-unknown", NameOf(activity), "cases");
        if (command.Cases.Count > MostItems) return DesignText.Reject("design-value-invalid", "cases", Count(command.Cases.Count));
        foreach (var (label, condition) in command.Cases)
            if ((PlainText.NameProblem(label) ?? PlainText.Problem(condition, LongestScript, markup: true)) is { } problem) return problem;
        if (Twice(command.Cases.Select(c => c.Label)) is { } twice) return DesignText.Reject("design-label-duplicate", twice);
        // A case that stays keeps what else stands in it, such as the activity of a switch.
        var before = (activity["cases"] as JsonArray)?.OfType<JsonObject>().Where(c => FlowJson.Text(c, "label") is not null).GroupBy(c => FlowJson.Text(c, "label")!).ToDictionary(g => g.Key, g => g.First()) ?? [];
        recorder.Set(activity, "cases", new JsonArray([.. command.Cases.Select(c =>
        {
            var made = before.GetValueOrDefault(c.Label)?.DeepClone().AsObject() ?? new JsonObject { ["label"] = c.Label };
            made["condition"] = new JsonObject { ["type"] = "JavaScript", ["value"] = c.Condition };
            return made;
        })]));
        recorder.Touched.Activities.Add(command.Activity);
        recorder.Touched.Structure = true;
        TouchConnectionsFrom(command.Activity, recorder);
        return null;
    }

    private static string? Twice(IEnumerable<string> names) => names.GroupBy(n => n, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1)?.Key;
}
