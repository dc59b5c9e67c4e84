using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

public sealed partial class CaseFilePage : IDisposable
{
    private int seen;
    private string? done;
    private PageWatch? watch;

    [Parameter] public string Number { get; set; } = "";
    [SupplyParameterFromQuery] public bool? Exceptions { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required CaseMarks Marks { get; set; }
    [Inject] public required ForecastDesk Forecasts { get; set; }
    [Inject] public required CurrentActor Actors { get; set; }
    [Inject] public required DefinitionQuery Definitions { get; set; }
    [Inject] public required ClockQuery Clocks { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required CaseSignals Signals { get; set; }
    [Inject] public required HistoryTexts Histories { get; set; }
    [Inject] public required LocalTimes Times { get; set; }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender)
            watch = PageWatch.On(Signals, change => change.CaseNumber == Number, () => _ = InvokeAsync(Refresh));
    }

    private void Refresh()
    {
        seen++;
        StateHasChanged();
    }

    private void DoneAsync(string said)
    {
        done = said;
        Refresh();
    }

    private async Task<CaseSheet> LoadAsync(CancellationToken cancellation)
    {
        var user = (await Authentication).User;
        var actor = await Actors.OfAsync(user, cancellation);
        if (await Desk.FindAsync(user, Number, cancellation) is not { } found)
            return new(null, null, null, actor, [], null, null) { Removed = await Desk.RemovedAsync(user, Number, cancellation) };
        await Desk.ReadCopyAsync(actor, found, cancellation);
        await Marks.ReadAsync(actor.UserId, Number, found.Version, cancellation);
        var definition = await Definitions.FindByHashAsync(found.DefinitionHash, cancellation);
        var clocks = await Clocks.FindAsync(Number, cancellation: cancellation);
        var item = Catalogue.Item(found.Header.ItemCode)?.AskedBy(definition?.Json);
        return new(found, item, definition?.Json, actor, Histories.Of(found, item), Catalogue.Department(found.Header.DepartmentId),
            found.Header.CountyCode is { } code ? Catalogue.Counties.FirstOrDefault(c => c.Code == code) : null)
        {
            Menus = await Desk.MenusAsync(actor, Number, cancellation),
            CaseMenu = await Desk.CaseMenuAsync(actor, Number, cancellation),
            Forecast = await Forecasts.OfCaseAsync(user, Number, cancellation),
            Clocks = clocks,
            Mark = await Marks.FindAsync(actor.UserId, Number, cancellation),
        };
    }

    public void Dispose() => watch?.Dispose();
}
