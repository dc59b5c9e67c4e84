using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What administrators do with a whole case: suspend, resume, terminate, and move it with a second person's consent.</summary>
public static partial class CaseDecider
{
    private const string Administrator = "administrator";
    private static readonly Candidate Administrators = new(Administrator);

    /// <summary>While suspended, nobody acts on a task. The law's clocks run on, the applicant may withdraw, and an administrator resumes or terminates.</summary>
    private static Rejection? Suspended(CaseState state, CaseCommand command) =>
        state.Suspension is { } suspension && command is not (CaseCommand.Resume or CaseCommand.Terminate or CaseCommand.Withdraw or CaseCommand.ReceiveTripNews or CaseCommand.ReceivePacketNews or CaseCommand.StateOnRevocation or CaseCommand.DecideRevocation or CaseCommand.DeclineJump or CaseCommand.Recuse or CaseCommand.Timekeeping)
            ? Reject("case-suspended", state.CaseNumber, suspension.Reason)
            : null;

    private static Rejection? Suspend(CaseState state, CaseCommand.Suspend command, CaseContext context, CaseBurst burst)
    {
        if ((MayAdminister(state, command.By, TaskOperations.Suspend, context) ?? ReasonFor(command.Reason)) is { } refused) return refused;
        burst.Add(new CaseEvent.CaseSuspended(Stamp(state, command.By, Administrators), command.Reason.Trim()));
        return null;
    }

    private static Rejection? Resume(CaseState state, CaseCommand.Resume command, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        if (NotAdministrator(state, command.By, TaskOperations.Suspend) is { } refused) return refused;
        if (state.Suspension is null) return Reject("case-not-suspended", state.CaseNumber);
        burst.Add(new CaseEvent.CaseResumed(Stamp(state, command.By, Administrators)) { Remark = Trimmed(command.Remark) });
        return null;
    }

    private static Rejection? Terminate(CaseState state, CaseCommand.Terminate command, CaseContext context, CaseBurst burst)
    {
        if ((MayAdminister(state, command.By, TaskOperations.Terminate, context) ?? ReasonFor(command.Reason)) is { } refused) return refused;
        if (state.Decision is { } decision) return Reject("terminate-after-decision", state.CaseNumber, decision.Result, ChineseNames.Result(decision.Result));
        burst.Add(new CaseEvent.CaseTerminated(Stamp(state, command.By, Administrators), command.Reason.Trim()));
        if (burst.Run(new WorkflowCommand.Cancel()) is { } stopped) return stopped;
        burst.Add(new CaseEvent.CaseClosed(CaseResults.Terminated));
        return null;
    }

    private static Rejection? RequestJump(CaseState state, CaseCommand.RequestJump command, CaseContext context, CaseBurst burst)
    {
        if ((MayAdminister(state, command.By, TaskOperations.Jump, context) ?? ReasonFor(command.Reason)) is { } refused) return refused;
        if (state.PendingJump is { } pending) return Reject("jump-pending", pending.To.NameZh);
        var targets = JumpTargets(context);
        if ((targets.FirstOrDefault(t => t.Path == command.Activity) ?? targets.FirstOrDefault(t => t.Id == command.Activity)) is not { } target) return Reject("jump-target-unknown", command.Activity);
        if (MayJump(state, target.Path, context) is { } impossible) return impossible;
        burst.Add(new CaseEvent.JumpRequested(Stamp(state, command.By, Administrators), StepAt(context.Graph, target), command.Reason.Trim()));
        return null;
    }

    private static Rejection? ApproveJump(CaseState state, CaseCommand.ApproveJump command, CaseContext context, CaseBurst burst)
    {
        if (SecondPerson(state, command.By) is { } refused) return refused;
        var jump = state.PendingJump!;
        if (MayJump(state, jump.To.Path, context) is { } impossible) return impossible;
        var by = Stamp(state, command.By, Administrators);
        burst.Add(new CaseEvent.CaseAltered(by, jump.By, jump.To, jump.Reason) { Remark = Trimmed(command.Remark) });
        if (Undoes(state, AtOrAfter(state, jump.To.Path, context))) burst.Add(new CaseEvent.DecisionTakenBack(by));
        return burst.Run(new WorkflowCommand.Jump(jump.To.Path));
    }

