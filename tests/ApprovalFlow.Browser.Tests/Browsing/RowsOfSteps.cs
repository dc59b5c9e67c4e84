namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>Definitions of any size, for a canvas.</summary>
internal static class RowsOfSteps
{
    /// <summary>A start and rows of steps, each leading to the next.</summary>
    public static string Of(string id, int activities)
    {
        static string Fill(string json, int n) => json.Replace("@n", $"{n}", StringComparison.Ordinal).Replace("@m", $"{n + 1}", StringComparison.Ordinal)
            .Replace("@x", $"{160 + (n - 1) % 20 * 276}", StringComparison.Ordinal).Replace("@y", $"{40 + (n - 1) / 20 * 140}", StringComparison.Ordinal);

        var steps = Enumerable.Range(1, activities - 1).Select(n => Fill("""
            {"id":"n@n","type":"Approval.Review","version":1,"nameZh":{"typeName":"String","expression":{"type":"Literal","value":"第@n步审查"}},"role":{"typeName":"String","expression":{"type":"Literal","value":"reviewer"}},
             "metadata":{"displayText":"第@n步审查","designer":{"position":{"x":@x,"y":@y},"size":{"width":184,"height":72}}}}
            """, n));
        var lines = Enumerable.Range(1, activities - 2).Select(n => Fill("""{"source":{"activity":"n@n","port":"Approve"},"target":{"activity":"n@m","port":"In"},"vertices":[]}""", n));
        return """
            {"id":"@id-v1","definitionId":"@id","name":"@count 个环节","version":1,"variables":[],"inputs":[],"outputs":[],"outcomes":[],"customProperties":{},"isLatest":true,"isPublished":false,"options":{},
             "root":{"id":"flow","type":"Elsa.Flowchart","version":1,"customProperties":{},"metadata":{},"variables":[],
              "activities":[{"id":"start","type":"Elsa.Start","version":1,"metadata":{"designer":{"position":{"x":40,"y":52},"size":{"width":48,"height":48}}}},@steps],
              "connections":[{"source":{"activity":"start","port":"Done"},"target":{"activity":"n1","port":"In"},"vertices":[]},@lines]}}
            """.Replace("@id", id, StringComparison.Ordinal).Replace("@count", $"{activities}", StringComparison.Ordinal)
            .Replace("@steps", string.Join(',', steps), StringComparison.Ordinal).Replace("@lines", string.Join(',', lines), StringComparison.Ordinal);
    }
}
