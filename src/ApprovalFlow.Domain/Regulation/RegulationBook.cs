using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Regulation;

/// <summary>Who regulates what a body approves (批管分离), from which day on: data, not code.</summary>
/// <remarks>谁审批谁监管: where nothing is named, the approving body regulates itself. A packet that was sent stays with whom it was sent to; what is decided from a switch's first day on goes to the new body.</remarks>
public sealed class RegulationBook
{
    private readonly IReadOnlyList<RegulationRule> rules;
    private readonly IReadOnlyList<(DateOnly From, double Days)> claims, statements;

    private RegulationBook(int version, DateOnly since, IReadOnlyList<RegulationRule> rules, IReadOnlyList<(DateOnly, double)> claims, IReadOnlyList<(DateOnly, double)> statements) =>
        (Version, Since, this.rules, this.claims, this.statements) = (version, since, rules, claims, statements);

    /// <summary>Its name in the folder of the clocks' master data; evidence packages carry it along.</summary>
    public const string FileName = "regulation.json";

    public int Version { get; }

    /// <summary>The first day whose decisions become packets. What was decided before stays as it was.</summary>
    public DateOnly Since { get; }

    /// <summary>Whom a decision of this day is sent to; null before the first day.</summary>
    public Assignment? Of(string itemCode, string approvingDepartment, DateOnly day)
    {
        if (day < Since) return null;
        var rule = Latest(r => r.Item == itemCode, day) ?? Latest(r => r.Department == approvingDepartment, day);
        return new(rule?.Regulator ?? approvingDepartment, rule?.Assist ?? [], InForce(claims, day), Version);
    }

    /// <summary>Working days in which somebody whose licence is to be taken away may state their case, begun on a day.</summary>
    public double StatementDays(DateOnly day) => InForce(statements, day);

    private RegulationRule? Latest(Func<RegulationRule, bool> concerns, DateOnly day) => rules.Where(r => concerns(r) && r.From <= day).MaxBy(r => r.From);

    private static double InForce(IReadOnlyList<(DateOnly From, double Days)> limits, DateOnly day) => limits.LastOrDefault(l => l.From <= day, limits[0]).Days;

    /// <summary>Reads the book; every problem at once.</summary>
    /// <param name="departments">Those that exist; null: not looked at.</param>
    /// <param name="items">The codes of those that exist; null: not looked at.</param>
    public static (RegulationBook? Book, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file, IReadOnlyCollection<string>? departments = null, IReadOnlyCollection<string>? items = null)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields) return (null, problems);
        var version = (int)fields.Number("version");
        if (version < 1 && fields.Has("version")) problems.Add(new(file, "$.version", $"Expected a version from 1, but it is {version}."));
        var since = Day(fields, "since", file, "$", problems);
        var (claims, statements) = (Limits(fields, "claimDays", file, problems), Limits(fields, "statementDays", file, problems));
        var rules = new List<RegulationRule>();
        foreach (var (rule, index) in fields.Children("rules").Select((rule, i) => (rule, i)))
        {
            void Wrong(string member, string message) => problems.Add(new(file, $"$.rules[{index}].{member}", message));
            var read = new RegulationRule(rule.TextOrNull("item"), rule.TextOrNull("department"), rule.Text("regulator"), rule.Has("assist") ? rule.Texts("assist") : [], Day(rule, "from", file, $"$.rules[{index}]", problems));
            if ((read.Item is null) == (read.Department is null)) Wrong("item", "Expected either an item or a department.");
            foreach (var id in read.Assist.Append(read.Regulator).Append(read.Department).OfType<string>().Where(id => id.Length > 0 && departments?.Contains(id) == false)) Wrong("regulator", $"Expected a department of the catalogue, but '{id}' is none.");
            if (read.Item is { } item && items?.Contains(item) == false) Wrong("item", $"Expected an item of the catalogue, but '{item}' is none.");
            if (read.Assist.Contains(read.Regulator)) Wrong("assist", $"Expected bodies that assist the lead, but '{read.Regulator}' is the lead itself.");
            if (read.Assist.Distinct().Count() < read.Assist.Count) Wrong("assist", "Expected each body once.");
            rules.Add(read);
        }
        foreach (var twice in rules.GroupBy(r => (r.Item, r.Department, r.From)).Where(g => g.Count() > 1))
            problems.Add(new(file, "$.rules", $"Expected one rule for '{twice.Key.Item ?? twice.Key.Department}' from {twice.Key.From:yyyy-MM-dd}, but there are {twice.Count()}."));
        return problems.Count > 0 ? (null, problems) : (new(version, since, rules, claims, statements), []);
    }

    private static List<(DateOnly, double)> Limits(JsonFields fields, string name, string file, List<CatalogueProblem> problems)
    {
        var limits = new List<(DateOnly From, double)>();
        foreach (var (limit, index) in fields.Children(name).Select((limit, i) => (limit, i)))
        {
            var days = limit.Number("days");
            if (WorkCalendar.WhyNoLimit(days) is not null) problems.Add(new(file, $"$.{name}[{index}].days", $"Expected whole or half working days, but it is {days}."));
            limits.Add((Day(limit, "from", file, $"$.{name}[{index}]", problems), days));
        }
        if (limits.Count == 0) problems.Add(new(file, $"$.{name}", "Expected at least one limit, but there is none."));
        if (!limits.Select(l => l.From).SequenceEqual(limits.Select(l => l.From).Distinct().Order())) problems.Add(new(file, $"$.{name}", "Expected limits in the order of their first days, each day once."));
        return limits;
    }

    private static DateOnly Day(JsonFields fields, string name, string file, string path, List<CatalogueProblem> problems)
    {
        var text = fields.Text(name);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)) return day;
        if (text.Length > 0) problems.Add(new(file, $"{path}.{name}", $"Expected a day as yyyy-MM-dd, but it is '{text}'."));
        return default;
    }
}

/// <summary>From a day on, an item or all items of a department are regulated by somebody; an item's own rule goes before its department's.</summary>
/// <param name="Assist">边界事项: bodies that read along and may give feedback; the lead claims.</param>
internal sealed record RegulationRule(string? Item, string? Department, string Regulator, IReadOnlyList<string> Assist, DateOnly From);

/// <summary>Whom a decision is sent to.</summary>
/// <param name="ClaimDays">Working days within which it is claimed.</param>
/// <param name="Version">Of the book that says so.</param>
public sealed record Assignment(string Regulator, IReadOnlyList<string> Assist, double ClaimDays, int Version);
