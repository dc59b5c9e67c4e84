using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Regulation;
using Shouldly;
using Xunit;
using static ApprovalFlow.Domain.Tests.Regulation.PacketDesk;

namespace ApprovalFlow.Domain.Tests.Regulation;

/// <summary>Who may do what with a packet, and what becomes of it.</summary>
public sealed class PacketRulesTests
{
    private static readonly Dictionary<string, (Func<PacketDesk> Given, PacketCommand Command, string Code)> Table = new()
    {
        ["nothing was sent"] = (() => new(), new PacketCommand.Claim(Officer()), "packet-unknown"),
        ["it was sent already"] = (() => Sent(), new PacketCommand.Send(Number, Content(), Lead, [], 2, 1), "packet-exists"),
        ["an officer of another body claims"] = (() => Sent(), new PacketCommand.Claim(Officer("dept-swj")), "packet-not-yours"),
        ["the assisting body claims"] = (() => Sent(), new PacketCommand.Claim(Officer(Assisting)), "packet-not-yours"),
        ["an officer of one county claims what is the city's"] = (() => Sent(), new PacketCommand.Claim(Officer(region: "140105")), "packet-not-yours"),
        ["an officer of another county claims"] = (() => Sent(county: "140106"), new PacketCommand.Claim(Officer(region: "140105")), "packet-not-yours"),
        ["somebody claimed before"] = (() => Claimed(), new PacketCommand.Claim(Officer(name: "second")), "packet-claimed"),
        ["a claimed packet is returned"] = (() => Claimed(), new PacketCommand.Return("dept-swj", "不属于", Officer()), "packet-claimed"),
        ["it is returned without a reason"] = (() => Sent(), new PacketCommand.Return("dept-swj", " ", Officer()), "packet-reason-required"),
        ["it is returned to nobody known"] = (() => Sent(), new PacketCommand.Return("nowhere", "不属于", Officer()), "packet-body-unknown"),
        ["it is returned to the body that has it"] = (() => Sent(), new PacketCommand.Return(Lead, "不属于", Officer()), "packet-same-body"),
        ["it is returned to who sent it on"] = (() => Sent().Do(new PacketCommand.Return("dept-swj", "不属于", Officer())), new PacketCommand.Return(Lead, "也不属于", Officer("dept-swj")), "packet-sent-on-already"),
        ["it is returned after a supervisor assigned it"] = (() => Sent().Do(new PacketCommand.Assign(Lead, "职责明确", Supervisor)), new PacketCommand.Return("dept-swj", "不属于", Officer()), "packet-assigned"),
        ["a regulator assigns"] = (() => Sent(), new PacketCommand.Assign("dept-swj", "职责明确", Officer()), "packet-not-supervisor"),
        ["feedback comes before the claim"] = (() => Sent(), new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "正常", new(2026, 11, 24), Officer()), "packet-not-claimed"),
        ["a stranger gives feedback"] = (() => Claimed(), new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "正常", new(2026, 11, 24), Officer("dept-swj")), "packet-not-yours"),
        ["feedback says nothing"] = (() => Claimed(), new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "", new(2026, 11, 24), Officer()), "feedback-text-required"),
        ["feedback is of tomorrow"] = (() => Claimed(), new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "正常", new(2026, 11, 25), Officer()), "feedback-in-future"),
        ["feedback is of before the decision"] = (() => Claimed(), new PacketCommand.GiveFeedback(FeedbackKind.AllWell, "正常", new(2026, 11, 23), Officer()), "feedback-before-decision"),
        ["a revocation names no feedback"] = (() => Claimed(), new PacketCommand.AskRevocation("F9", RevocationKind.Annul, "第六十九条", Officer()), "feedback-unknown"),
        ["a revocation rests on praise"] = (() => Claimed().Found(FeedbackKind.AllWell), new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()), "feedback-not-adverse"),
        ["a revocation gives no ground"] = (() => Claimed().Found(), new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "", Officer()), "revocation-ground-required"),
        ["a refusal is to be revoked"] = (() => Claimed("refused").Found(), new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()), "revocation-nothing-granted"),
        ["a revocation is pending"] = (() => Asked(), new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()), "revocation-pending"),
        ["the licence is revoked"] = (() => Asked().Do(new PacketCommand.CloseRevocation($"{Number}-R1", true, "属实")), new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()), "revocation-done"),
        ["the decision was taken back"] = (() => Sent().Do(new PacketCommand.Recall()), new PacketCommand.Claim(Officer()), "packet-recalled"),
    };

    public static TheoryData<string> Cases => [.. Table.Keys];

    private static PacketDesk Asked() => Claimed().Found().Do(new PacketCommand.AskRevocation("F1", RevocationKind.Annul, "第六十九条", Officer()));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Command_should_be_refused_when(string name)
    {
        var (given, command, code) = Table[name];
        given().Code(command).ShouldBe(code);
    }

    [Fact]
    public void Every_refusal_should_be_reached() => PacketText.Codes.Except(Table.Values.Select(t => t.Code)).ShouldBeEmpty();

    [Fact]
    public void Every_refusal_should_be_said_in_both_languages()
    {
        foreach (var (given, command, _) in Table.Values)
        {
            var rejection = given().Decide(command).Rejection.ShouldNotBeNull();
            PacketText.In("zh-CN", rejection).ShouldNotBe(PacketText.In("en", rejection));
            PacketText.In("en", rejection).ShouldBe(rejection.Message);
        }
    }

    [Fact]
    public void Claim_should_be_the_first_ones_with_the_mandate_that_let_them()
    {
        var desk = Claimed();
        (desk.State.Status, desk.State.ClaimedBy!.UserId, desk.State.ClaimedBy.Role, desk.State.ClaimedBy.DepartmentId).ShouldBe((PacketStatus.Claimed, "dept-cgj-officer", "regulator", Lead));
    }

    [Fact]
    public void Returned_packet_should_wait_anew_with_the_body_that_is_named()
    {
        var desk = Sent();
        desk.Now = Decided.AddDays(1);
        desk.Do(new PacketCommand.Return("dept-swj", "属于水务", Officer()));
        (desk.State.To, desk.State.WaitingSince, desk.State.Status).ShouldBe(("dept-swj", desk.Now.ToUniversalTime(), PacketStatus.Unclaimed));
        desk.Do(new PacketCommand.Claim(Officer("dept-swj"))).State.ClaimedBy!.DepartmentId.ShouldBe("dept-swj");
    }

    [Fact]
    public void Supervisor_should_end_a_dispute_for_good()
    {
        var desk = Sent().Do(new PacketCommand.Return("dept-swj", "属于水务", Officer())).Do(new PacketCommand.Assign(Lead, "三定方案", Supervisor));
        (desk.State.To, desk.State.IsAssigned).ShouldBe((Lead, true));
        desk.Do(new PacketCommand.Claim(Officer())).State.Status.ShouldBe(PacketStatus.Claimed);
    }

    [Fact]
    public void Assisting_body_should_feed_back_but_not_claim() => Claimed().Found(by: Officer(Assisting)).State.Feedback.ShouldHaveSingleItem().Given.By.DepartmentId.ShouldBe(Assisting);

    [Fact]
    public void What_the_case_tells_twice_should_be_written_once()
    {
        var certificate = new PacketCommand.AddCertificate(new("第1号", "选址意见书", new(2026, 11, 24)) { ValidUntil = new(2028, 11, 23) });
        var desk = Asked().Do(certificate).Do(certificate).Do(new PacketCommand.CloseRevocation($"{Number}-R1", false, "不属实")).Do(new PacketCommand.CloseRevocation($"{Number}-R1", true, "改判"));
        desk.Do(new PacketCommand.Recall()).Do(new PacketCommand.Recall());
        desk.Journal.Count.ShouldBe(7);
        desk.State.Revocations.ShouldHaveSingleItem().Revoked.ShouldBe(false);
    }

    [Fact]
    public void Readers_should_be_the_bodies_those_who_sent_it_on_the_head_that_approved_and_overseers()
    {
        var packet = Sent().Do(new PacketCommand.Return("dept-swj", "属于水务", Officer())).State;
        PacketAccess.MayRead(packet, Officer("dept-swj")).ShouldBeTrue();
        PacketAccess.MayRead(packet, Officer(Assisting)).ShouldBeTrue();
        PacketAccess.MayRead(packet, Officer()).ShouldBeTrue("it sent it on");
        PacketAccess.MayRead(packet, new("c", "c", [new("chief-representative", Assisting)])).ShouldBeTrue();
        PacketAccess.MayRead(packet, Supervisor).ShouldBeTrue();
        PacketAccess.MayRead(packet, Officer("dept-hbj")).ShouldBeFalse();
        PacketAccess.MayRead(packet, new("r", "r", [new("reviewer", Assisting)])).ShouldBeFalse();
    }

    [Fact]
    public void Stored_names_should_never_change() =>
        PacketEventJson.Names.Select(n => $"{n.Name} v{n.Version}").ShouldBe(
            ["feedback-given v1", "packet-assigned v1", "packet-certificate-added v1", "packet-claimed v1", "packet-recalled v1", "packet-returned v1", "packet-sent v1", "revocation-asked v1", "revocation-closed v1"]);

    [Fact]
    public void Every_event_should_be_stored_in_canonical_form()
    {
        var desk = Asked().Do(new PacketCommand.AddCertificate(new("第1号", "选址意见书", new(2026, 11, 24)) { ValidUntil = new(2028, 11, 23) })).Do(new PacketCommand.CloseRevocation($"{Number}-R1", true, "属实")).Do(new PacketCommand.Recall());
        var other = Sent().Do(new PacketCommand.Return("dept-swj", "属于水务", Officer())).Do(new PacketCommand.Assign(Lead, "三定方案", Supervisor));
        var records = desk.Journal.Concat(other.Journal).ToList();
        records.Select(r => r.Event.GetType()).Distinct().Count().ShouldBe(typeof(PacketEvent).GetNestedTypes().Length);
        foreach (var encoded in records.Select(r => PacketEventJson.Encode(r.Event)))
            encoded.Text.ShouldBe(System.Text.Encoding.UTF8.GetString(Engine.Values.CanonicalJson.WriteUtf8(PlainJson.Parse(encoded.Data))));
    }
}
