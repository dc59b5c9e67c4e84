namespace ApprovalFlow.Domain.Tests.Operations;

/// <summary>Who holds what: a few lines of plain bookkeeping, written from the rules in words and not from the code that it is compared with.</summary>
internal sealed class HoldingModel
{
    public const int Depth = 3;

    private readonly List<ModelStep> steps = [];

    public IReadOnlyList<ModelStep> Steps => steps;
    public IEnumerable<ModelTask> Tasks => steps.SelectMany(s => s.All());

    public ModelStep Begin(string activity, string mode, double share, bool refusalEnds, IEnumerable<string> ids, bool inOrder, Func<string, bool>? admits = null)
    {
        var step = new ModelStep(activity, mode, share, refusalEnds) { Admits = admits ?? (who => who.StartsWith("reviewer", StringComparison.Ordinal)) };
        foreach (var id in ids) step.Top.Add(new ModelTask(id, step, null));
        if (inOrder) step.Top[0].IsOpen = true;
        else foreach (var task in step.Top) task.IsOpen = true;
        steps.Add(step);
        return step;
    }

    public ModelTask? Find(string id) => Tasks.FirstOrDefault(t => t.Id == id);

    /// <summary>Everything somebody may still act on, with its holder ("" = the pool), whoever delegated it first to last.</summary>
    public IEnumerable<string> Open() => steps.Where(s => s.Result is null).SelectMany(s => s.All()).Where(t => t.IsWork).Select(t => $"{t.Id} {t.Holder}|{string.Join('>', t.Chain)}").Order(StringComparer.Ordinal);

    public bool Claim(ModelTask? task, string who, string owner) => Live(task) && task!.Holder is null && task.Step.Admits(owner) && !Said(task.Step, who, owner) && Do(() => task.Holder = owner);

    public bool Release(ModelTask? task, string who, string owner) => Live(task) && task!.Holder == owner && task.Chain.Count == 0 && task.Named is null && Do(() => task.Holder = null);

    public bool Vote(ModelTask? task, string who, string owner, string vote) =>
        Live(task) && task!.Chain.Count == 0 && (task.Holder == owner || task.Holder is null && task.Step.Admits(owner)) && (task.Named is not null || task.Step.Admits(owner)) && !Said(task.Step, who, owner)
        && task.Before.All(b => b.IsGone || Came(b) is not null) && (task.Named is null || vote is "Approve" or "Refuse")
        && Do(() => { (task.Said, task.By, task.Owner, task.Step.Last) = (vote, who, owner, task); Settle(task.Step); });

    public bool Transfer(ModelTask? task, string owner, string to) =>
        Live(task) && task!.Holder == owner && task.Chain.Count == 0 && to != owner && (task.Named is not null || task.Step.Admits(to)) && !Signs(task.Step, to) && Do(() => task.Holder = to);

    public bool Delegate(ModelTask? task, string owner, string to) =>
        Live(task) && task!.Holder == owner && to != owner && !task.Chain.Contains(to) && Do(() => { task.Chain.Add(owner); task.Holder = to; });

    public bool GiveBack(ModelTask? task, string owner)
    {
        if (!Live(task) || task!.Chain.Count == 0) return false;
        var back = task.Holder == owner ? task.Chain.Count - 1 : task.Chain.IndexOf(owner);
        return back >= 0 && Do(() => { task.Holder = task.Chain[back]; task.Chain.RemoveRange(back, task.Chain.Count - back); });
    }

    /// <summary>The id is the product's to choose; everything else about the new signer is decided here.</summary>
    public bool Add(ModelTask? task, string owner, string kind, string signer, Func<string> id)
    {
        if (!Live(task) || task!.Holder != owner || task.Chain.Count > 0 || task.Layer >= Depth || Signs(task.Step, signer)) return false;
        var added = new ModelTask(id(), task.Step, signer) { Layer = task.Layer + 1, AddedBy = owner, Holder = signer, Lead = task.Lead ?? task, Asker = task, IsBeside = kind == "Parallel" };
        var (list, at) = kind switch { "Before" => (task.Before, task.Before.Count), "After" => (task.After, task.After.Count), _ => (task.Beside, task.Beside.IndexOf(task) + 1) };
        list.Insert(at, added);
        added.Beside = list;
        added.IsOpen = kind != "After";
        return true;
    }

    public bool Remove(ModelTask? task, string owner, string? adder)
    {
        if (task is null || task.Step.Result is not null || task.Named is null || task.IsGone || task.Said is not null) return false;
        var lead = task.Lead ?? task;
        var leads = lead.Said is not null ? lead.Owner : lead.Chain.FirstOrDefault() ?? lead.Holder;
        if (adder != owner && leads != owner) return false;
        foreach (var gone in task.Below().Prepend(task)) gone.IsGone = true;
        Settle(task.Step);
        return true;
    }

