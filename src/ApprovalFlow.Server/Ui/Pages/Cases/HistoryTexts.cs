using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>A case's history in sentences, newest first. Lines that only repeat the one beside them are left out; the interface has them all.</summary>
public sealed class HistoryTexts(PageTexts texts, OutcomeNames outcomes, Trips.TripTexts trips)
{
    public IReadOnlyList<TimelineEntry> Of(CaseView found, ApprovalItem? item)
    {
        var types = found.Tasks.ToDictionary(t => t.TaskId, t => t.ActivityType);
        // A withdrawal written down at a task is that task's line already.
        var told = found.History.Any(e => e is { Kind: "task-completed", Outcome: "Withdraw" });
        return [.. found.History.Where(e => !(told && e.Kind == "withdrawal-requested")).Reverse().Select(entry => Line(entry, entry.TaskId is { } id ? types.GetValueOrDefault(id, "") : "", item)).OfType<TimelineEntry>()];
    }

    private TimelineEntry? Line(HistoryEntry entry, string activityType, ApprovalItem? item)
    {
        var task = texts.Pick(entry.TextZh, entry.TextEn);
        TimelineEntry Entry(string title, string icon, string tone) => new(title, entry.At) { Who = WhoOf(entry.Actor), Icon = icon, Tone = tone };
        return entry.Kind switch
        {
            "case-registered" => Entry(texts["history.registered"], "inbox", "info"),
            "task-claimed" => Entry(texts["history.claimed", task], "person", "idle"),
            "task-released" => Entry(texts["history.released", task], "back", "idle"),
            "task-completed" when entry.Detail == "repeats" => Entry(texts["history.repeated", task, outcomes.NameOf(activityType, entry.Outcome)], outcomes.IconOf(activityType), "idle") with { Text = texts["history.repeatedWhy"] },
            "task-completed" => Entry(texts["history.completed", task, outcomes.NameOf(activityType, entry.Outcome)], outcomes.IconOf(activityType), outcomes.ToneOf(activityType, entry.Outcome)) with { Text = Words(entry, activityType) },
            "task-canceled" => Entry(texts["history.canceled", task], "cross", "idle"),
            "task-urged" => Entry(texts["history.urged", task], "alarm", "warn") with { Text = entry.Comment },
            "case-copied" => Entry(texts["history.copied", entry.Person], "send", "idle") with { Text = entry.Comment },
            "copy-read" => Entry(texts["history.copyRead"], "check", "idle"),
            "comment-added" => Entry(task.Length > 0 ? texts["history.commentOn", task] : texts["history.comment"], "edit", "idle") with { Text = string.Join('\n', new[] { entry.Comment, entry.Detail }.Where(l => !string.IsNullOrEmpty(l))) },
            "task-transferred" => Entry(texts["history.transferred", task, entry.Detail, entry.Person], "send", "info") with { Text = entry.Comment },
            "person-recused" => Entry(texts["history.recused", entry.Person], "lock", "warn") with { Text = entry.Comment },
            "form-filled-in" => Entry(texts["history.filledIn", task], "edit", "info") with { Text = Filled(entry, item) },
            "task-assigned" => Entry(texts["history.assigned", task, entry.Person], "person", "warn") with { Text = entry.Comment },
            "approvers-chosen" => Entry(texts["history.approversChosen", task, entry.Person], "users", "info"),
            "task-delegated" => Entry(texts["history.delegated", task, entry.Person], "person", "info") with { Text = entry.Comment },
            "task-given-back" => Entry(texts["history.givenBack", task, entry.Person], "back", "info") with { Text = entry.Comment },
            "signer-added" => Entry(texts["history.signerAdded", task, texts.Find("signer", entry.Detail!), entry.Person], "users", "info") with { Text = entry.Comment },
            "signer-removed" => Entry(texts["history.signerRemoved", entry.Person], "users", "idle") with { Text = entry.Comment },
            "signing-opened" => Entry(texts["history.signingOpened", task, texts.Find("signing.mode", entry.Detail!)], "users", "info"),
            "signing-decided" => Entry(texts["history.signingDecided", outcomes.NameOf(activityType, entry.Outcome), texts.Find("signing.mode", entry.Detail!)], "users", outcomes.ToneOf(activityType, entry.Outcome)),
            "task-returned" => Entry(texts["history.returned", task, Step(entry)], "back", "warn") with { Text = entry.Comment },
            "task-taken-back" => Entry(texts["history.takenBack", task], "back", "warn") with { Text = entry.Comment },
            "vote-taken-back" => Entry(texts["history.voteTakenBack", task], "back", "warn") with { Text = entry.Comment },
            "decision-taken-back" => Entry(texts["history.decisionTakenBack"], "gavel", "warn"),
            "case-suspended" => Entry(texts["history.suspended"], "lock", "warn") with { Text = entry.Comment },
            "version-adopted" => Entry(texts["history.versionAdopted", entry.TextZh], "split", "info"),
            "case-migrated" => Entry(texts[entry.Outcome == "back" ? "history.migratedBack" : "history.migrated", entry.TextZh, entry.Person, entry.Detail], "split", "warn") with { Text = entry.Comment },
            "task-restated" => Entry(texts["history.restated", task], "edit", "info"),
            "case-resumed" => Entry(texts["history.resumed"], "check", "info") with { Text = entry.Comment },
            "case-terminated" => Entry(texts["history.terminated"], "cross", "bad") with { Text = entry.Comment },
            "jump-requested" => Entry(texts["history.jumpRequested", Step(entry)], "send", "info") with { Text = entry.Comment },
            "jump-declined" => Entry(texts["history.jumpDeclined"], "cross", "idle") with { Text = entry.Comment },
            "incident-retried" => Entry(texts["history.retried", Step(entry)], "check", "info") with { Text = entry.Comment },
            "case-altered" => Entry(texts["history.altered", Step(entry), entry.Person], "send", "warn") with { Text = entry.Comment },
            "case-resubmitted" => Entry(texts["history.resubmitted"], "edit", "info"),
            "withdrawal-requested" when entry.Actor is not null && entry.TaskId is null => Entry(texts["history.withdrawal"], "back", "warn") with { Text = entry.Comment },
            "certificate-issued" => Entry(texts["history.certificate", entry.TextZh], "certificate", "ok"),
            "case-delivered" => Entry(texts["history.delivered"], "send", "ok"),
            "county-papers-received" => Entry(texts["history.countyPapers"], "inbox", "info") with { Text = entry.Detail },
            "county-reported" => Entry(texts["history.countyReported", task], "send", "info") with { Text = entry.Detail },
            "visit-proposed" => Entry(texts["history.visitProposed", task], "map-pin", "info") with { Text = entry.Comment },
            "visit-proposal-withdrawn" => Entry(texts["history.visitWithdrawn", task], "map-pin", "idle") with { Text = entry.Comment },
            "trip-joined" => Entry(texts["history.tripJoined", task], "map-users", "info"),
            "trip-left" => Entry(texts["history.tripLeft", task], "map-users", "idle") with { Text = entry.Comment },
            "trip-missed" => Entry(texts["history.tripMissed", task, trips.Department(entry.Comment ?? "")], "warning", "warn"),
            "trip-rectification" => Entry(texts["history.tripRectification", task], "edit", "warn") with { Text = entry.Comment },
            "trip-opinion-received" => Entry(texts["history.tripOpinion", task, texts.Find("trip.result", entry.Outcome ?? "")], "map-users", "ok") with { Text = entry.Comment },
            "packet-addressed" => Entry(texts["history.packetAddressed", trips.Department(entry.Detail ?? "")], "send", "info"),
            "regulator-claimed" => Entry(texts["history.regulatorClaimed", trips.Department(entry.Detail ?? "")], "inbox", "ok"),
            "regulator-changed" => Entry(texts["history.regulatorChanged", trips.Department(entry.Detail ?? "")], "split", "warn") with { Text = entry.Comment },
            "regulator-told" => Entry(texts["history.regulatorTold", texts.Find("feedback.kind", entry.Outcome ?? "")], "file-search", Packets.PacketTexts.Tone(PacketNames.Feedback(entry.Outcome ?? "other"))) with { Text = entry.Comment },
            "revocation-opened" => Entry(texts[$"history.revocationOpened.{entry.Outcome}"], "gavel", "bad") with { Text = entry.Comment },
            "revocation-stated" => Entry(texts["history.revocationStated"], "comment", "info") with { Text = entry.Comment },
            "revocation-decided" => Entry(texts[$"history.revocation.{entry.Outcome}"], "gavel", entry.Outcome == "revoked" ? "bad" : "ok") with { Text = entry.Comment },
            "case-closed" => Entry(texts["history.closed", texts.Find("result", entry.Outcome ?? "")], "archive", "ok"),
            "flow.activity-faulted" or "flow.workflow-faulted" or "flow.suspended" => Entry(texts["case.incident"], "warning", "bad") with { Text = entry.TextEn },
            _ when texts.Has($"clockHistory.{entry.Kind}") => Entry(texts[$"clockHistory.{entry.Kind}", task], ClockIcon(entry.Kind), ClockTone(entry.Kind)) with { Text = entry.Comment },
            _ => null,
        };
    }

