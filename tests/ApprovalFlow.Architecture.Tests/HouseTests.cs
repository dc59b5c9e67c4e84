using System.Text.RegularExpressions;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Architecture.Tests;

/// <summary>How the house is kept.</summary>
public sealed partial class HouseTests
{
    private static readonly string[] TopLevel =
    [
        ".ci", ".editorconfig", ".git", ".gitattributes", ".gitignore", ".config", ".npmrc", "ApprovalFlow.sln", "Directory.Build.props", "Directory.Build.targets",
        "Directory.Packages.props", "LICENSE", "README.md", "docs", "global.json", "src", "tests", "tools", "workflows",
    ];

    [Fact]
    public void Top_level_should_hold_only_what_belongs_there() =>
        Directory.EnumerateFileSystemEntries(Repository.Root).Select(Path.GetFileName).Where(n => !TopLevel.Contains(n) && !IsIgnored(n!)).ShouldBeEmpty();

    [Fact]
    public void Sources_should_hold_no_unfinished_work() =>
        Sources.Files(".cs", ".razor", ".js", ".mjs", ".css", ".sh").Where(f => !f.EndsWith("HouseTests.cs", StringComparison.Ordinal))
            .Where(f => Unfinished().IsMatch(Sources.Read(f))).ShouldBeEmpty();

    [Fact]
    public void Namespace_should_be_the_folder()
    {
        var offenders = from file in Sources.Files(".cs")
                        where !file.EndsWith("Program.cs", StringComparison.Ordinal)
                        let declared = Declaration().Match(Sources.Read(file))
                        where declared.Success
                        let folder = Path.GetDirectoryName(file)!.Split(Path.DirectorySeparatorChar).Skip(1)
                        let expected = string.Join('.', folder).Replace(".razor", "", StringComparison.Ordinal)
                        where declared.Groups[1].Value != expected
                        select $"{file}: {declared.Groups[1].Value}";
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Folders_should_be_nouns_of_the_field_never_kinds()
    {
        string[] kinds = ["Models", "Services", "Helpers", "Interfaces", "Utils", "Utilities", "Common", "Dtos", "Managers", "Abstractions"];
        Sources.Files(".cs").Where(f => f.Split(Path.DirectorySeparatorChar).Any(kinds.Contains)).ShouldBeEmpty();
    }

    [Fact]
    public void Classes_should_be_sealed_unless_they_are_made_for_deriving()
    {
        var assemblies = new[] { typeof(ApprovalFlow.Engine.Execution.WorkflowEngine), typeof(ApprovalFlow.Domain.Cases.CaseDecider), typeof(ApprovalFlow.Runtime.Commands.CommandProcessor), typeof(ApprovalFlow.Persistence.ApprovalFlowContext) }
            .Select(t => t.Assembly).ToList();
        var types = assemblies.SelectMany(a => a.GetTypes()).ToList();
        var bases = types.Select(t => t.BaseType).OfType<Type>().Select(t => t.IsGenericType ? t.GetGenericTypeDefinition() : t).ToHashSet();
        types.Where(t => t is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(t))
            .Where(t => !t.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false) && t.Namespace?.EndsWith(".Migrations", StringComparison.Ordinal) != true)
            .Select(t => t.FullName).ShouldBeEmpty();
    }

    /// <summary>What is pressed before a page's circuit is there would be lost; <c>Live</c> switches it off until then.</summary>
    [Fact]
    public void Interactive_pages_should_stand_inside_live() =>
        Sources.Files(".razor").Where(f => Sources.Read(f) is var page && page.Contains("@rendermode InteractiveServer", StringComparison.Ordinal)
            && !(page.Contains("<Live>", StringComparison.Ordinal) && page.TrimEnd().EndsWith("</Live>", StringComparison.Ordinal))).ShouldBeEmpty();

    private static bool IsIgnored(string name) =>
        name is "artifacts" or "shared" or ".vs" or ".idea" or "TestResults" or "node_modules" || name.EndsWith(".user", StringComparison.Ordinal) || name.Contains(".db", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
