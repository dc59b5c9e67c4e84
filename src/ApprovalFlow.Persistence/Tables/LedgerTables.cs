namespace ApprovalFlow.Persistence.Tables;

/// <summary>A signed page of the ledger (table <c>ledger_pages</c>). Rows are only ever inserted.</summary>
public sealed class StoredLedgerPage
{
    public long Number { get; set; }
    public DateOnly Day { get; set; }
    public DateTimeOffset At { get; set; }
    /// <summary>Canonical JSON, exactly the text that was signed.</summary>
    public string Page { get; set; } = "";
    public byte[] Signature { get; set; } = [];
}

/// <summary>What a page says of one stream (table <c>ledger_leaves</c>). Rows are only ever inserted.</summary>
public sealed class StoredLedgerLeaf
{
    public string Stream { get; set; } = "";
    public long LastSequence { get; set; }
    public long FirstSequence { get; set; }
    public long Page { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public byte[] EventsRoot { get; set; } = [];
}

/// <summary>What a timestamping service said of a page (table <c>ledger_timestamps</c>): a token of RFC 3161 over its SHA-256.</summary>
public sealed class StoredLedgerTimestamp
{
    public long Page { get; set; }
    public string Authority { get; set; } = "";
    public DateTimeOffset At { get; set; }
    public byte[] Token { get; set; } = [];
}

/// <summary>Where the list of those who read a case stands (table <c>read_logs</c>); the list itself is a stream of the journal.</summary>
public sealed class StoredReadLog
{
    /// <summary><c>reads/</c> and the case's number.</summary>
    public string Stream { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public DateTimeOffset At { get; set; }
}
