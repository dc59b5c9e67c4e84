using System.Globalization;
using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>A filled form to read: choices by their label, numbers with their unit.</summary>
public sealed partial class Facts
{
    [Parameter, EditorRequired] public required IReadOnlyList<FormField> Fields { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyDictionary<string, object?> Values { get; set; }

    private string Show(FormField field) => Values.GetValueOrDefault(field.Key) switch
    {
        null or "" => T["value.none"],
        bool flag => T[flag ? "value.true" : "value.false"],
        double number => $"{number.ToString("#,0.####", CultureInfo.InvariantCulture)} {field.Unit}".TrimEnd(),
        string choice when field.Choices?.FirstOrDefault(c => c.Value == choice) is { } known => T.Pick(known.LabelZh, known.LabelEn),
        var other => Convert.ToString(other, CultureInfo.InvariantCulture) ?? "",
    };
}
