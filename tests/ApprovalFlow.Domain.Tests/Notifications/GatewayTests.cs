using ApprovalFlow.Domain.Notifications;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class GatewayTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData(202, "0: Accepted for delivery", "accepted")]
    [InlineData(202, "3: Queued for later delivery", "accepted")]
    [InlineData(400, "Empty receiver number not allowed, rejected", "refused")]
    [InlineData(403, "Authorization failed for sendsms", "not-taken")]
    [InlineData(403, "Number(s) has/have been denied by white- and/or black-lists.", "refused")]
    [InlineData(404, "Not found", "not-taken")]
    [InlineData(503, "Temporal failure, try again later.", "not-taken")]
    [InlineData(500, "", "unanswered")]
    [InlineData(502, "", "unanswered")]
    [InlineData(302, "", "not-taken")]
    public void Answer_should_be_read_by_what_the_gateway_did_with_the_message(int status, string body, string outcome) => SmsAnswer.Read(RequestFault.None, status, body).Name.ShouldBe(outcome);

    [Fact]
    public void Missing_answer_should_be_safe_to_repeat_only_when_there_was_no_connection()
    {
        SmsAnswer.Read(RequestFault.NotConnected, 0, "").ShouldBe(new AttemptOutcome.NotTaken("unreachable"));
        SmsAnswer.Read(RequestFault.NoAnswer, 0, "").ShouldBe(new AttemptOutcome.Unanswered("no-answer"));
    }

    [Fact]
    public void Circuit_should_open_after_three_failures_and_close_with_the_first_success()
    {
        var failure = new AttemptOutcome.NotTaken("unreachable");
        var circuit = new Circuit().After(failure, Now).After(failure, Now);
        (circuit.IsBroken, circuit.Allows(Now)).ShouldBe((false, true));
        circuit = circuit.After(failure, Now.AddSeconds(1));
        (circuit.IsBroken, circuit.Allows(Now.AddSeconds(2)), circuit.Since, circuit.Reason).ShouldBe((true, false, Now, "unreachable"));
        circuit.Allows(Now.AddSeconds(11)).ShouldBeTrue("one message tries it again");
        circuit.After(failure, Now.AddSeconds(11)).OpenUntil.ShouldBe(Now.AddSeconds(31), "longer each time");
        circuit.After(new AttemptOutcome.Accepted(), Now).ShouldBe(new Circuit());
        circuit.After(new AttemptOutcome.Refused("refused-by-gateway"), Now).ShouldBe(new Circuit(), "a gateway that refuses works");
    }

    [Theory]
    [InlineData("13800138000", "13800138000")]
    [InlineData("+86 138-0013-8000", "13800138000")]
    [InlineData("008613800138000", "13800138000")]
    [InlineData("0351-4060000", null)]
    [InlineData("12345", null)]
    [InlineData("138001380001", null)]
    [InlineData("１３８００１３８０００", null)]
    [InlineData("13800138000&x=1", null)]
    [InlineData("", null)]
    public void Number_should_be_a_mobile_number(string text, string? number) => PhoneNumber.Read(text).ShouldBe(number);

    [Theory]
    [InlineData("13800138000", "138****8000")]
    [InlineData("li.wei@example.org", "l***@example.org")]
    [InlineData("123", "****")]
    public void Address_should_be_masked_where_it_is_shown(string address, string shown) => Contact.Masked(address).ShouldBe(shown);

    [Fact]
    public void Legal_notices_and_supervision_should_be_wanted_whatever_was_opted_out()
    {
        var contact = new Contact("u", "13800138000", null) { OptOuts = MessageClasses.All.SelectMany(c => MessageChannels.Outside.Select(ch => (c, ch))).ToHashSet() };
        MessageClasses.All.Where(c => contact.Wants(c, MessageChannels.Sms)).ShouldBe([MessageClass.Legal, MessageClass.Supervision]);
    }
}
