using System.Reflection;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Tests;

/// <summary>Runs the program in this process and catches what it prints. The console is one per process, so these tests run one after the other.</summary>
internal static class CommandLine
{
    public static string Workflows { get; } =
        CatalogueFolder.Find(AppContext.BaseDirectory) ?? throw new DirectoryNotFoundException("Expected the tests to run inside the repository, but there is no workflows folder above them.");

    public static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        var (output, error) = (Console.Out, Console.Error);
        var (caughtOutput, caughtError) = (new StringWriter(), new StringWriter());
        try
        {
            Console.SetOut(caughtOutput);
            Console.SetError(caughtError);
            var exitCode = (int)Assembly.Load("approvalflow").EntryPoint!.Invoke(null, [arguments])!;
            return (exitCode, caughtOutput.ToString(), caughtError.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
