using System.Collections.Concurrent;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What the clocks of each flow follow: policy, calendar, thresholds of cards.</summary>
public sealed class CaseClocks(WorkCalendar calendar, ClockPolicies policies, CardRules cards, SpecialProcedures procedures)
{
    private readonly ConcurrentDictionary<string, ClockContext> known = new(StringComparer.Ordinal);

    public SpecialProcedures Procedures => procedures;
    public CardRules Cards => cards;

    public ClockContext Of(ApprovalItem item, ApprovalFlowEntry flow) => known.GetOrAdd(flow.Code, _ => new(item.Code, policies.Of(item, flow), calendar, cards));
}
