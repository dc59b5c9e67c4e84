using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Retention;

public sealed class RedactionDeciderTests
{
    private static readonly RetentionSchedule Schedule = RetentionSchedule.Read(File.ReadAllText(Path.Combine(Repository.Workflows, "retention", "schedule.v1.json")), "schedule.v1.json").Schedule!;
    private static readonly RetainedCase Over = new("R-1", "FGW-001", "dept-fgw", "approved", new(2026, 11, 23)) { ApplicantName = "示例申请人", ApplicantUserId = "u-applicant" };
    private static readonly Actor Administrator = new("u-admin", "管理员", [new(Roles.Administrator)]), Second = new("u-admin-2", "管理员二", [new(Roles.Administrator)]),
        Auditor = new("u-audit", "审计员", [new(Roles.Auditor)]), Clerk = new("u-clerk", "窗口办事员", [new(Roles.WindowClerk, "dept-fgw")]);

    private RedactionState state = RedactionState.Empty;

    private string? Try(RedactionCommand command, RetainedCase? @case = null)
    {
        var (@event, rejection) = RedactionDecider.Decide(state, command, @case ?? Over, Schedule, new(2057, 1, 1));
        (@event is null).ShouldBe(rejection is not null);
        if (@event is not null)
        {
            // Whatever is decided can be stored and read again.
            var encoded = RedactionEventJson.Encode(@event);
            RedactionEventJson.Encode(RedactionEventJson.Decode(encoded.Name, encoded.Version, encoded.Data)).Text.ShouldBe(encoded.Text);
            state = state.Evolve(new(state.Version + 1, default, @event));
        }
        return rejection?.Code;
    }

    private static RedactionCommand.Ask Ask(Actor by, string reason = "保管期限届满", string ground = "term-ended") => new(RemovalScope.Case, ground, "鉴定意见", reason, by);

    [Fact]
    public void Removal_should_need_an_administrator_who_asks_and_another_person_who_agrees()
    {
        Try(Ask(Clerk)).ShouldBe("retention-not-administrator");
        Try(Ask(Auditor)).ShouldBe("retention-not-administrator");
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBe("retention-not-asked");
        Try(Ask(Administrator)).ShouldBeNull();
        Try(Ask(Second)).ShouldBe("retention-asked-already");
        Try(new RedactionCommand.Agree(1, Administrator)).ShouldBe("retention-same-person");
        Try(new RedactionCommand.Agree(1, Clerk)).ShouldBe("retention-not-second");
        Try(new RedactionCommand.Agree(2, Auditor)).ShouldBe("retention-not-asked");
        state.Stage.ShouldBe(RedactionStage.Asked);
        Try(new RedactionCommand.Agree(1, Second)).ShouldBeNull();
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBe("retention-agreed-already");
        state.Stage.ShouldBe(RedactionStage.Agreed);
    }

    [Fact]
    public void Applicant_should_not_decide_over_their_own_case_whatever_mandate_they_have()
    {
        var own = Over with { ApplicantUserId = "u-admin" };
        Try(Ask(Administrator), own).ShouldBe("retention-own-case");
        Try(Ask(Second), own).ShouldBeNull();
        Try(new RedactionCommand.Agree(1, Administrator), own).ShouldBe("retention-own-case");
    }

    [Fact]
    public void Words_that_stay_for_ever_should_be_there_and_name_nobody()
    {
        Try(Ask(Administrator, " ")).ShouldBe("retention-reason-required");
        Try(Ask(Administrator, "示例申请人来信要求")).ShouldBe("retention-names-person");
        Try(Ask(Administrator, new string('长', 1_001))).ShouldBe("retention-text-too-long");
        Try(Ask(Administrator, ground: "whim")).ShouldBe("retention-ground-unknown");
    }

    [Fact]
    public void Either_of_the_two_or_a_third_should_be_able_to_stop_it_until_it_is_done()
    {
        Try(Ask(Administrator)).ShouldBeNull();
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBeNull();
        Try(new RedactionCommand.Decline(1, "复核后不同意", Second)).ShouldBeNull();
        state.Stage.ShouldBe(RedactionStage.None);
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBe("retention-not-asked");
    }

