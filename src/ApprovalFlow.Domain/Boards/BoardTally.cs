namespace ApprovalFlow.Domain.Boards;

/// <summary>Cases that ended alike: a row of a board's counting, however many cases it stands for.</summary>
/// <param name="Used">Days against the promise; null where they cannot be told.</param>
public sealed record EndedCell(string Key, bool IsDecided, bool? InTime, bool? InLaw, bool IsNegative, double? Promised, double? Used, double? LawDays, double? LawUsed, long Cases);

/// <summary>Open cases of one key, as they stand now.</summary>
public sealed record OpenCell(string Key, long Open, long Paused, long Overdue, long Stale);

/// <summary>Adds up what a board shows of one key. The definition of each figure is in its summary and, in the same words, on the page.</summary>
public sealed class BoardTally
{
    private readonly Distribution used = new(), waited = new();
    private double saved, lawDays, lawUsed;
    private long decidedInLaw, judgedByLaw;

    /// <summary>Handed in before the period and not ended before it (结转).</summary>
    public long Carried { get; private set; }
    /// <summary>Handed in within the period (收件).</summary>
    public long Received { get; private set; }
    /// <summary>Ended within the period: decided, or closed without a decision (办结).</summary>
    public long Ended { get; private set; }
    /// <summary>Not ended at the end of the period (在办). Carried + received = ended + open.</summary>
    public long Open { get; private set; }
    public bool Reconciles => Carried + Received == Ended + Open;

    /// <summary>Ended with a decision.</summary>
    public long Decided { get; private set; }
    public long Refused { get; private set; }
    public long InTime { get; private set; }
    public long Late { get; private set; }
    /// <summary>Decided, but whether in time cannot be told: the calendar of a year is not known, or nothing was accepted. Not in the rate.</summary>
    public long Untold => Decided - InTime - Late;
    /// <summary>Decided in time, of those of which it can be told (按时办结率); 0 to 1.</summary>
    public double? OnTimeRate => InTime + Late == 0 ? null : (double)InTime / (InTime + Late);
    /// <summary>Decided within the law's limit (法定时限内办结率).</summary>
    public double? InLawRate => judgedByLaw == 0 ? null : (double)decidedInLaw / judgedByLaw;
    /// <summary>Promised working days less used ones, over all decided cases; late cases take away (节约工作日).</summary>
    public double Saved => saved;
    /// <summary>提速率: the share of the law's working days that was not used, over all decided cases together.</summary>
    public double? SpeedUp => lawDays <= 0 ? null : 1 - (lawUsed / lawDays);
    /// <summary>Working days against the promise.</summary>
    public Distribution Used => used;
    /// <summary>Calendar days from being handed in to the end, of all that ended.</summary>
    public Distribution Waited => waited;

    /// <summary>Of the open ones, as they stand now: stopped by a special procedure, a supplement or a hold.</summary>
    public long Paused { get; private set; }
    /// <summary>The last day of the promise is over, and nothing stops it.</summary>
    public long Overdue { get; private set; }
    /// <summary>Nothing has happened for long, and nothing stops it.</summary>
    public long Stale { get; private set; }

    public void AddCarried(long cases) => Carried += cases;
    public void AddReceived(long cases) => Received += cases;
    public void AddOpenAtEnd(long cases) => Open += cases;
    public void AddWaited(double days, long cases) => waited.Add(days, cases);

    public void Add(OpenCell cell) => (Paused, Overdue, Stale) = (Paused + cell.Paused, Overdue + cell.Overdue, Stale + cell.Stale);

    public void Add(EndedCell cell)
    {
        Ended += cell.Cases;
        if (!cell.IsDecided)
            return;
        Decided += cell.Cases;
        if (cell.IsNegative)
            Refused += cell.Cases;
        if (cell.InTime is { } inTime)
            (InTime, Late) = inTime ? (InTime + cell.Cases, Late) : (InTime, Late + cell.Cases);
        if (cell.InLaw is { } inLaw)
            (judgedByLaw, decidedInLaw) = (judgedByLaw + cell.Cases, decidedInLaw + (inLaw ? cell.Cases : 0));
        if (cell is { Used: { } days })
            used.Add(days, cell.Cases);
        if (cell is { Used: { } took, Promised: { } promised })
            saved += (promised - took) * cell.Cases;
        if (cell is { LawUsed: { } byLaw, LawDays: { } limit })
            (lawDays, lawUsed) = (lawDays + (limit * cell.Cases), lawUsed + (byLaw * cell.Cases));
    }
}
