namespace ApprovalFlow.Runtime.Migrating;

/// <summary>Tells this process's pages that a migration plan changed, by the plan's id.</summary>
public sealed class PlanSignals : Signals<string>
{
    internal void Tell(string planId)
    {
        foreach (var subscriber in Subscribers)
            subscriber(planId);
    }
}
