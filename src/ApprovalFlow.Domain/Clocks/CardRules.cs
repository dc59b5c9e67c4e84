using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Clocks;

public enum CardLevel { Warn, Yellow, Red, DeepRed }

public enum CardWhen
{
    /// <summary>So many working days, or such a share of the limit, are left; whichever is more, but never more than half of it.</summary>
    Left,
    /// <summary>Such a share of the limit is used.</summary>
    Used,
    /// <summary>The last day is over.</summary>
    Exceeded,
}

/// <summary>When one clock earns a card.</summary>
/// <param name="Share">Of the limit, 0 to 1.</param>
/// <param name="Order">A supervision order comes with it.</param>
public sealed record CardRule(ClockKind Clock, CardLevel Level, CardWhen When, double Days, double Share, bool Order)
{
    /// <summary>How much of a limit must be used; limits of less than a day only ever run out.</summary>
    public double? UsedOf(double limit) => When switch
    {
        CardWhen.Exceeded => null,
        _ when limit < 1 => null,
        CardWhen.Left => limit - Math.Min(Math.Max(Days, Share * limit), limit / 2),
        _ => Share * limit,
    };
}

public sealed record TriggerRule(string Trigger, CardLevel Level, bool Order);

/// <summary>The thresholds of cards and orders in one version: data, not code. An item may have rules of its own for a clock; they take the place of the general ones.</summary>
public sealed class CardRules
{
    private static readonly IReadOnlyList<CardRule> None = [];
    private readonly IReadOnlyList<CardRule>[] general;
    private readonly Dictionary<(string Item, ClockKind Clock), IReadOnlyList<CardRule>> own;
    private readonly Dictionary<string, TriggerRule> triggers;

    private CardRules(int version, ILookup<ClockKind, CardRule> clocks, Dictionary<(string, ClockKind), IReadOnlyList<CardRule>> own, IEnumerable<TriggerRule> triggers)
    {
        Version = version;
        general = [.. Enum.GetValues<ClockKind>().Select(kind => clocks[kind].ToList())];
        this.own = own;
        this.triggers = triggers.ToDictionary(t => t.Trigger);
    }

    /// <summary>No cards at all.</summary>
    public static CardRules Empty { get; } = new(0, Array.Empty<CardRule>().ToLookup(r => r.Clock), [], []);

    public int Version { get; }
    /// <summary>Working days for answering an order.</summary>
    public double OrderReplyDays { get; private init; } = 1;
    /// <summary>Working days after the first within which a procedure's notice may still be recorded before it is missed.</summary>
    public int NoticeGraceDays { get; private init; } = 1;
    /// <summary>Who is asked next, in order, when an order stays unanswered.</summary>
    public IReadOnlyList<string> Escalation { get; private init; } = [];

    public IReadOnlyList<CardRule> Of(string itemCode, ClockKind clock) => own.Count > 0 && own.TryGetValue((itemCode, clock), out var rules) ? rules : general[(int)clock];

    public TriggerRule? Of(string trigger) => triggers.GetValueOrDefault(trigger);

    public static string NameOf(CardLevel level) => level switch { CardLevel.Warn => "warn", CardLevel.Yellow => "yellow", CardLevel.Red => "red", _ => "deep-red" };

    public static string NameOf(CardWhen when) => when switch { CardWhen.Left => "left", CardWhen.Used => "used", _ => "exceeded" };

    /// <summary>Reads the thresholds; every problem at once.</summary>
    public static (CardRules? Rules, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var version = (int)fields.Number("version");
        if (version < 1 && fields.Has("version"))
            problems.Add(new(file, "$.version", $"Expected a version from 1, but it is {version}."));
        var clocks = Rules(fields, "$", file, problems);
        var triggers = Triggers(fields, file, problems);
        var own = new Dictionary<(string, ClockKind), IReadOnlyList<CardRule>>();
        foreach (var (item, index) in fields.Children("items").Select((item, i) => (item, i)))
        {
            var code = item.Text("item");
            foreach (var group in Rules(item, $"$.items[{index}]", file, problems).GroupBy(r => r.Clock))
                if (!own.TryAdd((code, group.Key), [.. group]))
                    problems.Add(new(file, $"$.items[{index}]", $"Expected the rules of clock {ClockDefinition.Of(group.Key).Code} of item '{code}' once, but they are there twice."));
        }
        var escalation = fields.Texts("escalation");
        foreach (var role in escalation.Where(r => HumanInputs.Roles.All(known => known.Name != r)))
            problems.Add(new(file, "$.escalation", $"Expected a role of the service centre, but it is '{role}'."));
        var (reply, grace) = (fields.Number("orderReplyDays"), fields.Number("noticeGraceDays"));
        if (Calendars.WorkCalendar.WhyNoLimit(reply) is not null)
            problems.Add(new(file, "$.orderReplyDays", $"Expected whole or half working days, but it is {reply}."));
        if (problems.Count > 0)
            return (null, problems);
        return (new(version, clocks.ToLookup(r => r.Clock), own, triggers) { OrderReplyDays = reply, NoticeGraceDays = (int)grace, Escalation = escalation }, []);
    }

