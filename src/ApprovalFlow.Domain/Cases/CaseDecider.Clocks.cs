using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What is recorded about time. <see cref="ClockGuard"/> says which facts may be entered; here it is decided who may enter them.</summary>
public static partial class CaseDecider
{
    private static Rejection? Keep(CaseState state, CaseCommand.Timekeeping command, CaseContext context, CaseBurst burst)
    {
        var clocks = context.Clocks ?? throw new ArgumentException("Expected a context with clocks, but it has none.", nameof(context));
        if (command is CaseCommand.TickClocks) return Tick(state, clocks, context, burst);
        if (Card(state, command, context, burst) is var (handled, refusal) && handled) return refusal;
        if (state.IsClosed) return Closed(state);
        if (command is CaseCommand.DecidePause or CaseCommand.DecideExtension) return Approve(state, command, clocks, context, burst);
        if (command is CaseCommand.SightPause sight) return Sight(state, sight, burst);
        if (MayKeep(state, command.By, context) is { } stranger) return stranger;
        var by = Stamp(command.By, context);
        return command switch
        {
            CaseCommand.RequestPause c => RequestPause(state, c, by, clocks, burst),
            CaseCommand.EndPause c => EndPause(state, c, by, clocks, burst),
            CaseCommand.RequestExtension c => RequestExtension(state, c, by, clocks, burst),
            CaseCommand.TellExtension c => TellExtension(state, c, by, clocks, burst),
            CaseCommand.RecordHearing c => Hearing(state, c, by, clocks, burst),
            CaseCommand.PromisePapers c => Promise(state, c, by, clocks, context, burst),
            CaseCommand.ReceivePromisedPapers c => Receive(state, c, by, burst),
            CaseCommand.RecordRenewal c => Renewal(state, c, by, burst),
            CaseCommand.OpenLeg c => OpenLeg(state, c, by, clocks, burst),
            CaseCommand.CloseLeg c => CloseLeg(state, c, by, clocks, burst),
            _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
        };
    }

    private static Rejection? RequestPause(CaseState state, CaseCommand.RequestPause command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (Undecided(state) is { } tooLate) return tooLate;
        if (command.Kind == SpecialProcedure.Supplement) return Reject("pause-of-corrections");
        if (command.TaskId is { } task && state.OpenTasks.All(t => t.TaskId != task)) return Reject("task-unknown", task, state.CaseNumber);
        var id = $"P{state.Pauses.Count + 1}";
        var (notice, reason) = (Text(command.Notice), Text(command.Reason));
        var approver = clocks.Policy.Procedures.Find(command.Kind)?.Approver;
        var fact = new CaseFact.PauseStarted(burst.At, id, command.Kind, command.From)
        {
            PlannedEnd = command.PlannedEnd, Notice = notice, NoticeOn = notice is null ? null : command.NoticeOn ?? burst.Today, ApprovedBy = approver,
        };
        if (Refuse(state, fact, clocks) is { } refused) return refused;
        burst.Add(new CaseEvent.PauseRequested(id, command.Kind, command.From, by)
        {
            PlannedEnd = command.PlannedEnd, Notice = notice, NoticeOn = fact.NoticeOn, Reason = reason, TaskId = command.TaskId,
        });
        if (approver is null && PauseSight.Needed(state.Timeline, command.Kind, command.From, clocks.Policy, clocks.Calendar, burst.At) is null) burst.Add(new CaseEvent.PauseStarted(id, command.From, by));
        return null;
    }

    /// <summary>The person whom the law or the master data names, and never who asked.</summary>
    private static Rejection? Approve(CaseState state, CaseCommand.Timekeeping command, ClockContext clocks, CaseContext context, CaseBurst burst) => command switch
    {
        CaseCommand.DecidePause c when state.Pauses.Find(p => p.Request.PauseId == c.PauseId) is { Status: PauseStatus.Requested } pause => DecidePause(state, c, pause, clocks, context, burst),
        CaseCommand.DecidePause c => PauseNotOpen(state, c.PauseId),
        CaseCommand.DecideExtension c when state.Extensions.Find(e => e.Request.ExtensionId == c.ExtensionId) is { Status: ExtensionStatus.Requested } extension => DecideExtension(state, c, extension, clocks, context, burst),
        CaseCommand.DecideExtension c => ExtensionNotOpen(state, c.ExtensionId),
        _ => throw new ArgumentException($"Expected a decision, but got {command.GetType().Name}."),
    };

