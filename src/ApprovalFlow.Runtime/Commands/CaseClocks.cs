using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Calendars;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What the clocks of each flow follow: policy, calendar, thresholds of cards.</summary>
public sealed class CaseClocks(CalendarInForce calendar, ClockPolicies policies, CardRules cards, SpecialProcedures procedures)
{
    private readonly ConcurrentDictionary<(ApprovalItem Item, ApprovalFlowEntry Flow), ClockContext> known = new(new SameEntries());

    public SpecialProcedures Procedures => procedures;
    public CardRules Cards => cards;
    /// <summary>Who regulates what; null where decisions are no packets.</summary>
    public RegulationBook? Regulation { get; init; }

    /// <summary>The same limits and thresholds by another calendar.</summary>
    public CaseClocks With(WorkCalendar other) => new(new CalendarInForce(other), policies, cards, procedures) { Regulation = Regulation };

    public ClockContext Of(ApprovalItem item, ApprovalFlowEntry flow)
    {
        var now = calendar.Now;
        return known.TryGetValue((item, flow), out var context) && ReferenceEquals(context.Calendar, now) ? context : known[(item, flow)] = new(item.Code, policies.Of(item, flow), now, cards) { Regulation = Regulation };
    }

    /// <summary>Entries are the catalogue's own and never change; two of one code may differ when a catalogue is read again.</summary>
    private sealed class SameEntries : IEqualityComparer<(ApprovalItem Item, ApprovalFlowEntry Flow)>
    {
        public bool Equals((ApprovalItem Item, ApprovalFlowEntry Flow) x, (ApprovalItem Item, ApprovalFlowEntry Flow) y) => ReferenceEquals(x.Item, y.Item) && ReferenceEquals(x.Flow, y.Flow);
        public int GetHashCode((ApprovalItem Item, ApprovalFlowEntry Flow) entries) => HashCode.Combine(RuntimeHelpers.GetHashCode(entries.Item), RuntimeHelpers.GetHashCode(entries.Flow));
    }
}
