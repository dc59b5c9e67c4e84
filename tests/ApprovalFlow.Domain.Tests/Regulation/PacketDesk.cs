using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Regulation;

/// <summary>One packet: sends commands, and at every step checks that the journal alone tells everything.</summary>
internal sealed class PacketDesk
{
    public const string Number = "GHJ-001-A-2026-000001-P1", Lead = "dept-cgj", Assisting = "dept-ghj";
    public static readonly DateTimeOffset Decided = new(2026, 11, 24, 10, 0, 0, TimeSpan.FromHours(8));
    private readonly List<PacketRecord> journal = [];

    public PacketState State { get; private set; } = PacketState.Empty;
    public DateTimeOffset Now { get; set; } = Decided;
    public IReadOnlyList<PacketRecord> Journal => journal;

    public static Actor Officer(string department = Lead, string? region = null, string name = "officer") => new($"{department}-{name}", name, [new Mandate(Roles.Regulator, department, region)]);
    public static readonly Actor Supervisor = new("supervisor", "supervisor", [new Mandate(Roles.Supervisor)]);

    public static PacketContent Content(string result = "approved", string? county = null) => new(
        "GHJ-001-A-2026-000001", "GHJ-001-A", "GHJ-001", "选址意见书", "Site selection", Assisting, new Applicant("enterprise", "示例公司", "91140100MA0G000000"),
        result, new ActorStamp("chief", "首席代表") { Role = "chief-representative", DepartmentId = Assisting }, Decided.ToUniversalTime(),
        [new("M01", "申请表", true, 1, new string('a', 64)), new("M02", "平面图", false, 2, new string('b', 64)) { Note = "容缺" }], new Dictionary<string, object?> { ["area"] = 12.5, ["none"] = null }, new string('c', 64))
    { CountyCode = county, Reasons = "符合条件", Conditions = "九个月内动工", Promised = ["M02"] };

    public static PacketDesk Sent(string result = "approved", string? county = null) => new PacketDesk().Do(new PacketCommand.Send(Number, Content(result, county), Lead, [Assisting], 2, 1));
    public static PacketDesk Claimed(string result = "approved") => Sent(result).Do(new PacketCommand.Claim(Officer()));

    public PacketDesk Do(PacketCommand command)
    {
        var decision = Decide(command);
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message);
        return this;
    }

    public string Code(PacketCommand command)
    {
        var decision = Decide(command);
        decision.Records.ShouldBeEmpty();
        return decision.Rejection.ShouldNotBeNull().Code;
    }

    public PacketDecision Decide(PacketCommand command)
    {
        var decision = PacketDecider.Decide(State, command, new(Now) { IsDepartment = id => id.StartsWith("dept-", StringComparison.Ordinal) });
        journal.AddRange(decision.Records);
        State = decision.State;
        var again = PacketState.Fold(journal.Select(r => (r, e: PacketEventJson.Encode(r.Event))).Select(x => new PacketRecord(x.r.Sequence, x.r.At, PacketEventJson.Decode(x.e.Name, x.e.Version, x.e.Data))));
        System.Text.Json.JsonSerializer.Serialize(again).ShouldBe(System.Text.Json.JsonSerializer.Serialize(State));
        return decision;
    }

    public PacketDesk Found(FeedbackKind kind = FeedbackKind.PromiseBroken, Actor? by = null) => Do(new PacketCommand.GiveFeedback(kind, "现场与承诺不符", new(2026, 11, 24), by ?? Officer()));
}