    [Fact]
    public void Hold_should_stop_what_is_asked_for_and_be_lifted_with_a_reason()
    {
        Try(Ask(Administrator)).ShouldBeNull();
        Try(new RedactionCommand.PlaceHold("行政诉讼应诉通知", "待结", Clerk)).ShouldBe("retention-not-second");
        Try(new RedactionCommand.PlaceHold("行政诉讼应诉通知", "", Auditor)).ShouldBe("retention-reason-required");
        Try(new RedactionCommand.PlaceHold("行政诉讼应诉通知", "待结", Auditor)).ShouldBeNull();
        Try(new RedactionCommand.PlaceHold("行政诉讼应诉通知", "待结", Administrator)).ShouldBe("retention-held-already");
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBe("removal-held");
        Try(new RedactionCommand.LiftHold("已结", Administrator)).ShouldBeNull();
        Try(new RedactionCommand.LiftHold("已结", Administrator)).ShouldBe("retention-not-held");
        Try(new RedactionCommand.Agree(1, Auditor)).ShouldBeNull();
    }

    [Fact]
    public void Removal_that_nobody_or_one_person_agreed_to_should_not_be_lawful()
    {
        var asked = new RedactionEvent.RedactionAsked(RemovalScope.Case, "term-ended", "依据", "理由", new("u-admin", "管理员"));
        var removed = new RedactionEvent.ContentRemoved(1, RemovalScope.Case, "运维员", 1, [new("R-1", [new(1, new(2026, 11, 23, 1, 0, 0, TimeSpan.Zero), "case-registered", 1, new string('a', 64))])], [], [], 0);
        RedactionState.Fold([new(1, default, removed)]).Removals.Single().IsLawful.ShouldBeFalse();
        RedactionState.Fold([new(1, default, asked), new(2, default, removed)]).Removals.Single().IsLawful.ShouldBeFalse();
        RedactionState.Fold([new(1, default, asked), new(2, default, new RedactionEvent.RedactionAgreed(1, new("u-admin", "管理员"))), new(3, default, removed)]).Removals.Single().IsLawful.ShouldBeFalse();
        RedactionState.Fold([new(1, default, asked), new(2, default, new RedactionEvent.RedactionAgreed(1, new("u-audit", "审计员"))), new(3, default, removed with { Scope = RemovalScope.Papers })]).Removals.Single().IsLawful.ShouldBeFalse();
        RedactionState.Fold([new(1, default, asked), new(2, default, new RedactionEvent.RedactionAgreed(1, new("u-audit", "审计员"))), new(3, default, removed)]).Removals.Single().IsLawful.ShouldBeTrue();
        RedactionEventJson.Encode(removed).Text.ShouldBe("""{"asked":1,"messages":0,"operator":"运维员","schedule":1,"scope":"case","streams":[{"events":[{"at":"2026-11-23T01:00:00Z","event":"case-registered","hash":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","sequence":1,"version":1}],"stream":"R-1"}]}""");
    }

    [Fact]
    public void Tombstone_should_have_one_form()
    {
        var tombstone = new Tombstone("redactions/R-1", 3);
        tombstone.Data.ShouldBe("""{"redacted":"redactions/R-1/3"}""");
        Tombstone.Read(Encoding.UTF8.GetBytes(tombstone.Data)).ShouldBe(tombstone);
        foreach (var other in new[] { """{"redacted":"redactions/R-1/03"}""", """{"redacted":"redactions/R-1/0"}""", """{"redacted":"redactions/3"}""", """{"redacted":"trips/R-1/3"}""", """{"redacted": "redactions/R-1/3"}""", """{"redacted":"redactions/R-1/3","x":1}""", """{"redacted":"redactions/R-1/+3"}""", "{}" })
            Tombstone.Read(Encoding.UTF8.GetBytes(other)).ShouldBeNull(other);
    }
}
