using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

public sealed partial class CommandProcessor
{
    /// <summary>Where a case stands now, with what the decider would know: for asking what may be done. Null when there is no such case.</summary>
    /// <remarks>The answer may be out of date when it arrives; the command decides again.</remarks>
    public async Task<CaseLook?> LookAsync(string caseNumber, CancellationToken cancellation = default)
    {
        var gate = gates[(uint)caseNumber.GetHashCode(StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellation);
        try
        {
            var loaded = await RefreshAsync(caseNumber, cache.TryGet(caseNumber, out var known) ? known : LoadedCase.Absent, cancellation);
            return loaded.Definition is { } definition ? new(loaded.State, await ContextOfAsync(definition, cancellation)) : null;
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>A case as the decider would see it now.</summary>
public sealed record CaseLook(CaseState State, CaseContext Context);
