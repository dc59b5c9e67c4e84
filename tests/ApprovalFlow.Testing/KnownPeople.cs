using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Approvers;
using ApprovalFlow.Runtime.Inspections;

namespace ApprovalFlow.Testing;

/// <summary>Accounts without a database: whoever was asked for exists.</summary>
public sealed class KnownPeople : IPeople, IOrganisationSource
{
    private readonly Dictionary<string, Actor> people = [];

    /// <summary>Posts, for definitions that look people up by them.</summary>
    public List<Post> Posts { get; } = [];

    public Actor Add(Actor person) => people[person.UserId] = person;

    public ValueTask<Organisation> NowAsync(CancellationToken cancellation = default) => new(new Organisation([.. people.Values.Select(p => new Member(p.UserId, p))], [.. Posts]));

    public Actor Inspector(string department, int number)
    {
        var id = $"{department}-inspector-{number}";
        return people.TryGetValue(id, out var known) ? known : people[id] = new Actor(id, id, [new Mandate("inspector", department)]);
    }

    public Task<IReadOnlyDictionary<string, Actor>> FindAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyDictionary<string, Actor>>(userIds.Where(people.ContainsKey).ToDictionary(id => id, id => people[id]));
}
