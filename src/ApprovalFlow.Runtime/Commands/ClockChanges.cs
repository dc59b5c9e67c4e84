using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Supervision;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What a decision changes in the one alarm of a case and in the rows of its cards.</summary>
internal static class ClockChanges
{
    /// <summary>The alarm row after a decision.</summary>
    /// <remarks>An alarm that comes too early only looks and sets the next one, so an earlier alarm stays and most commands write no row for it. One that is due already was
    /// not answered yet, or moved without a commit: it is asked for at once, and whatever it had to say is said then.</remarks>
    /// <param name="current">As far as this process knows.</param>
    /// <param name="isTick">The alarm itself caused the decision, and is used up.</param>
    public static (DateTimeOffset? Alarm, bool Writes) Alarm(CaseState after, ClockContext? clocks, OpenClocks? open, DateTimeOffset? current, DateTimeOffset now, bool isTick)
    {
        if (clocks is null)
            return (current, false);
        var wanted = CaseAlarm.Of(after, clocks, now, open);
        if (isTick || current is null)
            return (wanted, wanted is not null || current is not null);
        if (current <= now)
            return (now, current < now);
        return wanted is null || wanted < current ? (wanted, true) : (current, false);
    }

    public static TimerEntry Entry(string caseNumber, DateTimeOffset at) => new(caseNumber, TimerEntry.Clock, at, TimerEntry.Clock);

    public static (List<CardEntry> Raised, List<CardEntry> Changed) Cards(CaseState before, CaseState after, CaseContext context, string departmentId)
    {
        List<CardEntry> raised = [], changed = [];
        for (var i = 0; i < after.Cards.Count; i++)
        {
            if (i >= before.Cards.Count)
                raised.Add(Entry(after.Cards[i], after, context, departmentId));
            else if (!ReferenceEquals(before.Cards[i], after.Cards[i]))
                changed.Add(Entry(after.Cards[i], after, context, departmentId));
        }
        return (raised, changed);
    }

    /// <summary>The last days of open tasks before and after a decision; empty where no special procedure could have moved any.</summary>
    public static (IReadOnlyDictionary<string, DateOnly?> Was, IReadOnlyDictionary<string, DateOnly?> Becomes) Dues(CaseState before, CaseState after, CaseContext context) =>
        context.Clocks is { } clocks && TaskDues.MayMove(after)
            ? (TaskDues.Of(before, clocks.Policy, clocks.Calendar, context.Now), TaskDues.Of(after, clocks.Policy, clocks.Calendar, context.Now))
            : (NoDues, NoDues);

    private static readonly IReadOnlyDictionary<string, DateOnly?> NoDues = new Dictionary<string, DateOnly?>();

    private static CardEntry Entry(CaseCard card, CaseState state, CaseContext context, string departmentId) => new(
        state.CaseNumber, card.Raised.CardId, card.Raised.Level, card.Raised.Rule, card.Raised.Clock, card.Raised.CauseZh, card.Raised.CauseEn,
        context.Flow.NameZh, context.Flow.NameEn, CardAccess.IsOfTheDepartment(card.Raised.Owner) ? card.Raised.Owner.DepartmentId ?? departmentId : "", state.Applicant!.Name, card.Raised.Owner, card.RaisedAt)
    {
        OwnerUserId = card.Raised.OwnerUserId, OwnerName = card.Raised.OwnerName, Status = card.Status, IsOpen = card.IsOpen,
        OrderId = card.Order?.OrderId, OrderTo = card.Order is { IsOpen: true } order ? order.To : null, OrderStep = card.Order?.Step ?? 0,
    };
}
