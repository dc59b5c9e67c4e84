namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Where a case on two branches stands and who holds what, together: <see cref="HoldingModel"/> says what people do with the tasks of a step, this sheet says which
/// steps run, what leads back, and who has a conflict of interest. Written from the rules in words.</summary>
internal sealed class MixedModel(bool cancels, Func<string, IReadOnlyList<string>> idsOf, string mode)
{
    private static readonly Dictionary<string, string[]> Next = new() { ["accept"] = ["sign", "review", "late"], ["sign"] = ["check"], ["check"] = ["decide"], ["review"] = ["decide"], ["late"] = [], ["decide"] = [] };

    public static IReadOnlyList<string> Steps { get; } = ["accept", "sign", "check", "review", "decide"];

    private readonly Dictionary<string, (int Order, ModelTask Last)> done = [];
    private readonly HashSet<string> aside = [];
    private readonly HashSet<string> acceptors = [], examined = [];
    private int count;

    public HoldingModel Paper { get; } = new();
    /// <summary>Steps that run, each with the people at it.</summary>
    public Dictionary<string, ModelStep> Open { get; } = [];
    public DateTimeOffset? Deadline { get; private set; }
    public bool IsAccepted { get; private set; }
    public bool IsSuspended { get; private set; }
    public string? Asked { get; private set; }
    public string? Result { get; private set; }
    public bool Runs => Result is null && !IsSuspended;

    public static string RoleOf(string step) => step switch { "accept" => "window-clerk", "decide" => "chief-representative", _ => "reviewer" };

    public void Start() => Begin("accept");

    private void Begin(string step)
    {
        var role = RoleOf(step);
        // A step that begins anew knows nothing of who signed it before.
        Open[step] = Paper.Begin(step, step == "sign" ? mode : "all", 1, step != "sign" || mode is "all" or "sequential", idsOf(step), step == "sign" && mode == "sequential", who => who.StartsWith(role, StringComparison.Ordinal));
    }

    public string? StepOf(ModelTask? task) => task is null ? null : Open.FirstOrDefault(o => o.Value == task.Step).Key;

    /// <summary>Who accepted does not decide, and who examined does not decide either.</summary>
    public bool Conflicts(string? step, string who) => step == "decide" && (acceptors.Contains(who) || examined.Contains(who));

    /// <summary>After a vote: what the step came to, and where the case goes.</summary>
    public void Voted(ModelTask task, DateTimeOffset now)
    {
        var step = StepOf(task)!;
        if (step is "check" or "review")
            foreach (var who in new[] { task.By!, task.Owner! }) examined.Add(who);
        if (task.Step.Result is not { } result) return;
        if (result == "Refuse")
        {
            End("refused");
            return;
        }
        if (step == "accept")
        {
            IsAccepted = true;
            foreach (var said in task.Step.All().Where(t => t.Said is not null))
            {
                acceptors.Add(said.By!);
                acceptors.Add(said.Owner!);
            }
        }
        Open.Remove(step);
        done[step] = (++count, task.Step.Last!);
        if (step == "decide")
        {
            End("approved");
            return;
        }
        foreach (var next in Next[step])
            if (next == "late")
            {
                if (Deadline is null) Deadline = now.AddDays(1);
            }
            else if (!Open.ContainsKey(next) && !done.ContainsKey(next) && (next != "decide" || Came("check") && Came("review"))) Begin(next);
    }

    public bool Fire(DateTimeOffset now) => Runs && Deadline <= now && Do(() => End("terminated"));

    private IEnumerable<string> Earlier(string step) => done.Keys.Where(d => After(d).Contains(step));

    public bool Return(ModelTask? task, string who, string owner, string target)
    {
        if (!Runs || StepOf(task) is not { } step || !task!.IsWork || task.Named is not null || task.Chain.Count > 0) return false;
        if (task.Holder != owner && !(task.Holder is null && task.Step.Admits(owner)) || !task.Step.Admits(owner) || Conflicts(step, owner) || Conflicts(step, who)) return false;
        return Earlier(step).Contains(target) && Do(() =>
        {
            bool Goes(string s) => !cancels && s != step && !After(s).Contains(step);
            Undo([.. After(target).Where(s => !Goes(s)), target], target);
        });
    }

    /// <summary>Whoever completed the step, in whatever name, while nobody has touched what followed.</summary>
    public bool TakeBack(string taskId, string who, IReadOnlyList<string> names, Func<string, string> renew)
    {
        if (Runs && Paper.Find(taskId) is { } vote && StepOf(vote) is { } signed) return !Conflicts(signed, who) && Paper.TakeVoteBack(vote, names, renew);
        if (!Runs || done.FirstOrDefault(d => d.Value.Last.Id == taskId) is not { Key: { } step }) return false;
        var last = done[step].Last;
        if (!names.Any(n => n == last.By || n == last.Owner) || Conflicts(step, who)) return false;
        var after = After(step);
        if (after.Any(done.ContainsKey) || after.Any(s => Open.TryGetValue(s, out var at) && at.All().Any(t => t is { IsGone: false, Said: not null } || t.IsWork && (t.Holder is not null && t.Named is null || t.Chain.Count > 0)))) return false;
        return Do(() => Undo([.. after, step], step));
    }

    private void Undo(List<string> undone, string target)
    {
        foreach (var s in undone)
        {
            done.Remove(s);
            if (Open.Remove(s, out var gone)) gone.Result = "gone";
            if (s == "late") Deadline = null;
        }
        Begin(target);
    }

    public bool Withdraw() => Result is null && Open.Count > 0 && Do(() => End("withdrawn"));
    public bool Suspend() => Runs && Do(() => IsSuspended = true);
    public bool Resume() => Result is null && IsSuspended && Do(() => IsSuspended = false);
    public bool AskJump(string target) => Runs && Asked is null && (IsAccepted || target == "accept") && Do(() => Asked = target);
    public bool DeclineJump() => Result is null && Asked is not null && Do(() => Asked = null);

    public bool ApproveJump() => Runs && Asked is { } target && (IsAccepted || target == "accept") && Do(() =>
    {
        Asked = null;
        foreach (var gone in Open.Values) gone.Result = "gone";
        Open.Clear();
        done.Clear();
        Deadline = null;
        aside.Clear();
        aside.UnionWith(Steps.Where(s => s != target && !After(target).Contains(s)));
        Begin(target);
    });

    private bool Came(string step) => done.ContainsKey(step) || aside.Contains(step);

    private void End(string result)
    {
        (Result, IsSuspended, Asked, Deadline) = (result, false, null, null);
        foreach (var gone in Open.Values) gone.Result ??= "gone";
        Open.Clear();
    }

    private static HashSet<string> After(string step) => [.. Next[step].SelectMany(n => After(n).Append(n))];

    private static bool Do(Action change)
    {
        change();
        return true;
    }
}
