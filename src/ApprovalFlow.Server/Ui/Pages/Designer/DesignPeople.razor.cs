using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Designer;

/// <summary>The persons that an approver rule names: found by name, kept by user name.</summary>
public sealed partial class DesignPeople
{
    private static readonly char[] Between = [',', '，', ';', '；', '、', ' '];

    private IReadOnlyList<PersonRow> chosen = [];
    private string? known;

    [Parameter, EditorRequired] public required DesignSession Session { get; set; }
    [Parameter, EditorRequired] public required string Id { get; set; }
    /// <summary>User names with commas between.</summary>
    [Parameter] public string Names { get; set; } = "";
    [Parameter] public Action<string> OnChosen { get; set; } = _ => { };

    protected override async Task OnParametersSetAsync()
    {
        if (known == Names) return;
        known = Names;
        List<PersonRow> found = [];
        foreach (var name in Names.Split(Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            found.Add((await Session.Directory.People(name, CancellationToken.None)).FirstOrDefault(p => p.UserName.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? new(name, name, name, []));
        chosen = found;
    }

    private void Choose(IReadOnlyList<PersonRow> people)
    {
        chosen = people;
        known = string.Join(",", people.Select(p => p.UserName));
        OnChosen(known);
    }
}
