using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Inspections;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Inspections.TripSamples;

namespace ApprovalFlow.Domain.Tests.Inspections;

/// <summary>Random walks over trip commands against a small model of who is invited, answered, checked in, signed and missed.</summary>
public sealed class TripWalkTests
{
    private const string Lead = "dept-ghj";
    private static readonly string[] Bodies = [Lead, "dept-gtj", "dept-hbj", "dept-swj"];

    /// <summary>One body as a clerk with a sheet of paper would keep it.</summary>
    private sealed class Sheet
    {
        public bool Invited, Declined, Missed, Written;
        public HashSet<int> Named = [], In = [], Signed = [];
        public bool Found;
        public bool Present => In.Count >= 2;
        public bool Done => Present && Found && Signed.Count >= 2;
        public void Reset() => (Declined, Found, Named, In, Signed) = (false, false, [], [], []);
    }

    [Fact]
    public void Walks_should_agree_with_the_model_and_tell_every_leg_exactly_once()
    {
        var (concluded, missed) = (0, 0);
        for (var seed = 0; seed < 150; seed++)
        {
            var end = Walk(seed);
            if (end.Status == TripStatus.Concluded) concluded++;
            missed += end.Bodies.Count(b => b.Answer == BodyAnswer.Missed);
        }
        concluded.ShouldBeGreaterThan(20, "the walk must reach what it is about");
        missed.ShouldBeGreaterThan(15);
    }

