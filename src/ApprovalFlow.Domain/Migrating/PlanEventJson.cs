using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Values;
using static ApprovalFlow.Domain.Migrating.PlanEvent;

namespace ApprovalFlow.Domain.Migrating;

/// <summary>A plan's events as stored: a stable name, a version and canonical JSON (docs/journal.md).</summary>
public static class PlanEventJson
{
    private static readonly EventForms Forms = new(All);

    public static IReadOnlyList<(string Name, int Version)> Names => Forms.Names;

    public static EncodedEvent Encode(PlanEvent @event) => Forms.Encode(@event);
    public static EventPlace Append(CanonicalJsonWriter line, PlanEvent @event) => Forms.Append(line, @event);

    /// <exception cref="FormatException">The name or version is unknown, or the data is not what that version holds.</exception>
    public static PlanEvent Decode(string name, int version, ReadOnlySpan<byte> data) => (PlanEvent)Forms.Decode(name, version, data);

    private static EventCodec[] All =>
    [
        EventCodec.For<PlanDrafted>("plan-drafted",
            (json, e) => json.Object("by", e.By, Actor).Object("content", e.Content, Write).Text("definition", e.DefinitionId).Text("department", e.DepartmentId).Text("flow", e.FlowCode).Text("plan", e.PlanId),
            m => new(m.Text("plan"), m.Text("definition"), m.Text("flow"), m.OptionalText("department"), Content(m), Actor(m))),
        EventCodec.For<PlanRevised>("plan-revised", (json, e) => json.Object("by", e.By, Actor).Object("content", e.Content, Write), m => new(Content(m), Actor(m))),
        EventCodec.For<DryRunRecorded>("dry-run-recorded",
            (json, e) => json.Object("by", e.By, Actor).Text("digest", e.Digest).Objects("lines", e.Lines, Write),
            m => new(m.Text("digest"), m.Objects("lines", l => new DryRunLine(l.Text("case"), l.Text("from"), l.Text("digest"), l.Objects("problems", Problem))), Actor(m))),
        EventCodec.For<PlanSubmitted>("plan-submitted", (json, e) => json.Object("by", e.By, Actor).Text("digest", e.Digest), m => new(m.Text("digest"), Actor(m))),
        By<PlanTakenBack>("plan-taken-back", e => e.By, by => new(by)),
        EventCodec.For<PlanDeclined>("plan-declined", (json, e) => json.Object("by", e.By, Actor).Text("comment", e.Comment), m => new(m.Text("comment"), Actor(m))),
        EventCodec.For<PlanSigned>("plan-signed", (json, e) => json.Object("by", e.By, Actor).Text("digest", e.Digest), m => new(m.Text("digest"), Actor(m))),
        By<PlanDiscarded>("plan-discarded", e => e.By, by => new(by)),
        By<MigrationStarted>("migration-started", e => e.By, by => new(by)),
        By<MigrationStopped>("migration-stopped", e => e.By, by => new(by)),
        By<MigrationResumed>("migration-resumed", e => e.By, by => new(by)),
        EventCodec.For<CasesMigrated>("cases-migrated", (json, e) => json.Objects("results", e.Results, Write), m => new(m.Objects("results", Result))),
        EventCodec.For<MigrationFinished>("migration-finished", (_, _) => { }, _ => new()),
        EventCodec.For<UndoAsked>("undo-asked", (json, e) => json.Object("by", e.By, Actor).Text("reason", e.Reason), m => new(m.Text("reason"), Actor(m))),
        By<UndoDropped>("undo-dropped", e => e.By, by => new(by)),
        By<UndoSigned>("undo-signed", e => e.By, by => new(by)),
        EventCodec.For<CasesTakenBack>("cases-taken-back", (json, e) => json.Objects("results", e.Results, Write), m => new(m.Objects("results", Result))),
        EventCodec.For<UndoFinished>("undo-finished", (_, _) => { }, _ => new()),
    ];

    private static EventCodec By<T>(string name, Func<T, ActorStamp> of, Func<ActorStamp, T> make) where T : PlanEvent => EventCodec.For(name, (json, e) => json.Object("by", of(e), Actor), m => make(Actor(m)));

    private static void Write(CanonicalJsonWriter json, PlanContent c) =>
        json.Number("batch", c.BatchSize).Texts("cases", c.Cases).Text("reason", c.Reason).Objects("sources", c.Sources, Write).Object("target", c.Target, Write);

    private static void Write(CanonicalJsonWriter json, PlanSource s) => json.Map("map", s.Map.Count == 0 ? null : s.Map.ToDictionary(m => m.Key, m => (object?)m.Value)).Object("version", s.Version, Write);

    private static void Write(CanonicalJsonWriter json, VersionName name) => json.Text("definition", name.DefinitionId).Text("hash", name.Hash).Number("version", name.Version);

    private static void Write(CanonicalJsonWriter json, DryRunLine l) => json.Text("case", l.CaseNumber).Text("digest", l.Digest).Text("from", l.From).Objects("problems", l.Problems, Write);

    private static void Write(CanonicalJsonWriter json, CaseResult r) => json.Text("case", r.CaseNumber).OptionalObject("problem", r.Problem, Write);

    private static void Write(CanonicalJsonWriter json, Rejection r) => json.Texts("arguments", r.Arguments.Count == 0 ? null : r.Arguments).Text("code", r.Code).Text("message", r.Message);

    private static PlanContent Content(EventMembers m)
    {
        var c = m.Object("content");
        return new(Name(c.Object("target")), c.Objects("sources", s => new PlanSource(Name(s.Object("version")), s.Map("map").ToDictionary(p => p.Key, p => p.Value as string, StringComparer.Ordinal))), c.Texts("cases"), c.Text("reason")) { BatchSize = c.Integer("batch") };
    }

    private static CaseResult Result(EventMembers m) => new(m.Text("case"), m.OptionalObject("problem") is { } problem ? Problem(problem) : null);
    private static Rejection Problem(EventMembers m) => new(m.Text("code"), m.Text("message")) { Arguments = m.Texts("arguments") };
    private static VersionName Name(EventMembers m) => new(m.Text("definition"), m.Integer("version"), m.Text("hash"));
    private static void Actor(CanonicalJsonWriter json, ActorStamp stamp) => CaseEventCodecs.WriteStamp(json, stamp);
    private static ActorStamp Actor(EventMembers m) => CaseEventCodecs.ReadActor(m.Object("by"));
}
