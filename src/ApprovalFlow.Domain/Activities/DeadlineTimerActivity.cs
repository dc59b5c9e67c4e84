using System.Globalization;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Activities;

/// <summary>期限: waits for a duration or for the end of a number of working days.</summary>
/// <remarks>
/// It stands beside the step it watches, on a branch of the same fork. Interrupting: it leaves by <c>Interrupt</c>, to be drawn to a
/// WaitAny join, which ends the other branches. Otherwise by <c>Remind</c>, and the step goes on.
/// </remarks>
public sealed class DeadlineTimerActivity(Func<WorkCalendar?> calendar) : ActivityBehavior
{
    public const string TypeName = "Approval.DeadlineTimer";

    /// <summary>The day of a case begins and ends in China's time.</summary>
    private static readonly TimeSpan ChinaOffset = TimeSpan.FromHours(8);

    private static readonly InputDescriptor Duration = new("duration", "TimeSpan")
    {
        DisplayName = new("时长", "Duration"), Description = new("如 1.12:00:00；与工作日二选一", "For example 1.12:00:00; either this or working days"), UiHint = "timespan",
    };

    private static readonly InputDescriptor WorkingDays = new("workingDays", "Double")
    {
        DisplayName = new("工作日", "Working days"), Description = new("当日不计；到最后一日结束时到期", "The first day is not counted; due at the end of the last day"), UiHint = "number",
    };

    public static ActivityType CreateType(Func<WorkCalendar?> calendar) => new(TypeName, new DeadlineTimerActivity(calendar))
    {
        Category = ApprovalActivities.Category,
        DisplayName = new("期限定时", "Deadline timer"),
        Description = new("到期后提醒或中断并行的环节", "When due, reminds or interrupts the step beside it"),
        Icon = "alarm",
        Outcomes = [new(Outcomes.Remind, new("到期提醒", "Remind")), Outcomes.Negative(Outcomes.Interrupt, "到期中断", "Interrupt")],
        Inputs =
        [
            WorkingDays,
            new("interrupting", "Boolean") { DisplayName = new("中断", "Interrupting"), Description = new("到期后结束并行环节", "Ends the step beside it when due"), UiHint = "checkbox", DefaultValue = false },
            Duration,
        ],
    };

    /// <summary>It is said beforehand which of the two it is; absent means that it reminds.</summary>
    public override IReadOnlyList<string>? OutcomesWith(Func<string, object?> literal) => literal("interrupting") is bool interrupting ? [interrupting ? Outcomes.Interrupt : Outcomes.Remind] : null;

    /// <summary>A reminder that is not due yet when the flow ends reminds of nothing any more.</summary>
    public override bool MayBeCutOff(Func<string, object?> literal) => literal("interrupting") is false;

    public override void Execute(ActivityContext context)
    {
        if (context.Given(Duration) is string text && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var duration))
            Wait(context, context.Now + duration);
        else if (context.Given(WorkingDays) is not double days)
            context.Fault($"Expected '{context.ActivityId}' to have a duration or working days, but it has neither.");
        else if (calendar() is not { } known)
            context.Fault($"Expected a calendar for the working days of '{context.ActivityId}', but none is loaded.");
        else
        {
            var answer = known.Due(DateOnly.FromDateTime(context.Now.ToOffset(ChinaOffset).DateTime), days);
            if (answer.Day is { } day)
                Wait(context, new DateTimeOffset(day.ToDateTime(default).AddHours(answer.EndsAtNoon ? 12 : 24), ChinaOffset));
            else
                context.Fault(answer.Reason!);
        }
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input) =>
        context.Complete(context.Flag("interrupting") ? Outcomes.Interrupt : Outcomes.Remind);

    private static void Wait(ActivityContext context, DateTimeOffset due) =>
        context.Wait(new BookmarkRequest(TypeName) { ResumeAt = due, Payload = new Dictionary<string, object?> { ["interrupting"] = context.Flag("interrupting") } });
}
