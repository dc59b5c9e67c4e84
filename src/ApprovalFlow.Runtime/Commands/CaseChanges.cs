using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Supervision;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What an accepted decision changes in storage: the difference between the case before and after it.</summary>
internal static class CaseChanges
{
    /// <summary>What the case itself or nobody acts upon; it stays in the stream and does not leave through the outbox.</summary>
    private static readonly HashSet<string> KeptInside = ["CloseCase", "WriteLine"];

    public static CaseCommit Of(LoadedCase before, CaseDecision decision, CaseContext context, string departmentId, CommandAnswer? answer, bool outside, bool isTick = false)
    {
        var events = HashChain.Seal(before.HeadHash, decision.Records);
        var after = decision.State;
        var (opened, changed) = Tasks(before.State, decision, context);
        var open = context.Clocks is { } clocks ? OpenClocks.Of(after.Timeline, clocks.Policy, clocks.Calendar, context.Now) : null;
        var (alarm, writes) = ClockChanges.Alarm(after, context.Clocks, open, before.Alarm, context.Now, isTick);
        var (raised, cards) = ClockChanges.Cards(before.State, after, context, departmentId);
        var (set, cleared) = Timers(before.State.TickingTimers, after);
        if (writes && before.State.Version > 0)
            cleared.Add(TimerEntry.Clock);
        if (writes && alarm is { } at)
            set.Add(ClockChanges.Entry(after.CaseNumber, at));
        return new(after.CaseNumber, before.State.Version, events, Header(after, events[^1].Hash, context, open, departmentId, alarm))
        {
            CardsRaised = raised,
            IncidentsRaised = after.Incidents.Count == 0 ? [] : [.. after.Incidents.Except(before.State.Incidents).Select(i => IncidentEntry.Of(i, after, context, departmentId))],
            IncidentsCleared = before.State.Incidents.Count == 0 ? [] : [.. before.State.Incidents.Except(after.Incidents).Select(i => i.Sequence)],
            CardsChanged = cards,
            Opened = opened,
            Changed = changed,
            Restated = Restated(decision.Records),
            TimersSet = set,
            TimersCleared = cleared,
            Outbox = Messages(after, decision.Records, events, outside),
            Answer = answer,
            Proposals = ProposalEntry.Changed(before.State, after),
        };
    }

    private static (List<TimerEntry> Set, List<string> Cleared) Timers(IReadOnlyList<CaseTimer> before, CaseState after)
    {
        List<TimerEntry> set = [];
        List<string> cleared = [];
        foreach (var timer in after.TickingTimers)
            if (!before.Any(t => Same(t, timer)))
                set.Add(new(after.CaseNumber, timer.BookmarkId, timer.ResumeAt));
        foreach (var timer in before)
            if (!after.TickingTimers.Any(t => Same(t, timer)))
                cleared.Add(timer.BookmarkId);
        return (set, cleared);
    }

    /// <summary>After a case began anew on another version, a bookmark may have the name of an earlier one.</summary>
    private static bool Same(CaseTimer one, CaseTimer other) => one.BookmarkId == other.BookmarkId && one.ResumeAt == other.ResumeAt;

    private static CaseHeader Header(CaseState state, byte[] headHash, CaseContext context, OpenClocks? open, string departmentId, DateTimeOffset? alarm) => new(
        state.CaseNumber, state.Version, headHash, state.DefinitionHash, state.FlowCode, state.ItemCode, departmentId, state.Status, state.Result,
        state.Applicant!.Name, state.Applicant.UserId, state.CountyCode, state.RegisteredAt!.Value, state.AcceptedAt, state.ClosedAt,
        open is not null ? open.PromisedDue()
            : state.AcceptedAt is { } accepted ? context.Due(OfficeHours.DayOf(accepted), context.Flow.PromisedDays) : null)
    {
        Alarm = alarm,
    };

