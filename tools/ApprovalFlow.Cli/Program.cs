using System.CommandLine;
using ApprovalFlow.Cli;
using ApprovalFlow.Cli.Verbs;

var root = new RootCommand($"""
    ApprovalFlow at the command line.

    Exit codes:
    {Cli.ExitCodes()}
    """)
{
    ValidateVerb.Create(),
    CatalogueVerb.Create(),
};

Console.OutputEncoding = System.Text.Encoding.UTF8;
return Cli.Run(root, args);
