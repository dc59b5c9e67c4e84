using System.Text.Json;
using ApprovalFlow.Cli.Tests.Sketches;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Cli.Tests;

/// <summary>What <c>validate</c> says of definitions that no generator made.</summary>
[Collection("console")]
public sealed class ValidateSketchesTests
{
    private static readonly Lazy<ILookup<string, (string Code, string Severity, string Message)>> Report = new(() =>
    {
        var folder = Directory.CreateTempSubdirectory("sketches-").FullName;
        try
        {
            foreach (var (name, flow) in Sketches.Sketches.Unsound.Select(u => (u.Key, u.Value.Flow)).Concat(Sketches.Sketches.Sound.Select(s => (s.Key, s.Value))))
                File.WriteAllText(Path.Combine(folder, name + ".json"), flow.ToJson(name));
            return JsonDocument.Parse(CommandLine.Run("validate", folder, "--json").Output).RootElement.GetProperty("problems").EnumerateArray()
                .ToLookup(p => Path.GetFileNameWithoutExtension(p.GetProperty("file").GetString()!), p => (p.GetProperty("code").GetString()!, p.GetProperty("severity").GetString()!, p.GetProperty("message").GetString()!));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    });

    public static TheoryData<string> Unsound => [.. Sketches.Sketches.Unsound.Keys];
    public static TheoryData<string> Sound => [.. Sketches.Sketches.Sound.Keys];

    [Theory]
    [MemberData(nameof(Unsound))]
    public void An_unsound_definition_should_be_refused_for_what_is_wrong_with_it(string name)
    {
        var found = Report.Value[name].ToList();
        found.ShouldContain(p => p.Severity == "error", "nothing forbids publishing it");
        var expected = Sketches.Sketches.Unsound[name].Codes;
        found.Select(p => p.Code).Intersect(expected).ShouldNotBeEmpty(string.Join(Environment.NewLine, found));
        if (expected.Length == 1) found.Where(p => p.Severity == "error").Select(p => p.Code).Distinct().ShouldContain(expected[0]);
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public void A_sound_definition_should_pass_without_a_word(string name) => Report.Value[name].ShouldBeEmpty();
}
