using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>Finds accounts by name or role; only those whom the operation may name are shown.</summary>
public sealed partial class PersonPicker : IDisposable
{
    private readonly CancellationTokenSource gone = new();
    private IReadOnlyList<PersonRow>? found;
    private string search = "";

    [Parameter, EditorRequired] public required string TaskId { get; set; }
    [Parameter, EditorRequired] public required string Operation { get; set; }
    [Parameter] public bool Several { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<PersonRow> Chosen { get; set; }
    [Parameter] public EventCallback<IReadOnlyList<PersonRow>> ChosenChanged { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }

    protected override Task OnInitializedAsync() => FindAsync();

    private async Task SearchAsync(ChangeEventArgs change)
    {
        search = change.Value as string ?? "";
        await FindAsync();
    }

    private async Task FindAsync()
    {
        var asked = search;
        var answer = await Desk.PeopleAsync((await Authentication).User, TaskId, Operation, asked, gone.Token);
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
