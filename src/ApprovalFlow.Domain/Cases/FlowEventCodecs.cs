using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Engine.Execution.WorkflowEvent;

namespace ApprovalFlow.Domain.Cases;

/// <summary>The stored form of workflow events, kept in the case's stream under names that begin with <c>flow.</c></summary>
internal static class FlowEventCodecs
{
    public static IReadOnlyList<EventCodec> All { get; } =
    [
        EventCodec.For<WorkflowStarted>("flow.workflow-started",
            (json, e) => json.Text("correlation", e.CorrelationId).Text("definition", e.DefinitionId).Text("definitionVersion", e.DefinitionVersionId).Map("input", e.Input)
                .Text("instance", e.InstanceId).Text("mode", e.Mode == FlowchartMode.Token ? "token" : null).Text("name", e.Name).Text("parent", e.ParentInstanceId)
                .Flag("parentWaits", e.ParentWaits).Text("trigger", e.TriggerActivityId).Number("version", e.Version),
            m => new(m.Text("instance"), m.Text("definition"), m.Text("definitionVersion"), m.Integer("version"), m.OptionalText("mode") == "token" ? FlowchartMode.Token : FlowchartMode.Counter)
            {
                Input = m.OptionalMap("input"), CorrelationId = m.OptionalText("correlation"), Name = m.OptionalText("name"),
                TriggerActivityId = m.OptionalText("trigger"), ParentInstanceId = m.OptionalText("parent"), ParentWaits = m.Flag("parentWaits"),
            }),
        EventCodec.For<InputMerged>("flow.input-merged", (json, e) => json.Map("input", e.Input), m => new(m.Map("input"))),

        EventCodec.For<ActivityStarted>("flow.activity-started",
            (json, e) => json.Flag("backward", e.Backward).Number("context", e.Context).Map("loop", e.LoopVariables).Text("node", e.Node)
                .Number("owner", e.Owner == 0 ? null : e.Owner).Flag("triggered", e.Triggered),
            m => new(m.Integer("context"), (int)(m.OptionalNumber("owner") ?? 0), m.Text("node")) { LoopVariables = m.OptionalMap("loop"), Backward = m.Flag("backward"), Triggered = m.Flag("triggered") }),
        EventCodec.For<ActivityCompleted>("flow.activity-completed",
            (json, e) => json.Number("context", e.Context).Texts("outcomes", e.Outcomes), m => new(m.Integer("context")) { Outcomes = m.OptionalTexts("outcomes") }),
        EventCodec.For<ActivityCanceled>("flow.activity-canceled", (json, e) => json.Number("context", e.Context), m => new(m.Integer("context"))),
        EventCodec.For<ActivityFaulted>("flow.activity-faulted",
            (json, e) => json.Text("cause", e.Cause).Number("context", e.Context).Text("message", e.Message), m => new(m.Integer("context"), m.Text("message")) { Cause = m.OptionalText("cause") }),
        EventCodec.For<WorkflowFaulted>("flow.workflow-faulted", (json, e) => json.Text("message", e.Message), m => new(m.Text("message"))),

        EventCodec.For<IncidentsCleared>("flow.incidents-cleared", (json, e) => json.Integers("contexts", e.Contexts), m => new(m.Integers("contexts"))),

        EventCodec.For<VariableSet>("flow.variable-set",
            (json, e) => json.Number("context", e.Context).Text("id", e.Id).Flag("transient", e.Transient).Any("value", e.Value),
            m => new(m.Integer("context"), m.Text("id"), m.Any("value")) { Transient = m.Flag("transient") }),
        EventCodec.For<OutputRecorded>("flow.output-recorded",
            (json, e) => json.Number("context", e.Context).Text("name", e.Name).Text("node", e.Node).Any("value", e.Value),
            m => new(m.Integer("context"), m.Text("node"), m.Text("name"), m.Any("value"))),
        EventCodec.For<WorkflowOutputSet>("flow.output-set", (json, e) => json.Text("name", e.Name).Any("value", e.Value), m => new(m.Text("name"), m.Any("value"))),
        EventCodec.For<ProgressMade>("flow.progress-made",
            (json, e) => json.Number("context", e.Context).Text("key", e.Key).Any("value", e.Value), m => new(m.Integer("context"), m.Text("key"), m.Any("value"))),
        EventCodec.For<FlowVisited>("flow.visited",
            (json, e) => json.Number("again", e.Again).Integers("connections", e.Connections.Count == 0 ? null : e.Connections).Number("context", e.Context).Integers("nodes", e.Nodes.Count == 0 ? null : e.Nodes),
            m => new(m.Integer("context"), m.Integers("nodes"), m.Integers("connections")) { Again = m.OptionalNumber("again") is { } again ? (int)again : null }),
        EventCodec.For<FlowRewound>("flow.rewound",
            (json, e) => json.Integers("connections", e.Connections.Count == 0 ? null : e.Connections).Number("context", e.Context).Integers("counts", e.Counts.Count == 0 ? null : e.Counts)
                .Integers("nodes", e.Nodes.Count == 0 ? null : e.Nodes).Integers("repeats", e.Repeats.Count == 0 ? null : e.Repeats),
            m => new(m.Integer("context"), m.Integers("nodes"), m.Integers("connections"), m.Integers("counts")) { Repeats = m.Integers("repeats") }),
        EventCodec.For<TokensMoved>("flow.tokens-moved",
            (json, e) => json.Number("context", e.Context).Integers("postponed", e.Postponed).Integers("tokens", e.Tokens),
            m => new(m.Integer("context"), m.Integers("tokens")) { Postponed = m.OptionalIntegers("postponed") }),

        EventCodec.For<WorkflowMigrated>("flow.migrated",
            (json, e) => json.Text("definitionVersion", e.DefinitionVersionId).Map("renamed", e.Renamed.Count == 0 ? null : e.Renamed.ToDictionary(r => r.Key, r => (object?)r.Value)).Number("version", e.Version),
            m => new(m.Text("definitionVersion"), m.Integer("version"), (m.OptionalMap("renamed") ?? new Dictionary<string, object?>()).ToDictionary(r => r.Key, r => r.Value as string ?? throw new FormatException($"Expected a path for '{r.Key}', but got '{r.Value}'.")))),
        EventCodec.For<FlowRecounted>("flow.recounted",
            (json, e) => json.Integers("carriedOut", e.CarriedOut.Count == 0 ? null : e.CarriedOut).Integers("connections", e.Connections).Number("context", e.Context)
                .Integers("followed", e.Followed.Count == 0 ? null : e.Followed).Integers("nodes", e.Nodes).Integers("repeats", e.Repeats.Count == 0 ? null : e.Repeats),
            m => new(m.Integer("context"), m.Integers("nodes"), m.Integers("connections")) { Followed = m.Integers("followed"), Repeats = m.Integers("repeats"), CarriedOut = m.Integers("carriedOut") }),
        EventCodec.For<BookmarkChanged>("flow.bookmark-changed",
            (json, e) => json.Text("bookmark", e.Id).Text("hash", e.Hash).Any("payload", e.Payload), m => new(m.Text("bookmark"), m.Text("hash")) { Payload = m.Any("payload") }),

        EventCodec.For<BookmarkCreated>("flow.bookmark-created",
            (json, e) => json.Text("bookmark", e.Id).Number("context", e.Context).Text("hash", e.Hash).Flag("keep", e.KeepAfterUse).Text("name", e.Name)
                .Any("payload", e.Payload).Instant("resumeAt", e.ResumeAt),
            m => new(m.Text("bookmark"), m.Integer("context"), m.Text("name"), m.Text("hash")) { Payload = m.Any("payload"), ResumeAt = m.OptionalInstant("resumeAt"), KeepAfterUse = m.Flag("keep") }),
        EventCodec.For<BookmarkBurned>("flow.bookmark-burned", (json, e) => json.Text("bookmark", e.Id), m => new(m.Text("bookmark"))),
        EventCodec.For<Emitted>("flow.emitted",
            (json, e) => json.Number("context", e.Context).Text("name", e.Name).Any("payload", e.Payload), m => new(m.Integer("context"), m.Text("name"), m.Any("payload"))),

        EventCodec.For<InstanceNamed>("flow.instance-named", (json, e) => json.Text("name", e.Name), m => new(m.OptionalText("name"))),
        EventCodec.For<InstanceCorrelated>("flow.instance-correlated", (json, e) => json.Text("correlation", e.CorrelationId), m => new(m.OptionalText("correlation"))),
        EventCodec.For<WorkflowSuspended>("flow.suspended", (json, e) => json.Flag("stuck", e.Stuck), m => new(m.Flag("stuck"))),
        EventCodec.For<WorkflowFinished>("flow.finished", (json, e) => json.Text("status", NameOf(e.SubStatus)), m => new(SubStatus(m.Text("status")))),
    ];

    private static string NameOf(WorkflowSubStatus status) => status.ToString().ToLowerInvariant();
    private static WorkflowSubStatus SubStatus(string name) => Enum.Parse<WorkflowSubStatus>(name, ignoreCase: true);
}
