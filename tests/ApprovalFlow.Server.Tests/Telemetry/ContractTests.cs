using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Runtime.Telemetry;
using ApprovalFlow.Testing;
using Xunit;

namespace ApprovalFlow.Server.Tests.Telemetry;

/// <summary>Dashboards and alarms of others are made of these names.</summary>
public sealed class ContractTests
{
    [Fact]
    public void Names_units_and_tags_should_be_the_approved_ones()
    {
        foreach (var type in new[] { typeof(Instruments).Assembly, typeof(Persistence.ApprovalFlowContext).Assembly, typeof(Program).Assembly }.SelectMany(a => a.GetTypes()).Where(t => !t.ContainsGenericParameters && t.Namespace?.StartsWith("ApprovalFlow.", StringComparison.Ordinal) == true))
            if (type.GetFields(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public).Any(f => f.FieldType == typeof(Span) || f.FieldType.Namespace == "System.Diagnostics.Metrics"))
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        var text = new StringBuilder();
        foreach (var entry in Instruments.All.OrderBy(i => i.What == "span").ThenBy(i => i.Name, StringComparer.Ordinal))
            text.AppendLine($"{entry.Name} | {entry.What} | {entry.Unit} | {string.Join(", ", entry.Tags)} | {entry.Description}");
        Approved.ShouldMatch(text.ToString(), "tests", "ApprovalFlow.Server.Tests", "Telemetry", "instruments.approved.txt");
    }
}
