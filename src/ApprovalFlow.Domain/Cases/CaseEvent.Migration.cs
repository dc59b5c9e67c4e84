namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseEvent
{
    /// <summary>An alteration: the case goes on under another version of its definition. The steps of the flow before it were decided under <paramref name="From"/>, those after it under <paramref name="To"/>.</summary>
    /// <param name="By">The second person, who signed.</param>
    public sealed record CaseMigrated(string From, string To, int Version, string Plan, ActorStamp RequestedBy, ActorStamp By, string Reason) : CaseEvent
    {
        public IReadOnlyDictionary<string, object?>? Map { get; init; }
        public bool IsUndo { get; init; }
    }

    /// <summary>An open task as the other version has it; its number, its holder and the day on which it opened stay.</summary>
    public sealed record TaskRestated(string TaskId, string ActivityId, string NameZh, string NameEn, Candidate Candidate) : CaseEvent
    {
        /// <summary>Working days from the day on which it opened; null = no limit.</summary>
        public double? LimitDays { get; init; }
        public bool Counted { get; init; }
        public DateOnly? Due { get; init; }
        public IReadOnlyList<string> Outcomes { get; init; } = [];
    }
}
