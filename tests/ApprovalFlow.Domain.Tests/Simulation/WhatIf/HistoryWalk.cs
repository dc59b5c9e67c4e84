using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Signing;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Domain.Tests.Cases;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Tests.Simulation.WhatIf;

/// <summary>Makes a history: people who complete, return, take back, withdraw, suspend and terminate, through the real decider, until the case is closed.</summary>
internal sealed class HistoryWalk(WorkflowGraph graph, ApprovalFlowEntry flow, ApprovalItem item, int seed)
{
    private static readonly Actor Owner = new("applicant", "applicant", [new Mandate("applicant")]);
    private static readonly Actor[] Administrators = [CaseSamples.Person("administrator", "administrator"), CaseSamples.Person("administrator-2", "administrator")];
    private readonly Random random = new(seed);
    private readonly List<CaseRecord> journal = [];
    private CaseState state = CaseState.Empty;
    private DateTimeOffset now = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)).AddMinutes(seed);

    /// <summary>The version in force from acceptance on.</summary>
    public WorkflowGraph? InForce { get; init; }
    /// <summary>Out of so many turns one is something else than a completion; 0: people only complete.</summary>
    public int Unrest { get; init; } = 6;

    /// <summary>Null: the walk came to no end within its turns.</summary>
    public IReadOnlyList<CaseRecord>? Run()
    {
        List<(Condition, bool)> eligible = flow.EligibleWhen is { } when ? [(Condition.Parse(when).Condition!, true)] : [];
        var drawn = flow.Steps.Select(s => s.When).OfType<string>().Select(w => (Condition.Parse(w).Condition!, random.Next(2) == 0));
        var form = SampleForm.Where(item, [.. eligible, .. drawn]) ?? SampleForm.Where(item, eligible)!;
        var papers = item.Materials.Where(m => m.Required).Select(m => new MaterialReceipt(m.Code, m.NameZh, true, m.Copies)).ToList();
        Send(new CaseCommand.Register($"W-{seed:D6}", flow.Code, graph.Definition.ContentHash, new Applicant(item.ApplicantKinds[0], "示例申请人", "91140100MA0G000000") { UserId = "applicant" }, form, papers, Owner) { CountyCode = "140105" });
        for (var turn = 0; turn < 400 && !state.IsClosed; turn++)
        {
            // Somewhere within the next days, now and then on one on which nobody works.
            now = now.AddMinutes(random.Next(1, 1_500)).AddMilliseconds(random.Next(1, 1_000));
            if (state.TickingTimers.Where(t => t.ResumeAt <= now).MinBy(t => t.ResumeAt) is { } due)
            {
                // It fires when it is due; what came due while the case was suspended, when it goes on.
                now = due.ResumeAt > journal[^1].At ? due.ResumeAt : journal[^1].At;
                if (Send(new CaseCommand.FireTimer(due.BookmarkId))) continue;
            }
            if (Unrest == 0 || random.Next(Unrest) > 0 || !Disturb()) Complete();
        }
        return state.IsClosed ? journal : null;
    }

    private bool Send(CaseCommand command)
    {
        var pinned = InForce is { } newer && state.DefinitionHash == newer.Definition.ContentHash ? newer : graph;
        var context = ContextOf(pinned);
        if (InForce is { } next && state.Exists && state.DefinitionHash != next.Definition.ContentHash) context = context with { InForce = ContextOf(next) };
        var decision = CaseDecider.Decide(state, command, context);
        if (decision.Rejection is not null) return false;
        journal.AddRange(decision.Records);
        state = decision.State;
        return true;
    }

    private CaseContext ContextOf(WorkflowGraph pinned) => new(now, pinned, flow, item) { Due = (day, limit) => Repository.Calendar.Due(day, limit).Day };

    private void Complete()
    {
        if (state.Suspension is not null)
        {
            Send(new CaseCommand.Resume(Administrators[0]));
            return;
        }
        if (state.OpenTasks.Count == 0) return;
        var task = state.OpenTasks[random.Next(state.OpenTasks.Count)];
        var back = random.Next(9) == 0;
        var outcomes = task.Outcomes.Where(o => o is Outcomes.Return or Outcomes.Withdraw == back).DefaultIfEmpty(task.Outcomes[0]).ToArray();
        var outcome = outcomes[random.Next(outcomes.Length)];
        var data = TaskForms.For(task.ActivityType).FieldsFor(outcome).Where(f => f.IsRequiredFor(outcome) || random.Next(3) == 0)
            .ToDictionary(f => f.Field.Key, f => (object?)(f.Field.Type switch { "number" => random.Next(100), "date" => "2026-02-27", "choice" => "window", _ => f.Field.Key }));
        Send(new CaseCommand.CompleteTask(task.TaskId, Holder(task), outcome) { Comment = "情况属实", Data = data });
    }

    private bool Disturb()
    {
        var task = state.OpenTasks.Count > 0 ? state.OpenTasks[random.Next(state.OpenTasks.Count)] : null;
        switch (random.Next(12))
        {
            case 0: return Send(new CaseCommand.Withdraw(Owner, "不办了"));
            case 1 when random.Next(3) == 0: return Send(new CaseCommand.Terminate(Administrators[0], "依法终止"));
            case 2: return Send(new CaseCommand.Suspend(Administrators[0], "等待答复"));
            case 3 or 4 when task is not null: return Send(new CaseCommand.ReturnToPrevious(task.TaskId, Holder(task), "情况不明"));
            case 5 when task is not null && state.CompletedTasks.ToList() is { Count: > 0 } done:
                return Send(new CaseCommand.ReturnToStep(task.TaskId, Holder(task), done[random.Next(done.Count)].ActivityId, "情况不明"));
            case 6 or 7 when state.CompletedTasks.MaxBy(t => t.CompletedIn) is { } last: return Send(new CaseCommand.TakeBack(last.TaskId, Holder(last)));
            case 8 when task is not null: return Send(new CaseCommand.AddSigners(task.TaskId, Holder(task), random.Next(2) == 0 ? SignerKind.Before : SignerKind.Parallel, [CaseSamples.Person("another", task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region)]));
            case 9 when graph.Activities.ToList() is var all: return Send(new CaseCommand.RequestJump(Administrators[0], all[random.Next(all.Count)].Id, "更正")) && Send(new CaseCommand.ApproveJump(Administrators[1]));
            case 10 when task is not null: return Send(new CaseCommand.ClaimTask(task.TaskId, Holder(task)));
            default: return false;
        }
    }

    private static Actor Holder(CaseTask task) => CaseSamples.Person(task.CompletedBy?.UserId ?? task.Assignee?.UserId ?? task.Candidate.Role, task.Candidate.Role, task.Candidate.DepartmentId, task.Candidate.Region);
}
