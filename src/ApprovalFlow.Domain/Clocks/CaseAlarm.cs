using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>When a case wants to be looked at again although nobody does anything.</summary>
public static class CaseAlarm
{
    /// <returns>The instant itself when something is due already; null when nothing can become due any more.</returns>
    /// <param name="open">The clocks at that instant, where somebody has them already.</param>
    public static DateTimeOffset? Of(CaseState state, ClockContext clocks, DateTimeOffset now, OpenClocks? open = null)
    {
        foreach (var sign in state.Signs)
            if (clocks.Cards.Of(sign.Trigger) is not null && !state.Cards.Exists(c => c.Raised.Rule == sign.Trigger && c.Raised.Subject == sign.Subject))
                return now;
        return state.IsClosed && !state.Cards.Exists(c => c.Order is { IsOpen: true }) && !state.Packets.Exists(p => p.IsAwaited) ? null : CardBook.Next(state.Timeline, clocks, now, open);
    }
}
