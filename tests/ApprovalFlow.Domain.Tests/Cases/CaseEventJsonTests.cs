using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Cases;

public sealed class CaseEventJsonTests
{
    [Fact]
    public void Every_event_should_have_a_stored_form_and_a_sample()
    {
        var kinds = typeof(CaseEvent).GetNestedTypes().Where(t => !t.IsAbstract && t != typeof(CaseEvent.Flow) && t.IsSubclassOf(typeof(CaseEvent)))
            .Concat(typeof(WorkflowEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(WorkflowEvent)))).ToHashSet();
        var sampled = SampleEvents.All.Select(e => e is CaseEvent.Flow flow ? flow.Event.GetType() : e.GetType()).ToHashSet();

        sampled.ShouldBe(kinds, ignoreOrder: true);
        CaseEventJson.Names.Count.ShouldBe(kinds.Count);
    }

    [Fact]
    public void Event_should_be_the_same_after_reading_back()
    {
        foreach (var original in SampleEvents.All)
        {
            var encoded = CaseEventJson.Encode(original);
            var read = CaseEventJson.Decode(encoded.Name, encoded.Version, encoded.Data);

            read.GetType().ShouldBe(original.GetType());
            Describe(read).ShouldBe(Describe(original));
            CaseEventJson.Encode(read).Text.ShouldBe(encoded.Text);
        }
    }

    [Fact]
    public void Stored_data_should_be_canonical()
    {
        foreach (var encoded in SampleEvents.All.Select(CaseEventJson.Encode))
            Encoding.UTF8.GetString(CanonicalJson.WriteUtf8(PlainJson.Parse(encoded.Data))).ShouldBe(encoded.Text);
    }

    /// <summary>Names, versions and members are released: a difference here is a decision, with an upcaster.</summary>
    [Fact]
    public void Event_names_and_members_should_be_as_approved()
    {
        var lines = SampleEvents.All.Select(CaseEventJson.Encode).GroupBy(e => (e.Name, e.Version)).OrderBy(g => g.Key.Name, StringComparer.Ordinal)
            .Select(g => $"{g.Key.Name} v{g.Key.Version}: {string.Join(' ', g.SelectMany(e => ((Dictionary<string, object?>)PlainJson.Parse(e.Data)!).Keys).Distinct().Order(StringComparer.Ordinal))}".TrimEnd());

        string.Join('\n', lines).ShouldBe(File.ReadAllText(Beside("event-names.approved.txt")).Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Older_version_should_be_lifted_step_by_step()
    {
        var upcasts = new Dictionary<(string, int), Upcast>
        {
            [("case-closed", -1)] = old => new() { ["outcome"] = old["end"] },
            [("case-closed", 0)] = old => new() { ["result"] = old["outcome"] },
        };

        CaseEventJson.Decode("case-closed", -1, """{"end":"approved"}"""u8, upcasts).ShouldBe(new CaseEvent.CaseClosed("approved"));
    }

    [Theory]
    [InlineData("case-vanished", 1, "{}", "known event")]
    [InlineData("case-closed", 2, "{\"result\":\"approved\"}", "but got version 2")]
    [InlineData("case-closed", 0, "{\"result\":\"approved\"}", "but got version 0")]
    [InlineData("case-closed", 1, "{}", "member 'result'")]
    [InlineData("case-closed", 1, "{\"result\":1}", "member 'result'")]
    [InlineData("case-closed", 1, "[]", "an object")]
    [InlineData("case-closed", 1, "{\"result\":", "JSON")]
    [InlineData("certificate-issued", 1, "{\"issued\":\"22.11.2026\",\"name\":\"a\",\"number\":\"b\"}", "certificate-issued")]
    [InlineData("flow.activity-started", 1, "{\"context\":1e99,\"node\":\"a\"}", "flow.activity-started")]
    public void Data_that_is_not_an_event_should_be_refused_in_a_sentence(string name, int version, string data, string says) =>
        Should.Throw<FormatException>(() => CaseEventJson.Decode(name, version, Encoding.UTF8.GetBytes(data))).Message.ShouldContain(says);

    [Fact]
    public void Bare_event_should_be_short() =>
        CaseEventJson.Encode(new CaseEvent.TaskCanceled("FGW-2026-000001-7")).Text.ShouldBe("""{"task":"FGW-2026-000001-7"}""");

    /// <summary>Everything a record says, maps and lists included, through the compiler's own members.</summary>
    internal static string Describe(object? value) => value switch
    {
        null => "null",
        string text => text,
        IReadOnlyDictionary<string, object?> map => "{" + string.Join(",", map.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={Describe(m.Value)}")) + "}",
        System.Collections.IEnumerable list => "[" + string.Join(",", list.Cast<object?>().Select(Describe)) + "]",
        _ when value.GetType().Namespace!.StartsWith("ApprovalFlow", StringComparison.Ordinal) && !value.GetType().IsEnum =>
            value.GetType().Name + "(" + string.Join(";", value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod!.IsStatic == false)
                .Select(p => $"{p.Name}:{Describe(p.GetValue(value))}")) + ")",
        IFormattable number => number.ToString(value is DateTimeOffset ? "O" : null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private static string Beside(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, name);
}