    private static Rejection? DeclineJump(CaseState state, CaseCommand.DeclineJump command, CaseBurst burst)
    {
        if (state.IsClosed) return Closed(state);
        if (NotAdministrator(state, command.By, TaskOperations.Jump) is { } refused) return refused;
        if (state.PendingJump is null) return Reject("jump-not-pending", state.CaseNumber);
        if (ReasonFor(command.Reason) is { } missing) return missing;
        burst.Add(new CaseEvent.JumpDeclined(Stamp(state, command.By, Administrators), command.Reason.Trim()));
        return null;
    }

    private static Rejection? SecondPerson(CaseState state, Actor by)
    {
        if (state.IsClosed) return Closed(state);
        if (NotAdministrator(state, by, TaskOperations.Jump) is { } refused) return refused;
        if (state.PendingJump is not { } jump) return Reject("jump-not-pending", state.CaseNumber);
        return jump.By.Concerns(by.UserId) ? Reject("second-person-required", by.Name) : null;
    }

    /// <summary>The law's order stands above the administrator: nothing is examined before acceptance or issued before the decision, and what left the house stays.</summary>
    private static Rejection? MayJump(CaseState state, string path, CaseContext context)
    {
        bool LiesBehind(string type) => context.Graph.Activities.Any(a => a.TypeName == type && WorkflowPath.Leads(context.Graph, state.Workflow, a.Path, path));
        var name = context.Graph.ActivityAt(path)?.DisplayName ?? path;
        if (state.AcceptedAt is null && LiesBehind(TaskTypes.Accept)) return Reject("jump-over-acceptance", name);
        if (state.Decision is null && LiesBehind(TaskTypes.Decide)) return Reject("jump-over-decision", name);
        if (state.OpenCountyTask is { } county && LiesBehind(TaskTypes.CountyPreliminaryReview)) return Reject("jump-over-county", name, county.NameZh);
        return NotUndoable(state, AtOrAfter(state, path, context)) ?? WorkflowEngine.Decide(context.Graph, state.Workflow, new WorkflowCommand.Jump(path), context.Now).Rejection;
    }

    /// <summary>What a jump leads to is done again; what lies before its target stands.</summary>
    private static Predicate<string> AtOrAfter(CaseState state, string from, CaseContext context) => path => path == from || WorkflowPath.Leads(context.Graph, state.Workflow, from, path);

    /// <summary>Steps that people do; the applicant's correction is asked for by returning, not by jumping.</summary>
    private static List<ActivityInfo> JumpTargets(CaseContext context) =>
        [.. context.Graph.Activities.Where(a => a.TypeName != TaskTypes.Correction && TaskForms.All.Any(f => f.ActivityType == a.TypeName))];

    /// <summary>Steps that the case could be moved to now.</summary>
    internal static IEnumerable<StepName> Jumps(CaseState state, CaseContext context) =>
        JumpTargets(context).Where(t => state.OpenTasks.All(o => o.Path != t.Path) && MayJump(state, t.Path, context) is null).Select(t => StepAt(context.Graph, t));

    private static StepName StepAt(WorkflowGraph graph, ActivityInfo activity) =>
        new(activity.Path, TextAt(graph, activity.Path, "nameZh") ?? activity.DisplayName, TextAt(graph, activity.Path, "nameEn") ?? activity.Id);

    /// <summary>A wrapped input that the definition gives as a literal.</summary>
    private static string? TextAt(WorkflowGraph graph, string path, string input) =>
        graph.PropertyAt(path, input) is { ValueKind: System.Text.Json.JsonValueKind.Object } wrapped && wrapped.TryGetProperty("expression", out var expression)
            && expression.TryGetProperty("value", out var value) && value.ValueKind == System.Text.Json.JsonValueKind.String ? value.GetString() : null;

    internal static Rejection? MayAdminister(CaseState state, Actor by, string operation, CaseContext context)
    {
        if (state.IsClosed) return Closed(state);
        if (NotAdministrator(state, by, operation) is { } refused) return refused;
        return state.OpenTasks.Select(t => NotAllowed(state, t, operation, context)).FirstOrDefault(r => r is not null);
    }

    internal static Rejection? NotAdministrator(CaseState state, Actor by, string operation)
    {
        if (!by.Mandates.Any(Administrators.Admits)) return Reject("not-administrator", by.Name, ChineseNames.Operation(operation), operation);
        return state.IsApplicant(by) ? Reject("own-case-altered", by.Name, ChineseNames.Operation(operation), operation) : null;
    }

    private static Rejection? ReasonFor(string reason) => Blank(reason) ? Reject("reason-required") : null;
}
