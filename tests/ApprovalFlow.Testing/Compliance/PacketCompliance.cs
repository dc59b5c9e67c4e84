using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Testing.Clocks;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>审管互动 over real cases: every decision is exactly one packet, claimed or under a clock that raises a card, whoever crashes and whatever comes twice.</summary>
public abstract class PacketCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private const string Flow = "GHJ-001-A", Approving = "dept-ghj", Regulating = "dept-cgj", Other = "dept-swj", Case = "C-1", Packet = "C-1-P1";

    private readonly ManualTimeProvider time = new();
    private House house = null!;
    private string hash = "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        time.MoveTo(Morning);
        house = House.Open(Stores, time);
        hash = await house.PublishAsync(Flow);
    }

    private static DateTimeOffset Morning => new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));
    private static Actor Officer(string department = Regulating, int number = 1) => new($"{department}-officer-{number}", $"联络员{number}", [new Mandate(Roles.Regulator, department)]);

    /// <summary>A case up to its decision.</summary>
    private async Task DecidedAsync(string number = Case, string? outcome = null)
    {
        await house.RegisterAsync(number, Flow, hash);
        for (var state = await house.StateAsync(number); state.Decision is null; state = await house.StateAsync(number))
            await house.AcceptedAsync(number, House.Complete(state.OpenTasks[0], state.OpenTasks[0].ActivityType == "Approval.Decide" ? outcome : null));
    }

    private async Task DeliverAsync()
    {
        while (await house.Outbox.DispatchAsync(20) > 0)
        {
        }
    }

    private async Task<PacketState> DoAsync(PacketCommand command, string number = Packet, string? key = null)
    {
        var result = await house.Packets.ExecuteAsync(number, command, key);
        result.Rejection.ShouldBeNull(result.Rejection?.Message);
        return result.State;
    }

    [ProviderFact]
    public async Task Decision_should_be_a_packet_of_its_own_stream_when_the_outbox_has_delivered()
    {
        await DecidedAsync();
        (await Stores.Packets.LoadAsync(Packet)).ShouldBeNull();
        await DeliverAsync();

        var stream = (await Stores.Packets.LoadAsync(Packet)).ShouldNotBeNull();
        HashChain.FindBreak(Packet, stream.Events, stream.Header.HeadHash).ShouldBeNull();
        (stream.Header.Version, stream.Header.DepartmentId, stream.Header.ApprovingDepartmentId, stream.Header.Status, stream.Header.ClaimDays).ShouldBe((1L, Regulating, Approving, PacketStatus.Unclaimed, 2d));
        var (packet, state) = ((await house.Packets.FindAsync(Packet))!, await house.StateAsync(Case));
        (packet.Content!.Result, packet.Content.Applicant, packet.Content.DecidedAt).ShouldBe((state.Decision!.Result, state.Applicant!, state.DecidedAt!.Value));
        packet.Content.Papers.Select(p => p.Code).ShouldBe(state.Materials.Select(m => m.Code));
        packet.Content.Form.Keys.ShouldBe(state.Form.Keys, ignoreOrder: true);
        packet.Content.CaseHash.ShouldBe(Convert.ToHexStringLower((await Stores.Cases.LoadAsync(Case, 0))!.Events.Single(e => e.Type == "packet-addressed").Hash));
        (await Stores.Packets.ListAsync(new([Regulating]))).ShouldHaveSingleItem().Number.ShouldBe(Packet);
        (await Fixture.Other.Packets.ListAsync(new([Approving], PacketStatus.Unclaimed))).ShouldHaveSingleItem("the assisting body reads along").Number.ShouldBe(Packet);
        (await Stores.Packets.ListAsync(new([Other]))).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Certificate_should_follow_when_it_is_issued()
    {
        await DecidedAsync();
        await DeliverAsync();
        var state = await house.WalkToEndAsync(Case);
        await DeliverAsync();
        (await house.Packets.FindAsync(Packet))!.Certificate.ShouldNotBeNull().Number.ShouldBe(state.Certificate!.Number);
    }

    [ProviderFact]
    public async Task Second_of_two_who_claim_at_once_should_be_told_who_was_first()
    {
        await DecidedAsync();
        await DeliverAsync();
        var other = House.Open(Fixture.Other, time);
        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(n => Task.Run(() => (n % 2 == 0 ? house : other).Packets.ExecuteAsync(Packet, new PacketCommand.Claim(Officer(number: n))))));

        var winner = answers.Where(a => a.Rejection is null).ShouldHaveSingleItem().State.ClaimedBy!;
        answers.Where(a => a.Rejection is not null).ShouldAllBe(a => a.Rejection!.Code == "packet-claimed" && a.Rejection.Arguments[1] == winner.Name);
        await DeliverAsync();
        (await house.StateAsync(Case)).Packets.ShouldHaveSingleItem().Claimed!.By.UserId.ShouldBe(winner.UserId);
    }

    [ProviderFact]
    public async Task Key_should_answer_twice_and_act_once()
    {
        await DecidedAsync();
        await DeliverAsync();
        await DoAsync(new PacketCommand.Claim(Officer()), key: "k1");
        (await house.Packets.ExecuteAsync(Packet, new PacketCommand.Claim(Officer()), "k1")).ShouldSatisfyAllConditions(r => r.IsReplay.ShouldBeTrue(), r => r.Rejection.ShouldBeNull());
        (await house.Packets.ExecuteAsync(Packet, new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "好", new(2026, 11, 23), Officer()), "k1")).Rejection!.Code.ShouldBe("trip-key-reused");
    }

    [ProviderFact]
    public async Task Returned_packet_should_change_lists_and_the_cases_clock()
    {
        await DecidedAsync();
        await DeliverAsync();
        await DoAsync(new PacketCommand.Return(Other, "属于水务", Officer()));
        await DeliverAsync();
        (await Stores.Packets.ListAsync(new([Regulating]))).ShouldBeEmpty();
        (await Stores.Packets.ListAsync(new([Other]))).ShouldHaveSingleItem().DepartmentId.ShouldBe(Other);
        (await house.StateAsync(Case)).Packets[0].ShouldSatisfyAllConditions(p => p.To.ShouldBe(Other), p => p.Clock.ShouldBe($"{Packet}.2"));
    }

    [ProviderFact]
    public async Task Finding_should_stand_under_the_subjects_number_and_open_a_revocation_that_ends_in_both_streams()
    {
        await DecidedAsync();
        await DeliverAsync();
        await DoAsync(new PacketCommand.Claim(Officer()));
        await DoAsync(new PacketCommand.GiveFeedback(FeedbackKind.PromiseBroken, "补交材料不实", new(2026, 11, 23), Officer()) { Document = "核查〔2026〕1号" });
        await DoAsync(new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()));
        await DeliverAsync();

        var state = await house.StateAsync(Case);
        var found = (await Fixture.Other.Packets.FeedbackAsync(state.Applicant!.IdNumber)).ShouldHaveSingleItem();
        (found.Packet, found.Kind, found.DepartmentId, found.Text, found.On).ShouldBe((Packet, FeedbackKind.PromiseBroken, Regulating, "补交材料不实", new DateOnly(2026, 11, 23)));
        (await Stores.Packets.FeedbackAsync("nobody")).ShouldBeEmpty();
        (await Stores.Packets.ListAsync(new(CaseNumber: Case))).ShouldHaveSingleItem().ShouldSatisfyAllConditions(p => p.IsRevoking.ShouldBeTrue(), p => p.Adverse.ShouldBe(1));
        var revocation = state.Revocations.ShouldHaveSingleItem().Opened.RevocationId;
        await house.AcceptedAsync(Case, new CaseCommand.StateOnRevocation(revocation, "无异议", SampleApplication.Actor(Roles.WindowClerk, Approving)));
        await house.AcceptedAsync(Case, new CaseCommand.DecideRevocation(revocation, true, "属实", SampleApplication.Actor(Roles.ChiefRepresentative, Approving)) { Remedies = "可复议" });
        await DeliverAsync();
        (await house.StateAsync(Case)).Revoked.ShouldNotBeNull();
        (await house.Packets.FindAsync(Packet))!.IsRevoked.ShouldBeTrue();
    }

    [ProviderFact]
    public async Task Revocation_that_the_case_refuses_should_be_closed_where_it_was_asked_for()
    {
        await DecidedAsync();
        await DeliverAsync();
        await DoAsync(new PacketCommand.Claim(Officer()));
        await DoAsync(new PacketCommand.GiveFeedback(FeedbackKind.Penalty, "超范围", new(2026, 11, 23), Officer()));
        // The decision is taken back while the regulator asks.
        var decide = (await house.StateAsync(Case)).CompletedTasks.Single(t => t.ActivityType == "Approval.Decide");
        await house.AcceptedAsync(Case, new CaseCommand.TakeBack(decide.TaskId, new(decide.CompletedBy!.UserId, decide.CompletedBy.Name, [new(decide.Candidate.Role, decide.Candidate.DepartmentId)])) { Reason = "笔误" });
        await DoAsync(new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()));
        await DeliverAsync();
        (await house.Packets.FindAsync(Packet))!.ShouldSatisfyAllConditions(p => p.Status.ShouldBe(PacketStatus.Recalled), p => p.Revocations.ShouldHaveSingleItem().Revoked.ShouldBe(false));
        (await house.StateAsync(Case)).Revocations.ShouldBeEmpty();
        (await Stores.Packets.CountAsync())[PacketStatus.Recalled].ShouldBe(1);
    }

    /// <summary>Random decisions, claims, returns and days under a delivery that dies after every kind of step and says everything twice.</summary>
    [ProviderFact]
    public async Task Every_decision_should_have_exactly_one_packet_that_is_claimed_waits_in_time_or_has_its_card()
    {
        var (claimed, carded, waiting) = (0, 0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            await Fixture.ResetAsync();
            await InitializeAsync();
            var random = new Random(seed);
            var shaky = new OutboxDispatcher(Stores.Outbox, [.. new IOutboxHandler[] { new PacketHandler(Stores.Cases, house.Packets, House.Catalogue), new PacketNewsHandler(house.Packets, house.Commands) }.Select(h => new Shaky(h, random))], time, NullLogger<OutboxDispatcher>.Instance);
            var cases = Enumerable.Range(1, 4).Select(n => $"S-{n}").ToList();
            foreach (var number in cases)
                await DecidedAsync(number, random.Next(4) == 0 ? "Refuse" : null);
            for (var step = 0; step < 25; step++)
            {
                var number = cases[random.Next(cases.Count)];
                switch (random.Next(6))
                {
                    case 0: time.Advance(TimeSpan.FromHours(random.Next(1, 30))); break;
                    case 1 or 2: await shaky.DispatchAsync(random.Next(1, 6)); break;
                    case 3: await house.Timers.FireDueAsync(50); break;
                    case 4:
                        var state = await house.StateAsync(number);
                        if (random.Next(3) == 0 && state.CompletedTasks.LastOrDefault(t => t.ActivityType == "Approval.Decide") is { } task && state.Decision is not null)
                            await house.Commands.ExecuteAsync(number, new CaseCommand.TakeBack(task.TaskId, new(task.CompletedBy!.UserId, task.CompletedBy.Name, [new(task.Candidate.Role, task.Candidate.DepartmentId)])) { Reason = "重作" });
                        else if (state.OpenTasks.FirstOrDefault() is { } open)
                            await house.Commands.ExecuteAsync(number, House.Complete(open));
                        break;
                    case 5:
                        foreach (var packet in (await Stores.Packets.ListAsync(new(CaseNumber: number))).Where(p => p.Status == PacketStatus.Unclaimed))
                            await Task.WhenAll(Enumerable.Range(1, 2).Select(n => house.Packets.ExecuteAsync(packet.Number, random.Next(4) == 0 ? new PacketCommand.Return(Other, "不属于", Officer(packet.DepartmentId, n)) : new PacketCommand.Claim(Officer(packet.DepartmentId, n)))));
                        break;
                }
            }
            // The network is back: everything that waits arrives, and the clocks are looked at.
            for (var quiet = 0; quiet < 2; quiet = await house.Outbox.DispatchAsync(50) == 0 ? quiet + 1 : 0)
                time.Advance(TimeSpan.FromMinutes(61));
            await house.Timers.FireDueAsync(50);

            foreach (var number in cases)
            {
                var state = await house.StateAsync(number);
                var packets = (await Stores.Packets.ListAsync(new(CaseNumber: number))).OrderBy(p => p.Number, StringComparer.Ordinal).ToList();
                var decisions = (await Stores.Cases.LoadAsync(number, 0))!.Events.Count(e => e.Type == "decision-made");
                packets.Select(p => p.Number).ShouldBe(state.Packets.Select(p => p.Number));
                packets.Count.ShouldBe(decisions, $"seed {seed}, case {number}");
                foreach (var (packet, known) in packets.Zip(state.Packets))
                {
                    (known.Claimed is not null, known.IsRecalled, known.To).ShouldBe((packet.ClaimedAt is not null, packet.Status == PacketStatus.Recalled, packet.DepartmentId), $"seed {seed}, packet {packet.Number}");
                    var clocks = House.Clocks.Of(House.Catalogue.Item(state.ItemCode)!, House.Catalogue.Flow(state.FlowCode)!);
                    var overdue = ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, time.GetUtcNow()).Single(r => r.Kind == ClockKind.RegulatorClaim && r.Id == known.Clock).State is ClockState.Overdue;
                    var alarm = state.Cards.Exists(c => c.Raised.Clock == "REGULATOR-CLAIM" && c.Raised.Subject == known.Clock && c.Status != CardStatus.Revoked);
                    if (packet.ClaimedAt is not null) claimed++;
                    else if (overdue)
                    {
                        alarm.ShouldBeTrue($"seed {seed}: packet {packet.Number} is overdue and nobody is alarmed");
                        carded++;
                    }
                    else waiting++;
                }
            }
        }
        claimed.ShouldBeGreaterThan(0);
        (carded + waiting).ShouldBeGreaterThan(0);
        if (Seeds >= 20) carded.ShouldBeGreaterThan(0, "the walks must reach what they are about");
    }

    /// <summary>Stores that are slow see fewer walks; the walk is the same.</summary>
    protected virtual int Seeds => 3;

    /// <summary>Delivers, and then pretends not to have; or dies before it begins.</summary>
    private sealed class Shaky(IOutboxHandler handler, Random random) : IOutboxHandler
    {
        public string Topic => handler.Topic;

        public async Task HandleAsync(OutboxMessage message, CancellationToken cancellation)
        {
            if (random.Next(4) == 0) throw new IOException("cut before");
            await handler.HandleAsync(message, cancellation);
            if (random.Next(3) == 0) await handler.HandleAsync(message, cancellation);
            if (random.Next(3) == 0) throw new IOException("cut after");
        }
    }
}
