namespace ApprovalFlow.Engine.Validation.Soundness;

/// <summary>What a reachability analysis can find; a released code never changes its meaning.</summary>
internal static class SoundnessCodes
{
    public const string NeverRuns = "activity-never-runs", JoinNeverFires = "join-never-fires", FiresTwice = "join-fires-twice", LiveBranches = "end-with-live-branches",
        NoEnd = "path-without-end", CannotEnd = "path-cannot-end", NeverWaits = "loop-never-waits", BackwardInvalid = "connection-backward-invalid", Undecided = "soundness-undecided";
}
