using System.Collections.Frozen;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Retention;

/// <summary>保管期限表: what is kept for how long, counted from what, and by which law. Data in versions; what was removed names the version it was removed under.</summary>
public sealed class RetentionSchedule
{
    /// <summary>Kinds of content. Of a case: everything that its events say; files; words of messages. Of the house: rows that only grow and prove nothing.</summary>
    public const string Case = "case", Papers = "papers", Messages = "messages", Notices = "notices", Reminders = "reminders", Commands = "commands";
    private static readonly FrozenSet<string> Kinds = [Case, Papers, Messages, Notices, Reminders, Commands], OfCases = [Case, Papers, Messages];
    private readonly IReadOnlyList<RetentionRule> rules;

    private RetentionSchedule(int version, IReadOnlyList<RetentionRule> rules, IReadOnlyList<RemovalGround> grounds) => (Version, this.rules, Grounds) = (version, rules, grounds);

    public int Version { get; }
    public IReadOnlyList<RetentionRule> Rules => rules;
    /// <summary>Why something may be removed.</summary>
    public IReadOnlyList<RemovalGround> Grounds { get; }

    public RemovalGround? Ground(string code) => Grounds.FirstOrDefault(g => g.Code == code);

    /// <summary>The first rule of a kind that speaks of a case; the last one of each kind speaks of every case.</summary>
    public RetentionRule RuleOf(string kind, RetainedCase @case) => rules.First(r => r.Kind == kind && r.SpeaksOf(@case));

    /// <summary>How long rows of the house are kept. No such term is permanent.</summary>
    public RetentionTerm TermOf(string kind) => rules.First(r => r.Kind == kind && r.SpeaksOfAll).Term;

    /// <summary>The shortest time after which anything of a case may be due: what closed later need not be looked at.</summary>
    public DateOnly? Earliest(string kind, DateOnly today) =>
        // A term of years ends on the day of its date; going back by it and a day finds every case that could be due.
        rules.Where(r => r.Kind == kind && !r.Term.IsPermanent).Select(r => (DateOnly?)today.AddYears(-r.Term.Years).AddMonths(-r.Term.Months).AddDays(-r.Term.Days)).Max();

    /// <summary>Reads a schedule; every problem at once.</summary>
    public static (RetentionSchedule? Schedule, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var version = (int)fields.Number("version");
        if (version < 1) problems.Add(new(file, "$.version", $"Expected a version from 1, but it is {version}."));
        var rules = fields.Children("rules").Select((rule, i) => ReadRule(rule, i, file, problems)).OfType<RetentionRule>().ToList();
        var grounds = fields.Children("grounds").Select((ground, i) => ReadGround(ground, i, file, problems)).ToList();
        foreach (var twice in rules.Select(r => r.Code).Concat(grounds.Select(g => g.Code)).GroupBy(c => c).Where(g => g.Count() > 1))
            problems.Add(new(file, "$", $"Expected each code once, but '{twice.Key}' is there twice."));
        if (problems.Count == 0)
            foreach (var kind in Kinds)
                if (rules.LastOrDefault(r => r.Kind == kind) is not { SpeaksOfAll: true } last)
                    problems.Add(new(file, "$.rules", $"Expected the last rule of '{kind}' to speak of everything, but there is none, or it speaks of some."));
                else if (!OfCases.Contains(kind) && (last.Term.IsPermanent || rules.Count(r => r.Kind == kind) > 1))
                    problems.Add(new(file, "$.rules", $"Expected one rule of '{kind}' with a term that ends, but it has several or is permanent."));
        if (problems.Count == 0 && !grounds.Exists(g => g.Code == RemovalGround.TermEnded))
            problems.Add(new(file, "$.grounds", $"Expected the ground '{RemovalGround.TermEnded}', but it is not there."));
        return problems.Count > 0 ? (null, problems) : (new(version, rules, grounds), []);
    }

