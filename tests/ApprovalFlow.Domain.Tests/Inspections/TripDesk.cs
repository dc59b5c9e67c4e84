using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Tests.Cases;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>One trip on a desk: sends commands, keeps the journal, checks that the journal alone tells everything, and carries the news to the cases as the outbox does.</summary>
internal sealed class TripDesk
{
    public static readonly DateTimeOffset Monday = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly List<TripRecord> journal = [];
    private readonly Dictionary<string, Actor> people = [];
    private readonly Dictionary<string, List<BusySlot>> busy = [];

    public TripState State { get; private set; } = TripState.Empty;
    public DateTimeOffset Now { get; set; } = Monday;
    public WorkCalendar Calendar { get; init; } = Repository.Calendar;
    public IReadOnlyList<TripRecord> Journal => journal;
    public Dictionary<string, CaseDesk> Cases { get; } = [];
    public string Number { get; init; } = "TK-2026-000001";

    public TripContext Context => new(Now, Calendar, OfficeHours.Default)
    {
        Person = id => people.GetValueOrDefault(id),
        IsDepartment = id => Repository.Catalogue.Department(id) is not null,
        Busy = id => busy.GetValueOrDefault(id) ?? [],
    };

    /// <summary>Somebody of a body, known to the accounts.</summary>
    public Actor Person(string department, int number = 1, string role = "inspector")
    {
        var id = $"{department}-{role}-{number}";
        return people.TryGetValue(id, out var known) ? known : people[id] = new Actor(id, id, [new Mandate(role, department)]);
    }

    public void KeepBusy(Actor person, string trip, TripSlot slot) => (busy.TryGetValue(person.UserId, out var slots) ? slots : busy[person.UserId] = []).Add(new BusySlot(trip, slot));

    public TripDecision Send(TripCommand command)
    {
        var before = State;
        var decision = TripDecider.Decide(before, command, Context);
        if (decision.Rejection is not null)
        {
            decision.Records.ShouldBeEmpty();
            decision.State.ShouldBeSameAs(before);
            decision.Rejection.Message.ShouldStartWith("Expected ");
            TripText.In("en", decision.Rejection).ShouldBe(decision.Rejection.Message);
            TripText.In("zh-CN", decision.Rejection).ShouldNotBe(decision.Rejection.Message);
            return decision;
        }
        journal.AddRange(decision.Records);
        State = decision.State;
        StateDump.Of(TripState.Fold(Read(journal))).ShouldBe(StateDump.Of(State));
        foreach (var record in decision.Records) Deliver(record);
        return decision;
    }

    public TripDesk Do(TripCommand command)
    {
        var decision = Send(command);
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message);
        return this;
    }

    public string Refused(TripCommand command) => Send(command).Rejection.ShouldNotBeNull().Code;

    /// <summary>The whole attendance of a body on the day: people named, checked in, finding given, signed.</summary>
    public TripDesk Takes(string department, BodyOpinion opinion = BodyOpinion.Agree, string finding = "符合要求", params string[] conditions)
    {
        for (var i = 1; i <= State.Rules.OfficersPerBody; i++) Do(new TripCommand.CheckIn(department, "现场", Officer(department, i)));
        Do(new TripCommand.GiveFinding(department, opinion, finding, conditions, Officer(department, 1)));
        for (var i = 1; i <= State.Rules.OfficersPerBody; i++) Do(new TripCommand.Sign(department, Officer(department, i)));
        return this;
    }

    public TripDesk Attends(string department) =>
        Do(new TripCommand.Attend(department, [.. Enumerable.Range(1, State.Rules.OfficersPerBody).Select(i => Officer(department, i).UserId)], Officer(department, 1)));

    public TripDesk FillsEverything(string department, int officer = 1)
    {
        foreach (var leg in State.Legs.Where(l => l.Points.Count > 0))
            Do(new TripCommand.FillChecklist(department, leg.CaseNumber, [.. leg.Points.Select((_, i) => new CheckAnswer(i, CheckResult.Pass))], Officer(department, officer)));
        return this;
    }

    public Actor Officer(string department, int number) => Person(department, number, State.Rules.OfficerRoles[0]);

    private void Deliver(TripRecord record)
    {
        var before = TripState.Fold(journal.TakeWhile(r => r.Sequence < record.Sequence));
        var after = before.Evolve(record);
        foreach (var number in TripEffects.CasesOf(before, after, record.Event))
        {
            if (!Cases.TryGetValue(number, out var desk)) continue;
            foreach (var news in TripEffects.NewsFor(number, after, record))
            {
                desk.Now = Now;
                desk.Do(new CaseCommand.ReceiveTripNews(news));
                // At least once: the same news again changes nothing.
                desk.Send(new CaseCommand.ReceiveTripNews(news)).Records.ShouldBeEmpty();
            }
            if (record.Event is TripEvent.OpinionConcluded) Confirm(number);
        }
    }

    private void Confirm(string number)
    {
        var confirmed = TripDecider.Decide(State, new TripCommand.ConfirmLeg(number), Context);
        confirmed.Rejection.ShouldBeNull();
        journal.AddRange(confirmed.Records);
        State = confirmed.State;
    }

    private static IEnumerable<TripRecord> Read(IEnumerable<TripRecord> records)
    {
        foreach (var record in records)
        {
            var encoded = TripEventJson.Encode(record.Event);
            yield return record with { Event = TripEventJson.Decode(encoded.Name, encoded.Version, Encoding.UTF8.GetBytes(encoded.Text)) };
        }
    }
}