    /// <summary>Whoever signed, in whatever name, while the step has no result and nobody has signed or taken in hand what the opinion led to. The numbers are the product's to choose.</summary>
    public bool TakeVoteBack(ModelTask? task, IReadOnlyList<string> names, Func<string, string> renew)
    {
        if (task is not { IsGone: false, Said: not null, Step.Result: null } || !names.Contains(task.By!) && !names.Contains(task.Owner!)) return false;
        if (task.Step.All().Any(t => t.Before.Contains(task) && t.Said is not null)) return false;
        var (said, mayHold) = (task.Said, names.Contains(task.Owner!));
        task.Said = null;
        var led = task.After.Where(a => a is { IsOpen: true, IsGone: false }).ToList();
        if (task.Step.Mode == "sequential")
            led.AddRange(task.Step.Top.Where(t => !t.IsGone).SkipWhile(t => Came(t) is not null).Skip(1).Where(t => t is { IsOpen: true, IsBeside: false }));
        if (led.Any(t => t.Said is not null || t.Holder != t.Named || t.Chain.Count > 0 || t.Step.All().Any(other => other.Asker == t && !other.IsGone)))
        {
            task.Said = said;
            return false;
        }
        (task.Id, task.Holder) = (renew(task.Id), task.Named is not null || mayHold ? task.Owner : null);
        if (task.Named is not null) task.Named = task.Owner;
        (task.By, task.Owner) = (null, null);
        foreach (var waits in led) (waits.Id, waits.IsOpen) = (renew(waits.Id), false);
        return true;
    }

    private static bool Do(Action change)
    {
        change();
        return true;
    }

    private static bool Live(ModelTask? task) => task is { IsWork: true, Step.Result: null };
    private static bool Said(ModelStep step, params string[] persons) => step.All().Any(t => persons.Contains(t.By) || persons.Contains(t.Owner));

    private static bool Signs(ModelStep step, string who) => Said(step, who) || step.All().Any(t => t is { IsGone: false, Said: null } && (t.IsOpen ? t.Holder == who || t.Chain.Contains(who) : t.Named == who));

    /// <summary>What came of a signer: null while somebody is waited for.</summary>
    private static string? Came(ModelTask task)
    {
        if (task.Said != "Approve") return task.Said;
        var confirmations = task.After.Where(a => !a.IsGone).Select(Came).ToList();
        return confirmations.Contains("Refuse") ? "Refuse" : confirmations.Contains(null) ? null : "Approve";
    }

    private static void Settle(ModelStep step)
    {
        var came = step.Top.Where(t => !t.IsGone).Select(Came).ToList();
        var (yes, no, open) = (came.Count(c => c == "Approve"), came.Count(c => c == "Refuse"), came.Count(c => c is null));
        bool Passes(int agreeing) => step.Mode switch { "any" => agreeing >= 1, "share" => agreeing >= 1 && agreeing >= step.Share * came.Count - 1e-9, _ => agreeing == came.Count };
        step.Result = came.FirstOrDefault(c => c is not (null or "Approve" or "Refuse"))
            ?? (step.RefusalEnds && no > 0 ? "Refuse" : Passes(yes) ? "Approve" : !Passes(yes + open) ? "Refuse" : null);
        if (step.Result is not null) return;

        foreach (var confirmed in step.All().Where(t => t.Said == "Approve" && !t.IsGone))
            foreach (var after in confirmed.After) after.IsOpen = true;
        if (step.Mode == "sequential" && step.Top.FirstOrDefault(t => !t.IsGone && Came(t) is null) is { } next) next.IsOpen = true;
    }
}

internal sealed class ModelStep(string activity, string mode, double share, bool refusalEnds)
{
    public string Activity { get; } = activity;
    public string Mode { get; } = mode;
    public double Share { get; } = share;
    public bool RefusalEnds { get; } = refusalEnds;
    public List<ModelTask> Top { get; } = [];
    public string? Result { get; set; }
    /// <summary>Who may take its own tasks.</summary>
    public required Func<string, bool> Admits { get; init; }
    /// <summary>The vote that completed it.</summary>
    public ModelTask? Last { get; set; }

    public IEnumerable<ModelTask> All() => Top.SelectMany(t => t.Below().Prepend(t));
}

internal sealed class ModelTask
{
    public ModelTask(string id, ModelStep step, string? named) => (Id, Step, Named, Beside) = (id, step, named, step.Top);

    public string Id { get; set; }
    public ModelStep Step { get; }
    /// <summary>The one person it was opened for; null: it has a pool.</summary>
    public string? Named { get; set; }
    public List<ModelTask> Beside { get; set; }
    public List<ModelTask> Before { get; } = [];
    public List<ModelTask> After { get; } = [];
    public ModelTask? Lead { get; set; }
    public ModelTask? Asker { get; init; }
    public int Layer { get; init; }
    public string? AddedBy { get; init; }
    public bool IsBeside { get; init; }
    public string? Holder { get; set; }
    public List<string> Chain { get; } = [];
    public bool IsOpen { get; set; }
    public bool IsGone { get; set; }
    public string? Said { get; set; }
    public string? By { get; set; }
    public string? Owner { get; set; }

    /// <summary>Somebody may act on it.</summary>
    public bool IsWork => IsOpen && !IsGone && Said is null;

    public IEnumerable<ModelTask> Below() => Before.Concat(After).SelectMany(t => t.Below().Prepend(t));
}
