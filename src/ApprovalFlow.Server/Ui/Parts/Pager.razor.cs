using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Parts;

/// <summary>Forward through a list by cursor, or back to its start.</summary>
public sealed partial class Pager
{
    /// <summary>The next page's cursor; null on the last page.</summary>
    [Parameter, EditorRequired] public required string? Cursor { get; set; }
    [Parameter] public string? Current { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private bool IsLater => !string.IsNullOrEmpty(Current);
    private string? Next => Cursor is null ? null : Navigation.GetUriWithQueryParameter("after", Cursor);
    private string First => Navigation.GetUriWithQueryParameter("after", (string?)null);
}
