using System.Globalization;
using ApprovalFlow.Domain.Catalogue;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>One field of an item's form or of a task. It holds what was typed; whether that is right is the domain's word, shown as <see cref="Problem"/>.</summary>
public sealed partial class FieldInput
{
    [Parameter, EditorRequired] public required FormField Field { get; set; }
    /// <summary>Plain JSON shape: null, bool, double or string. A number that cannot be read stays the string that was typed.</summary>
    [Parameter] public object? Value { get; set; }
    [Parameter] public EventCallback<object?> ValueChanged { get; set; }
    [Parameter] public string? Problem { get; set; }
    [Parameter] public bool ReadOnly { get; set; }
    [Parameter] public string Prefix { get; set; } = "f";

    private string Id => $"{Prefix}-{Field.Key}";
    private string Label => T.Pick(Field.LabelZh, Field.LabelEn);
    private string? Invalid => Problem is null ? null : "true";
    private string? DescribedBy => Problem is not null ? $"{Id}-problem" : Hint is not null ? $"{Id}-hint" : null;

    private string Text => Value switch
    {
        null => "",
        double number => number.ToString("0.##########", CultureInfo.InvariantCulture),
        _ => Convert.ToString(Value, CultureInfo.InvariantCulture) ?? "",
    };

    private string? Hint => Field switch
    {
        { Type: "idcard" } => T["field.hint.idcard"],
        { Type: "uscc" } => T["field.hint.uscc"],
        { Min: { } min, Max: { } max } => T["field.hint.between", min, max],
        { Min: { } min } => T["field.hint.min", min],
        { Max: { } max } => T["field.hint.max", max],
        _ => null,
    };

    private Task SetAsync(object? value)
    {
        Value = value;
        return ValueChanged.InvokeAsync(value);
    }

    private static object? Blank(object? typed) => typed is string { Length: > 0 } text ? text : null;

    private static object? Number(object? typed) =>
        Blank(typed) is not string text ? null
        : double.TryParse(text.Trim(), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : text;
}
