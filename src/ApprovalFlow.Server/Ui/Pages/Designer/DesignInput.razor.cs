using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>One input of one activity, edited as its description says. A value is committed when the field is left; what is refused is said under it.</summary>
public sealed partial class DesignInput
{
    private DesignValue? value;
    private string? refused, adding;
    private bool asScript, stale, touched;
    private int fresh;
    private (string? Activity, InputDescriptor? Input, string? Picker) shown;

    [CascadingParameter] public required DesignSession Session { get; set; }
    /// <summary>Null: nothing to show yet; the field is drawn for whoever comes.</summary>
    [Parameter, EditorRequired] public required string? Activity { get; set; }
    [Parameter, EditorRequired] public required InputDescriptor Input { get; set; }
    /// <summary>Another way of choosing the value than the description names.</summary>
    [Parameter] public string? Picker { get; set; }

    private string Id => $"input-{Input.Name}";
    private bool IsNumber => Input.TypeName is "Double" or "Int32";
    private bool IsScript => asScript || value is DesignValue.Script or DesignValue.Field || value is DesignValue.Variable && Input.UiHint != "variable-picker";
    private bool HasScript => Input.IsWrapped && !Session.ReadOnly && MayBeScript;
    private bool MayBeScript => Input.UiHint is not ("check-list" or "department-list" or "dynamic-outcomes" or "role-picker" or "code-editor") && Input.Name is not "clock";
    /// <summary>A reference is shown as the expression that says the same.</summary>
    private string Referred => value switch { DesignValue.Field named => $"getInput(\"{named.Name}\")", DesignValue.Variable variable => $"getVariable(\"{variable.Name}\")", _ => "" };
    private string? Text => value switch { DesignValue.Text text => text.Value, DesignValue.Number number => number.Value.ToString("0.##", CultureInfo.InvariantCulture), DesignValue.Flag flag => flag.Value ? "true" : "false", _ => null };
    private IReadOnlyList<string> List => value is DesignValue.List list ? list.Values : [];
    /// <summary>Nothing listed means everything.</summary>
    private IReadOnlyCollection<string> Offered => value is DesignValue.List { Values.Count: > 0 } list ? list.Values : [.. Input.Options?.Select(o => o.Name) ?? []];

    /// <summary>Labels and hints are markup, because an element of its own for each word costs more on the circuit than the word.</summary>
    private MarkupString Label => new($"<label for=\"{Id}\">{Encoded(T.Pick(Input.DisplayName))}{(Input.Required ? "<span class=\"required\" aria-hidden=\"true\">*</span>" : "")}</label>");

    private MarkupString Hint => new(Picker is null && Input.UiHint != "checkbox" && T.Pick(Input.Description) is { Length: > 0 } description ? $"<p>{Encoded(description)}</p>" : "");

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static string Encoded(string text) => Encoder.Encode(text);

    /// <summary>The component stays when another activity is shown: only another value, or what somebody typed, is a reason to draw it again.</summary>
    protected override void OnParametersSet()
    {
        if (shown != (Activity, Input, Picker))
        {
            // Another description is another field; and what was typed here, and perhaps refused, belongs to what was shown before.
            if (shown.Input is not null && (touched || asScript || !ReferenceEquals(shown.Input, Input) || shown.Picker != Picker)) (fresh, stale) = (fresh + 1, true);
            (shown, touched, asScript, refused, adding) = ((Activity, Input, Picker), false, false, null, null);
        }
        var now = Activity is null ? null : Session.Design.ValueOf(Activity, Input);
        if (AreEqual(value, now)) return;
        (value, stale) = (now, true);
        if (value is not null) asScript = false;
    }

    /// <summary>Another input's change is no reason to draw this one again.</summary>
    protected override bool ShouldRender()
    {
        var draw = stale;
        stale = false;
        return draw;
    }

    private static bool AreEqual(DesignValue? one, DesignValue? other) => one is DesignValue.List a && other is DesignValue.List b ? a.Values.SequenceEqual(b.Values) : Equals(one, other);

    private void Set(DesignValue? to)
    {
        if (Activity is null) return;
        (stale, touched) = (true, true);
        refused = Session.Apply(new DesignCommand.SetInput(Activity, Input.Name, to)).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        value = Session.Design.ValueOf(Activity, Input);
    }

    private IEnumerable<Outcome> Counties => Session.Catalogue.Counties.Select(c => new Outcome(c.Code, new(c.NameZh, c.NameEn)));

    /// <summary>The choices of a drop-down, after the one for no value; what stands there stays among them, known or not.</summary>
    private MarkupString Options(string? none, IEnumerable<Outcome> choices)
    {
        List<Outcome> known = [.. choices];
        var chosen = Text ?? Input.DefaultValue as string;
        if (chosen is { Length: > 0 } && known.All(k => k.Name != chosen)) known.Insert(0, new(chosen, new(chosen, chosen)));
        if (none is not null) known.Insert(0, new("", new(none, none)));
        return new(string.Concat(known.Select(k => $"<option value=\"{Encoded(k.Name)}\"{(k.Name == chosen ? " selected" : "")}>{Encoded(T.Pick(k.DisplayName))}</option>")));
    }

    private void SetText(string? text) => Set(string.IsNullOrWhiteSpace(text) ? null : new DesignValue.Text(text.Trim()));

    private void SetNumber(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) Set(null);
        else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)) Set(new DesignValue.Number(number));
        else Set(new DesignValue.Text(text));
    }

    private void SetList(IEnumerable<string> items)
    {
        List<string> list = [.. items];
        Set(list.Count == 0 ? null : new DesignValue.List(list));
    }

    /// <summary>All ticked is the same as nothing said.</summary>
    private void Tick(string name, bool on)
    {
        List<string> now = [.. Input.Options!.Select(o => o.Name).Where(o => o == name ? on : Offered.Contains(o))];
        Set(now.Count == 0 || now.Count == Input.Options!.Count ? null : new DesignValue.List(now));
    }

    private string DepartmentName(string? id) => id is null ? "" : Session.Catalogue.Department(id) is { } department ? T.Pick(department.ShortZh, department.NameEn) : id;

    private string? DepartmentId(string? name) => Session.Catalogue.Departments.FirstOrDefault(d => d.ShortZh == name || d.NameZh == name || d.NameEn == name || d.Id == name)?.Id;

    private void SetDepartment(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) Set(null);
        else if (DepartmentId(name.Trim()) is { } id) Set(new DesignValue.Text(id));
        else Refuse(T["designer.noDepartment", name]);
    }

    private void Refuse(string why) => (refused, stale, touched) = (why, true, true);

    private void AddDepartment(string? name)
    {
        adding = "";
        if (string.IsNullOrWhiteSpace(name)) return;
        if (DepartmentId(name.Trim()) is { } id) SetList(List.Append(id).Distinct());
        else Refuse(T["designer.noDepartment", name]);
    }

    private void ToggleScript()
    {
        stale = true;
        if (IsScript)
        {
            asScript = false;
            if (value is not null) Set(null);
        }
        else asScript = true;
    }

    private static IEnumerable<string> Lines(string? text) => (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
