using System.Globalization;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Activities;
using static ApprovalFlow.Domain.Cases.CaseEvent;

namespace ApprovalFlow.Domain.Notifications;

/// <summary>Who is told what of an event. Pure; delivering it again comes to the same.</summary>
public static class MessageRules
{
    /// <summary>Longer reasons stand in the document; a message only points there.</summary>
    private const int ReasonLength = 120;
    /// <summary>The department of a trip's body has no single address: those who speak for it are told.</summary>
    private static IReadOnlyList<string> Speakers => TripRules.Speakers;

    /// <summary>Whether somebody may be told of an event; cheap, because every event is asked.</summary>
    public static bool Tells(CaseEvent @event) => @event is CaseRegistered or TaskOpened or CaseAccepted or AcceptanceDeemed or CorrectionRequested or DecisionMade or CertificateIssued or ExtensionTold or PauseStarted
        or CaseTerminated or TaskTransferred or TaskDelegated or TaskGivenBack or TaskAssigned or TaskUrged or CaseCopied or CommentAdded { Mentions.Count: > 0 } or CardRaised or OrderOpened or OrderEscalated or RevocationOpened or RevocationDecided;

    /// <summary>Whether an event is told in the system itself, where nobody is written to outside it: a new task stands in an inbox already, and an applicant without an account reads nothing here.</summary>
    public static bool TellsInside(CaseEvent @event, CaseState state) => Tells(@event) && @event switch
    {
        TaskOpened e => e.Unfilled is not null,
        TaskTransferred or TaskDelegated or TaskGivenBack => false,
        TaskAssigned or TaskUrged or CaseCopied or CommentAdded or CardRaised or OrderOpened or OrderEscalated or RevocationOpened => true,
        _ => state.Applicant?.UserId is not null,
    };

    /// <param name="state">The case as it is now: whoever no longer has to do with a task is not told of it.</param>
    public static IReadOnlyList<Telling> Of(CaseState state, CaseRecord record, ApprovalCatalogue catalogue)
    {
        var say = new Words(state, catalogue);
        return record.Event switch
        {
            CaseRegistered => [say.ToApplicant(MessageKind.Registered)],
            CaseAccepted or AcceptanceDeemed => [say.ToApplicant(MessageKind.Accepted)],
            CorrectionRequested e => [say.ToApplicant(MessageKind.Correction, ("reason", Reason(e.Reason, "见补正告知书", "see the notice")))],
            DecisionMade e => [say.ToApplicant(e.Result is CaseResults.Refused or CaseResults.NotFiled ? MessageKind.Refused : MessageKind.Decided, ("result", CaseResults.Find(e.Result)?.DisplayName ?? new(e.Result, e.Result)))],
            CertificateIssued => [say.ToApplicant(MessageKind.Certificate)],
            ExtensionTold => [say.ToApplicant(MessageKind.Extended)],
            PauseStarted => [say.ToApplicant(MessageKind.Paused)],
            CaseTerminated e => [say.ToApplicant(MessageKind.Terminated, ("reason", Reason(e.Reason, "见决定书", "see the document")))],
            TaskOpened { Unfilled: not null } e => state.Task(e.TaskId)?.Unfilled is null ? []
                : [say.Of(MessageKind.Unfilled, new Audience.Pool(new Candidate(Roles.Administrator)), e.TaskId) with { InApp = new("unfilled", "", e.TaskId, null) }],
            TaskOpened e => say.Opened(e),
            TaskTransferred e => say.Handed(e.TaskId, e.To),
            TaskDelegated e => say.Handed(e.TaskId, e.To),
            TaskGivenBack e => say.Handed(e.TaskId, e.To),
            TaskAssigned e => [say.From(MessageKind.Assigned, new Audience.Person(e.To.UserId), "assigned", e.By, e.TaskId, e.Reason)],
            TaskUrged e => state.Task(e.TaskId) is { Status: CaseTaskStatus.Open } task ? [say.From(MessageKind.Urged, HolderOf(task), "urged", e.By, e.TaskId, e.Reason)] : [],
            CaseCopied e => [.. e.To.Select(p => say.From(MessageKind.Copied, new Audience.Person(p.UserId), "copied", e.By, e.TaskId, e.Note))],
            CommentAdded e => [.. e.Mentions.Select(p => say.From(MessageKind.Mentioned, new Audience.Person(p.UserId), "mentioned", e.By, e.TaskId, e.Text))],
            CardRaised e => say.Carded(e),
            OrderOpened e => say.Ordered("order-opened", e.CardId, OwnerOf(state, e.CardId), e.To),
            OrderEscalated e => say.Ordered("order-escalated", state.Cards.First(c => c.Order?.OrderId == e.OrderId).Raised.CardId, null, e.To),
            RevocationOpened e => say.Hearing(e),
            RevocationDecided e => [say.ToApplicant(MessageKind.Appointment, ("title", new(e.Revoked ? "许可已撤销" : "撤销程序终止", e.Revoked ? "Licence revoked" : "Revocation closed")),
                ("text", new(Reason(e.Reasons, "见决定书", "see the document").Zh + (e.Revoked && e.Remedies is { } remedies ? $" {remedies}" : ""), Reason(e.Reasons, "见决定书", "see the document").En + (e.Revoked && e.Remedies is { } ways ? $" {ways}" : ""))))],
            _ => [],
        };
    }

