namespace ApprovalFlow.Domain.Feeding;

/// <summary>What a receiver does with an entry: the one rule that keeps a copy gapless, whatever the line does.</summary>
public static class FeedInbox
{
    /// <param name="have">The highest number up to which everything is stored.</param>
    /// <param name="stored">What is stored under the entry's number; null: nothing.</param>
    public static FeedVerdict Judge(long have, FeedEntry entry, FeedEntry? stored) => entry.Number <= have
        ? stored is null ? FeedVerdict.Rewritten : stored.IsSame(entry) ? FeedVerdict.Known : stored.IsSameWithout(entry) || entry.IsSameWithout(stored) ? FeedVerdict.Removed : FeedVerdict.Rewritten
        : entry.Number == have + 1 ? FeedVerdict.Next : FeedVerdict.Ahead;
}

public enum FeedVerdict
{
    /// <summary>Store it.</summary>
    Next,
    /// <summary>It came before, the same: confirm it again.</summary>
    Known,
    /// <summary>It came before, and its content was removed there or here: keep what is stored. The record of the removal comes by itself, and says whether it is one.</summary>
    Removed,
    /// <summary>Something before it is missing: ask for it, and store nothing.</summary>
    Ahead,
    /// <summary>Another entry was under this number: the source has changed its past.</summary>
    Rewritten,
}
