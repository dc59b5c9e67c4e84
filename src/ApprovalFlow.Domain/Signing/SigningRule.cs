namespace ApprovalFlow.Domain.Signing;

/// <summary>How several signers come to one result (会签、或签、票签、依次).</summary>
public enum SigningMode
{
    /// <summary>会签: everybody has to agree.</summary>
    All,
    /// <summary>或签: one who agrees is enough.</summary>
    Any,
    /// <summary>票签: a share of all signers has to agree.</summary>
    Share,
    /// <summary>依次: everybody has to agree, one after the other.</summary>
    Sequential,
}

/// <summary>The rule by which a countersign is decided.</summary>
/// <param name="Share">Of all signers, more than 0 and at most 1; counts for <see cref="SigningMode.Share"/> only.</param>
/// <param name="RefusalEnds">One refusal decides; otherwise it counts as a vote.</param>
public sealed record SigningRule(SigningMode Mode, double Share, bool RefusalEnds)
{
    public const string ModeInput = "mode", ShareInput = "share", RefusalInput = "onRefusal", SignersInput = "signers", Ends = "ends", Votes = "votes";

    /// <summary>What holds between a task's holder and those added beside or after them: everybody agrees, one refusal ends.</summary>
    public static SigningRule Together { get; } = new(SigningMode.All, 1, true);

    /// <summary>Several who are as good as one: whatever the first of them says.</summary>
    public static SigningRule FirstAnswer { get; } = new(SigningMode.Any, 1, true);

    /// <summary>How many have to agree.</summary>
    public int Needed(int signers) => Mode switch
    {
        SigningMode.Any => 1,
        // A third of three is one, although a third has no last digit.
        SigningMode.Share => Math.Max(1, (int)Math.Ceiling(Share * signers - 1e-9)),
        _ => signers,
    };

    /// <summary>True: agreed. False: refused. Null: another vote can still change it.</summary>
    public bool? Verdict(int signers, int agreed, int refused) =>
        refused > 0 && RefusalEnds ? false
        : agreed >= Needed(signers) ? true
        : signers - refused < Needed(signers) ? false
        : null;

    /// <summary>The rule that a step's evaluated inputs give; null with the reason when they give none.</summary>
    public static SigningRule? Read(IReadOnlyDictionary<string, object?> inputs, out string? problem)
    {
        problem = null;
        var text = inputs.GetValueOrDefault(ModeInput) as string ?? "all";
        if (!TryMode(text, out var mode))
        {
            problem = $"Expected the mode to be all, any, share or sequential, but it is '{text}'.";
            return null;
        }
        var share = inputs.GetValueOrDefault(ShareInput) as double? ?? 1;
        if (mode == SigningMode.Share && !IsShare(share))
        {
            problem = FormattableString.Invariant($"Expected a share of more than 0 and at most 1, but it is {share}.");
            return null;
        }
        var refusal = inputs.GetValueOrDefault(RefusalInput) as string;
        if (refusal is not (null or "" or Ends or Votes))
        {
            problem = $"Expected a refusal to be 'ends' or 'votes', but it is '{refusal}'.";
            return null;
        }
        return new(mode, mode == SigningMode.Share ? share : 1, string.IsNullOrEmpty(refusal) ? mode is SigningMode.All or SigningMode.Sequential : refusal == Ends);
    }

    public static bool IsShare(double share) => share is > 0 and <= 1;

    public static bool TryMode(string text, out SigningMode mode)
    {
        mode = text switch { "any" => SigningMode.Any, "share" => SigningMode.Share, "sequential" => SigningMode.Sequential, _ => SigningMode.All };
        return text == NameOf(mode);
    }

    public static string NameOf(SigningMode mode) => mode switch { SigningMode.Any => "any", SigningMode.Share => "share", SigningMode.Sequential => "sequential", _ => "all" };
}
