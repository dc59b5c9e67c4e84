using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>When messages of a class may ring a telephone, and how many a day.</summary>
/// <param name="PerDay">Messages of any class that one number has been sent that day before one of this class waits for the next.</param>
public sealed record ClassPolicy(MessageClass Class, bool Urgent, bool WorkingDaysOnly, TimeOnly From, TimeOnly To, int PerDay);

/// <summary>安静时段 and limits: data in one version. Only what rings follows it; mail and what stands in the system disturb nobody.</summary>
public sealed class MessagePolicy
{
    private readonly Dictionary<MessageClass, ClassPolicy> classes;

    private MessagePolicy(int version, int maxParts, int poolLimit, Dictionary<MessageClass, ClassPolicy> classes) => (Version, MaxParts, PoolLimit, this.classes) = (version, maxParts, poolLimit, classes);

    public int Version { get; }
    /// <summary>Parts of a short message; what is longer is shortened.</summary>
    public int MaxParts { get; }
    /// <summary>A task in a pool with more people than this is told to nobody by message: everybody sees it in the inbox.</summary>
    public int PoolLimit { get; }

    public ClassPolicy Of(MessageClass kind) => classes[kind];

    /// <summary>Whether a short message may go now; otherwise from when it may, and why it waits.</summary>
    /// <param name="sentToday">Short messages that the number was sent on this day of the office.</param>
    public MessageWait? Wait(MessageClass kind, DateTimeOffset now, int sentToday, WorkCalendar calendar)
    {
        var policy = Of(kind);
        var day = OfficeHours.DayOf(now);
        if (sentToday >= policy.PerDay)
            return new(Opening(policy, OfficeHours.At(day.AddDays(1), TimeOnly.MinValue), calendar), MessageWait.RateLimit);
        var opening = Opening(policy, now, calendar);
        return opening > now ? new(opening, MessageWait.QuietHours) : null;
    }

    /// <summary>The first instant from <paramref name="from"/> on at which a message of the class may ring.</summary>
    private static DateTimeOffset Opening(ClassPolicy policy, DateTimeOffset from, WorkCalendar calendar)
    {
        if (policy.Urgent)
            return from;
        for (var day = OfficeHours.DayOf(from); ; day = day.AddDays(1))
        {
            // Where a year's notice is not out yet, weekdays are working days: a message must not wait for a calendar.
            var works = calendar.IsWorkingDay(day) ?? day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
            if (policy.WorkingDaysOnly && !works)
                continue;
            var (opens, closes) = (OfficeHours.At(day, policy.From), OfficeHours.At(day, policy.To));
            if (from < closes)
                return from > opens ? from : opens;
        }
    }

    /// <summary>Reads the policy; every problem at once.</summary>
    public static (MessagePolicy? Policy, IReadOnlyList<CatalogueProblem> Problems) Read(string json, string file)
    {
        var problems = new List<CatalogueProblem>();
        if (JsonFields.Open(json, file, problems) is not { } fields)
            return (null, problems);
        var (version, parts, pool) = ((int)fields.Number("version"), (int)fields.Number("maxParts"), (int)fields.Number("poolLimit"));
        if (parts is < 1 or > 10) problems.Add(new(file, "$.maxParts", $"Expected 1 to 10 parts, but it is {parts}."));
        if (pool < 0) problems.Add(new(file, "$.poolLimit", $"Expected a number of people, but it is {pool}."));
        var classes = new Dictionary<MessageClass, ClassPolicy>();
        foreach (var (entry, index) in fields.Children("classes").Select((entry, i) => (entry, i)))
        {
            void Wrong(string member, string message) => problems.Add(new(file, $"$.classes[{index}].{member}", message));
            var name = entry.Text("class");
            var (from, to) = (Time(entry.Text("from")), Time(entry.Text("to")));
            var perDay = (int)entry.Number("perDay");
            if (MessageClasses.Find(name) is not { } kind) { Wrong("class", $"Expected a class of messages, but it is '{name}'."); continue; }
            if (from is null || to is null || from >= to) Wrong("from", "Expected a time before 'to', both as \"08:00\", but it is not.");
            if (perDay < 1) Wrong("perDay", $"Expected at least one message a day, but it is {perDay}.");
            if (!classes.TryAdd(kind, new(kind, entry.Has("urgent") && entry.Flag("urgent"), entry.Has("workingDaysOnly") && entry.Flag("workingDaysOnly"), from ?? TimeOnly.MinValue, to ?? TimeOnly.MaxValue, perDay)))
                Wrong("class", $"Expected each class once, but '{name}' is there twice.");
        }
        foreach (var missing in MessageClasses.All.Where(c => !classes.ContainsKey(c)))
            if (problems.Count == 0)
                problems.Add(new(file, "$.classes", $"Expected an entry for class '{MessageClasses.NameOf(missing)}', but there is none."));
        return problems.Count > 0 ? (null, problems) : (new(version, parts, pool, classes), []);
    }

    private static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}

/// <param name="Until">When to look again.</param>
public sealed record MessageWait(DateTimeOffset Until, string Reason)
{
    public const string QuietHours = "quiet-hours", RateLimit = "rate-limit";
}