    /// <summary>What a flow or a trip asks to be said in words of its own (<c>Notify</c>). A trip's words to an applicant are part of the procedure, a flow's are a convenience.</summary>
    /// <param name="payload">As the activity emits it.</param>
    /// <param name="caseNumber">The case it belongs to; null for a trip's words to a body.</param>
    public static Telling? OfNotice(IReadOnlyDictionary<string, string> payload, string? caseNumber)
    {
        string Text(string name) => payload.GetValueOrDefault(name, "");
        Localized Both(string zh, string en) => new(Text(zh), Text(en).Length > 0 ? Text(en) : Text(zh));
        var values = new Dictionary<string, Localized> { ["title"] = Both("titleZh", "titleEn"), ["text"] = Both("textZh", "textEn"), ["case"] = new(caseNumber ?? Text("trip"), caseNumber ?? Text("trip")) };
        var department = Text("departmentId") is { Length: > 0 } given ? given : null;
        var isTrip = Text("trip").Length > 0;
        var note = new Note(Note.Told, "", null, null);
        return Text("audience") switch
        {
            "applicant" => new(MessageKind.Of(isTrip ? MessageKind.Appointment : MessageKind.FlowNotice), new Audience.Applicant(), values) { InApp = note },
            _ when Text("role") is { Length: > 0 } role => new(MessageKind.Of(MessageKind.StaffNotice), new Audience.Pool(new Candidate(role, department)), values) { InApp = note },
            _ when department is not null => new(MessageKind.Of(MessageKind.StaffNotice), new Audience.Pool([.. Speakers.Select(r => new Candidate(r, department))]), values) { InApp = note },
            _ => null,
        };
    }

    private static Audience HolderOf(CaseTask task) => task.Assignee is { } holder ? new Audience.Person(holder.UserId) : new Audience.Pool(task.Candidate);

    private static string? OwnerOf(CaseState state, string cardId) => state.Cards.Find(c => c.Raised.CardId == cardId)?.Raised.OwnerUserId;

