using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Runtime.Commands;

public sealed partial class CommandProcessor
{
    /// <summary>Where a case stands now, with what the decider would know: for asking what may be done. Null when there is no such case.</summary>
    /// <remarks>The answer may be out of date when it arrives; the command decides again.</remarks>
    public Task<CaseLook?> LookAsync(string caseNumber, CancellationToken cancellation = default) => LookAsync(caseNumber, null, cancellation);

    /// <summary>The same, with the version that a migration would go over to.</summary>
    public async Task<CaseLook?> LookAsync(string caseNumber, string? target, CancellationToken cancellation = default)
    {
        var gate = gates[(uint)caseNumber.GetHashCode(StringComparison.Ordinal) % (uint)gates.Length];
        await gate.WaitAsync(cancellation);
        try
        {
            var loaded = await RefreshAsync(caseNumber, cache.TryGet(caseNumber, out var known) ? known : LoadedCase.Absent, cancellation);
            if (loaded.Definition is not { } definition)
                return null;
            var other = target is null ? null : await definitions.FindAsync(target, cancellation);
            var now = time.GetUtcMilliseconds();
            return new(loaded.State, await ContextOfAsync(definition, now, cancellation) with { Target = other is null ? null : await ContextOfAsync(other, now, cancellation) });
        }
        finally
        {
            gate.Release();
        }
    }
}

/// <summary>A case as the decider would see it now.</summary>
public sealed record CaseLook(CaseState State, CaseContext Context);
