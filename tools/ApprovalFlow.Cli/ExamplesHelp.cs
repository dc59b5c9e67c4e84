using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ApprovalFlow.Cli;

/// <summary>The usual help, then the command's examples and the exit codes.</summary>
internal sealed class ExamplesHelp(SynchronousCommandLineAction usual) : SynchronousCommandLineAction
{
    private static readonly Dictionary<Command, string[]> Examples = [];

    /// <summary>Examples without the program's name.</summary>
    public static T With<T>(T command, params string[] examples) where T : Command
    {
        Examples[command] = examples;
        return command;
    }

    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExamplesHelp((SynchronousCommandLineAction)help.Action!);
    }

    // Help is shown even when the rest of the line is wrong.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        if (Examples.TryGetValue(parseResult.CommandResult.Command, out var examples))
        {
            output.WriteLine("Examples:");
            foreach (var example in examples)
                output.WriteLine($"  approvalflow {example}");
            output.WriteLine();
        }
        output.WriteLine("Exit codes:");
        output.WriteLine(Cli.ExitCodes());
        return code;
    }
}