    private string Step(HistoryEntry entry) => texts.Pick(entry.Detail ?? "", entry.DetailEn ?? entry.Detail ?? "");
    private static string ClockIcon(string kind) => kind.StartsWith("card-", StringComparison.Ordinal) || kind.StartsWith("order-", StringComparison.Ordinal) ? "flag" : "clock";

    private static string ClockTone(string kind) => kind is "card-raised" or "order-escalated" or "acceptance-deemed" or "case-duplicated" ? "warn" : kind is "card-revoked" or "extension-told" ? "ok" : "idle";

    /// <summary>A substitute is told with the one in whose name they acted.</summary>
    private string? WhoOf(ActorStamp? actor) => actor?.UserId == Actor.System.UserId ? texts["history.system"] : actor?.For is { } principal ? texts["history.for", actor.Name, principal.Name] : actor?.Name;

    /// <summary>The opinion, then what was filled in.</summary>
    private string? Words(HistoryEntry entry, string activityType)
    {
        var fields = TaskForms.For(activityType).Fields.Where(f => entry.Data?.GetValueOrDefault(f.Field.Key) is not null)
            .Select(f => texts["history.field", texts.Pick(f.Field.LabelZh, f.Field.LabelEn), Show(f.Field, entry.Data![f.Field.Key]!)]);
        var lines = new[] { entry.Comment }.Concat(fields).Where(l => !string.IsNullOrWhiteSpace(l)).ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }

    /// <summary>What a step filled in of the application, by the form's own words.</summary>
    private string? Filled(HistoryEntry entry, ApprovalItem? item)
    {
        var fields = (item?.FormFields ?? []).Where(f => entry.Data?.ContainsKey(f.Key) == true).Select(f => texts["history.field", texts.Pick(f.LabelZh, f.LabelEn), entry.Data![f.Key] is { } value ? Show(f, value) : texts["value.none"]]);
        var papers = (entry.Detail ?? "").Split('、', StringSplitOptions.RemoveEmptyEntries).Select(code => item?.Materials.FirstOrDefault(m => m.Code == code)?.NameZh ?? code);
        return string.Join('\n', fields.Concat(papers)) is { Length: > 0 } text ? text : null;
    }

    private string Show(FormField field, object value) => value switch
    {
        string absent when field.Key == "absentDepartments" => trips.Departments(absent.Split('、')),
        double number => $"{number.ToString("0.##", CultureInfo.InvariantCulture)} {field.Unit}".TrimEnd(),
        string choice when field.Choices?.FirstOrDefault(c => c.Value == choice) is { } known => texts.Pick(known.LabelZh, known.LabelEn),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
