using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.WhatIf;

/// <summary>The journal of some cases of a period, each one's lines in order; hashes are not in them.</summary>
public sealed record RecordedPage(IReadOnlyList<IReadOnlyList<JournalLine>> Cases);

/// <summary>Which cases a period has.</summary>
/// <param name="Closed">Numbers of those that came to an end, in order.</param>
/// <param name="StillRunning">Those that have not.</param>
public sealed record RecordedPeriod(IReadOnlyList<string> Closed, int StillRunning);
