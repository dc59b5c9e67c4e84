using System.Globalization;
using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Receiver;

/// <summary>Reckons a case's time from its events, with the bureau's own calendar, limits and rules, and says where the source shows something else.</summary>
internal sealed class Reckoner
{
    private readonly WorkflowFolder folder;
    private readonly CaseClocks clocks;

    /// <param name="workflows">The bureau's own copy of the folder <c>workflows/</c>.</param>
    public Reckoner(string workflows)
    {
        folder = WorkflowFolder.Open(workflows);
        clocks = ClockFolder.Load(folder.Path, new CalendarInForce(folder.Calendar));
    }

    /// <summary>Limits and calendar of a flow as the bureau has them; null: it does not know the flow.</summary>
    public (ClockPolicy Policy, WorkCalendar Calendar)? RulesOf(string flowCode) =>
        folder.Catalogue.Flow(flowCode) is { } flow && folder.Catalogue.Item(flow.ItemCode) is { } item && clocks.Of(item, flow) is var rules ? (rules.Policy, rules.Calendar) : null;

    /// <summary>The case's events out of its entries.</summary>
    public static IEnumerable<CaseRecord> Records(IEnumerable<FeedEntry> entries) =>
        entries.SelectMany(e => new JournalLine(e.Stream, e.First, e.At, e.Events, e.Hashes, e.PreviousHash).Read()).Select(e => e.ToRecord());

    public IReadOnlyList<Finding> Compare(FeedClaim claim, IReadOnlyList<FeedEntry> entries, DateTimeOffset now)
    {
        List<Finding> findings = [];
        void Differs(string what, string shown, string reckoned) => findings.Add(new(now, "disagreement", claim.CaseNumber,
            $"After event {claim.Version} the source shows {what} {shown}, but from its own events it is {reckoned} (as of {claim.AsOf:O})."));
        try
        {
            var state = CaseState.Fold(Records(entries).Where(r => r.Sequence <= claim.Version));
            if (folder.Catalogue.Flow(state.FlowCode) is not { } flow || folder.Catalogue.Item(flow.ItemCode) is not { } item)
                return [new(now, "disagreement", claim.CaseNumber, $"Expected flow '{state.FlowCode}' in the bureau's catalogue, but it is not there.")];
            var rules = clocks.Of(item, flow);
            if (state.Status.ToString().ToLowerInvariant() is var status && status != claim.Status)
                Differs("the state", claim.Status, status);
            var due = ClockBook.PromisedDue(state.Timeline, rules.Policy, rules.Calendar, entries[^1].At);
            if (due != claim.Due)
                Differs("the last day", Day(claim.Due), Day(due));
            var reckoned = ClockBook.Compute(state.Timeline, rules.Policy, rules.Calendar, claim.AsOf).Where(r => r.StartedOn is not null).ToDictionary(r => (r.Clock.Code, r.Id));
            foreach (var shown in claim.Clocks)
                if (!reckoned.Remove((shown.Code, shown.Id), out var own))
                    Differs($"the clock {shown.Code}", Reading(shown.Used, shown.Remaining, shown.Overdue, shown.Due), "not running");
                else if ((own.Used, own.Remaining, own.Overdue, own.Due) != (shown.Used, shown.Remaining, shown.Overdue, shown.Due))
                    Differs($"the clock {shown.Code}", Reading(shown.Used, shown.Remaining, shown.Overdue, shown.Due), Reading(own.Used, own.Remaining, own.Overdue, own.Due));
            foreach (var ((code, _), own) in reckoned)
                Differs($"the clock {code}", "not at all", Reading(own.Used, own.Remaining, own.Overdue, own.Due));
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or InvalidCastException or ArgumentException)
        {
            findings.Add(new(now, "disagreement", claim.CaseNumber, $"Expected events that can be read, but: {e.Message}"));
        }
        return findings;
    }

    private static string Reading(double used, double remaining, double overdue, DateOnly? due) => string.Create(CultureInfo.InvariantCulture, $"{used:0.#} used, {remaining:0.#} left, {overdue:0.#} over, until {Day(due)}");

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "none";
}
