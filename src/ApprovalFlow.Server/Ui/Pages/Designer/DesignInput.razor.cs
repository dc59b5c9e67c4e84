using System.Globalization;
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
    private bool asScript, stale = true;
    private int drawn = -1;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter, EditorRequired] public required string Activity { get; set; }
    [Parameter, EditorRequired] public required InputDescriptor Input { get; set; }
    [Parameter] public int Revision { get; set; }

    private string Id => $"input-{Input.Name}";
    private bool IsNumber => Input.TypeName is "Double" or "Int32";
    private bool IsScript => asScript || value is DesignValue.Script or DesignValue.Field || value is DesignValue.Variable && Input.UiHint != "variable-picker";
    private bool MayBeScript => Input.UiHint is not ("check-list" or "department-list" or "dynamic-outcomes" or "role-picker" or "code-editor") && Input.Name is not "clock";
    /// <summary>A reference is shown as the expression that says the same.</summary>
    private string Referred => value switch { DesignValue.Field named => $"getInput(\"{named.Name}\")", DesignValue.Variable variable => $"getVariable(\"{variable.Name}\")", _ => "" };
    private string? Text => value switch { DesignValue.Text text => text.Value, DesignValue.Number number => number.Value.ToString("0.##", CultureInfo.InvariantCulture), DesignValue.Flag flag => flag.Value ? "true" : "false", _ => null };
    private IReadOnlyList<string> List => value is DesignValue.List list ? list.Values : [];
    /// <summary>Nothing listed means everything.</summary>
    private IReadOnlyCollection<string> Offered => value is DesignValue.List { Values.Count: > 0 } list ? list.Values : [.. Input.Options?.Select(o => o.Name) ?? []];

    protected override void OnParametersSet()
    {
        if (drawn == Revision) return;
        drawn = Revision;
        var now = Session.Design.ValueOf(Activity, Input);
        if (AreEqual(value, now)) return;
        (value, stale) = (now, true);
        if (value is not null) asScript = false;
    }

    /// <summary>Another input's change is no reason to draw this one again.</summary>
    protected override bool ShouldRender() => stale;

    protected override void OnAfterRender(bool firstRender) => stale = false;

    private static bool AreEqual(DesignValue? one, DesignValue? other) => one is DesignValue.List a && other is DesignValue.List b ? a.Values.SequenceEqual(b.Values) : Equals(one, other);

    private void Set(DesignValue? to)
    {
        stale = true;
        refused = Session.Apply(new DesignCommand.SetInput(Activity, Input.Name, to)).Refusal is { } refusal ? Refusals.TextOf(refusal) : null;
        value = Session.Design.ValueOf(Activity, Input);
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

    private void Refuse(string why) => (refused, stale) = (why, true);

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
