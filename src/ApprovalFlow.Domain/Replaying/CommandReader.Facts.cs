using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Signing;
using static ApprovalFlow.Domain.Cases.CaseCommand;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Replaying;

/// <summary>Which fact tells of which command.</summary>
public static partial class CommandReader
{
    private static IReadOnlyList<Reader> Readings { get; } =
    [
        On<CaseRegistered, Register>((e, asked) => new(e.CaseNumber, e.FlowCode, e.DefinitionHash, e.Applicant, e.Form, e.Materials, Who(e.By))
        {
            CountyCode = e.CountyCode, Channel = e.Channel, Chosen = asked.Chosen(), EarlierCase = asked.Line.All<CaseDuplicated>("case-duplicated").FirstOrDefault()?.EarlierCase,
        }),
        On<TaskClaimed, ClaimTask>((e, _) => new(e.TaskId, Who(e.By))),
        On<TaskReleased, ReleaseTask>((e, _) => new(e.TaskId, Who(e.By))),
        On<TaskCompleted, CompleteTask>((e, asked) => Completed(e, e.TaskId, null, asked)),
        On<VersionAdopted, CompleteTask>(Adopted),
        On<WithdrawalRequested, Withdraw>((e, _) => new(Who(e.By), e.Reason)),
        .. TimersAndTime, .. Handing, .. Moves, .. Talk, .. Visits, .. Packets,
    ];

    private static IEnumerable<Reader> TimersAndTime =>
    [
        // The flow itself begins only when a timer fires; which one it was, its due time and what followed tell.
        new(typeof(Flow), typeof(FireTimer), (_, asked) => asked.Before.Timers.Where(t => CaseBurst.WholeMilliseconds(t.ResumeAt) <= asked.Line.At).OrderBy(t => t.ResumeAt).Select(t => new FireTimer(t.BookmarkId))),
        On<AcceptanceDeemed, TickClocks>((_, _) => new()),
        On<RenewalDeemed, TickClocks>((_, _) => new()),
        On<CardRaised, TickClocks>((_, _) => new()),
        On<OrderEscalated, TickClocks>((_, _) => new()),
        On<PauseRequested, RequestPause>((e, _) => new(e.Kind, e.From, Who(e.By)) { PlannedEnd = e.PlannedEnd, Notice = e.Notice, NoticeOn = e.NoticeOn, Reason = e.Reason, TaskId = e.TaskId }),
        On<PauseStarted, DecidePause>((e, _) => new(e.PauseId, true, Who(e.By))),
        On<PauseRejected, DecidePause>((e, _) => new(e.PauseId, false, Who(e.By)) { Reason = e.Reason }),
        On<PauseSighted, SightPause>((e, _) => new(e.PauseId, Who(e.By))),
        On<PauseEnded, EndPause>((e, _) => new(e.PauseId, e.LastDay, Who(e.By)) { Evidence = e.Evidence }),
        On<ExtensionRequested, RequestExtension>((e, _) => new(e.Clock, e.Days, e.Reason, Who(e.By))),
        On<ExtensionApproved, DecideExtension>((e, _) => new(e.ExtensionId, true, Who(e.By))),
        On<ExtensionRejected, DecideExtension>((e, _) => new(e.ExtensionId, false, Who(e.By)) { Reason = e.Reason }),
        On<ExtensionTold, TellExtension>((e, _) => new(e.ExtensionId, e.ToldOn, Who(e.By)) { Document = e.Document }),
        On<HearingRecorded, RecordHearing>((e, _) => new(e.Moment, Who(e.By)) { HeldOn = e.HeldOn, Document = e.Document }),
        On<PapersPromised, PromisePapers>((e, _) => new(e.Papers, e.LimitDays, Who(e.By)) { Document = e.Document }),
        On<PromisedPapersReceived, ReceivePromisedPapers>((e, _) => new(e.PromiseId, Who(e.By))),
        On<RenewalRecorded, RecordRenewal>((e, _) => new(e.ExpiresOn, Who(e.By)) { Licence = e.Licence }),
        On<LegOpened, OpenLeg>((e, _) => new(e.Clock, e.NameZh, e.NameEn, Who(e.By)) { LimitDays = e.LimitDays, PlannedOn = e.PlannedOn }),
        On<LegClosed, CloseLeg>((e, _) => new(e.LegId, Who(e.By))),
        On<CaseSupervised, Supervise>((e, _) => new(e.Text, Who(e.By)) { Level = e.Level, Anomaly = e.Anomaly, Sequence = e.Sequence }),
        On<CardAcknowledged, AcknowledgeCard>((e, _) => new(e.CardId, Who(e.By))),
        On<CardAnswered, AnswerCard>((e, _) => new(e.CardId, e.Text, Who(e.By))),
        On<CardAppealed, AppealCard>((e, _) => new(e.CardId, e.Reason, Who(e.By))),
        On<CardUpheld, DecideAppeal>((e, _) => new(e.CardId, false, e.Reason, Who(e.By))),
        On<CardRevoked, DecideAppeal>((e, _) => new(e.CardId, true, e.Reason, Who(e.By))),
        On<OrderAnswered, AnswerOrder>((e, _) => new(e.OrderId, e.Text, Who(e.By))),
    ];

