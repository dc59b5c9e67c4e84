using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Inspections;

/// <summary>What the decider may know besides the trip's own stream.</summary>
public sealed record TripContext(DateTimeOffset Now, WorkCalendar Calendar, OfficeHours Hours)
{
    /// <summary>An account with its mandates of this moment; null when there is none.</summary>
    public Func<string, Actor?> Person { get; init; } = static _ => null;
    /// <summary>Whether a department of that id exists.</summary>
    public Func<string, bool> IsDepartment { get; init; } = static _ => true;
    /// <summary>The other trips that an officer is named for.</summary>
    public Func<string, IReadOnlyList<BusySlot>> Busy { get; init; } = static _ => [];
}

/// <summary>Either records to append and the state they lead to, or a rejection and the state as it was.</summary>
public sealed record TripDecision(IReadOnlyList<TripRecord> Records, TripState State, Rejection? Rejection);

/// <summary>The records that one command leads to, and the state as it goes.</summary>
internal sealed class TripBurst(TripState before, TripContext context)
{
    private readonly List<TripRecord> records = [];

    public TripState State { get; private set; } = before;
    public IReadOnlyList<TripRecord> Records => records;
    public DateTimeOffset At { get; } = CaseBurst.WholeMilliseconds(context.Now);
    public DateOnly Today => OfficeHours.DayOf(At);

    public void Add(TripEvent @event)
    {
        var record = new TripRecord(State.Version + 1, At, @event);
        State = State.Evolve(record);
        records.Add(record);
    }
}
