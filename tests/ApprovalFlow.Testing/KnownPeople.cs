using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Inspections;

namespace ApprovalFlow.Testing;

/// <summary>Accounts without a database: whoever was asked for exists.</summary>
public sealed class KnownPeople : IPeople
{
    private readonly Dictionary<string, Actor> people = [];

    public Actor Inspector(string department, int number)
    {
        var id = $"{department}-inspector-{number}";
        return people.TryGetValue(id, out var known) ? known : people[id] = new Actor(id, id, [new Mandate("inspector", department)]);
    }

    public Task<IReadOnlyDictionary<string, Actor>> FindAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<string, Actor>>(userIds.Where(people.ContainsKey).ToDictionary(id => id, id => people[id]));
}