    private static Rejection? DecidePause(CaseState state, CaseCommand.DecidePause command, CasePause pause, ClockContext clocks, CaseContext context, CaseBurst burst)
    {
        var approver = clocks.Policy.Procedures.Find(pause.Request.Kind)?.Approver;
        if (MayApprove(state, command.By, pause.Request.By, approver ?? ClockApprovers.Organ, context, out var by) is { } refused) return refused;
        if (!command.Approve)
        {
            if (Text(command.Reason) is not { } reason) return Reject("reason-required");
            burst.Add(new CaseEvent.PauseRejected(command.PauseId, by, reason));
            return null;
        }
        if (Undecided(state) is { } tooLate) return tooLate;
        // Nothing that passed before the approval is taken back.
        var from = pause.Request.From < burst.Today ? burst.Today : pause.Request.From;
        var fact = new CaseFact.PauseStarted(burst.At, command.PauseId, pause.Request.Kind, from)
        {
            PlannedEnd = pause.Request.PlannedEnd, Notice = pause.Request.Notice, NoticeOn = pause.Request.NoticeOn, ApprovedBy = approver,
        };
        if (Refuse(state, fact, clocks) is { } wrong) return wrong;
        if (pause.SightedBy is null && PauseSight.Needed(state.Timeline, pause.Request.Kind, from, clocks.Policy, clocks.Calendar, burst.At) is var (clock, due))
            return Reject("pause-sight-required", clock.NameZh, clock.NameEn, PlainJson.Iso(due), Days(clocks.Policy.PauseSightDays));
        burst.Add(new CaseEvent.PauseStarted(command.PauseId, from, by));
        return null;
    }

    /// <summary>A supervisor looks; whether the procedure is right is the approver's to say.</summary>
    private static Rejection? Sight(CaseState state, CaseCommand.SightPause command, CaseBurst burst)
    {
        if (state.Pauses.Find(p => p.Request.PauseId == command.PauseId) is not { Status: PauseStatus.Requested } pause) return PauseNotOpen(state, command.PauseId);
        if (state.IsApplicant(command.By)) return Reject("own-case", command.By.Name);
        if (!ClockAccess.Sights(command.By, pause.Request.By.UserId))
            return command.By.UserId == pause.Request.By.UserId ? Reject("clock-same-person", command.By.Name) : Reject("clock-not-approver", command.By.Name, ClockApprovers.Supervisor, ChineseNames.Role(ClockApprovers.Supervisor));
        if (pause.SightedBy is { } seen) return Reject("pause-sighted", command.PauseId, seen.Name);
        burst.Add(new CaseEvent.PauseSighted(command.PauseId, Supervising(command.By)));
        return null;
    }

    private static Rejection? EndPause(CaseState state, CaseCommand.EndPause command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (state.Pauses.Find(p => p.Request.PauseId == command.PauseId) is not { Status: PauseStatus.Running } pause) return PauseNotOpen(state, command.PauseId);
        if (Refuse(state, new CaseFact.PauseEnded(burst.At, command.PauseId, command.LastDay), clocks) is { } refused) return refused;
        var evidence = Text(command.Evidence);
        if (evidence is null && clocks.Policy.Procedures.Find(pause.Request.Kind) is { NeedsEvidence: true } kind) return Reject("evidence-required", kind.NameZh, kind.NameEn);
        burst.Add(new CaseEvent.PauseEnded(command.PauseId, command.LastDay, by) { Evidence = evidence });
        return null;
    }

