using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Server.Desk;

public sealed partial class CaseDesk
{
    /// <summary>回避: the caller declares an interest, or an administrator does it for somebody.</summary>
    public async Task<CommandResult> RecuseAsync(ClaimsPrincipal user, string caseNumber, RecusalInput input, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var person = actor;
        if (!string.IsNullOrWhiteSpace(input.Person))
        {
            if (await accounts.FindByNameAsync(input.Person.Trim(), cancellation) is not { } found)
                return Refuse("person-unknown", $"Expected an account of a person who has an interest, but there is no '{input.Person}'.");
            person = found.UserId == actor.UserId ? actor : found.AsActor();
        }
        return await HiddenAsync(user, caseNumber, await processor.ExecuteAsync(caseNumber, new CaseCommand.Recuse(person, actor, input.Reason), Key(actor, key), cancellation), cancellation);
    }
}

public sealed record RecusalInput(string Reason)
{
    /// <summary>User name; the caller when left out.</summary>
    public string? Person { get; init; }
}