    private static List<CardRule> Rules(JsonFields fields, string path, string file, List<CatalogueProblem> problems)
    {
        var rules = new List<CardRule>();
        foreach (var (rule, index) in fields.Children("clocks").Select((rule, i) => (rule, i)))
        {
            void Wrong(string member, string message) => problems.Add(new(file, $"{path}.clocks[{index}].{member}", message));
            var (code, when) = (rule.Text("clock"), rule.Text("when"));
            var clock = ClockDefinition.Find(code);
            if (clock is null) Wrong("clock", $"Expected the code of a clock, but it is '{code}'.");
            var level = Level(rule.Text("level"), Wrong);
            CardWhen? at = when switch { "left" => CardWhen.Left, "used" => CardWhen.Used, "exceeded" => CardWhen.Exceeded, _ => null };
            if (at is null) Wrong("when", $"Expected 'left', 'used' or 'exceeded', but it is '{when}'.");
            var (days, share) = (rule.NumberOrNull("days") ?? 0, rule.NumberOrNull("share") ?? 0);
            if (share is < 0 or > 100) Wrong("share", $"Expected a share of the limit from 0 to 100, but it is {share}.");
            if (days < 0) Wrong("days", $"Expected working days, but it is {days}.");
            if (at is CardWhen.Left && days == 0 && share == 0) Wrong("days", "Expected days or a share that are left, but there are none.");
            if (at is CardWhen.Used && share == 0) Wrong("share", "Expected the share that is used, but there is none.");
            if (clock is not null && level is not null && at is not null)
                rules.Add(new(clock.Kind, level.Value, at.Value, days, share / 100, rule.Has("order") && rule.Flag("order")));
        }
        foreach (var twice in rules.GroupBy(r => (r.Clock, r.Level)).Where(g => g.Count() > 1))
            problems.Add(new(file, $"{path}.clocks", $"Expected one rule for a {NameOf(twice.Key.Level)} card of clock {ClockDefinition.Of(twice.Key.Clock).Code}, but there are {twice.Count()}."));
        return rules;
    }

    private static List<TriggerRule> Triggers(JsonFields fields, string file, List<CatalogueProblem> problems)
    {
        var rules = new List<TriggerRule>();
        foreach (var (rule, index) in fields.Children("triggers").Select((rule, i) => (rule, i)))
        {
            void Wrong(string member, string message) => problems.Add(new(file, $"$.triggers[{index}].{member}", message));
            var trigger = rule.Text("trigger");
            if (!CardSign.Triggers.Contains(trigger)) Wrong("trigger", $"Expected a known trigger, but it is '{trigger}'.");
            if (rules.Exists(r => r.Trigger == trigger)) Wrong("trigger", $"Expected each trigger once, but '{trigger}' is there twice.");
            else if (Level(rule.Text("level"), Wrong) is { } level) rules.Add(new(trigger, level, rule.Has("order") && rule.Flag("order")));
        }
        return rules;
    }

    private static CardLevel? Level(string name, Action<string, string> wrong)
    {
        CardLevel? level = name switch { "warn" => CardLevel.Warn, "yellow" => CardLevel.Yellow, "red" => CardLevel.Red, "deep-red" => CardLevel.DeepRed, _ => null };
        if (level is null) wrong("level", $"Expected 'warn', 'yellow', 'red' or 'deep-red', but it is '{name}'.");
        return level;
    }
}
