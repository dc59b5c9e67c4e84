using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Views of one list. Links, so that the address remembers which one.</summary>
public sealed partial class Tabs
{
    [Parameter, EditorRequired] public required IReadOnlyList<Tab> Items { get; set; }
    [Parameter, EditorRequired] public required string Label { get; set; }
}

public sealed record Tab(string Title, string Href, bool Current, int? Count = null);
