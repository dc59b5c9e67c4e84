namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>The case is accepted on a day on which another version is in force than when it was handed in: from here on it runs on that one, from its start.</summary>
    /// <remarks>Nothing but acceptance was done before. What was done stays in the stream; its tasks are ended.</remarks>
    /// <param name="DefinitionHash">The version it is pinned to from now on.</param>
    /// <param name="Version">Its number, for readers.</param>
    public sealed record VersionAdopted(string DefinitionHash, int Version) : CaseEvent;
}
