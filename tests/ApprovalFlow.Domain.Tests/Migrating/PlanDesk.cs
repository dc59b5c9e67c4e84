using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using Shouldly;

namespace ApprovalFlow.Domain.Tests.Migrating;

/// <summary>One plan and the administrators around it. Every record goes through its stored form, so that a test sees what a store would.</summary>
internal sealed class PlanDesk
{
    public const string Id = "two-branches-M1";
    public static readonly Actor Ann = new("u-ann", "安", [new(Roles.Administrator)]), Ben = new("u-ben", "本", [new(Roles.Administrator)]), Cai = new("u-cai", "蔡", [new(Roles.Administrator)]),
        Clerk = new("u-clerk", "柯", [new(Roles.WindowClerk)]), Far = new("u-far", "范", [new(Roles.Administrator, "dept-ghj")]);

    public static readonly WorkflowGraph Old = FlowSketch.TwoBranches().Compile(), New = FlowSketch.Parallel("two-branches").Compile();
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    public PlanState State { get; private set; } = PlanState.Empty;
    public List<PlanRecord> Journal { get; } = [];

    public static VersionName NameOf(WorkflowGraph graph, int version) => new("two-branches", version, graph.Definition.ContentHash);
    public static PlanContent Content(params string[] cases) =>
        new(NameOf(New, 2), [new(NameOf(Old, 1), new Dictionary<string, string?> { ["flow:review"] = null, ["flow:check"] = "flow:review" })], cases.Length == 0 ? ["C-1", "C-2", "C-3"] : cases, "审查环节合并") { BatchSize = 2 };

    private static readonly PlanContext Context = new(Morning, "NYJ-001-A", "dept-nyj", new[] { Old, New }.ToDictionary(g => g.Definition.ContentHash));

    public PlanDecision Try(PlanCommand command) => PlanDecider.Decide(Id, State, command, Context);

    public string? Code(PlanCommand command) => Try(command).Rejection?.Code;

    public PlanDesk Do(PlanCommand command)
    {
        var decision = Try(command);
        decision.Rejection.ShouldBeNull(decision.Rejection?.Message);
        foreach (var record in decision.Records)
        {
            var encoded = PlanEventJson.Encode(record.Event);
            var read = record with { Event = PlanEventJson.Decode(encoded.Name, encoded.Version, Encoding.UTF8.GetBytes(encoded.Text)) };
            PlanEventJson.Encode(read.Event).Text.ShouldBe(encoded.Text);
            Journal.Add(read);
        }
        State = PlanState.Fold(Journal);
        State.Stage.ShouldBe(decision.State.Stage);
        return this;
    }

    public static DryRunLine Line(string number, params string[] problems) => new(number, NameOf(Old, 1).Hash, "digest of " + number, [.. problems.Select(p => new Rejection(p, p) { Arguments = ["甲", "A"] })]);

    public PlanDesk Drafted(params string[] cases) => Do(new PlanCommand.Draft(Content(cases), Ann));

    /// <summary>Tried: cases whose number ends with x cannot go.</summary>
    public PlanDesk Tried() => Do(new PlanCommand.RecordDryRun([.. State.Content.Cases.Select(c => c.EndsWith('x') ? Line(c, "migrate-clock-lost") : Line(c))], Ann));

    public PlanDesk Submitted() => Do(new PlanCommand.Submit(State.DryRun!.Digest, Ann));
    public PlanDesk Signed() => Do(new PlanCommand.Sign(State.DryRun!.Digest, Ben));
    public PlanDesk Started() => Do(new PlanCommand.Start(Ben));
    public PlanDesk Recorded(bool undo, params CaseResult[] results) => Do(new PlanCommand.RecordResults(results, undo));
    public PlanDesk Running(params string[] cases) => Drafted(cases).Tried().Submitted().Signed().Started();
}
