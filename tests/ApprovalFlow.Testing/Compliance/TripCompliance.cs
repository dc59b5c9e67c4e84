using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Trips over real cases: stored whole, one officer in one place, every leg told exactly once, whoever crashes.</summary>
public abstract class TripCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GHJ-001-A", Lead = "dept-ghj", Other = "dept-gtj", Absentee = "dept-wwj", Number = "TK-2026-000001";

    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string hash = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        time.MoveTo(new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8)));
        house = House.Open(Stores, time);
        hash = await house.PublishAsync(Flow);
    }

    private Actor Inspector(string department, int number = 1) => house.People.Inspector(department, number);
    private static TripSlot Slot(int day, int hour = 9) => new(new(2026, 11, day, hour, 0, 0, TimeSpan.FromHours(8)), new(2026, 11, day, hour + 2, 0, 0, TimeSpan.FromHours(8)));

    private async Task<TripState> AcceptedAsync(TripCommand command, string number = Number, string? key = null, House? by = null)
    {
        var result = await (by ?? house).Trips.ExecuteAsync(number, command, key);
        result.Rejection.ShouldBeNull(result.Rejection?.Message);
        return result.State;
    }

    private async Task<string> RejectedAsync(TripCommand command, string number = Number) => (await house.Trips.ExecuteAsync(number, command)).Rejection.ShouldNotBeNull().Code;

    /// <summary>A case before its inspection, with the proposal made.</summary>
    private async Task<TripLeg> ProposedAsync(string caseNumber)
    {
        await house.RegisterAsync(caseNumber, Flow, hash);
        await house.AcceptedAsync(caseNumber, House.Complete((await house.StateAsync(caseNumber)).OpenTasks.Single()));
        var task = (await house.StateAsync(caseNumber)).OpenTasks.Single();
        await house.AcceptedAsync(caseNumber, new CaseCommand.ProposeVisit(task.TaskId, SampleApplication.Actor("inspector", Lead), new VisitRequest("示例园区", new(2026, 11, 23), new(2026, 12, 31))));
        var state = await house.StateAsync(caseNumber);
        return TripLegs.Of(state, House.Catalogue.Item(state.ItemCode)!, state.Visits.Last());
    }

    private async Task ConvenedAsync(string number = Number, TripSlot? slot = null, params string[] cases)
    {
        List<TripLeg> legs = [];
        foreach (var @case in cases)
            legs.Add(await ProposedAsync(@case));
        await AcceptedAsync(new TripCommand.Convene(number, TripKind.Inspection, "示例园区联合踏勘", Lead, legs, Inspector(Lead)), number);
        await AcceptedAsync(new TripCommand.Schedule(slot ?? Slot(26), "一层大厅", Inspector(Lead)), number);
    }

    private Task<TripState> AttendAsync(string department, string number = Number) => AcceptedAsync(new TripCommand.Attend(department, [Inspector(department, 1).UserId, Inspector(department, 2).UserId], Inspector(department)), number);

    private async Task DeliverAsync(House? by = null)
    {
        while (await (by ?? house).Outbox.DispatchAsync(20) > 0)
        {
        }
    }

    private async Task VisitedAsync(string department)
    {
        for (var i = 1; i <= 2; i++)
            await AcceptedAsync(new TripCommand.CheckIn(department, "现场", Inspector(department, i)));
        await AcceptedAsync(new TripCommand.GiveFinding(department, BodyOpinion.Agree, "符合要求", [], Inspector(department)));
        for (var i = 1; i <= 2; i++)
            await AcceptedAsync(new TripCommand.Sign(department, Inspector(department, i)));
    }

    /// <summary>The whole visit of two bodies and an absentee, up to the opinion, which nobody has delivered yet.</summary>
    private async Task ConcludedAsync(params string[] cases)
    {
        await ConvenedAsync(Number, null, cases);
        await AcceptedAsync(new TripCommand.Invite([Other, Absentee], Inspector(Lead)));
        await DeliverAsync();
        await AttendAsync(Lead);
        await AttendAsync(Other);
        time.MoveTo(Slot(26).StartsAt);
        await VisitedAsync(Lead);
        await VisitedAsync(Other);
        foreach (var leg in (await house.Trips.FindAsync(Number))!.Legs)
            await AcceptedAsync(new TripCommand.FillChecklist(Lead, leg.CaseNumber, [.. leg.Points.Select((_, i) => new CheckAnswer(i, CheckResult.Pass))], Inspector(Lead)));
        time.MoveTo(Slot(26).EndsAt);
        await AcceptedAsync(new TripCommand.EndVisit(Inspector(Lead)));
        await AcceptedAsync(new TripCommand.Conclude(TripResult.Pass, "通过", Inspector(Lead)));
    }

    [ProviderFact]
    public async Task Trip_should_come_back_as_stored_with_its_chain_whole()
    {
        await ConvenedAsync(Number, null, "C-1");
        await AcceptedAsync(new TripCommand.Invite([Other], Inspector(Lead)));

        var stream = (await Stores.Trips.LoadAsync(Number)).ShouldNotBeNull();
        HashChain.FindBreak(Number, stream.Events, stream.Header.HeadHash).ShouldBeNull();
        (stream.Header.Version, stream.Header.Status, stream.Header.Legs, stream.Header.StartsAt).ShouldBe((3L, TripStatus.Scheduled, 1, Slot(26).StartsAt));
        (await Fixture.Other.Trips.TripsAsync(new([Other]))).ShouldHaveSingleItem().Number.ShouldBe(Number);
        (await Stores.Trips.TripsAsync(new(["dept-swj"]))).ShouldBeEmpty();
        (await Stores.Trips.LoadAsync("TK-9")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Proposal_should_stand_in_the_list_until_a_trip_has_it()
    {
        await ProposedAsync("C-1");
        var open = (await Stores.Trips.ProposalsAsync(VisitStatus.Open)).ShouldHaveSingleItem();
        (open.CaseNumber, open.DepartmentId, open.Site, open.From, open.ApplicantName).ShouldBe(("C-1", Lead, "示例园区", new DateOnly(2026, 11, 23), "示例申请人"));

        var state = await house.StateAsync("C-1");
        await AcceptedAsync(new TripCommand.Convene(Number, TripKind.Inspection, "踏勘", Lead, [TripLegs.Of(state, House.Catalogue.Item(state.ItemCode)!, state.Visits.Last())], Inspector(Lead)));
        await DeliverAsync();
        (await Stores.Trips.ProposalsAsync(VisitStatus.Open)).ShouldBeEmpty();
        (await Fixture.Other.Trips.ProposalsAsync(VisitStatus.Arranged)).ShouldHaveSingleItem().Trip.ShouldBe(Number);

        await AcceptedAsync(new TripCommand.Cancel("暴雨", Inspector(Lead)));
        await DeliverAsync();
        (await Stores.Trips.ProposalsAsync(VisitStatus.Open)).ShouldHaveSingleItem().Trip.ShouldBeNull();
    }

    [ProviderFact]
    public async Task Opinion_should_reach_every_leg_once_and_the_absentee_should_be_written_down()
    {
        await ConcludedAsync("C-1", "C-2", "C-3");
        await DeliverAsync();

        foreach (var number in (string[])["C-1", "C-2", "C-3"])
        {
            var state = await house.StateAsync(number);
            var trip = state.Trips.ShouldHaveSingleItem();
            trip.Missed.ShouldHaveSingleItem().DepartmentId.ShouldBe(Absentee);
            trip.Missed[0].DeliveredAt.ShouldNotBeNull();
            trip.Opinion.ShouldNotBeNull();
            state.Task(trip.TaskId!)!.Outcome.ShouldBe("Approve");
            state.OpenTasks.ShouldNotBeEmpty();
        }
        (await house.Trips.FindAsync(Number))!.Confirmed.Values.ShouldAllBe(refusal => refusal == null);
        (await Stores.Trips.BusyAsync([Inspector(Lead).UserId])).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Leg_should_be_told_once_when_the_process_dies_between_the_case_and_the_outbox()
    {
        await ConcludedAsync("C-1", "C-2");
        // Another process claims what is to be delivered, carries it out and dies before it says so; its lease ends.
        for (var step = 0; step < 12; step++)
        {
            foreach (var message in await Stores.Outbox.ClaimAsync(time.GetUtcNow(), TimeSpan.FromMinutes(1), 10))
                if (message.Topic == "TripNews")
                    await new TripNewsHandler(house.Trips, house.Commands).HandleAsync(message, default);
            time.Advance(TimeSpan.FromMinutes(2));
            await House.Open(Fixture.Other, time).Outbox.DispatchAsync(1);
        }
        await DeliverAsync(House.Open(Fixture.Other, time));

        foreach (var number in (string[])["C-1", "C-2"])
        {
            var stream = (await Stores.Cases.LoadAsync(number, 0))!;
            stream.Events.Count(e => e.Type == "trip-opinion-received").ShouldBe(1);
            stream.Events.Count(e => e.Type == "trip-joined").ShouldBe(1);
            stream.Events.Count(e => e.Type == "trip-missed").ShouldBe(1);
        }
        (await house.Trips.RecordsAsync(Number)).Count(r => r.Event is TripEvent.LegConfirmed).ShouldBe(2);
    }

    [ProviderFact]
    public async Task Leg_that_ended_should_drop_out_and_hold_nobody_up()
    {
        await ConvenedAsync(Number, null, "C-1", "C-2");
        var task = (await house.StateAsync("C-1")).OpenTasks.Single();
        await house.AcceptedAsync("C-1", House.Complete(task, "Withdraw"));
        await DeliverAsync();

        var trip = (await house.Trips.FindAsync(Number))!;
        trip.Legs.ShouldHaveSingleItem().CaseNumber.ShouldBe("C-2");
        (await house.StateAsync("C-2")).TripOf(trip.Legs[0].TaskId!)!.StartsAt.ShouldBe(Slot(26).StartsAt);
    }

    [ProviderFact]
    public async Task Suspended_case_should_take_the_opinion_when_it_is_active_again_and_hold_nobody_up()
    {
        await ConcludedAsync("C-1", "C-2");
        var administrator = SampleApplication.Actor("administrator");
        await house.AcceptedAsync("C-1", new CaseCommand.Suspend(administrator, "核查"));
        await DeliverAsync();
        (await house.StateAsync("C-1")).Trips.Single().Opinion.ShouldBeNull();
        (await house.StateAsync("C-2")).Trips.Single().Opinion.ShouldNotBeNull();

        await house.AcceptedAsync("C-1", new CaseCommand.Resume(administrator));
        time.Advance(TimeSpan.FromHours(2));
        await DeliverAsync();
        (await house.StateAsync("C-1")).Trips.Single().Opinion.ShouldNotBeNull();
        (await house.Trips.FindAsync(Number))!.Confirmed.Count.ShouldBe(2);
    }

    [ProviderFact]
    public async Task Leg_should_go_with_one_trip_when_two_leads_take_it_at_once()
    {
        await ConvenedAsync(Number, null, "C-1");
        var state = await house.StateAsync("C-1");
        await AcceptedAsync(new TripCommand.Convene("TK-2026-000002", TripKind.Inspection, "踏勘", Lead, [TripLegs.Of(state, House.Catalogue.Item(state.ItemCode)!, state.Visits.Last())], Inspector(Lead)), "TK-2026-000002");
        await DeliverAsync();

        var trips = new[] { (await house.Trips.FindAsync(Number))!, (await house.Trips.FindAsync("TK-2026-000002"))! };
        trips.Count(t => t.Status == TripStatus.Canceled).ShouldBe(1);
        (await house.StateAsync("C-1")).Trips.ShouldHaveSingleItem().Number.ShouldBe(trips.Single(t => t.Status != TripStatus.Canceled).Number);
    }

    [ProviderFact]
    public async Task Officer_should_be_booked_once_when_two_processes_name_the_same_one_for_the_same_hours()
    {
        await ConvenedAsync(Number, Slot(26), "C-1");
        await ConvenedAsync("TK-2026-000002", Slot(26, 10), "C-2");
        await ConvenedAsync("TK-2026-000003", Slot(27), "C-3");
        var other = House.Open(Fixture.Other, time);
        other.People.Inspector(Lead, 1);
        other.People.Inspector(Lead, 2);
        TripCommand attend = new TripCommand.Attend(Lead, [Inspector(Lead, 1).UserId, Inspector(Lead, 2).UserId], Inspector(Lead));

        var results = await Task.WhenAll(Task.Run(() => house.Trips.ExecuteAsync(Number, attend)), Task.Run(() => other.Trips.ExecuteAsync("TK-2026-000002", attend)));

        results.Count(r => r.Rejection is null).ShouldBe(1);
        results.Single(r => r.Rejection is not null).Rejection!.Code.ShouldBe("officer-busy");
        await AcceptedAsync(attend, "TK-2026-000003");
        (await Stores.Trips.BusyAsync([Inspector(Lead, 1).UserId]))[Inspector(Lead, 1).UserId].Count.ShouldBe(2);
        (await Stores.Trips.TripsAsync(new(OfficerId: Inspector(Lead, 2).UserId))).Count.ShouldBe(2);
    }

    [ProviderFact]
    public async Task Both_answers_should_be_kept_when_two_processes_answer_one_trip_at_once()
    {
        await ConvenedAsync(Number, null, "C-1");
        string[] departments = [Other, Absentee, "dept-hbj", "dept-swj", "dept-lyj"];
        await AcceptedAsync(new TripCommand.Invite(departments, Inspector(Lead)));
        var other = House.Open(Fixture.Other, time);
        await Task.WhenAll(departments.Select((d, n) => Task.Run(async () =>
        {
            var mine = n % 2 == 0 ? house : other;
            var (first, second) = (mine.People.Inspector(d, 1), mine.People.Inspector(d, 2));
            (await mine.Trips.ExecuteAsync(Number, new TripCommand.Attend(d, [first.UserId, second.UserId], first))).Rejection.ShouldBeNull();
        })));
        (await house.Trips.FindAsync(Number))!.Bodies.Count(b => b.Answer == BodyAnswer.Attends).ShouldBe(5);
    }

    [ProviderFact]
    public async Task Same_answer_should_come_when_a_key_comes_again()
    {
        await ConvenedAsync(Number, null, "C-1");
        TripCommand invite = new TripCommand.Invite([Other], Inspector(Lead));
        await AcceptedAsync(invite, key: "key-1");
        var again = await house.Trips.ExecuteAsync(Number, invite, "key-1");
        (again.IsReplay, again.Rejection).ShouldBe((true, null));
        again.Records.ShouldHaveSingleItem().Event.ShouldBeOfType<TripEvent.DepartmentInvited>().DepartmentId.ShouldBe(Other);
        (await house.Trips.ExecuteAsync(Number, new TripCommand.Invite([Absentee], Inspector(Lead)), "key-1")).Rejection!.Code.ShouldBe(CommandRefusal.TripKeyReused);
        (await RejectedAsync(invite)).ShouldBe("invited-already");
        (await house.Trips.FindAsync(Number))!.Bodies.Count.ShouldBe(2);
    }

    [ProviderFact]
    public async Task Notices_should_leave_in_queues_of_their_own()
    {
        await ConvenedAsync(Number, null, "C-1");
        await AcceptedAsync(new TripCommand.Invite([Other, Absentee], Inspector(Lead)));
        List<OutboxMessage> sent = [];
        for (var messages = await Stores.Outbox.ClaimAsync(time.GetUtcNow(), TimeSpan.FromMinutes(1), 50); messages.Count > 0; messages = await Stores.Outbox.ClaimAsync(time.GetUtcNow(), TimeSpan.FromMinutes(1), 50))
        {
            sent.AddRange(messages);
            foreach (var message in messages)
                await Stores.Outbox.DoneAsync(message);
        }
        sent.Where(m => m.Topic == "Notify").Select(m => m.CaseNumber).ShouldBe([$"{Number}/notify/C-1", $"{Number}/notify/{Other}", $"{Number}/notify/{Absentee}"], ignoreOrder: true);
        sent.Single(m => m.CaseNumber == $"{Number}/notify/{Other}").Payload.ShouldContain("2026-11-26 09:00–11:00");
        sent.Where(m => m.CaseNumber == $"{Number}/C-1").Select(m => m.Sequence).ShouldBe([1, 2, 3, 4]);
    }
}
