using ApprovalFlow.Domain.Calendars;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>Everything besides its own stream that the clocks and cards of a case follow.</summary>
public sealed record ClockContext(string ItemCode, ClockPolicy Policy, WorkCalendar Calendar, CardRules Cards)
{
    /// <summary>Who regulates what; null where decisions are no packets.</summary>
    public Regulation.RegulationBook? Regulation { get; init; }
}
