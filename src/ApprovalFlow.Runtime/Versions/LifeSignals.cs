namespace ApprovalFlow.Runtime.Versions;

/// <summary>Tells this process's pages that a definition or its draft changed, by the definition's id.</summary>
public sealed class LifeSignals : Signals<string>
{
    internal void Tell(string definitionId)
    {
        foreach (var subscriber in Subscribers)
            subscriber(definitionId);
    }
}
