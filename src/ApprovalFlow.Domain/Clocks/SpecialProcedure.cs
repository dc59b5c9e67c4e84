using System.Collections.Frozen;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Clocks;

/// <summary>A kind of special procedure (特别程序) and what it may stop: master data, not code.</summary>
/// <param name="Article">Why its time is not counted; null where only the promise, not the law, stands still.</param>
/// <param name="Approver">Role that approves it; null = nobody needs to.</param>
/// <param name="MaxDays">Longest plan in working days; null = no bound.</param>
public sealed record SpecialProcedure(
    string Kind, string NameZh, string NameEn, string? Article, IReadOnlyList<ClockKind> Stops, bool NeedsWrittenNotice, bool NeedsPlannedLength, string? Approver, int? MaxDays)
{
    /// <summary>Papers asked for after acceptance: not in Article 45, so the law's clock goes on.</summary>
    public const string Supplement = "supplement";

    /// <summary>Its end is recorded with what shows it: a record, a report.</summary>
    public bool NeedsEvidence { get; init; }
}

/// <summary>All kinds, by name, in one version.</summary>
public sealed class SpecialProcedures
{
    private readonly FrozenDictionary<string, SpecialProcedure> byKind;

    private SpecialProcedures(int version, IReadOnlyList<SpecialProcedure> all)
    {
        (Version, All) = (version, all);
        byKind = all.ToFrozenDictionary(p => p.Kind);
    }

    public int Version { get; }
    public IReadOnlyList<SpecialProcedure> All { get; }

    public SpecialProcedure? Find(string kind) => byKind.GetValueOrDefault(kind);

    /// <summary>Reads the master data; every problem at once.</summary>
    public static (SpecialProcedures? Procedures, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var version = (int)fields.Number("version");
        var all = fields.Children("procedures").Select((p, i) => Procedure(p, file, i, problems)).ToList();
        foreach (var twice in all.GroupBy(p => p.Kind).Where(g => g.Count() > 1))
            problems.Add(new(file, "$.procedures", $"Expected each kind once, but '{twice.Key}' is there twice."));
        return problems.Count > 0 ? (null, problems) : (new(version, all), []);
    }

    private static SpecialProcedure Procedure(JsonFields fields, string file, int index, List<CatalogueProblem> problems)
    {
        var stops = new List<ClockKind>();
        foreach (var code in fields.Texts("stops"))
            if (ClockDefinition.Find(code) is not { } clock)
                problems.Add(new(file, $"$.procedures[{index}].stops", $"Expected the code of a clock, but it is '{code}'."));
            else if (!clock.MayPause)
                problems.Add(new(file, $"$.procedures[{index}].stops", $"Expected clocks that may stand still, but {code} never does."));
            else
                stops.Add(clock.Kind);
        return new(fields.Text("kind"), fields.Text("nameZh"), fields.Text("nameEn"), fields.TextOrNull("article"), stops,
            fields.Flag("writtenNotice"), fields.Flag("plannedLength"), fields.TextOrNull("approver"), (int?)fields.NumberOrNull("maxDays"))
        {
            NeedsEvidence = fields.Has("evidenceAtEnd") && fields.Flag("evidenceAtEnd"),
        };
    }
}
