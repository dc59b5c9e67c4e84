using System.Collections.Immutable;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Cases;

public sealed partial class CaseState
{
    /// <summary>A copy that <see cref="Apply"/> may change before it is handed out.</summary>
    internal CaseState Copy()
    {
        var copy = (CaseState)MemberwiseClone();
        copy.openTasks = [.. openTasks];
        copy.timers = timers is null ? null : [.. timers];
        copy.timelineIsOwn = false;
        return copy;
    }

    /// <summary>The workflow's side of a burst, as the engine answered it.</summary>
    internal void Adopt(WorkflowState workflow) => Workflow = workflow;

    /// <summary>Changes this copy; everything but the workflow's own state, which the engine folds.</summary>
    internal void Apply(CaseRecord record)
    {
        if (record.Sequence != Version + 1) throw new ArgumentException($"Expected record {Version + 1} of case '{CaseNumber}', but got {record.Sequence}.");
        Version = record.Sequence;
        if (record.Event is CaseEvent.Flow flow)
        {
            ApplyIncidents(record, flow.Event);
            Apply(flow.Event);
            return;
        }
        Apply(record.At, record.Event);
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered e: Registered(e, record.At); break;
            case CaseEvent.TaskOpened e: Opened(e, record.At); break;
            case CaseEvent.TaskClaimed e: Change(e.TaskId, e, static (task, e) => task with { Assignee = e.By.Holder }); break;
            case CaseEvent.TaskReleased e: Change(e.TaskId, e, static (task, _) => task with { Assignee = null }); break;
            case CaseEvent.TaskCompleted e:
                SlotSigned(End(e.TaskId, record, static (task, record) => Completed(task, (CaseEvent.TaskCompleted)record.Event, record)), e, record);
                break;
            case CaseEvent.TaskCanceled e: End(e.TaskId, record, static (task, record) => task with { Status = CaseTaskStatus.Canceled, EndedAt = record.At }); break;
            case CaseEvent.CaseAccepted: Accepted(record.At); break;
            case CaseEvent.CorrectionRequested e: (Status, CorrectionReason, CorrectionFor) = (CaseStatus.AwaitingCorrection, e.Reason, e.ComesBack ? e.TaskId : null); break;
            case CaseEvent.CaseResubmitted e: Resubmitted(e); break;
            case CaseEvent.FormFilledIn e: (Form, Materials) = (MaterialsAndForm.Fill(Form, e.Form), MaterialsAndForm.Merge(Materials, e.Materials)); break;
            case CaseEvent.WithdrawalRequested e: Withdrawal = e; break;
            case CaseEvent.VersionAdopted e: Adopted(e); break;
            case CaseEvent.CaseMigrated e: DefinitionHash = e.To; break;
            case CaseEvent.TaskRestated e: Restated(e); break;
            case CaseEvent.DecisionMade e: (Status, Decision, DecidedAt) = (CaseStatus.Decided, e, record.At); break;
            case CaseEvent.CertificateIssued e: Certificate = e; break;
            case CaseEvent.CaseDelivered: DeliveredAt = record.At; break;
            case CaseEvent.VisitProposed e: Apply(record, e); break;
            case CaseEvent.VisitProposalWithdrawn e: Withdrawn(e); break;
            case CaseEvent.TripNews e: Apply(e); break;
            case CaseEvent.CaseClosed e:
                (Status, Result, ClosedAt) = (CaseStatus.Closed, e.Result, record.At);
                // Another branch may still wait for its time or for somebody to sign: nothing comes of it any more.
                timers = null;
                EndRounds(_ => true);
                break;
            case CaseEvent.TaskUrged e: Change(e.TaskId, record, static (task, record) => task with { UrgedAt = record.At }); break;
            case CaseEvent.CaseCopied e: copies = copies.SetItems(e.To.Select(p => KeyValuePair.Create(p.UserId, false))); break;
            case CaseEvent.CopyRead e: copies = copies.SetItem(e.By.UserId, true); break;
            case CaseEvent.SigningOpened e: Begun(e); break;
            case CaseEvent.SignerAdded e: Added(e); break;
            case CaseEvent.SignerRemoved e: Removed(e); break;
            case CaseEvent.VoteTakenBack e: VoteTakenBack(e); break;
            case CaseEvent.SigningDecided e: Decided(e); break;
            case CaseEvent.TaskTransferred e: Change(e.TaskId, e, static (task, e) => task with { Assignee = e.To }); break;
            case CaseEvent.TaskDelegated e: Change(e.TaskId, e, static (task, e) => task with { Assignee = e.To, Delegators = [.. task.Delegators, task.Assignee!] }); break;
            case CaseEvent.TaskAssigned e: Assigned(e); break;
            case CaseEvent.PersonRecused e: recused = recused.Add(e.Person.UserId); break;
            case CaseEvent.ApproversChosen e: chosen = chosen.SetItem(e.ActivityId, e); break;
            case CaseEvent.TaskGivenBack e: Change(e.TaskId, e, static (task, e) => GivenBack(task, e.To)); break;
        }
        ApplyCounty(record);
        ApplyPackets(record);
        ApplyClocks(record);
    }

    /// <summary>What a step of the workflow means to the case besides.</summary>
    private void Apply(WorkflowEvent step)
    {
        switch (step)
        {
            case WorkflowEvent.ActivityStarted e: lastStarted = (e.Context, e.Node); break;
            case WorkflowEvent.BookmarkCreated { ResumeAt: { } at } e: (timers ??= []).Add(new CaseTimer(e.Id, e.Context, at)); break;
            case WorkflowEvent.BookmarkBurned e when HasWaits: EndWait(e.Id); break;
            case WorkflowEvent.ActivityCanceled e when HasWaits: Left(e.Context); break;
            case WorkflowEvent.ActivityCompleted e when HasWaits: Left(e.Context); break;
            case WorkflowEvent.WorkflowFinished { SubStatus: not WorkflowSubStatus.Faulted }:
                timers = null;
                EndRounds(_ => true);
                break;
            case WorkflowEvent.WorkflowMigrated e: Placed(e); break;
        }
    }

    /// <summary>Timers and signings end with the step that waits for them; most steps have neither.</summary>
    private bool HasWaits => timers is { Count: > 0 } || !rounds.IsEmpty;

    private void EndWait(string bookmark)
    {
        timers?.RemoveAll(t => t.BookmarkId == bookmark);
        EndRounds(r => r.BookmarkId == bookmark);
    }

    private void Left(int context)
    {
        timers?.RemoveAll(t => t.Context == context);
        EndRounds(r => IsAt(r, context));
    }

    private static CaseTask Completed(CaseTask task, CaseEvent.TaskCompleted e, CaseRecord record) =>
        task with { Status = CaseTaskStatus.Completed, CompletedBy = e.By, Outcome = e.Outcome, EndedAt = record.At, CompletedIn = record.Sequence };

    private static CaseTask GivenBack(CaseTask task, ActorStamp to)
    {
        var at = task.Delegators.Select(d => d.UserId).ToList().IndexOf(to.UserId);
        return task with { Assignee = task.Delegators[at], Delegators = [.. task.Delegators.Take(at)] };
    }

    private void Registered(CaseEvent.CaseRegistered e, DateTimeOffset at)
    {
        (Status, RegisteredAt, RegisteredBy) = (CaseStatus.Registered, at, e.By);
        (CaseNumber, FlowCode, ItemCode, DefinitionHash) = (e.CaseNumber, e.FlowCode, e.ItemCode, e.DefinitionHash);
        (Applicant, Channel, CountyCode, Form, Materials) = (e.Applicant, e.Channel, e.CountyCode, e.Form, e.Materials);
    }

    private void Accepted(DateTimeOffset at)
    {
        // Accepted again after a return or a correction: the law's time still runs from the first acceptance.
        (Status, AcceptedAt, AcceptedBy) = (CaseStatus.Accepted, AcceptedAt ?? at, lastCompletedBy);
        if (lastCompletedBy is { } acceptor) acceptors = Persons(acceptors, acceptor);
        foreach (var signer in lastSigners) acceptors = Persons(acceptors, signer);
    }

    /// <summary>A substitute and the one in whose name they acted.</summary>
    private static ImmutableHashSet<string> Persons(ImmutableHashSet<string> known, ActorStamp stamp) => stamp.For is { } principal ? known.Add(stamp.UserId).Add(principal.UserId) : known.Add(stamp.UserId);

    private void Opened(CaseEvent.TaskOpened e, DateTimeOffset at)
    {
        var asker = e.AddedTo is null ? null : Task(e.AddedTo);
        var task = CaseTask.Opened(e, at) with { StepType = asker?.StepType ?? e.ActivityType, StepOutcomes = asker?.StepOutcomes ?? e.Outcomes };
        openTasks.Add(task with { Path = PathAt(task.Context) });
        SlotOpened(e.BookmarkId, e.TaskId);
    }

    /// <summary>A resubmission says only what changed; the rest stands.</summary>
    private void Resubmitted(CaseEvent.CaseResubmitted e)
    {
        Status = CorrectionFor is not null && AcceptedAt is not null ? CaseStatus.Accepted : CaseStatus.Registered;
        (CorrectionReason, CorrectionFor) = (null, null);
        Form = MaterialsAndForm.Merge(Form, e.Form);
        Materials = MaterialsAndForm.Merge(Materials, e.Materials);
    }

    /// <param name="with">What the change needs; handed over, so that no record costs an object for changes that it is not.</param>
    private void Change<T>(string taskId, T with, Func<CaseTask, T, CaseTask> change)
    {
        var index = IndexOf(taskId);
        openTasks[index] = change(openTasks[index], with);
    }

    private CaseTask End<T>(string taskId, T with, Func<CaseTask, T, CaseTask> change)
    {
        var index = IndexOf(taskId);
        var ended = change(openTasks[index], with);
        openTasks.RemoveAt(index);
        endedTasks = endedTasks.SetItem(taskId, ended);
        lastCompletedBy = ended.CompletedBy ?? lastCompletedBy;
        return ended;
    }

    private int IndexOf(string taskId)
    {
        for (var i = 0; i < openTasks.Count; i++)
            if (openTasks[i].TaskId == taskId) return i;
        throw new ArgumentException($"Expected task '{taskId}' of case '{CaseNumber}' to be open at record {Version}, but it is not.");
    }
}
