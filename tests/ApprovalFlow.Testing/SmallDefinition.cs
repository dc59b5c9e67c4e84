using System.Text.Json;

namespace ApprovalFlow.Testing;

/// <summary>Definitions of a few steps, for tests that need no whole flow.</summary>
public static class SmallDefinition
{
    /// <summary>The activities one after the other.</summary>
    public static string Sequence(string id, params string[] activities) => Document(id, $$"""{"id":"root","type":"Elsa.Sequence","version":1,"activities":[{{string.Join(",", activities)}}],"variables":[]}""");

    public static string Document(string id, string root) =>
        $$"""{"id":"{{id}}-v1","definitionId":"{{id}}","name":"{{id}}","createdAt":"2026-01-01T00:00:00+00:00","version":1,"toolVersion":"3.6.0.0","variables":[],"inputs":[],"outputs":[],"outcomes":[],"customProperties":{},"isReadonly":false,"isSystem":false,"isLatest":true,"isPublished":true,"options":{},"root":{{root}}}""";

    public static string Delay(string id, TimeSpan span) => Activity(id, "Elsa.Delay", ("timeSpan", "TimeSpan", span.ToString("c")));

    public static string Notify(string id, string title) => Activity(id, "Approval.Notify", ("audience", "String", "applicant"), ("titleZh", "String", title));

    public static string Close(string id, string result) => Activity(id, "Approval.CloseCase", ("result", "String", result));

    public static string Activity(string id, string type, params (string Name, string Type, object Value)[] inputs)
    {
        var given = inputs.Select(i => $$$""","{{{i.Name}}}":{"typeName":"{{{i.Type}}}","expression":{"type":"Literal","value":{{{JsonSerializer.Serialize(i.Value)}}}}}""");
        return $$"""{"id":"{{id}}","type":"{{type}}","version":1{{string.Concat(given)}}}""";
    }
}
