using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Clocks;

/// <summary>Tells a case by its days and asks its clocks.</summary>
internal sealed class CaseStory
{
    private readonly List<CaseFact> facts = [];

    public ClockPolicy Policy { get; set; } = new(Repository.Procedures) { CommitDays = 7 };

    public CaseTimeline Timeline => new("2024-001", facts);

    public static DateTimeOffset At(string day, int hour = 10) => OfficeHours.At(DateOnly.Parse(day, null), new(hour, 0));

    public static DateOnly Day(string day) => DateOnly.Parse(day, null);

    public CaseStory Add(CaseFact fact)
    {
        facts.Add(fact);
        return this;
    }

    public CaseStory Accepted(string received, string accepted) => Add(new CaseFact.Received(At(received))).Add(new CaseFact.Accepted(At(accepted)));

    public CaseStory Pause(string id, string kind, string from, string? until, string? notice = "通知〔2024〕1号", string? noticeOn = null) => Add(new CaseFact.PauseStarted(At(from), id, kind, Day(from))
    {
        PlannedEnd = until is null ? null : Day(until), Notice = notice, NoticeOn = noticeOn is null ? null : Day(noticeOn), ApprovedBy = "organ-head",
    });

    public CaseStory Extend(string on, double days = 10, string by = "organ-head", string? told = null, ClockKind clock = ClockKind.Statutory) =>
        Add(new CaseFact.Extended(At(on), clock, days, by) { Reason = "案情复杂", ToldOn = Day(told ?? on), Document = "延期〔2024〕1号" });

    public ClockReading Read(ClockKind kind, string on, string id = "") =>
        ClockBook.Compute(Timeline, Policy, Repository.Calendar, Day(on)).Where(r => r.Kind == kind && r.Id == id).ShouldHaveSingleItem();

    public IReadOnlyList<ClockReading> ReadAll(string on) => ClockBook.Compute(Timeline, Policy, Repository.Calendar, Day(on));

    public IReadOnlyList<LedgerDay> Explain(ClockKind kind, string on, string id = "") =>
        ClockLedger.Explain(Timeline, Policy, Repository.Calendar, OfficeHours.At(Day(on), TimeOnly.MaxValue), kind, id).ShouldNotBeNull().Days;

    public ClockFinding? Refuse(CaseFact fact) => ClockGuard.Refuse(Timeline, fact, Policy, Repository.Calendar);
}
