using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class HelpTests
{
    [Fact]
    public void Help_of_every_verb_should_show_examples_and_exit_codes() => Check().ShouldBeGreaterThanOrEqualTo(7);

    /// <summary>Answers how many helps were read: this verb's and those below it.</summary>
    private static int Check(params string[] verb)
    {
        var run = CommandLine.Run([.. verb, "--help"]);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain($"Examples:{Environment.NewLine}  approvalflow ", customMessage: string.Join(' ', verb));
        run.Output.ShouldContain("  3  a file, folder or flow that was named does not exist");
        var lines = run.Output.Split(Environment.NewLine).SkipWhile(l => l != "Commands:").Skip(1).TakeWhile(l => l.Length > 0);
        return 1 + lines.Where(l => l.Length > 2 && l[2] != ' ').Sum(l => Check([.. verb, l.Trim().Split(' ')[0]]));
    }

    [Theory]
    [InlineData("Try: approvalflow --help", "bogus")]
    [InlineData("Try: approvalflow validate --help", "validate")]
    [InlineData("Try: approvalflow catalogue --help", "catalogue", "bulid")]
    [InlineData("Try: approvalflow simulate --help", "simulate")]
    [InlineData("Try: approvalflow simulate --help", "simulate", "FGW-001-A", "--all")]
    [InlineData("Try: approvalflow simulate --help", "simulate", "FGW-001-A", "--outcome", "happy")]
    public void Command_line_that_is_not_understood_should_say_where_help_is(string hint, params string[] arguments)
    {
        var run = CommandLine.Run(arguments);

        run.ExitCode.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.Error.ShouldContain(hint);
    }
}