    private static (List<TaskEntry>, List<TaskChange>) Tasks(CaseState before, CaseDecision decision, CaseContext context)
    {
        List<TaskEntry> opened = [];
        List<TaskChange> changed = [];
        var (was, becomes) = ClockChanges.Dues(before, decision.State, context);
        foreach (var record in decision.Records)
        {
            var taskId = record.Event switch
            {
                CaseEvent.TaskOpened e => e.TaskId,
                CaseEvent.TaskClaimed e => e.TaskId,
                CaseEvent.TaskReleased e => e.TaskId,
                CaseEvent.TaskCompleted e => e.TaskId,
                CaseEvent.TaskCanceled e => e.TaskId,
                CaseEvent.TaskTransferred e => e.TaskId,
                CaseEvent.TaskDelegated e => e.TaskId,
                CaseEvent.TaskGivenBack e => e.TaskId,
                CaseEvent.TaskRestated e => e.TaskId,
                CaseEvent.TaskAssigned e => e.TaskId,
                _ => null,
            };
            if (taskId is null || IsAmong(opened, changed, taskId))
                continue;
            var now = decision.State.Task(taskId) ?? throw new InvalidOperationException($"Expected the state of case '{decision.State.CaseNumber}' to know task '{taskId}', but it does not.");
            if (before.Task(taskId) is { } earlier)
                changed.Add(Change(earlier, now, Moved(taskId) ?? (now.Due != earlier.Due ? now.Due : null)));
            else
                opened.Add(Entry(now, decision.State, context, becomes.GetValueOrDefault(taskId, now.Due)));
        }
        foreach (var task in decision.State.OpenTasks)
            if (Moved(task.TaskId) is { } due && !IsAmong([], changed, task.TaskId))
                changed.Add(new(task.TaskId, task.OpenedAt, null, null, task.Status) { AssigneeId = task.Assignee?.UserId, AssigneeName = task.Assignee?.Name, Due = due });
        return (opened, changed);

        DateOnly? Moved(string taskId) => was.TryGetValue(taskId, out var earlier) && becomes.TryGetValue(taskId, out var due) && due != earlier ? due : null;
    }

    private static List<TaskRestatement> Restated(IReadOnlyList<CaseRecord> records)
    {
        List<TaskRestatement> restated = [];
        for (var i = 0; i < records.Count; i++)
            if (records[i].Event is CaseEvent.TaskRestated e) restated.Add(new(e.TaskId, e.ActivityId, e.NameZh, e.NameEn, e.Candidate, e.LimitDays));
        return restated;
    }

    private static bool IsAmong(List<TaskEntry> opened, List<TaskChange> changed, string taskId)
    {
        foreach (var task in opened)
            if (task.TaskId == taskId) return true;
        foreach (var change in changed)
            if (change.TaskId == taskId) return true;
        return false;
    }

    private static TaskChange Change(CaseTask before, CaseTask now, DateOnly? due) => new(now.TaskId, now.OpenedAt, InboxSubject.Of(before), InboxSubject.Of(now), now.Status)
    {
        AssigneeId = now.Assignee?.UserId,
        AssigneeName = now.Assignee?.Name,
        Outcome = now.Outcome,
        CompletedById = now.CompletedBy?.UserId,
        EndedAt = now.EndedAt,
        Due = due,
    };

    private static TaskEntry Entry(CaseTask task, CaseState state, CaseContext context, DateOnly? due) => new(
        task.TaskId, state.CaseNumber, state.FlowCode, context.Flow.NameZh, context.Flow.NameEn, state.ItemCode, task.ActivityId, task.ActivityType,
        task.NameZh, task.NameEn, state.Applicant!.Name, task.Candidate, task.OpenedAt, due, task.LimitDays, InboxSubject.Of(task))
    {
        AssigneeId = task.Assignee?.UserId,
        AssigneeName = task.Assignee?.Name,
        Status = task.Status,
        Outcome = task.Outcome,
        CompletedById = task.CompletedBy?.UserId,
        EndedAt = task.EndedAt,
    };

    /// <param name="outside">People are written to outside the system too; otherwise only what stands in it is worth a message.</param>
    private static List<OutboxMessage> Messages(CaseState after, IReadOnlyList<CaseRecord> records, SealedEvents events, bool outside)
    {
        List<OutboxMessage> messages = [];
        OutboxMessage? notice = null;
        var last = 0L;
        for (var i = 0; i < events.Count; i++)
        {
            if (PacketMessages.Of(after, records[i].Event, events[i]) is { } packet)
                messages.Add(packet);
            if (records[i].Event is CaseEvent.Flow { Event: WorkflowEvent.Emitted emitted } && !KeptInside.Contains(emitted.Name))
                messages.Add(new(after.CaseNumber, events[i].Sequence, emitted.Name, events[i].Data, events[i].At));
            else if (outside ? MessageRules.Tells(records[i].Event) : MessageRules.TellsInside(records[i].Event, after))
                (notice, last) = (notice ?? new(after.CaseNumber, events[i].Sequence, CaseNotice.Topic, "", events[i].At), events[i].Sequence);
        }
        // One message for all that a command has to tell.
        if (notice is not null)
            messages.Add(notice with { Payload = CaseNotice.PayloadOf(last) });
        return messages;
    }
}