    private static Localized Reason(string? reason, string zh, string en)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return new(zh, en);
        var clean = MessageText.Clean(reason);
        var cut = new StringInfo(clean) is { LengthInTextElements: > ReasonLength } text ? text.SubstringByTextElements(0, ReasonLength) + "…" : clean;
        return new(cut, cut);
    }

    /// <summary>What can be said of one case.</summary>
    private sealed class Words(CaseState state, ApprovalCatalogue catalogue)
    {
        public Telling ToApplicant(string kind, params (string Name, Localized Value)[] more) => new(MessageKind.Of(kind), new Audience.Applicant(), Values(more)) { InApp = new(Note.Told, "", null, null) };

        public Telling Of(string kind, Audience to, string taskId, params (string Name, Localized Value)[] more) => new(MessageKind.Of(kind), to, Values([.. more, ("step", StepOf(taskId))]));

        public Telling From(string kind, Audience to, string note, ActorStamp by, string? taskId, string? text) =>
            new(MessageKind.Of(kind), to, Values([("step", StepOf(taskId)), ("from", new(by.Name, by.Name)), ("reason", Reason(text, "", ""))])) { InApp = new(note, by.Name, taskId, text) };

        /// <summary>第七条: the applicant is told before anything is decided, and who decides as well.</summary>
        public IReadOnlyList<Telling> Hearing(RevocationOpened e)
        {
            var until = e.StatementsUntil is { } day ? PlainJson.Iso(day) : null;
            var ground = Reason(e.Ground, "见告知书", "see the notice");
            var (zh, en) = e.Kind == Regulation.RevocationKind.Annul ? ("拟撤销许可", "Your licence may be annulled") : ("拟撤回许可", "Your licence may be withdrawn");
            return
            [
                ToApplicant(MessageKind.Appointment, ("title", new(zh, en)), ("text", new($"{Bare(ground.Zh)}。您有权陈述、申辩{(until is null ? "" : $"，请于{until}前提出")}。", $"{Bare(ground.En)}. You may state and defend your case{(until is null ? "" : $" until {until}")}."))),
                new(MessageKind.Of(MessageKind.StaffNotice), new Audience.Pool(new Candidate(Roles.ChiefRepresentative, catalogue.Item(state.ItemCode)?.DepartmentId)),
                    Values([("title", new("撤销程序待决定", "A revocation to decide")), ("text", ground)])) { InApp = new(Note.Told, "", null, null) },
            ];
        }

        /// <summary>Without the stop that people put at its end, where a sentence goes on.</summary>
        private static string Bare(string text) => text.TrimEnd('。', '.', ' ');

        /// <summary>The next handler, or those who may take it. Whoever took it meanwhile knows; an applicant's own step is told by what opened it.</summary>
        public IReadOnlyList<Telling> Opened(TaskOpened e)
        {
            if (state.Task(e.TaskId) is not { Status: CaseTaskStatus.Open } task || task.Candidate.Role == Roles.Applicant)
                return [];
            return e.Person is { } person ? Handed(e.TaskId, person) : task.Assignee is null ? [Of(MessageKind.Task, new Audience.Pool(task.Candidate), e.TaskId, ("due", Due(task)))] : [];
        }

        public IReadOnlyList<Telling> Handed(string taskId, ActorStamp to) =>
            state.Task(taskId) is { Status: CaseTaskStatus.Open } task && task.Assignee?.UserId == to.UserId ? [Of(MessageKind.Task, new Audience.Person(to.UserId), taskId, ("due", Due(task)))] : [];

        public IReadOnlyList<Telling> Carded(CardRaised e) => Answering(MessageKind.Card, $"card-{e.Level}", e.CardId, e.OwnerUserId, e.Owner, e.Level is "red" or "deep-red",
            ("level", LevelOf(e.Level)), ("cause", new(e.CauseZh, e.CauseEn)));

        public IReadOnlyList<Telling> Ordered(string note, string cardId, string? holder, Candidate to)
        {
            var card = state.Cards.Find(c => c.Raised.CardId == cardId)?.Raised;
            return Answering(MessageKind.Order, note, cardId, holder, to, rings: true, ("cause", new(card?.CauseZh ?? "", card?.CauseEn ?? "")));
        }

        /// <summary>Whoever holds the work, or may take it, and the supervisors; their telephones ring only for what is serious.</summary>
        private IReadOnlyList<Telling> Answering(string kind, string note, string cardId, string? holder, Candidate owner, bool rings, params (string Name, Localized Value)[] values)
        {
            // Which card it is stands as the text; its cause is read from the card, in the reader's language.
            var subject = state.Cards.Find(c => c.Raised.CardId == cardId)?.Raised.Subject;
            var inApp = new Note(note, Actor.System.Name, kind == MessageKind.Card && subject is not null && state.Task(subject) is not null ? subject : null, cardId);
            Audience answering = holder is not null ? new Audience.Person(holder) : new Audience.Pool(owner);
            return
            [
                new(MessageKind.Of(kind), answering, Values(values)) { InApp = inApp },
                new(MessageKind.Of(kind), new Audience.Pool(new Candidate(ClockApprovers.Supervisor, owner.DepartmentId)), Values(values)) { InApp = inApp, Rings = rings },
            ];
        }

        private Dictionary<string, Localized> Values((string Name, Localized Value)[] more)
        {
            var flow = catalogue.Flow(state.FlowCode);
            var values = new Dictionary<string, Localized> { ["item"] = new(flow?.NameZh ?? state.ItemCode, flow?.NameEn ?? state.ItemCode), ["case"] = new(state.CaseNumber, state.CaseNumber) };
            foreach (var (name, value) in more)
                values[name] = value;
            return values;
        }

        private Localized StepOf(string? taskId) => taskId is not null && state.Task(taskId) is { } task ? new(task.NameZh, task.NameEn) : new("", "");

        private static Localized Due(CaseTask task) => task.Due is { } due ? new($"，请于{due:yyyy-MM-dd}前办理", $", due on {due:yyyy-MM-dd}") : new("，请及时办理", "");

        private static Localized LevelOf(string level) => level switch { "warn" => new("预警", "warning"), "yellow" => new("黄牌", "yellow card"), "red" => new("红牌", "red card"), _ => new("深红牌", "deep red card") };
    }
}
