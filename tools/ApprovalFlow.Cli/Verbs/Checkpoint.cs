namespace ApprovalFlow.Cli.Verbs;

/// <summary>What a run of <c>verify</c> has checked: kept outside the database, since what lies inside may be changed with it.</summary>
/// <param name="Page">Everything up to this page of the ledger was checked.</param>
/// <param name="Text">The page as it was, in Base64.</param>
/// <param name="Key">The key that must sign the next one.</param>
/// <param name="After">A run that was stopped had come up to this stream.</param>
internal sealed record Checkpoint(long Page, string Text, string Key, string? After)
{
    public static Checkpoint None { get; } = new(0, "", "", null);

    public Checkpoint At(string stream) => this with { After = stream };
}