    private static RetentionRule? ReadRule(JsonFields rule, int index, string file, List<CatalogueProblem> problems)
    {
        void Wrong(string member, string message) => problems.Add(new(file, $"$.rules[{index}].{member}", message));
        var (code, kind, keep, from) = (rule.Text("code"), rule.Text("kind"), rule.Text("keep"), rule.Text("from"));
        if (!Kinds.Contains(kind)) Wrong("kind", $"Expected one of {string.Join(", ", Kinds.Order())}, but it is '{kind}'.");
        var term = RetentionTerm.Read(keep);
        if (term is null) Wrong("keep", $"Expected a term such as P30Y, P6M or P30D, or {RetentionTerm.Forever}, but it is '{keep}'.");
        CountedFrom? counted = from switch { "closed" => CountedFrom.Closed, "year-after-closed" => CountedFrom.YearAfterClosed, "written" => CountedFrom.Written, _ => null };
        if (counted is null) Wrong("from", $"Expected closed, year-after-closed or written, but it is '{from}'.");
        else if (Kinds.Contains(kind) && OfCases.Contains(kind) == counted is CountedFrom.Written) Wrong("from", $"Expected '{kind}' to be counted from {(OfCases.Contains(kind) ? "the end of its case" : "when it was written")}, but it is '{from}'.");
        var made = new RetentionRule(code, kind, term ?? RetentionTerm.Permanent, counted ?? CountedFrom.Closed, new(rule.Text("zh"), rule.Text("en")), rule.Texts("basis"))
        {
            Items = Some("items"), Departments = Some("departments"), Results = Some("results"),
        };
        if (made.Basis.Count == 0) Wrong("basis", "Expected at least one legal basis, but there is none.");
        return made;

        IReadOnlyList<string>? Some(string name) => rule.Has(name) ? rule.Texts(name) : null;
    }

    private static RemovalGround ReadGround(JsonFields ground, int index, string file, List<CatalogueProblem> problems)
    {
        var made = new RemovalGround(ground.Text("code"), new(ground.Text("zh"), ground.Text("en")), ground.Text("basis"), ground.Has("overridesTerm") && ground.Flag("overridesTerm"));
        if (made is { Code: RemovalGround.TermEnded, OverridesTerm: true }) problems.Add(new(file, $"$.grounds[{index}].overridesTerm", "Expected the end of a term to need the end of the term, but it overrides it."));
        return made;
    }
}

/// <param name="Code">Stable; reports name it.</param>
/// <param name="Words">What it is about, for people.</param>
/// <param name="Basis">Articles that order it.</param>
public sealed record RetentionRule(string Code, string Kind, RetentionTerm Term, CountedFrom From, Localized Words, IReadOnlyList<string> Basis)
{
    /// <summary>Null: all.</summary>
    public IReadOnlyList<string>? Items { get; init; }
    public IReadOnlyList<string>? Departments { get; init; }
    public IReadOnlyList<string>? Results { get; init; }

    public bool SpeaksOfAll => Items is null && Departments is null && Results is null;

    public bool SpeaksOf(RetainedCase @case) => (Items?.Contains(@case.ItemCode) ?? true) && (Departments?.Contains(@case.DepartmentId) ?? true) && (Results?.Contains(@case.Result ?? "") ?? true);

    /// <summary>The first day on which it need not be kept; null: never.</summary>
    public DateOnly? EndsOn(DateOnly closed) => Term.EndsOn(From == CountedFrom.YearAfterClosed ? new(closed.Year + 1, 1, 1) : closed);
}

public enum CountedFrom
{
    /// <summary>The day on which the case ended.</summary>
    Closed,
    /// <summary>1 January after that day, as archives count.</summary>
    YearAfterClosed,
    /// <summary>When the row was written.</summary>
    Written,
}

/// <summary>Why something may be removed.</summary>
/// <param name="OverridesTerm">Also while the law would have it kept: what should never have been here, or a court has ordered away.</param>
public sealed record RemovalGround(string Code, Localized Words, string Basis, bool OverridesTerm)
{
    /// <summary>The one ground that needs nobody's request.</summary>
    public const string TermEnded = "term-ended";
}
