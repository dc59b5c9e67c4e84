using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Versions;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

public sealed partial class JournalVerifier
{
    private async IAsyncEnumerable<VerifiedCase> VerifyLivesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var header in await lives.ListAsync(cancellation))
            yield return await VerifyLifeAsync(header.DefinitionId, context, cancellation);
    }

    /// <summary>The stream is whole, the head says what it says, and every published version is there with exactly the content that was approved.</summary>
    private async Task<VerifiedCase> VerifyLifeAsync(string definitionId, ApprovalFlowContext context, CancellationToken cancellation)
    {
        LifeStream stream;
        LifeState state;
        try
        {
            stream = (await lives.LoadAsync(definitionId, cancellation))!;
            if (HashChain.FindBreak(definitionId, stream.Events, stream.Header.HeadHash) is { } broken)
                return new(definitionId, stream.Events.Count, [broken]);
            state = LifeState.Fold(stream.Events.Select(e => new LifeRecord(e.Sequence, e.At, LifeEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span))));
        }
        catch (FormatException e)
        {
            return new(definitionId, 0, [$"Expected every event of definition '{definitionId}' to be readable, but: {e.Message}"]);
        }
        List<string> problems = [];
        void Check(string what, object? expected, object? stored)
        {
            if (!Equals(expected, stored))
                problems.Add($"Expected {what} of definition '{definitionId}' to be '{expected}' as its journal says, but it is stored as '{stored}'.");
        }
        Check("the version of the stream", state.Version, stream.Header.Version);
        Check("the stage", state.Stage, stream.Header.Stage);
        Check("whether there is a draft", state.Draft is not null, stream.Draft is not null);
        var rows = await context.Definitions.AsNoTracking().Where(d => d.DefinitionId == definitionId).OrderBy(d => d.Version).ToListAsync(cancellation);
        Check("the versions", string.Join(", ", state.Versions.Select(v => $"{v.Number} {v.Hash} {v.EffectiveFrom} {v.RetiredFrom}")), string.Join(", ", rows.Select(r => $"{r.Version} {r.Hash} {r.EffectiveFrom} {r.RetiredFrom}")));
        foreach (var row in rows)
            Check($"the content of version {row.Version}", row.Hash, WorkflowDefinition.Load(row.Json).Definition?.ContentHash);
        return new(definitionId, stream.Events.Count, problems);
    }
}
