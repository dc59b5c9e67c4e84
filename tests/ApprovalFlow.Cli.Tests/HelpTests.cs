using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class HelpTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("validate", "--help")]
    [InlineData("catalogue", "--help")]
    [InlineData("catalogue", "build", "--help")]
    [InlineData("catalogue", "check", "--help")]
    [InlineData("simulate", "--help")]
    public void Help_should_show_examples_and_exit_codes(params string[] arguments)
    {
        var run = CommandLine.Run(arguments);

        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Examples:");
        run.Output.ShouldContain("  approvalflow ");
        run.Output.ShouldContain("  3  a file, folder or flow that was named does not exist");
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
