using System.CommandLine;
using ApprovalFlow.Cli;
using ApprovalFlow.Cli.Verbs;

var root = ExamplesHelp.With(new RootCommand("ApprovalFlow at the command line.")
{
    ValidateVerb.Create(),
    CatalogueVerb.Create(),
    SimulateVerb.Create(),
    ConformanceVerb.Create(),
    ClockVerb.Create(),
    BenchVerb.Create(),
    SeedVerb.Create(),
    BackupVerb.Create(),
    BackupVerb.CreateRestore(),
    VerifyVerb.Create(),
    ReplayVerb.Create(),
    ReplayCheckVerb.Create(),
    LedgerVerb.Create(),
    GrantsVerb.Create(),
    RetainVerb.Create(),
    RedactVerb.Create(),
    UserVerb.Create(),
    CalendarVerb.Create(),
}, "validate workflows/definitions", "catalogue check", "simulate FGW-001-A");

Console.OutputEncoding = System.Text.Encoding.UTF8;
return Cli.Run(root, args);
