using System.Text;
using ApprovalFlow.Domain.Feeding;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Feeding;

/// <summary>What both ends of the feed hold to.</summary>
public sealed class FeedRulesTests
{
    private const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    private static FeedEntry Entry(long number, string stream = "C-1", long first = 1, string events = """[["case-accepted",1,{}]]""") => new(number, stream, first, Now, events, new byte[32], new byte[32]);

    [Fact]
    public void Batch_should_read_back_as_it_was_written()
    {
        var batch = new FeedBatch("f", Now, 9, [Entry(7), Entry(8, "TK-1", 3)], [new("C-1", 1, Now, "accepted", new(2026, 12, 1), [new("promise", "", 1.5, 3.5, 0, new(2026, 12, 1)), new("leg", "x", 0, 0, 2, null)]), new("C-2", 4, Now, "closed", null, [])]);
        var read = FeedBatch.Read(batch.ToBytes());
        read.ToBytes().ShouldBe(batch.ToBytes());
        (read.Feed, read.Head, read.Sent).ShouldBe(("f", 9, Now));
        read.Entries.Zip(batch.Entries).ShouldAllBe(p => p.First.IsSame(p.Second));
        read.Claims[0].Clocks.ShouldBe(batch.Claims[0].Clocks);
    }

    [Theory]
    [InlineData("""{"claims":[],"entries":[],"feed":"f","head":1}""")]
    [InlineData("""[]""")]
    [InlineData("""{"claims":[],"entries":[{"at":"2026-11-22T09:00:00.000Z","events":[],"first":1,"hashes":"00","number":1,"previous":"00","stream":"C"}],"feed":"f","head":1,"sent":"2026-11-22T09:00:00.000Z"}""")]
    [InlineData("""{"claims":[],"entries":[],"feed":"f","head":1,"head":2,"sent":"2026-11-22T09:00:00.000Z"}""")]
    [InlineData("")]
    public void Anything_else_should_be_refused(string json) => Should.Throw<FormatException>(() => FeedBatch.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Batch_with_a_gap_should_be_refused() =>
        Should.Throw<FormatException>(() => FeedBatch.Read(new FeedBatch("f", Now, 9, [Entry(1), Entry(3)], []).ToBytes())).Message.ShouldContain("Expected entry 2 of the feed, but found entry 3");

    [Fact]
    public void Signature_should_hold_for_its_content_its_secret_and_its_time_only()
    {
        var signed = FeedSignature.Of(Secret, Now, "body"u8);
        FeedSignature.WhyNot(signed, Secret, Now, "body"u8).ShouldBeNull();
        FeedSignature.WhyNot(signed, Secret, Now + FeedSignature.Tolerance, "body"u8).ShouldBeNull();
        FeedSignature.WhyNot(signed, Secret, Now - FeedSignature.Tolerance, "body"u8).ShouldBeNull();
        FeedSignature.WhyNot(signed, Secret, Now + FeedSignature.Tolerance + TimeSpan.FromMilliseconds(1), "body"u8)!.ShouldContain("last 5 minutes");
        FeedSignature.WhyNot(signed, Secret, Now, "Body"u8)!.ShouldContain("over this content");
        FeedSignature.WhyNot(signed, Secret + "0", Now, "body"u8)!.ShouldContain("shared secret");
        // Another instant under the same code: the instant is signed too.
        FeedSignature.WhyNot(signed.Replace("t=1", "t=2", StringComparison.Ordinal), Secret, Now, "body"u8)!.ShouldContain("over this content");
        foreach (var odd in new[] { null, "", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=zz", "t=99999999999999999999,v1=00", "t=9223372036854775807,v1=00", "t=-1,v1=00" })
            FeedSignature.WhyNot(odd, Secret, Now, "body"u8).ShouldNotBeNull(odd);
    }

    [Fact]
    public void Inbox_should_take_only_what_is_next_and_know_what_came_before()
    {
        FeedInbox.Judge(4, Entry(5), null).ShouldBe(FeedVerdict.Next);
        FeedInbox.Judge(4, Entry(6), null).ShouldBe(FeedVerdict.Ahead);
        FeedInbox.Judge(4, Entry(4), Entry(4)).ShouldBe(FeedVerdict.Known);
        FeedInbox.Judge(4, Entry(4), Entry(4, events: """[["case-closed",1,{}]]""")).ShouldBe(FeedVerdict.Rewritten);
        FeedInbox.Judge(4, Entry(4), Entry(4, "C-2")).ShouldBe(FeedVerdict.Rewritten);
        FeedInbox.Judge(4, Entry(4), null).ShouldBe(FeedVerdict.Rewritten);
    }

    [Fact]
    public void Failures_should_be_tried_again_ever_more_slowly_and_without_end()
    {
        var delivery = FeedDelivery.New("bureau");
        List<double> waits = [];
        var now = Now;
        for (var i = 0; i < 12; i++)
        {
            delivery = delivery.Failed("no answer", now);
            waits.Add((delivery.NextAt!.Value - now).TotalSeconds);
            delivery.IsDue(delivery.NextAt.Value - TimeSpan.FromMilliseconds(1), 5).ShouldBeFalse();
            now = delivery.NextAt.Value;
            delivery.IsDue(now, 5).ShouldBeTrue();
        }
        waits.ShouldBe([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        (delivery.FailingSince, delivery.Stopped).ShouldBe((Now, false));
        delivery.Confirmed(5, now).ShouldBe(new FeedDelivery("bureau", 5, 0, null, null, null, false, now));
    }

    [Fact]
    public void Receiver_that_keeps_refusing_should_wait_for_a_person()
    {
        var delivery = FeedDelivery.New("bureau");
        for (var i = 1; i < FeedDelivery.MostRefusals; i++)
            (delivery = delivery.Refused("HTTP 422", Now)).Stopped.ShouldBeFalse();
        delivery = delivery.Refused("HTTP 422", Now);
        (delivery.Stopped, delivery.NextAt, delivery.IsDue(Now.AddYears(1), 9)).ShouldBe((true, null, false));
        delivery.Resumed(Now).IsDue(Now, 9).ShouldBeTrue();
    }

    [Fact]
    public void Something_should_be_sent_at_once_and_an_empty_batch_every_minute()
    {
        var delivery = FeedDelivery.New("bureau");
        delivery.IsDue(Now, 0).ShouldBeTrue();
        delivery = delivery.Confirmed(3, Now);
        delivery.IsDue(Now, 4).ShouldBeTrue();
        delivery.IsDue(Now + FeedDelivery.Heartbeat - TimeSpan.FromSeconds(1), 3).ShouldBeFalse();
        delivery.IsDue(Now + FeedDelivery.Heartbeat, 3).ShouldBeTrue();
    }
}
