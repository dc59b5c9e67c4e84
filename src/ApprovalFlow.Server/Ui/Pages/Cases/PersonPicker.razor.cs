using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>Finds accounts by name or role and lets one or several of them be chosen.</summary>
public sealed partial class PersonPicker : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<PersonRow>? found;
    private string search = "";

    /// <summary>Asked with what was typed.</summary>
    [Parameter, EditorRequired] public required Func<string, CancellationToken, Task<IReadOnlyList<PersonRow>>> Find { get; set; }
    [Parameter] public string Id { get; set; } = "person";
    [Parameter] public string? Label { get; set; }
    [Parameter] public bool Several { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<PersonRow> Chosen { get; set; }
    [Parameter] public EventCallback<IReadOnlyList<PersonRow>> ChosenChanged { get; set; }

    protected override Task OnInitializedAsync() => FindAsync();

    private async Task SearchAsync(ChangeEventArgs change)
    {
        search = change.Value as string ?? "";
        await FindAsync();
    }

    private async Task FindAsync()
    {
        var asked = search;
        var answer = await Find(asked, gone.Token);
        // Typing went on meanwhile: the later question has its own answer.
        if (asked == search)
            found = answer;
    }

    private bool IsChosen(PersonRow person) => Chosen.Any(c => c.UserName == person.UserName);

    private Task ChooseAsync(PersonRow person) => ChosenChanged.InvokeAsync(
        !Several ? [person] : IsChosen(person) ? [.. Chosen.Where(c => c.UserName != person.UserName)] : [.. Chosen, person]);

    private string RolesOf(PersonRow person) => string.Join(T["list.comma"], person.Mandates.Select(m => T.Find("role", m.Role)).Distinct());

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
