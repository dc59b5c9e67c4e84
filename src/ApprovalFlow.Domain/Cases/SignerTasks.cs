using System.Globalization;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Signing;

namespace ApprovalFlow.Domain.Cases;

/// <summary>The tasks of a step that several people sign.</summary>
internal static class SignerTasks
{
    private static readonly IReadOnlyList<string> AgreeOrNot = [Outcomes.Approve, Outcomes.Refuse];

    /// <summary>The task of a signer whose turn has come. It ends when the step does: no time of its own is granted.</summary>
    public static CaseEvent.TaskOpened Open(SignerSlot slot, CaseTask step) => slot.Kind == SignerKind.Own
        ? new CaseEvent.TaskOpened(slot.TaskId, step.BookmarkId, step.ActivityId, step.ActivityType, step.NameZh, step.NameEn, slot.Candidate)
        {
            LimitDays = step.LimitDays, Counted = step.Counted, Due = step.Due, Outcomes = step.Outcomes, Person = slot.Person, Why = slot.Why, Unfilled = slot.Unfilled,
        }
        : new CaseEvent.TaskOpened(slot.TaskId, step.BookmarkId, step.ActivityId, TaskTypes.Countersign, Named(step.NameZh, slot.Kind).Zh, Named(step.NameEn, slot.Kind).En, slot.Candidate)
        {
            Counted = step.Counted, Due = step.Due, Outcomes = AgreeOrNot, Person = slot.Person, AddedTo = slot.Beside,
        };

    /// <summary>The signers of a step share its number and have one of their own behind it.</summary>
    public static string IdOf(string stem, int number) => string.Create(CultureInfo.InvariantCulture, $"{stem}s{number}");

    public static string StemOf(string taskId) => taskId.LastIndexOf('s') is var at and > 0 && at > taskId.LastIndexOf('-') ? taskId[..at] : taskId;

    private static (string Zh, string En) Named(string name, SignerKind kind) => kind switch
    {
        SignerKind.Before => ($"{name}（前加签）", $"{name} (opinion before)"),
        SignerKind.After => ($"{name}（后加签）", $"{name} (confirmation)"),
        _ => ($"{name}（并加签）", $"{name} (signing beside)"),
    };
}
