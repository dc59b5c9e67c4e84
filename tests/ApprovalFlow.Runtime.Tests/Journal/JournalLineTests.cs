using System.Text;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Testing.Compliance;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Journal;

public sealed class JournalLineTests
{
    private static readonly CaseCommit First = Commits.Registered("L-1", "“引号”\\与\n换行");
    private static readonly CaseCommit Second = Commits.After(First, Commits.Accepted, Commits.Accepted);
    private static JournalLine Line { get; } = JournalLine.Of(Second);

    [Fact]
    public void Line_should_hold_each_event_with_its_position_its_hash_and_that_of_its_predecessor()
    {
        JournalLine.Of(First).Read().Select(Commits.Told).ShouldBe(First.Events.Select(Commits.Told));
        Line.Read().Select(Commits.Told).ShouldBe(Second.Events.Select(Commits.Told));
        (Line.FirstSequence, Line.Text).ShouldBe((2, """[["case-accepted",1,{}],["case-accepted",1,{}]]"""));
        Line.Hashes.ShouldBe([.. Second.Events[0].Hash, .. Second.Events[1].Hash]);
        Line.PreviousHash.ShouldBe(First.Events[0].Hash);
    }

    [Fact]
    public void Text_should_be_whole_whatever_the_number_of_digits_of_a_version()
    {
        StoredEvent[] events = [.. Second.Events.Select((e, i) => e with { TypeVersion = i == 0 ? 9 : 1_234 })];
        JournalLine.Of(Second with { Events = events }).Text.ShouldBe("""[["case-accepted",9,{}],["case-accepted",1234,{}]]""");
    }

    [Fact]
    public void Line_should_be_the_same_from_its_text_as_from_its_bytes()
    {
        new JournalLine("H-1", 2, Line.At, Line.Text, Line.Hashes, Line.PreviousHash).Events.ShouldBe(Line.Events);
        Line.Read().Select(e => e.Data).ShouldBe(["{}", "{}"]);
    }

    [Fact]
    public void Commit_should_be_refused_when_its_events_do_not_follow_each_other()
    {
        Refused(Second with { ExpectedVersion = 2 });
        Refused(Second with { Events = [Second.Events[0], Second.Events[0]] });
        Refused(Second with { Events = [Second.Events[0], Second.Events[1] with { PreviousHash = new byte[32] }] });
        Refused(Second with { Events = [Second.Events[0], Second.Events[1] with { At = Commits.Noon.AddMilliseconds(1) }] });
    }

    [Theory]
    [InlineData("", "to be JSON")]
    [InlineData("[[\"case-accepted\",1,{}]]", "as many hashes as events")]
    [InlineData("[[\"case-accepted\",1,{}],[\"case-accepted\",1,{}]", "to be JSON")]
    [InlineData("{}", "list of [name, version, data]")]
    [InlineData("[[\"case-accepted\",\"1\",{}]]", "list of [name, version, data]")]
    [InlineData("[[\"case-accepted\",1,{},2]]", "list of [name, version, data]")]
    [InlineData("[[\"case-accepted\",1,[]]]", "list of [name, version, data]")]
    [InlineData("[7]", "list of [name, version, data]")]
    [InlineData("[[\"case-accepted\",1.5,{}]]", "list of [name, version, data]")]
    public void Line_should_say_what_is_wrong_when_it_was_tampered_with(string events, string told) =>
        Should.Throw<FormatException>(() => (Line with { Events = Encoding.UTF8.GetBytes(events) }).Read().ToList()).Message.ShouldContain(told);

    private static void Refused(CaseCommit commit) => Should.Throw<ArgumentException>(() => JournalLine.Of(commit));
}
