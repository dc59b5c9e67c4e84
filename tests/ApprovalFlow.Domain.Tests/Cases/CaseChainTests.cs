using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Cases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Cases;

public sealed class CaseChainTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 9, 30, 0, 250, TimeSpan.FromHours(8));

    [Fact]
    public void Envelope_should_be_canonical_json_in_utc() =>
        Encoding.UTF8.GetString(CaseChain.Envelope(CaseChain.Genesis, 1, At, "case-closed", 1, """{"result":"approved"}"""u8)).ShouldBe(
            """{"at":"2026-11-22T01:30:00.250Z","data":{"result":"approved"},"event":"case-closed","previous":"0000000000000000000000000000000000000000000000000000000000000000","sequence":1,"version":1}""");

    /// <summary>The documentation's vectors are what the code computes, so that somebody else's verifier can rely on them.</summary>
    [Fact]
    public void Hashes_should_be_those_of_the_documentation()
    {
        var document = File.ReadAllText(Beside("../../../docs/journal.md"));
        var previous = CaseChain.Genesis.ToArray();
        var sequence = 0;
        foreach (var @event in new CaseEvent[] { new CaseEvent.TaskCompleted("GSJ-001-A-2026-000001-4", new ActorStamp("u-clerk", "窗口办事员") { Role = "window-clerk" }, "Accept"), new CaseEvent.CaseAccepted(), new CaseEvent.CaseClosed("approved") })
        {
            var encoded = CaseEventJson.Encode(@event);
            previous = CaseChain.Hash(previous, ++sequence, At, encoded.Name, encoded.Version, encoded.Data);

            document.ShouldContain(encoded.Text);
            document.ShouldContain(Convert.ToHexStringLower(previous));
        }
    }

    [Theory]
    [InlineData("previous")]
    [InlineData("sequence")]
    [InlineData("at")]
    [InlineData("name")]
    [InlineData("version")]
    [InlineData("data")]
    public void Hash_should_change_with_every_part(string part)
    {
        var previous = new byte[32];
        if (part == "previous") previous[31] = 1;
        var changed = CaseChain.Hash(
            previous, part == "sequence" ? 2 : 1, part == "at" ? At.AddMilliseconds(1) : At, part == "name" ? "b" : "a", part == "version" ? 2 : 1, part == "data" ? "{\"a\":1}"u8 : "{}"u8);

        changed.ShouldNotBe(CaseChain.Hash(CaseChain.Genesis, 1, At, "a", 1, "{}"u8));
    }

    [Fact]
    public void Instant_finer_than_a_millisecond_should_be_refused() =>
        Should.Throw<ArgumentException>(() => CaseChain.Hash(CaseChain.Genesis, 1, At.AddTicks(1), "a", 1, "{}"u8));

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
