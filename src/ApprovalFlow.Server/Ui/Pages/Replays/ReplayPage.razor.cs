using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Desk;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Replays;

/// <summary>重演: a case gone through again, for those who oversee.</summary>
public sealed partial class ReplayPage
{
    [Parameter] public string Number { get; set; } = "";
    /// <summary>The event at which it stands.</summary>
    [SupplyParameterFromQuery] public long? At { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required DefinitionQuery Versions { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private async Task<ReplaySource> LoadAsync(CancellationToken cancellation)
    {
        if (await Desk.ReplayAsync((await Authentication).User, Number, cancellation) is not { } file)
            return new(null, null, new Dictionary<string, string>()) { Removed = await Desk.RemovedAsync((await Authentication).User, Number, cancellation) };
        // Every version that the case ran under, so that no step waits for one.
        var definitions = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var hash in CaseReferences.DefinitionsOf(file.Replay.Records))
            if (await Versions.FindByHashAsync(hash, cancellation) is { } version)
                definitions[hash] = version.Json;
        return new(file, Catalogue.Item(file.Header.ItemCode), definitions);
    }

    /// <summary>The address tells where it stands, so that it can be sent to somebody.</summary>
    private void Remember(long sequence) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("at", sequence), new NavigationOptions { ReplaceHistoryEntry = true });
}

/// <param name="File">Null: no such case for this reader.</param>
/// <param name="Definitions">By hash.</param>
public sealed record ReplaySource(ReplayFile? File, ApprovalItem? Item, IReadOnlyDictionary<string, string> Definitions)
{
    /// <summary>What is left of a case whose content was removed.</summary>
    public RemovedCase? Removed { get; init; }
}
