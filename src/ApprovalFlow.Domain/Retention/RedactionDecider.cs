using System.Globalization;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Retention.RedactionEvent;
using static ApprovalFlow.Domain.Retention.RedactionText;

namespace ApprovalFlow.Domain.Retention;

/// <summary>Decides what a command means for the keeping of one case: two persons for every removal, one for what keeps it.</summary>
public static class RedactionDecider
{
    public const int LongestText = 1_000;

    /// <returns>One event, or why not.</returns>
    public static (RedactionEvent? Event, Rejection? Rejection) Decide(RedactionState state, RedactionCommand command, RetainedCase @case, RetentionSchedule schedule, DateOnly today) => command switch
    {
        RedactionCommand.Ask ask => Ask(state, ask, @case, schedule, today),
        RedactionCommand.Agree agree => Agree(state, agree, @case, schedule, today),
        RedactionCommand.Decline decline => Decline(state, decline, @case),
        RedactionCommand.PlaceHold hold => Hold(state, hold, @case),
        RedactionCommand.LiftHold lift => Lift(state, lift, @case),
        _ => throw new ArgumentException($"Expected a known command, but got {command.GetType().Name}."),
    };

    private static (RedactionEvent?, Rejection?) Ask(RedactionState state, RedactionCommand.Ask command, RetainedCase @case, RetentionSchedule schedule, DateOnly today)
    {
        if (Stamp(command.By, Roles.Administrator) is not { } stamp) return No("retention-not-administrator", command.By.Name);
        if (command.By.UserId == @case.ApplicantUserId) return No("retention-own-case", command.By.Name);
        if (state.Request is { } pending) return No("retention-asked-already", @case.CaseNumber, pending.Asked.By.Name);
        if (schedule.Ground(command.Ground) is not { } ground) return No("retention-ground-unknown", command.Ground);
        if (Unfit(@case, command.Basis, command.Reason) is { } unfit) return (null, unfit);
        return RemovalRules.WhyNot(@case, state, command.Scope, ground, schedule, today) is [var first, ..]
            ? (null, first) : (new RedactionAsked(command.Scope, ground.Code, command.Basis.Trim(), command.Reason.Trim(), stamp), null);
    }

    private static (RedactionEvent?, Rejection?) Agree(RedactionState state, RedactionCommand.Agree command, RetainedCase @case, RetentionSchedule schedule, DateOnly today)
    {
        if (Stamp(command.By, Roles.Auditor, Roles.Administrator) is not { } stamp) return No("retention-not-second", command.By.Name);
        if (state.Request is not { } request || request.Sequence != command.Asked) return No("retention-not-asked", @case.CaseNumber);
        if (request.AgreedBy is { } agreed) return No("retention-agreed-already", @case.CaseNumber, agreed.Name);
        if (request.Asked.By.UserId == command.By.UserId) return No("retention-same-person", command.By.Name);
        if (command.By.UserId == @case.ApplicantUserId) return No("retention-own-case", command.By.Name);
        return RemovalRules.WhyNot(@case, state, request.Asked.Scope, schedule.Ground(request.Asked.Ground), schedule, today) is [var first, ..] ? (null, first) : (new RedactionAgreed(request.Sequence, stamp), null);
    }

    private static (RedactionEvent?, Rejection?) Decline(RedactionState state, RedactionCommand.Decline command, RetainedCase @case)
    {
        if (Stamp(command.By, Roles.Auditor, Roles.Administrator) is not { } stamp) return No("retention-not-second", command.By.Name);
        if (state.Request is not { } request || request.Sequence != command.Asked) return No("retention-not-asked", @case.CaseNumber);
        return Unfit(@case, command.Reason) is { } unfit ? (null, unfit) : (new RedactionDeclined(request.Sequence, command.Reason.Trim(), stamp), null);
    }

    private static (RedactionEvent?, Rejection?) Hold(RedactionState state, RedactionCommand.PlaceHold command, RetainedCase @case)
    {
        if (Stamp(command.By, Roles.Auditor, Roles.Administrator) is not { } stamp) return No("retention-not-second", command.By.Name);
        if (state.Hold is { } there) return No("retention-held-already", @case.CaseNumber, there.By.Name);
        if (state.IsRemoved(RemovalScope.Case)) return No("removal-done", @case.CaseNumber);
        return Unfit(@case, command.Basis, command.Reason) is { } unfit ? (null, unfit) : (new HoldPlaced(command.Basis.Trim(), command.Reason.Trim(), stamp), null);
    }

    private static (RedactionEvent?, Rejection?) Lift(RedactionState state, RedactionCommand.LiftHold command, RetainedCase @case)
    {
        if (Stamp(command.By, Roles.Auditor, Roles.Administrator) is not { } stamp) return No("retention-not-second", command.By.Name);
        if (state.Hold is null) return No("retention-not-held", @case.CaseNumber);
        return Unfit(@case, command.Reason) is { } unfit ? (null, unfit) : (new HoldLifted(command.Reason.Trim(), stamp), null);
    }

    /// <summary>These words stay for ever: somebody whose data is to go is not named in them.</summary>
    private static Rejection? Unfit(RetainedCase @case, params string[] texts)
    {
        if (texts.Any(string.IsNullOrWhiteSpace)) return Reject("retention-reason-required");
        if (texts.Any(t => t.Trim().Length > LongestText)) return Reject("retention-text-too-long", LongestText.ToString(CultureInfo.InvariantCulture));
        return @case.ApplicantName.Length > 0 && texts.Any(t => t.Contains(@case.ApplicantName, StringComparison.OrdinalIgnoreCase)) ? Reject("retention-names-person") : null;
    }

    private static ActorStamp? Stamp(Actor by, params string[] roles) =>
        roles.Select(role => by.Mandates.FirstOrDefault(m => m.Role == role)).FirstOrDefault(m => m is not null) is { } mandate ? new ActorStamp(by.UserId, by.Name) { Role = mandate.Role, DepartmentId = mandate.DepartmentId } : null;

    private static (RedactionEvent?, Rejection?) No(string code, params string[] arguments) => (null, Reject(code, arguments));
}
