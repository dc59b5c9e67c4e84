namespace ApprovalFlow.Domain.Cases;

public abstract partial record CaseCommand
{
    /// <summary>The case goes on under another version of its definition, as a plan says that two persons have signed.</summary>
    /// <param name="To">Content hash of the version gone over to.</param>
    /// <param name="Plan">The plan, by its number.</param>
    public sealed record Migrate(string To, string Plan, Actor RequestedBy, Actor By, string Reason) : CaseCommand
    {
        /// <summary>Where activities stand in the other version, by path; those that are not named keep their id.</summary>
        public IReadOnlyDictionary<string, string?> Map { get; init; } = new Dictionary<string, string?>();
        /// <summary>The version that the map is drawn for; null: whichever the case runs under.</summary>
        public string? From { get; init; }
        /// <summary>Digest of the dry run that was signed: a case that has moved on so that its dry run says something else is refused. Null: none was signed.</summary>
        public string? Seen { get; init; }
        /// <summary>It takes back a migration of the same plan.</summary>
        public bool IsUndo { get; init; }
    }
}
