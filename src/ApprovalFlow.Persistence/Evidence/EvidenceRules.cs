using System.Globalization;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Replaying;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Values;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Replaying;

namespace ApprovalFlow.Persistence.Evidence;

/// <summary>What decided a case besides its events, out of a package: catalogue, calendars, the clocks' rules, definitions. Nothing of this machine takes part.</summary>
public sealed class EvidenceRules
{
    private readonly EvidencePackage package;
    private readonly ApprovalCatalogue catalogue;
    private readonly WorkCalendar calendar;
    private readonly CaseClocks clocks;
    private readonly List<(CalendarYear Notice, DateTimeOffset AppliedAt)> applied = [];

    /// <exception cref="FormatException">A file of the package cannot be read.</exception>
    public EvidenceRules(EvidencePackage package)
    {
        this.package = package;
        string Catalogue(string name) => Text(EvidenceNames.Catalogue + name);
        var load = CatalogueReader.Read(Catalogue("departments.json"), Catalogue("items.json"), Catalogue("flows.json"), Catalogue("counties.json"));
        catalogue = load.Catalogue ?? throw Unreadable(EvidenceNames.Catalogue, load.Problems);
        List<CalendarYear> years = [];
        foreach (var name in package.NamesUnder(EvidenceNames.Calendars))
            years.Add(CalendarYear.Read(Text(name)) is { Year: { } year } ? year : throw Unreadable(name, []));
        calendar = new(years);
        var (procedures, one) = SpecialProcedures.Read(Text(EvidenceNames.Clocks + "special-procedures.json"), "special-procedures.json");
        var (policies, two) = ClockPolicies.Read(Text(EvidenceNames.Clocks + "policy.json"), "policy.json", procedures ?? throw Unreadable(EvidenceNames.Clocks, one));
        var (cards, three) = CardRules.Read(Text(EvidenceNames.Clocks + "card-rules.json"), "card-rules.json");
        clocks = new(new CalendarInForce(calendar), policies ?? throw Unreadable(EvidenceNames.Clocks, two), cards ?? throw Unreadable(EvidenceNames.Clocks, three), procedures)
        {
            // Packages from before there were packets have no such file, and their decisions were no packets.
            Regulation = package.NamesUnder(EvidenceNames.Clocks).Contains(EvidenceNames.Clocks + RegulationBook.FileName)
                ? RegulationBook.Read(Text(EvidenceNames.Clocks + RegulationBook.FileName), RegulationBook.FileName) is var (book, four) && book is not null ? book : throw Unreadable(EvidenceNames.Clocks, four) : null,
        };
        ReadApplied(years);
    }

    /// <summary>Decides the whole case again (docs/adr/0019-reexecution-from-facts.md).</summary>
    /// <exception cref="FormatException">An event cannot be read.</exception>
    public Task<ReexecutedCase> RunAsync(CancellationToken cancellation = default) =>
        new PastSurroundings(new Definitions(package, FlowCode), catalogue, clocks, calendar, applied)
            .RunAsync([.. package.Lines.SelectMany(l => l.Read()).Select(e => e.ToRecorded())], cancellation);

    /// <summary>Every clock of the case at an instant, by the calendar that was known then.</summary>
    public IReadOnlyList<ClockReading> ClocksAt(Domain.Cases.CaseState state, DateTimeOffset at)
    {
        var flow = catalogue.Flow(state.FlowCode)!;
        var rules = ClockQuery.KnownThen(clocks.Of(catalogue.Item(flow.ItemCode)!, flow), at);
        return ClockBook.Compute(state.Timeline, rules.Policy, rules.Calendar, at);
    }

    public string FlowName => catalogue.Flow(FlowCode)!.NameZh;

    private string FlowCode => catalogue.Flows.Single().Code;

    /// <summary>When notices were put into force while the system ran: until then it counted otherwise.</summary>
    internal static byte[] WriteApplied(IEnumerable<(CalendarYear Notice, DateTimeOffset AppliedAt)> applied) => CanonicalJson.WriteUtf8(applied.OrderBy(a => a.AppliedAt)
        .Select(a => (object?)new Dictionary<string, object?> { ["at"] = a.AppliedAt.UtcDateTime.ToString("O", CultureInfo.InvariantCulture), ["version"] = (double)a.Notice.Version, ["year"] = (double)a.Notice.Year }).ToList());

    private void ReadApplied(List<CalendarYear> years)
    {
        try
        {
            using var list = JsonDocument.Parse(package.File(EvidenceNames.AppliedNotices));
            foreach (var notice in list.RootElement.EnumerateArray())
                applied.Add((years.Single(y => y.Year == notice.GetProperty("year").GetInt32() && y.Version == notice.GetProperty("version").GetInt32()),
                    DateTimeOffset.Parse(notice.GetProperty("at").GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new FormatException($"Expected the notices that were put into force in '{EvidenceNames.AppliedNotices}', but: {e.Message}", e);
        }
    }

    private string Text(string name) => Encoding.UTF8.GetString(package.File(name).Span);

    private static FormatException Unreadable(string name, IEnumerable<CatalogueProblem> problems) => new($"Expected '{name}' of the package to be readable, but it is not. {string.Join(' ', problems)}".TrimEnd());

    /// <summary>The versions that the case ran on.</summary>
    private sealed class Definitions(EvidencePackage package, string flowCode) : IDefinitionStore
    {
        public Task<PublishedDefinition?> FindAsync(string hash, CancellationToken cancellation = default)
        {
            var json = Encoding.UTF8.GetString(package.File(EvidenceNames.Definition(hash)).Span);
            return Task.FromResult(json.Length > 0 && WorkflowDefinition.Load(json, hash).Definition is { } definition && definition.ContentHash == hash
                ? new PublishedDefinition(hash, flowCode, definition.DefinitionId, definition.Name, definition.Version, default, "") { Json = json } : null);
        }

        public Task<IReadOnlyList<ScheduledDefinition>> ScheduleAsync(string flowCode, CancellationToken cancellation = default) => Task.FromResult<IReadOnlyList<ScheduledDefinition>>([]);

        public ValueTask<long> ScheduleStampAsync(string flowCode, CancellationToken cancellation = default) => ValueTask.FromResult(0L);

        public Task PublishAsync(IReadOnlyList<DefinitionDraft> drafts, CancellationToken cancellation = default) => throw new NotSupportedException("A package is only read.");
    }
}