    private static IEnumerable<Reader> Handing =>
    [
        On<SignerAdded, AddSigners>((e, asked) => new(e.Beside, Who(e.By), e.Kind, [.. asked.Line.All<SignerAdded>("signer-added").Where(s => s.Beside == e.Beside).Select(s => Staff(s.Person))]) { Reason = e.Reason }),
        On<SignerRemoved, RemoveSigner>((e, _) => new(e.TaskId, Who(e.By)) { Reason = e.Reason }),
        On<TaskTransferred, TransferTask>((e, _) => new(e.TaskId, Who(e.By), Who(e.To)) { Reason = e.Reason }),
        On<TaskDelegated, DelegateTask>((e, asked) => new(e.TaskId, Who(e.By), Staff(e.To, asked.CandidateOf(e.TaskId)?.Role)) { Reason = e.Reason }),
        On<TaskGivenBack, GiveBackTask>((e, _) => new(e.TaskId, Who(e.By)) { Comment = e.Comment }),
        On<TaskAssigned, AssignTask>((e, _) => new(e.TaskId, Who(e.By), Who(e.To)) { Reason = e.Reason }),
        On<PersonRecused, Recuse>((e, _) => new(Staff(e.Person.UserId == e.By.UserId ? e.By : e.Person), e.Person.UserId == e.By.UserId ? Staff(e.By) : Who(e.By), e.Reason)),
    ];

    private static IEnumerable<Reader> Moves =>
    [
        // Both leave the same fact; the definition may allow only one of them.
        On<TaskReturned, ReturnToStep>((e, _) => new(e.TaskId, Who(e.By), e.To.Path, e.Reason)),
        On<TaskReturned, ReturnToPrevious>((e, _) => new(e.TaskId, Who(e.By), e.Reason)),
        On<TaskTakenBack, TakeBack>((e, _) => new(e.TaskId, Who(e.By)) { Reason = e.Reason }),
        On<VoteTakenBack, TakeBack>((e, _) => new(e.TaskId, Who(e.By)) { Reason = e.Reason }),
        On<CaseSuspended, Suspend>((e, _) => new(Who(e.By), e.Reason)),
        On<CaseResumed, Resume>((e, _) => new(Who(e.By)) { Remark = e.Remark }),
        On<CaseTerminated, Terminate>((e, _) => new(Who(e.By), e.Reason)),
        On<JumpRequested, RequestJump>((e, _) => new(Who(e.By), e.To.Path, e.Reason)),
        On<CaseAltered, ApproveJump>((e, _) => new(Who(e.By)) { Remark = e.Remark }),
        On<JumpDeclined, DeclineJump>((e, _) => new(Who(e.By), e.Reason)),
        On<CaseMigrated, Migrate>((e, _) => new(e.To, e.Plan, Who(e.RequestedBy), Who(e.By), e.Reason) { Map = e.Map?.ToDictionary(m => m.Key, m => m.Value as string) ?? [], From = e.From, IsUndo = e.IsUndo }),
        On<IncidentRetried, RetryIncident>((e, _) => new(Who(e.By), e.Context, e.Reason)),
    ];

