using System.Security.Claims;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>Steps of a flow whose approvers the applicant chooses.</summary>
    public async Task<IReadOnlyList<ApproverChoice>> ChoicesAsync(string flowCode, CancellationToken cancellation = default) =>
        await compiled.FindInForceAsync(flowCode, OfficeHours.DayOf(time.GetUtcNow()), region: null, cancellation) is { } definition ? [.. ApproverChoice.All(definition.Graph).Where(c => c.Kind == ApproverRule.ChosenByApplicant)] : [];

    /// <summary>The item of a flow with the papers that the version in force asks for; null when there is no such flow.</summary>
    public async Task<ApprovalItem?> AskedAsync(string flowCode, string? region = null, CancellationToken cancellation = default)
    {
        if (catalogue.Flow(flowCode) is not { } flow || catalogue.Item(flow.ItemCode) is not { } item)
            return null;
        return await compiled.FindInForceAsync(flowCode, OfficeHours.DayOf(time.GetUtcNow()), region, cancellation) is { } definition ? item.AskedBy(definition.Graph.Definition) : item;
    }

    /// <summary>Persons who may be chosen for a step: those who hold its role.</summary>
    public async Task<IReadOnlyList<PersonRow>> ChoosableAsync(string flowCode, string activity, string? search, CancellationToken cancellation = default) =>
        await compiled.FindInForceAsync(flowCode, OfficeHours.DayOf(time.GetUtcNow()), region: null, cancellation) is { } definition && ApproverChoice.At(definition.Graph, activity) is { } choice ? await ChoosableAsync(choice, search, cancellation) : [];

    public async Task<IReadOnlyList<PersonRow>> ChoosableAsync(ApproverChoice choice, string? search, CancellationToken cancellation = default) =>
        [.. (await accounts.SearchAsync(search, RolesNamed(search), PeopleLookedAt, cancellation))
            .Where(u => u.Mandates.Any(m => choice.Candidate is { } needed ? needed.Admits(m) : Roles.Handlers.Contains(m.Role)))
            .Take(PeopleShown).Select(u => new PersonRow(u.UserName, u.DisplayNameZh, u.DisplayNameEn, u.Mandates))];

    /// <summary>The accounts that user names mean; the name that means none.</summary>
    private async Task<(IReadOnlyDictionary<string, IReadOnlyList<Actor>>? Chosen, CommandResult.Rejected? No)> ChosenAsync(IReadOnlyDictionary<string, IReadOnlyList<string>>? names, CancellationToken cancellation)
    {
        if (names is null || names.Count == 0)
            return (null, null);
        Dictionary<string, IReadOnlyList<Actor>> chosen = [];
        foreach (var (activity, users) in names)
        {
            List<Actor> people = [];
            foreach (var name in users)
            {
                if (await accounts.FindByNameAsync(name.Trim(), cancellation) is not { } found)
                    return (null, Refuse("person-unknown", $"Expected an account of a person who is chosen for '{activity}', but there is no '{name}'."));
                people.Add(found.AsActor());
            }
            chosen[activity] = people;
        }
        return (chosen, null);
    }
}