    private static Rejection? RequestExtension(CaseState state, CaseCommand.RequestExtension command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (Undecided(state) is { } tooLate) return tooLate;
        if (ClockDefinition.Find(command.Clock) is not { } clock) return Reject("clock-unknown", command.Clock);
        if (state.Extensions.Find(e => e.Status is ExtensionStatus.Requested or ExtensionStatus.Approved) is { } pending) return Reject("extension-pending", pending.Request.ExtensionId);
        if (RefuseExtension(state, clock, command.Days, command.Reason, burst.Today, clocks, burst) is { } refused) return refused;
        burst.Add(new CaseEvent.ExtensionRequested($"E{state.Extensions.Count + 1}", clock.Code, command.Days, command.Reason.Trim(), by));
        return null;
    }

    private static Rejection? DecideExtension(CaseState state, CaseCommand.DecideExtension command, CaseExtension extension, ClockContext clocks, CaseContext context, CaseBurst burst)
    {
        var clock = ClockDefinition.Find(extension.Request.Clock)!;
        if (MayApprove(state, command.By, extension.Request.By, clock.Extension!.ApproverRole, context, out var by) is { } refused) return refused;
        if (!command.Approve)
        {
            if (Text(command.Reason) is not { } reason) return Reject("reason-required");
            burst.Add(new CaseEvent.ExtensionRejected(command.ExtensionId, by, reason));
            return null;
        }
        if (RefuseExtension(state, clock, extension.Request.Days, extension.Request.Reason, burst.Today, clocks, burst) is { } wrong) return wrong;
        burst.Add(new CaseEvent.ExtensionApproved(command.ExtensionId, by));
        return null;
    }

    private static Rejection? TellExtension(CaseState state, CaseCommand.TellExtension command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (state.Extensions.Find(e => e.Request.ExtensionId == command.ExtensionId) is not { Status: ExtensionStatus.Approved } extension) return ExtensionNotOpen(state, command.ExtensionId);
        var approved = OfficeHours.DayOf(extension.DecidedAt!.Value);
        if (command.ToldOn < approved) return Reject("extension-told-early", PlainJson.Iso(command.ToldOn), PlainJson.Iso(approved));
        if (Text(command.Document) is not { } document) return Reject("document-required");
        if (RefuseExtension(state, ClockDefinition.Find(extension.Request.Clock)!, extension.Request.Days, extension.Request.Reason, command.ToldOn, clocks, burst) is { } refused) return refused;
        burst.Add(new CaseEvent.ExtensionTold(command.ExtensionId, command.ToldOn, by) { Document = document });
        return null;
    }

    private static Rejection? RefuseExtension(CaseState state, ClockDefinition clock, double days, string reason, DateOnly toldOn, ClockContext clocks, CaseBurst burst) =>
        Refuse(state, new CaseFact.Extended(burst.At, clock.Kind, days, clock.Extension?.ApproverRole ?? "") { Reason = reason, ToldOn = toldOn }, clocks);

    private static Rejection? Hearing(CaseState state, CaseCommand.RecordHearing command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (Undecided(state) is { } tooLate) return tooLate;
        var next = HearingMoments.All.Skip(state.Hearings.Count).FirstOrDefault();
        // A hearing may be announced anew until it is held.
        if (command.Moment != next && !(command.Moment == HearingMoments.Noticed && next == HearingMoments.Held)) return Reject("hearing-out-of-order", command.Moment, HearingName(command.Moment));
        if (command.Moment == HearingMoments.Noticed)
        {
            if (command.HeldOn is not { } day) return Reject("hearing-day-required");
            if (Refuse(state, new CaseFact.HearingNoticed(burst.At, day), clocks) is { } refused) return refused;
        }
        if (command.Moment == HearingMoments.Asked && state.Timeline.Facts.OfType<CaseFact.HearingTold>().First() is var told
            && ClockBook.Compute(state.Timeline, clocks.Policy, clocks.Calendar, burst.At).FirstOrDefault(r => r is { Kind: ClockKind.Hearing, Id: "ask" }) is { Due: { } last } && burst.Today > last && told is not null)
            return Reject("hearing-asked-late", PlainJson.Iso(last));
        burst.Add(new CaseEvent.HearingRecorded(command.Moment, by) { HeldOn = command.Moment == HearingMoments.Noticed ? command.HeldOn : null, Document = Text(command.Document) });
        return null;
    }