    private static IEnumerable<Reader> Talk =>
    [
        On<TaskUrged, UrgeTask>((e, _) => new(e.TaskId, Who(e.By)) { Reason = e.Reason }),
        On<CaseCopied, CopyCase>((e, _) => new(e.TaskId, Who(e.By), [.. e.To.Select(Who)]) { Note = e.Note }),
        On<CopyRead, ReadCopy>((e, _) => new(Who(e.By))),
        On<CommentAdded, AddComment>((e, _) => new(Who(e.By), e.Text) { TaskId = e.TaskId, Mentions = [.. e.Mentions.Select(Who)], Attachments = e.Attachments }),
    ];

    private static IEnumerable<Reader> Visits =>
    [
        On<CountyPapersReceived, ReceiveCountyPapers>((e, _) => new(e.TaskId, [.. e.Papers.Select(p => p.Code)], Who(e.By))),
        On<VisitProposed, ProposeVisit>((e, _) => new(e.TaskId, Who(e.By), e.Request)),
        // What a person asks for takes the place of what the step asked for by itself.
        On<VisitProposalWithdrawn, ProposeVisit>((e, asked) => asked.Next is VisitProposed next && next.TaskId == e.TaskId ? new(e.TaskId, Who(next.By), next.Request) : null),
        On<VisitProposalWithdrawn, WithdrawVisitProposal>((e, _) => new(e.TaskId, Who(e.By), e.Reason)),
        On<TripNews, ReceiveTripNews>((e, _) => new(e)),
    ];

    private static IEnumerable<Reader> Packets =>
    [
        On<PacketNews, ReceivePacketNews>((e, _) => new(e)),
        On<RevocationStated, StateOnRevocation>((e, _) => new(e.RevocationId, e.Text, Who(e.By))),
        On<RevocationDecided, DecideRevocation>((e, _) => new(e.RevocationId, e.Revoked, e.Reasons, Who(e.By)) { Remedies = e.Remedies }),
    ];

    private static CompleteTask Completed(TaskCompleted done, string taskId, ActorStamp? asked, Reading reading)
    {
        var filled = reading.Line.All<FormFilledIn>("form-filled-in").FirstOrDefault(f => f.TaskId == done.TaskId);
        var corrected = done.Outcome == Outcomes.Resubmit ? reading.Line.All<CaseResubmitted>("case-resubmitted").FirstOrDefault() : null;
        return new(taskId, Completer(done, asked, reading), done.Outcome)
        {
            Comment = done.Comment, Data = corrected?.Form ?? done.Data, Form = filled?.Form, Materials = corrected?.Materials ?? filled?.Materials, Chosen = reading.Chosen(),
        };
    }

    /// <summary>Acceptance under another version than the case was handed in under: on that one it may have been somebody else's to give, and then stayed open.</summary>
    private static CompleteTask? Adopted(VersionAdopted adopted, Reading reading)
    {
        var done = reading.Line.All<TaskCompleted>("task-completed").FirstOrDefault(t => t.Outcome == Outcomes.Accept && t.Repeats is null);
        if ((adopted.TaskId ?? reading.Before.OpenTasks.FirstOrDefault(t => t.StepType == TaskTypes.Accept)?.TaskId) is not { } taskId) return null;
        if (done is not null) return Completed(done, taskId, adopted.By, reading);
        return adopted.By is { } by ? new(taskId, Who(by), Outcomes.Accept) { Comment = adopted.Comment, Data = adopted.Data } : null;
    }
}
