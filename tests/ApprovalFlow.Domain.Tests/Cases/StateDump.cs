using System.Collections;
using System.Globalization;
using System.Reflection;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>Everything a state holds, private fields included, as text: two states are the same when their dumps are.</summary>
internal static class StateDump
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        WorkflowState workflow => workflow.Describe(),
        DateTimeOffset at => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        Enum => value.ToString()!,
        IFormattable number when value.GetType().IsPrimitive || value is decimal or DateOnly => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        IDictionary map => "{" + string.Join(",", map.Keys.Cast<object>().Select(k => $"{Of(k)}:{Of(map[k])}").Order(StringComparer.Ordinal)) + "}",
        IEnumerable list => "[" + string.Join(",", list.Cast<object?>().Select(Of)) + "]",
        _ => $"{value.GetType().Name}({string.Join(",", Fields(value.GetType()).Select(f => $"{f.Name}={Of(f.GetValue(value))}"))})",
    };

    private static IEnumerable<FieldInfo> Fields(Type? type)
    {
        for (; type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                // Which copy may still add to its facts is a matter of economy, not of state.
                if (field.Name != "timelineIsOwn")
                    yield return field;
    }
}
