using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using Shouldly;
using static ApprovalFlow.Domain.Tests.Cases.CaseSamples;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>A case told by its days: the clocks are those of the stored stream.</summary>
internal sealed class ClockDesk
{
    public static readonly Actor Leader = Person("city-leader", "city-leader");
    public static readonly Actor Supervisor = Person("supervisor", "supervisor");
    public static readonly Actor OtherChief = Person("chief-2", "chief-representative", "dept-nyj");

    /// <param name="item">Twenty working days by law and ten promised, where nothing else is said.</param>
    /// <summary>A case that is told already.</summary>
    public ClockDesk(CaseDesk desk) => (Desk, Item) = (desk, desk.Context.Item);

    public ClockDesk(ApprovalItem? item = null, Func<FlowSketch>? flow = null)
    {
        Item = item ?? CaseSamples.Item;
        Desk = new((flow ?? FlowSketch.Parallel)().Compile(), Flow, Item);
    }

    public ApprovalItem Item { get; }
    public CaseDesk Desk { get; }
    public CaseState State => Desk.State;

    /// <summary>Registered on 2026-03-02, a Monday; accepted the same day when nothing else is said.</summary>
    public static ClockDesk Accepted(string on = "2026-03-02", ApprovalItem? item = null) => Registered(on, item).Complete("accept", Clerk, "Accept");

    public static ClockDesk Registered(string on = "2026-03-02", ApprovalItem? item = null)
    {
        var story = new ClockDesk(item).At(on);
        story.Desk.Do(new CaseCommand.Register(Number, Flow.Code, story.Desk.Hash, Company, Form(), Papers, Clerk) { CountyCode = "140105" });
        return story;
    }

    public ClockDesk At(string day, int hour = 9, int minute = 0)
    {
        Desk.Now = OfficeHours.At(DateOnly.Parse(day, null), new(hour, minute));
        return this;
    }

    public ClockDesk Do(CaseCommand command)
    {
        Desk.Do(command);
        return this;
    }

    public ClockDesk Complete(string activity, Actor by, string outcome, string? comment = null, Dictionary<string, object?>? data = null)
    {
        Desk.Complete(activity, by, outcome, comment, data);
        return this;
    }

    /// <summary>What the tick of an instant adds.</summary>
    public IReadOnlyList<CaseEvent> Tick()
    {
        var decision = Desk.Send(new CaseCommand.TickClocks());
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message);
        return [.. decision.Records.Select(r => r.Event)];
    }

    /// <summary>Ticks whenever the case asks for it, as the pump does, until a day has begun.</summary>
    public ClockDesk TickUntil(string day)
    {
        var end = OfficeHours.At(DateOnly.Parse(day, null), TimeOnly.MinValue);
        for (var guard = 0; Alarm is { } at && at <= end; guard++)
        {
            guard.ShouldBeLessThan(500, "the alarm never moves on");
            Desk.Now = at > Desk.Now ? at : Desk.Now;
            Tick();
            if (Alarm == at) break;
        }
        Desk.Now = end > Desk.Now ? end : Desk.Now;
        return this;
    }

    public DateTimeOffset? Alarm => CaseAlarm.Of(State, Clocks, Desk.Now);
    public ClockContext Clocks => Desk.Context.Clocks!;

    public ClockReading Read(ClockKind kind, string id = "") => ClockBook.Compute(State.Timeline, Clocks.Policy, Clocks.Calendar, Desk.Now).Single(r => r.Kind == kind && r.Id == id);

    public IEnumerable<string> Cards => State.Cards.Select(c => $"{c.Raised.Level} {c.Raised.Rule} {c.Raised.Clock}".TrimEnd());

    public string Code(CaseCommand command) => Desk.Send(command).Rejection.ShouldNotBeNull().Code;

    public static DateOnly Day(string day) => DateOnly.Parse(day, null);
}
