using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Inspections;

namespace ApprovalFlow.Persistence.Queries;

/// <summary>The accounts as commands name them.</summary>
internal sealed class People(UserQuery users) : IPeople
{
    public async Task<IReadOnlyDictionary<string, Actor>> FindAsync(IReadOnlyCollection<string> userIds, CancellationToken cancellation = default)
    {
        Dictionary<string, Actor> found = [];
        foreach (var id in userIds)
            if (await users.FindAsync(id, cancellation) is { } user)
                found[id] = user.AsActor();
        return found;
    }
}
