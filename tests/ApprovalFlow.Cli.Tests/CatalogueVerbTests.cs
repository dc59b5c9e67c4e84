using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

[Collection("console")]
public sealed class CatalogueVerbTests : IDisposable
{
    private readonly string copy = Directory.CreateTempSubdirectory("workflows-").FullName;

    public CatalogueVerbTests()
    {
        Directory.CreateDirectory(Path.Combine(copy, "catalogue"));
        foreach (var file in Directory.GetFiles(Path.Combine(CommandLine.Workflows, "catalogue"), "*.json"))
            File.Copy(file, Path.Combine(copy, "catalogue", Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(copy, recursive: true);

    [Fact]
    public void Committed_definitions_should_be_up_to_date() =>
        CommandLine.Run("catalogue", "check", "--workflows", CommandLine.Workflows).ShouldBe((0, "225 definitions are up to date." + Environment.NewLine, ""));

    [Fact]
    public void Build_should_write_what_is_missing_stale_or_gone_and_then_have_nothing_to_do()
    {
        CommandLine.Run("catalogue", "check", "--workflows", copy).ExitCode.ShouldBe(1);
        CommandLine.Run("catalogue", "build", "--workflows", copy).Output.ShouldContain("225 definitions: 225 written new, 0 rewritten, 0 removed.");

        var definitions = Path.Combine(copy, "definitions");
        File.AppendAllText(Path.Combine(definitions, "fgw", "FGW-001-A.json"), " ");
        File.Delete(Path.Combine(definitions, "fgw", "FGW-001-B.json"));
        File.WriteAllText(Path.Combine(definitions, "fgw", "FGW-999-A.json"), "{}");

        var check = CommandLine.Run("catalogue", "check", "--workflows", copy);
        check.ExitCode.ShouldBe(1);
        check.Output.ShouldContain("stale: fgw/FGW-001-A.json");
        check.Output.ShouldContain("missing: fgw/FGW-001-B.json");
        check.Output.ShouldContain("not in catalogue: fgw/FGW-999-A.json");

        CommandLine.Run("catalogue", "build", "--workflows", copy).Output.ShouldContain("225 definitions: 1 written new, 1 rewritten, 1 removed.");
        CommandLine.Run("catalogue", "check", "--workflows", copy).ExitCode.ShouldBe(0);
        foreach (var file in Directory.GetFiles(definitions, "*.json", SearchOption.AllDirectories))
            File.ReadAllBytes(file).ShouldBe(File.ReadAllBytes(Path.Combine(CommandLine.Workflows, Path.GetRelativePath(copy, file))));
    }

    [Fact]
    public void Broken_catalogue_should_be_refused_with_every_problem()
    {
        File.WriteAllText(Path.Combine(copy, "catalogue", "items.json"), "{");
        File.Delete(Path.Combine(copy, "catalogue", "counties.json"));
        var missing = CommandLine.Run("catalogue", "build", "--workflows", copy);
        missing.ExitCode.ShouldBe(1);
        missing.Error.ShouldContain("counties.json $: Expected the file in");

        File.WriteAllText(Path.Combine(copy, "catalogue", "counties.json"), "{}");
        var broken = CommandLine.Run("catalogue", "build", "--workflows", copy);
        broken.ExitCode.ShouldBe(1);
        broken.Error.ShouldContain("items.json $: Expected JSON, but");
        broken.Error.ShouldContain("counties.json $: Expected a list, but it is Object.");
        Directory.Exists(Path.Combine(copy, "definitions")).ShouldBeFalse();
    }

    [Fact]
    public void Missing_folder_should_be_not_found() => CommandLine.Run("catalogue", "check", "--workflows", Path.Combine(copy, "nowhere")).ExitCode.ShouldBe(3);
}
