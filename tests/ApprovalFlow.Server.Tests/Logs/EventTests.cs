using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using ApprovalFlow.Testing;
using Microsoft.Extensions.Logging;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Logs;

/// <summary>Alarms of others hang on the numbers of log entries.</summary>
public sealed partial class EventTests
{
    [Fact]
    public void Numbers_and_words_should_be_the_approved_ones()
    {
        var entries = (from assembly in new[] { typeof(Runtime.Commands.CommandProcessor).Assembly, typeof(Persistence.ApprovalFlowContext).Assembly, typeof(Program).Assembly }
                       from type in assembly.GetTypes()
                       from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
                       let entry = method.GetCustomAttribute<LoggerMessageAttribute>()
                       where entry is not null
                       orderby entry.EventId
                       select (entry.EventId, Text: $"{entry.EventId} | {(entry.Level == LogLevel.None ? "as told" : entry.Level)} | {Regex.Replace(type.FullName!, @"`\d+$", "")} | {entry.Message.Replace("\n", "\\n", StringComparison.Ordinal)}")).ToList();
        entries.Select(e => e.EventId).ShouldBeUnique();
        entries.ShouldAllBe(e => e.EventId > 0);
        Approved.ShouldMatch(string.Join("\n", entries.Select(e => e.Text)), "tests", "ApprovalFlow.Server.Tests", "Logs", "events.approved.txt");
    }

    [Fact]
    public void Everything_should_be_told_through_numbered_messages() =>
        Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repository.Path("src"), "*.razor", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && Unnumbered().IsMatch(File.ReadAllText(f))).ShouldBeEmpty();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(|\bConsole\.(Write|Error|Out)")]
    private static partial Regex Unnumbered();
}