    private static string HearingName(string moment) => moment switch
    {
        HearingMoments.Told => "告知", HearingMoments.Asked => "申请", HearingMoments.Noticed => "通知", HearingMoments.Held => "举行", _ => moment,
    };

    /// <summary>容缺: only papers that the item lets follow, and no later than it lets them.</summary>
    private static Rejection? Promise(CaseState state, CaseCommand.PromisePapers command, ActorStamp by, ClockContext clocks, CaseContext context, CaseBurst burst)
    {
        // 容缺受理：有承诺未兑现记录的，不适用。
        if (command.BrokenBefore is { } broken) return Reject("promise-broken-before", broken);
        if (command.Papers.Count == 0 || Text(command.Document) is not { } document) return Reject("document-required");
        var open = MaterialRules.ToFollow(context.Item.Materials, state.Materials);
        if (state.CountyReviews.Count > 0 && HeldAlready(state, context.Item.Materials.Where(m => command.Papers.Contains(m.Code))) is { } again) return again;
        foreach (var paper in command.Papers)
        {
            if (open.FirstOrDefault(m => m.Code == paper) is not { } material || state.Promises.Exists(p => !p.IsKept && p.Made.Papers.Contains(paper)))
                return Reject("promise-not-deferrable", context.Item.Materials.FirstOrDefault(m => m.Code == paper)?.NameZh ?? paper);
            if (command.LimitDays > material.DeferrableDays) return Reject("promise-too-long", Days(command.LimitDays), Days(material.DeferrableDays.Value));
        }
        var id = $"T{state.Promises.Count + 1}";
        if (Refuse(state, new CaseFact.LegOpened(burst.At, ClockKind.Tolerance, id, "", "") { LimitDays = command.LimitDays }, clocks) is { } refused) return refused;
        burst.Add(new CaseEvent.PapersPromised(id, command.Papers, command.LimitDays, by) { Document = document });
        return null;
    }

    private static Rejection? Receive(CaseState state, CaseCommand.ReceivePromisedPapers command, ActorStamp by, CaseBurst burst)
    {
        if (state.Promises.Find(p => p.Made.PromiseId == command.PromiseId) is not { IsKept: false }) return Reject("promise-unknown", command.PromiseId);
        burst.Add(new CaseEvent.PromisedPapersReceived(command.PromiseId, by));
        return null;
    }

    private static Rejection? Renewal(CaseState state, CaseCommand.RecordRenewal command, ActorStamp by, CaseBurst burst)
    {
        if (state.Decision is { } decision) return Reject("case-decided", state.CaseNumber, decision.Result, ChineseNames.Result(decision.Result));
        if (state.LicenceExpiresOn is { } known) return Reject("renewal-recorded", PlainJson.Iso(known));
        var received = OfficeHours.DayOf(state.RegisteredAt!.Value);
        if (command.ExpiresOn < received) return Reject("renewal-expired", PlainJson.Iso(command.ExpiresOn), PlainJson.Iso(received));
        burst.Add(new CaseEvent.RenewalRecorded(command.ExpiresOn, by) { Licence = Text(command.Licence) });
        return null;
    }

    private static Rejection? OpenLeg(CaseState state, CaseCommand.OpenLeg command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        if (ClockDefinition.Find(command.Clock) is not { } clock) return Reject("clock-unknown", command.Clock);
        if (clock.Kind is not (ClockKind.Stage or ClockKind.Opinion or ClockKind.Survey)) return Reject(ClockFinding.Of("leg-kind-unknown", new Localized(clock.NameZh, clock.NameEn)));
        if (Text(command.NameZh) is not { } name || (command.LimitDays ?? clocks.Policy.BaseDays(clock.Kind)) is null) return Reject("leg-name-required");
        var id = $"L{state.Legs.Count + 1}";
        var fact = new CaseFact.LegOpened(burst.At, clock.Kind, id, name, Text(command.NameEn) ?? name) { LimitDays = command.LimitDays, PlannedOn = command.PlannedOn };
        if (Refuse(state, fact, clocks) is { } refused) return refused;
        burst.Add(new CaseEvent.LegOpened(id, clock.Code, fact.NameZh, fact.NameEn, by) { LimitDays = command.LimitDays, PlannedOn = command.PlannedOn });
        return null;
    }

