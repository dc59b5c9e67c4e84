namespace ApprovalFlow.Persistence.Evidence;

/// <summary>Where things lie in an evidence package (docs/evidence.md).</summary>
public static class EvidenceNames
{
    public const string Manifest = "manifest.json", Signature = "manifest.sig";
    /// <summary>The case's events, and who read the case: a line of the journal each.</summary>
    public const string Case = "journal/case.jsonl", Readings = "journal/readings.jsonl";
    /// <summary>Holds, requests and what was removed of the case; there when anybody ever asked.</summary>
    public const string Removals = "journal/removals.jsonl";
    /// <summary>Every page of the ledger up to the last one that covers the case, and the ways from the two streams to their pages.</summary>
    public const string Pages = "ledger/pages.jsonl", Leaves = "ledger/leaves.jsonl";
    /// <summary>The key that signs page 1 of the ledger. It is here for reading; whoever checks compares it with the one that was handed out.</summary>
    public const string FirstKey = "ledger/first-key.pub.pem";
    public const string Timestamps = "ledger/timestamps/", Definitions = "definitions/", Calendars = "workflows/calendars/", Clocks = "workflows/clocks/", Catalogue = "workflows/catalogue/", AppliedNotices = "workflows/applied-notices.json", Papers = "papers/";
    /// <summary>For people: the same in Chinese sentences.</summary>
    public const string Html = "report.html", Pdf = "report.pdf";

    public static string Timestamp(long page) => $"{Timestamps}{page}.tst";
    public static string Definition(string hash) => $"{Definitions}{hash}.json";
    public static string Calendar(int year, int version) => $"{Calendars}cn-{year}-v{version}.json";
    public static string Paper(string hash) => $"{Papers}{hash}";
}
