using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Signing;

/// <summary>How a signer came to a step.</summary>
public enum SignerKind
{
    /// <summary>Named by the definition, or the holder of the step's own task.</summary>
    Own,
    /// <summary>前加签: gives an opinion first; whoever asked decides after it.</summary>
    Before,
    /// <summary>后加签: confirms what the one who asked has agreed to.</summary>
    After,
    /// <summary>并加签: signs beside the one who asked, with the same weight.</summary>
    Parallel,
}

/// <summary>One signer's place in a round. Its task opens when its turn comes.</summary>
/// <param name="TaskId">Known from the beginning, also while the task waits to be opened.</param>
public sealed record SignerSlot(string TaskId, Candidate Candidate, SignerKind Kind)
{
    /// <summary>Set when one person alone may sign.</summary>
    public ActorStamp? Person { get; init; }
    /// <summary>How that person was found.</summary>
    public ApproverTrace? Why { get; init; }
    /// <summary>Nobody was found for it: an administrator names somebody.</summary>
    public string? Unfilled { get; init; }
    public ActorStamp? AddedBy { get; init; }
    /// <summary>The task whose holder asked for this signer; null for the step's own.</summary>
    public string? Beside { get; init; }
    /// <summary>The slot this one stands before or after; null at the top, where the step is decided.</summary>
    public string? Parent { get; init; }
    /// <summary>Before or after <see cref="Parent"/>; a signer added beside another stands where that one stands.</summary>
    public bool IsBefore { get; init; }
    /// <summary>0 for the step's own signers; one more than the one who asked.</summary>
    public int Depth { get; init; }
    public bool IsOpened { get; init; }
    public bool IsRemoved { get; init; }
    public Opinion? Opinion { get; init; }
}

/// <summary>What a signer said.</summary>
/// <param name="Order">Position in the case's stream: what was said first comes first.</param>
public sealed record Opinion(ActorStamp By, string Outcome, DateTimeOffset At, long Order)
{
    public string? Comment { get; init; }
    /// <summary>What was filled in with it; the step's own fields travel on with the result.</summary>
    public IReadOnlyDictionary<string, object?>? Data { get; init; }
}

/// <summary>Everybody who signs at one wait of a step, in order, and the rule that makes one result of their opinions.</summary>
/// <remarks>Steps with one signer have no round. Never changes once made.</remarks>
public sealed record SigningRound(string BookmarkId, SigningRule Rule, IReadOnlyList<SignerSlot> Slots)
{
    public SignerSlot? Find(string taskId) => Slots.FirstOrDefault(s => s.TaskId == taskId);

    /// <summary>Those whose results the rule counts.</summary>
    public IEnumerable<SignerSlot> Top => Slots.Where(s => s.Parent is null && !s.IsRemoved);

    public IEnumerable<SignerSlot> Before(SignerSlot slot) => Below(slot).Where(s => s.IsBefore);
    public IEnumerable<SignerSlot> After(SignerSlot slot) => Below(slot).Where(s => !s.IsBefore);

    /// <summary>Whoever leads the place where a slot hangs: the step's own signer at the beginning of its chain.</summary>
    public SignerSlot LeadOf(SignerSlot slot)
    {
        while ((slot.Parent ?? slot.Beside) is { } asker) slot = Find(asker)!;
        return slot;
    }

    /// <summary>Whether this person has said something here, in their own name or in another's, or another has said it in theirs.</summary>
    public bool HasSigned(string userId, string? exceptTask = null) => Slots.Any(s => s.TaskId != exceptTask && s.Opinion is { } opinion && opinion.By.Concerns(userId));

    /// <summary>Those whose opinion a signer waits for before deciding.</summary>
    public IEnumerable<SignerSlot> Awaited(SignerSlot slot, Func<string, Attitude> attitude) => Before(slot).Where(s => ResultOf(s, attitude) is null);

