using ApprovalFlow.Runtime.Conformance;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Engine.Tests.Conformance;

/// <summary>The format's conformance cases: those that may be kept with the project, our own (written from the format's text alone, sentence by sentence), and the others where they are at hand.</summary>
public sealed class ConformanceTests
{
    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, "Conformance");
    private static readonly string? Shared = FindShared();

    public static TheoryData<string> OwnCases() => [.. ConformanceCase.ReadAll(Own).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(OwnCases))]
    public void Case_should_behave_as_the_format_says(string name) =>
        ConformanceRunner.Run(ConformanceCase.ReadAll(Path.Combine(Own, name)).Single()).ShouldBeEmpty();

    [Theory]
    [InlineData("Cases", 95)]
    [InlineData("Written", 315)]
    public void Own_cases_should_all_be_there(string folder, int count) => ConformanceCase.ReadAll(Path.Combine(Own, folder)).Count.ShouldBe(count);

    [SharedCasesFact]
    public void All_given_cases_should_behave_as_the_format_says()
    {
        var cases = ConformanceCase.ReadAll(Shared!);
        cases.Count.ShouldBeGreaterThan(100);
        var failed = cases.Select(c => (c.Name, Differences: ConformanceRunner.Run(c))).Where(r => r.Differences.Count > 0).Select(r => $"{r.Name}: {string.Join(" ", r.Differences)}").ToList();
        failed.ShouldBeEmpty();
    }

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "elsa-format", "conformance");
            if (Directory.Exists(candidate)) return candidate;
        }
        return null;
    }

    private sealed class SharedCasesFactAttribute : FactAttribute
    {
        public SharedCasesFactAttribute() => Skip = Shared is null ? "The folder shared/elsa-format/conformance is not beside this checkout." : null;
    }
}
