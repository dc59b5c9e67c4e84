namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Where a case on two branches stands, as a clerk would keep it on a sheet of paper: which steps are open and with whom, which are done.</summary>
internal sealed class MovingModel(bool cancels)
{
    private static readonly Dictionary<string, string[]> Next = new()
    {
        ["accept"] = ["review", "county"], ["review"] = ["check"], ["check"] = ["decide"], ["county"] = ["decide"], ["decide"] = ["issue"], ["issue"] = ["deliver"], ["deliver"] = [],
    };

    public static IReadOnlyList<string> Steps { get; } = [.. Next.Keys];

    private readonly Dictionary<string, int> done = [];
    /// <summary>Steps that a jump left aside: nobody waits for them.</summary>
    private readonly HashSet<string> aside = [];
    private int count;

    /// <summary>Step → whether its holder has claimed it.</summary>
    public Dictionary<string, bool> Open { get; } = new() { ["accept"] = false };
    public bool IsAccepted { get; private set; }
    public bool IsDecided { get; private set; }
    public bool IsIssued { get; private set; }
    public bool IsSuspended { get; private set; }
    public string? Asked { get; private set; }
    public string? Result { get; private set; }

    private bool Runs => Result is null && !IsSuspended;

    public bool Claim(string step) => Runs && Open.TryGetValue(step, out var held) && !held && Do(() => Open[step] = true);
    public bool Release(string step) => Runs && Open.GetValueOrDefault(step) && Do(() => Open[step] = false);

    public bool Complete(string step) => Runs && Open.ContainsKey(step) && Do(() =>
    {
        Open.Remove(step);
        done[step] = ++count;
        if (step == "accept") IsAccepted = true;
        if (step == "decide") IsDecided = true;
        // A delivery that no certificate went before hands it over with its number.
        if (step is "issue" or "deliver") IsIssued = true;
        if (step == "deliver") End("approved");
        foreach (var next in Next[step])
            if (!Open.ContainsKey(next) && !done.ContainsKey(next) && (next != "decide" || Came("check") && Came("county"))) Open[next] = false;
    });

    public IEnumerable<string> Earlier(string step) => done.Keys.Where(d => After(d).Contains(step)).OrderByDescending(d => done[d]);

    public bool ToStep(string step, string target) => Runs && Open.ContainsKey(step) && Earlier(step).Contains(target) && Back(step, target);

    public bool ToPrevious(string step) => Runs && Open.ContainsKey(step) && Steps.Where(s => Next[s].Contains(step) && done.ContainsKey(s)).MaxBy(s => done[s]) is { } previous && Back(step, previous);

    private bool Back(string step, string target)
    {
        // A branch that was opened since and leads past the step goes on, where branches are kept.
        bool Goes(string s) => !cancels && s != step && !After(s).Contains(step);
        var undone = After(target).Where(s => !Goes(s)).Append(target).ToList();
        if (IsIssued && undone.Contains("issue") && done.ContainsKey("issue")) return false;
        return Undo(undone, target);
    }

    public bool TakeBack(string step)
    {
        if (!Runs || !done.ContainsKey(step) || step is "issue" or "deliver") return false;
        var after = After(step);
        if (after.Any(done.ContainsKey) || after.Any(s => Open.GetValueOrDefault(s))) return false;
        return Undo([.. after, step], step);
    }

    private bool Undo(IReadOnlyList<string> undone, string target) => Do(() =>
    {
        if (undone.Contains("decide") && done.ContainsKey("decide")) IsDecided = false;
        foreach (var s in undone)
        {
            done.Remove(s);
            Open.Remove(s);
        }
        Open[target] = false;
    });

    public bool Withdraw() => Result is null && !IsDecided && Open.Count > 0 && Do(() => End("withdrawn"));
    public bool Terminate() => Result is null && !IsDecided && Do(() => End("terminated"));
    public bool Suspend() => Runs && Do(() => IsSuspended = true);
    public bool Resume() => Result is null && IsSuspended && Do(() => IsSuspended = false);

    public bool AskJump(string target) => Runs && Asked is null && MayJump(target) && Do(() => Asked = target);
    public bool DeclineJump() => Result is null && Asked is not null && Do(() => Asked = null);

    public bool ApproveJump() => Runs && Asked is { } target && MayJump(target) && Do(() =>
    {
        Asked = null;
        Open.Clear();
        done.Clear();
        aside.Clear();
        aside.UnionWith(Steps.Where(s => s != target && !After(target).Contains(s)));
        Open[target] = false;
        if (target == "decide" || After(target).Contains("decide")) IsDecided = false;
    });

    private bool MayJump(string target) =>
        (IsAccepted || target == "accept") && (IsDecided || target is not ("issue" or "deliver")) && !(IsIssued && target != "deliver")
        && !(Open.ContainsKey("county") && After("county").Contains(target));

    private bool Came(string step) => done.ContainsKey(step) || aside.Contains(step);

    private void End(string result)
    {
        (Result, IsSuspended, Asked) = (result, false, null);
        Open.Clear();
    }

    private static HashSet<string> After(string step) => [.. Next[step].SelectMany(n => After(n).Append(n))];

    private static bool Do(Action change)
    {
        change();
        return true;
    }
}
