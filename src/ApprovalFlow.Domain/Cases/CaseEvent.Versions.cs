namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>The case is accepted on a day on which another version is in force than when it was handed in: from here on it runs on that one, from its start.</summary>
    /// <remarks>Nothing but acceptance was done before. What was done stays in the stream; its tasks are ended.</remarks>
    /// <param name="DefinitionHash">The version it is pinned to from now on.</param>
    /// <param name="Version">Its number, for readers.</param>
    public sealed record VersionAdopted(string DefinitionHash, int Version) : CaseEvent
    {
        /// <summary>The task with which acceptance was asked for, by whom, with which words and values. Under this version it may be somebody else's to give; then it stays open, and this is all that is left of the asking.</summary>
        public string? TaskId { get; init; }
        public ActorStamp? By { get; init; }
        public string? Comment { get; init; }
        public IReadOnlyDictionary<string, object?>? Data { get; init; }
    }
}