    private static TripState Walk(int seed)
    {
        var random = new Random(seed);
        var desk = new TripDesk();
        TripLeg Leg(int n) => new($"A-{n}", $"A-{n}-3", Lead, "GHJ-001", "选址", "Site", "示例公司", "91", "园区") { Points = ["一"] };
        desk.Do(new TripCommand.Convene(desk.Number, TripKind.Inspection, "踏勘", Lead, [Leg(1), Leg(2), Leg(3)], desk.Person(Lead)));
        var sheets = Bodies.ToDictionary(b => b, _ => new Sheet());
        sheets[Lead].Invited = true;
        var (day, started, ended, over, filled) = (0, false, false, false, false);
        var visitDay = 26;

        for (var step = 0; step < 400 && !over; step++)
        {
            var body = Bodies[random.Next(Bodies.Length)];
            var sheet = sheets[body];
            var officer = random.Next(1, 4);
            var person = desk.Person(body, officer);
            var slotToday = day == visitDay && !ended;
            var takesPart = sheet.Invited && !sheet.Declined && !sheet.Missed;
            var field = slotToday && takesPart && sheet.In.Contains(officer);
            // A walk that tries everything evenly rarely gets far: what leads on is tried more often.
            switch (random.Next(26))
            {
                case 0:
                    if (desk.State.Slot is not null && random.Next(10) > 0) break;
                    Try(new TripCommand.Schedule(Slot(26), "大厅", desk.Person(Lead)) { Reason = "改期" }, day == 0 && !started && !ended && (desk.State.Slot is not null || !sheets.Values.Skip(1).Any(s => s.Invited)), () =>
                    {
                        foreach (var s in sheets.Values) { s.Declined = false; s.Named = []; }
                    });
                    break;
                case 1 or 2 or 3:
                    Try(new TripCommand.Invite([body], desk.Person(Lead)), desk.State.Slot is not null && day == 0 && !started && !sheet.Invited, () => sheet.Invited = true);
                    break;
                case 4 or 5 or 6 or 7:
                    int[] two = [officer, officer % 3 + 1];
                    Try(new TripCommand.Attend(body, [.. two.Select(n => desk.Person(body, n).UserId)], person), desk.State.Slot is not null && sheet.Invited && !sheet.Missed && !ended && day <= visitDay && sheet.In.Count == 0,
                        () => (sheet.Declined, sheet.Named) = (false, [.. two]));
                    break;
                case 8:
                    Try(new TripCommand.Decline(body, "值守", person), desk.State.Slot is not null && sheet.Invited && body != Lead && !sheet.Missed && !ended && day < visitDay, () => (sheet.Declined, sheet.Named) = (true, []));
                    break;
                case 9 or 10 or 11 or 12:
                    Try(new TripCommand.CheckIn(body, "现场", person), slotToday && desk.State.Slot is not null && takesPart && sheet.Named.Contains(officer) && !sheet.In.Contains(officer), () => { sheet.In.Add(officer); started = true; });
                    break;
                case 13 or 14:
                    Try(new TripCommand.GiveFinding(body, BodyOpinion.Agree, $"第{step}次", [], person), field && sheet.Present || ended && sheet.Declined && !sheet.Missed,
                        () => { sheet.Found = true; sheet.Signed.Clear(); sheet.Written |= ended; });
                    break;
                case 15 or 16 or 17 or 18:
                    Try(new TripCommand.Sign(body, person), field && sheet.Found && !sheet.Signed.Contains(officer), () => sheet.Signed.Add(officer));
                    break;
                case 19 or 20:
                    if (field && !filled)
                        foreach (var leg in desk.State.Legs) desk.Do(new TripCommand.FillChecklist(body, leg.CaseNumber, [new(0, CheckResult.Pass)], person));
                    filled |= field;
                    break;
                case 21 or 22:
                    if (day == 0 && desk.State.Slot is not null && random.Next(8) == 0) MoveTo(visitDay, 9);
                    else if (day == visitDay && random.Next(12) == 0) MoveTo(visitDay, 11);
                    else if (ended && random.Next(2) == 0) MoveTo(30, 9);
                    break;
                case 23 or 24:
                    var late = desk.Now >= Slot(26).EndsAt;
                    var others = sheets.Values.Where(s => s.Invited && !s.Declined && !s.Missed && !s.Done).ToList();
                    Try(new TripCommand.EndVisit(desk.Person(Lead)), started && !ended && sheets[Lead].Done && filled && (others.Count == 0 || late), () =>
                    {
                        ended = true;
                        foreach (var s in others) s.Missed = true;
                    });
                    break;
                default:
                    var waits = sheets.Values.Any(s => s.Declined && !s.Written && !s.Found) && day < 30;
                    Try(new TripCommand.Conclude(TripResult.Pass, "通过", desk.Person(Lead)), ended && !waits, () => over = true);
                    break;
            }
            foreach (var (name, s) in sheets.Where(p => p.Value.Invited))
            {
                var known = desk.State.Body(name).ShouldNotBeNull($"seed {seed} step {step}");
                known.CheckIns.Count.ShouldBe(s.In.Count, $"seed {seed} step {step} {name}");
                known.Signatures.Count.ShouldBe(s.Signed.Count, $"seed {seed} step {step} {name}");
                (known.Answer == BodyAnswer.Missed).ShouldBe(s.Missed, $"seed {seed} step {step} {name}");
                (known.Answer == BodyAnswer.Declined).ShouldBe(s.Declined && !s.Missed, $"seed {seed} step {step} {name}");
            }

            void Try(TripCommand command, bool expected, Action then)
            {
                var refusal = desk.Send(command).Rejection;
                (refusal is null).ShouldBe(expected, $"seed {seed} step {step}: {command} {refusal?.Code}");
                if (expected) then();
            }
        }
        // Every leg hears of each thing once, in the order in which it happened.
        foreach (var leg in desk.State.Legs)
        {
            var news = News(desk, leg.CaseNumber).ToList();
            news.Select(n => n.TripSequence).ShouldBe(news.Select(n => n.TripSequence).Distinct().Order());
            news.OfType<CaseEvent.TripOpinionReceived>().Count().ShouldBe(over ? 1 : 0);
            news.OfType<CaseEvent.TripMissed>().Select(m => m.DepartmentId).ShouldBe(sheets.Where(s => s.Value.Missed).Select(s => s.Key), ignoreOrder: true);
            news.OfType<CaseEvent.TripJoined>().Count().ShouldBe(1);
        }
        return desk.State;

        void MoveTo(int to, int hour)
        {
            day = to;
            desk.Now = Slot(to, hour).StartsAt;
        }
    }

    private static IEnumerable<CaseEvent.TripNews> News(TripDesk desk, string caseNumber)
    {
        var state = TripState.Empty;
        foreach (var record in desk.Journal)
        {
            var (before, after) = (state, state = state.Evolve(record));
            if (TripEffects.CasesOf(before, after, record.Event).Contains(caseNumber))
                foreach (var news in TripEffects.NewsFor(caseNumber, after, record)) yield return news;
        }
    }
}