    private static Rejection? CloseLeg(CaseState state, CaseCommand.CloseLeg command, ActorStamp by, ClockContext clocks, CaseBurst burst)
    {
        var leg = state.Legs.Find(l => l.Opened.LegId == command.LegId && l.IsOpen);
        var clock = leg is null ? null : ClockDefinition.Find(leg.Opened.Clock);
        if (clock is null) return Reject(ClockFinding.Of("leg-unknown", new Localized("单独登记的环节", "its own record"), command.LegId));
        if (Refuse(state, new CaseFact.LegClosed(burst.At, clock.Kind, command.LegId), clocks) is { } refused) return refused;
        burst.Add(new CaseEvent.LegClosed(command.LegId, clock.Code, by));
        return null;
    }

    /// <summary>A limit stands still, or becomes longer, only between acceptance and decision.</summary>
    private static Rejection? Undecided(CaseState state) =>
        state.AcceptedAt is null ? Reject("not-accepted-yet", state.CaseNumber)
        : state.Decision is { } decision ? Reject("case-decided", state.CaseNumber, decision.Result, ChineseNames.Result(decision.Result)) : null;

    private static Rejection? Refuse(CaseState state, CaseFact fact, ClockContext clocks) =>
        ClockGuard.Refuse(state.Timeline, fact, clocks.Policy, clocks.Calendar) is { } finding ? Reject(finding) : null;

    private static Rejection? MayKeep(CaseState state, Actor actor, CaseContext context) =>
        state.IsApplicant(actor) ? Reject("own-case", actor.Name) : Mandate(actor, context) is null ? Reject("clock-not-handler", actor.Name) : null;

    /// <summary>The mandate by which somebody handles cases of the item.</summary>
    private static Mandate? Mandate(Actor actor, CaseContext context) => ClockAccess.Keeping(actor, context.Item.DepartmentId);

    private static ActorStamp Stamp(Actor actor, CaseContext context)
    {
        var mandate = Mandate(actor, context) ?? actor.Mandates.FirstOrDefault();
        return new ActorStamp(actor.UserId, actor.Name) { Role = mandate?.Role, DepartmentId = mandate?.DepartmentId };
    }

    private static Rejection? MayApprove(CaseState state, Actor actor, ActorStamp requester, string approver, CaseContext context, out ActorStamp by)
    {
        var needed = ClockApprovers.CandidateOf(approver, context.Item.DepartmentId);
        by = Stamp(state, actor, needed);
        if (state.IsApplicant(actor)) return Reject("own-case", actor.Name);
        if (!actor.Mandates.Any(needed.Admits)) return Reject("clock-not-approver", actor.Name, needed.Role, ChineseNames.Role(needed.Role));
        return actor.UserId == requester.UserId ? Reject("clock-same-person", actor.Name) : null;
    }

    private static Rejection PauseNotOpen(CaseState state, string id) =>
        state.Pauses.Find(p => p.Request.PauseId == id) is { } pause
            ? Reject("pause-not-open", id, pause.Status switch { PauseStatus.Requested => "待批准", PauseStatus.Running => "进行中", PauseStatus.Ended => "已结束", PauseStatus.Rejected => "未批准", _ => "已失效" }, pause.Status.ToString().ToLowerInvariant())
            : Reject(ClockFinding.Of("pause-unknown", id));

    private static Rejection ExtensionNotOpen(CaseState state, string id)
    {
        var status = state.Extensions.Find(e => e.Request.ExtensionId == id)?.Status;
        return Reject("extension-not-open", id,
            status switch { ExtensionStatus.Requested => "待批准", ExtensionStatus.Approved => "待告知", ExtensionStatus.Told => "已生效", ExtensionStatus.Rejected => "未批准", _ => "不存在" },
            status?.ToString().ToLowerInvariant() ?? "unknown");
    }

    private static string? Text(string? text) => Blank(text) ? null : text!.Trim();

    private static string Days(double days) => days.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
