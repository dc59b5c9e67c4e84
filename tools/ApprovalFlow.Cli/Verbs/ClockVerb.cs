using System.CommandLine;
using System.Globalization;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Cli.Verbs;

/// <summary>Computes the statutory limit of a timeline in a file.</summary>
internal static class ClockVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A timeline: calendar, receivedOn, acceptedOn, oneTimeNoticeOn, statutoryDays, extensionDays, pauses; alone or as member 'timeline'." };
        var explain = new Option<bool>("--explain") { Description = "Add every day of the limit: counted or not, and why." };
        var workflows = Cli.WorkflowsOption();
        var command = ExamplesHelp.With(
            new Command("clock", "Says when an application is accepted, whether by silence, and when the statutory limit ends.") { file, explain, workflows },
            "clock timeline.json", "clock timeline.json --explain");
        command.SetAction(parse => (int)Run(parse.GetValue(file)!, parse.GetValue(explain), parse.GetValue(workflows)));
        return command;
    }

    private static ExitCode Run(string file, bool explain, DirectoryInfo? given)
    {
        if (!File.Exists(file))
        {
            Console.Error.WriteLine($"Expected file '{file}', but it does not exist.");
            return ExitCode.NotFound;
        }
        var beside = given is null && CatalogueFolder.Find(Directory.GetCurrentDirectory()) is null ? CatalogueFolder.Find(AppContext.BaseDirectory) : null;
        if ((beside ?? Cli.Workflows(given)) is not { } workflows)
            return ExitCode.NotFound;

        var (timeline, refusal) = ClockCase.Read(File.ReadAllText(file), ClockFolder.LoadProcedures(workflows));
        if (timeline is null)
            return Refuse(refusal!);
        var calendar = CatalogueFolder.LoadCalendar(workflows);
        (var answer, refusal) = timeline.Answer(calendar);
        if (answer is null)
            return Refuse(refusal!);
        if (explain)
            Cli.WriteJson(new
            {
                answer.AcceptedOn, answer.Deemed, answer.StatutoryDue,
                Days = timeline.Explain(calendar).Select(d => new { d.Date, d.Counted, d.Code, d.Zh, d.En, d.Article, d.Document }),
            });
        else
            Cli.WriteJson(answer);
        return ExitCode.Ok;
    }

    private static ExitCode Refuse(ClockFinding why)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{why.Code}: {why.En}"));
        return ExitCode.Failed;
    }
}
