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

    /// <summary>Not written in the markup, where it would bind a DateTime: a day without a zone stays the text that it is.</summary>
    private const string DateInput = "date";

    private string Id => $"{Prefix}-{Field.Key}";
    private string Label => T.Pick(Field.LabelZh, Field.LabelEn);
    private string? Invalid => Problem is null ? null : "true";
    private string? DescribedBy => Problem is not null ? $"{Id}-problem" : Hint is not null ? $"{Id}-hint" : null;

    /// <summary>What was typed stays as it was typed while it means the same: "12." is on its way to "12.5".</summary>
    private string Text => typed is not null && Equals(Number(typed), Value) ? typed : Value switch
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

    private string? typed;

    private Task SetTextAsync(string? text) => SetAsync(Blank(text));

    private Task SetNumberAsync(string? text)
    {
        typed = text;
        return SetAsync(Number(text));
    }

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
