using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Replaying;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Replaying;

public sealed class CommandReaderTests
{
    /// <summary>A command that cannot be read back could be forged without re-execution seeing it. That what is read leads to the same bytes is checked by every story and walk on a <c>CaseDesk</c>.</summary>
    [Fact]
    public void Every_kind_of_command_should_be_read_from_a_fact()
    {
        var kinds = typeof(CaseCommand).GetNestedTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(CaseCommand))).ToList();
        kinds.Count.ShouldBeGreaterThan(50);
        kinds.Except(CommandReader.Commands).ShouldBeEmpty();
    }
}
