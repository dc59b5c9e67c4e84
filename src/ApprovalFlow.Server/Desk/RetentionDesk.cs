using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Hosting;

namespace ApprovalFlow.Server.Desk;

/// <summary>What people may ask around keeping and removing, for page and interface alike. The server itself removes nothing of a case: its account cannot.</summary>
public sealed class RetentionDesk(RedactionFiles files, ContentRemover remover, HousekeepingState housekeeping, CurrentActor actors)
{
    private const int Most = 50;

    public RetentionSchedule Schedule => files.Schedule;

    /// <summary>Everything that the page shows.</summary>
    public async Task<RetentionSheet> LookAsync(CancellationToken cancellation = default) => new(
        await files.DueAsync(Most, cancellation), await files.ListAsync(RedactionStage.Asked, Most, cancellation), await files.ListAsync(RedactionStage.Agreed, Most, cancellation),
        await files.HeldAsync(Most, cancellation), await files.ListAsync(RedactionStage.Removed, Most, cancellation), await remover.IsCompactionOwedAsync(cancellation), housekeeping.Last);

    public Task<RedactionFile?> FindAsync(string caseNumber, CancellationToken cancellation = default) => files.FindAsync(caseNumber, cancellation);

    /// <summary>Carries out what somebody asks; null: done.</summary>
    public async Task<Rejection?> DoAsync(ClaimsPrincipal user, string caseNumber, Func<Actor, RedactionCommand> command, CancellationToken cancellation = default) =>
        (await files.ExecuteAsync(caseNumber.Trim(), command(await actors.OfAsync(user, cancellation)), cancellation)).Rejection;
}

/// <param name="Due">Cases whose term has ended.</param>
/// <param name="Asked">Requests that wait for a second person.</param>
/// <param name="Agreed">Requests that wait for whoever runs the removal.</param>
/// <param name="CompactionOwed">Space that held removed content was not given back yet.</param>
/// <param name="Housekeeping">What the last pass of pruning did; null: there was none since the start.</param>
public sealed record RetentionSheet(
    IReadOnlyList<DueCase> Due, IReadOnlyList<RedactionFile> Asked, IReadOnlyList<RedactionFile> Agreed, IReadOnlyList<RedactionFile> Held, IReadOnlyList<RedactionFile> Removed, bool CompactionOwed, HousekeepingFigures? Housekeeping);
