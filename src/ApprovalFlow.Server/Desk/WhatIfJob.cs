using ApprovalFlow.Domain.Simulation.WhatIf;

namespace ApprovalFlow.Server.Desk;

/// <summary>What is asked: which cases, and which content of the definition.</summary>
/// <param name="From">First day on which the cases were handed in.</param>
/// <param name="To">Last day.</param>
/// <param name="Version">A published version; null: the draft, or the latest version where there is none.</param>
public sealed record WhatIfQuestion(DateOnly From, DateOnly To, int? Version = null);

public enum WhatIfState { Waiting, Running, Done, Cancelled, Failed }

/// <summary>How far a what-if is.</summary>
/// <param name="Total">Cases to replay; 0 while that is not known, and where the cases are made up.</param>
/// <param name="Report">When it is done.</param>
public sealed record WhatIfProgress(string Id, string DefinitionId, WhatIfQuestion Question, WhatIfState State, int Done, int Total, DateTimeOffset StartedAt, string StartedBy)
{
    public DateTimeOffset? EndedAt { get; init; }
    public WhatIfReport? Report { get; init; }
}

/// <summary>One what-if on its way. Lives in this process's memory: a restart forgets it, and nothing depends on it.</summary>
public sealed class WhatIfJob(string id, string definitionId, WhatIfQuestion question, string userId, string userName, DateTimeOffset startedAt) : IDisposable
{
    private readonly CancellationTokenSource cancelled = new();
    private volatile WhatIfProgress now = new(id, definitionId, question, WhatIfState.Waiting, 0, 0, startedAt, userName);

    public string Id => id;
    public string DefinitionId => definitionId;
    public string UserId => userId;
    public WhatIfProgress Now => now;
    public bool IsEnded => now.State is not (WhatIfState.Waiting or WhatIfState.Running);
    public CancellationToken Cancelled => cancelled.Token;

    /// <summary>It went on. Raised on any thread.</summary>
    public event Action? Changed;

    public void Cancel() => cancelled.Cancel();

    internal void Go(Func<WhatIfProgress, WhatIfProgress> on)
    {
        now = on(now);
        Changed?.Invoke();
    }

    public void Dispose() => cancelled.Dispose();
}