    /// <summary>The slots whose turn has come and whose task is not open yet.</summary>
    public IEnumerable<SignerSlot> Ready(Func<string, Attitude> attitude)
    {
        var waiting = false;
        foreach (var slot in Top)
        {
            // In order: the next one only when everybody before has agreed. A signer added beside another does not wait.
            if (!slot.IsOpened && (!waiting || slot.Kind == SignerKind.Parallel)) yield return slot;
            waiting |= Rule.Mode == SigningMode.Sequential && ResultOf(slot, attitude) is null;
        }
        foreach (var slot in Slots)
        {
            if (slot.IsOpened || slot.IsRemoved || slot.Parent is null) continue;
            var parent = Find(slot.Parent)!;
            if (slot.IsBefore ? parent.IsOpened && parent.Opinion is null : parent.Opinion is { } said && attitude(said.Outcome) == Attitude.Agrees) yield return slot;
        }
    }

    /// <summary>The slots whose task is open although their turn has not come, as it is when an opinion before them no longer counts.</summary>
    public IEnumerable<SignerSlot> Early(Func<string, Attitude> attitude)
    {
        var waiting = false;
        foreach (var slot in Top)
        {
            if (slot.IsOpened && waiting && slot.Kind != SignerKind.Parallel) yield return slot;
            waiting |= Rule.Mode == SigningMode.Sequential && ResultOf(slot, attitude) is null;
        }
        foreach (var slot in Slots)
            if (slot is { IsOpened: true, IsRemoved: false, IsBefore: false, Parent: { } parent } && !(Find(parent)!.Opinion is { } said && attitude(said.Outcome) == Attitude.Agrees)) yield return slot;
    }

    /// <summary>What a slot came to: its own opinion, or that of somebody after it who does not confirm it. Null while somebody is awaited.</summary>
    public Signed? ResultOf(SignerSlot slot, Func<string, Attitude> attitude)
    {
        if (slot.Opinion is not { } own) return null;
        if (attitude(own.Outcome) != Attitude.Agrees) return new(slot, own, attitude(own.Outcome));
        var awaited = false;
        foreach (var after in After(slot))
        {
            var result = ResultOf(after, attitude);
            if (result is null) awaited = true;
            else if (result.Attitude != Attitude.Agrees) return result;
        }
        return awaited ? null : new(slot, own, Attitude.Agrees);
    }

    /// <summary>The opinion that decides the step, once no later vote can change the result; null until then.</summary>
    public Signed? Verdict(Func<string, Attitude> attitude)
    {
        var top = Top.ToList();
        int agreed = 0, refused = 0;
        Signed? firstAgreed = null, lastRefused = null;
        foreach (var result in top.Select(s => ResultOf(s, attitude)).OfType<Signed>())
        {
            switch (result.Attitude)
            {
                // Sent back or withdrawn: the step is left at once, whatever the others would say.
                case Attitude.Leaves: return result;
                case Attitude.Agrees:
                    agreed++;
                    firstAgreed ??= result;
                    break;
                default:
                    refused++;
                    if (lastRefused is null || result.Opinion.Order > lastRefused.Opinion.Order) lastRefused = result;
                    break;
            }
        }
        return Rule.Verdict(top.Count, agreed, refused) switch { true => firstAgreed, false => lastRefused, null => null };
    }

    public SigningRound With(string taskId, Func<SignerSlot, SignerSlot> change) => this with { Slots = [.. Slots.Select(s => s.TaskId == taskId ? change(s) : s)] };

    /// <summary>A removed signer takes along whoever was added before or after them.</summary>
    public SigningRound Without(string taskId)
    {
        var gone = new HashSet<string> { taskId };
        foreach (var slot in Slots) if (slot.Parent is { } parent && gone.Contains(parent)) gone.Add(slot.TaskId);
        return this with { Slots = [.. Slots.Select(s => gone.Contains(s.TaskId) ? s with { IsRemoved = true } : s)] };
    }

    private IEnumerable<SignerSlot> Below(SignerSlot slot) => Slots.Where(s => s.Parent == slot.TaskId && !s.IsRemoved);
}

/// <summary>What a slot came to, and whose opinion made it so.</summary>
public sealed record Signed(SignerSlot Slot, Opinion Opinion, Attitude Attitude);

/// <summary>What an outcome means where several sign.</summary>
public enum Attitude { Agrees, Refuses, Leaves }
