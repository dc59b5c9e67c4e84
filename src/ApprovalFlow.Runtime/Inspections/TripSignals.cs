namespace ApprovalFlow.Runtime.Inspections;

/// <summary>Tells this process's pages that a trip changed, by its number.</summary>
public sealed class TripSignals : Signals<string>
{
    internal void Tell(string number)
    {
        foreach (var subscriber in Subscribers)
            subscriber(number);
    }
}
