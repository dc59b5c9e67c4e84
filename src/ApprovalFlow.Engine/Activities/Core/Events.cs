using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Engine.Scheduling;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>Waits for a named event, in any instance that waits for it.</summary>
internal sealed class EventBehavior : ActivityBehavior
{
    public const string PayloadKey = "EventPayload";

    public override bool OnlyWaits => true;

    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        if (self.IsTrigger) context.SetOutput("result", self.Burst.State.Input.GetValueOrDefault(PayloadKey));
        else context.Wait(new BookmarkRequest("Elsa.Event") { Payload = Stimulus(context.Text("eventName")), IncludeContextInHash = false });
    }

    public static Dictionary<string, object?> Stimulus(string? eventName) => new() { ["EventName"] = eventName ?? "" };

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        context.SetOutput("result", input.GetValueOrDefault(PayloadKey));
        context.Complete();
    }
}

internal sealed class PublishEventBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => context.Emit("PublishEvent", new Dictionary<string, object?>
    {
        ["eventName"] = context.Text("eventName") ?? "", ["correlationId"] = context.Text("correlationId"),
        ["isLocalEvent"] = context.Flag("isLocalEvent"), ["payload"] = context.Input("payload"),
    });
}

internal sealed class RunTaskBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var taskId = ((Activation)context).NewGuid().ToString("N");
        context.SetOutput("taskId", taskId);
        context.Wait(new BookmarkRequest("Elsa.RunTask") { Payload = new Dictionary<string, object?> { ["TaskId"] = taskId }, IncludeContextInHash = false });
        context.Emit("RunTask", new Dictionary<string, object?> { ["taskId"] = taskId, ["taskName"] = context.Text("taskName"), ["payload"] = context.Input("payload") });
    }

    public override void Resume(ActivityContext context, IReadOnlyDictionary<string, object?> input)
    {
        context.SetOutput("result", input.GetValueOrDefault("RunTaskInput"));
        context.Complete();
    }
}

internal sealed class DelayBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context) => WaitUntil(context, "Elsa.Delay", Later(context, TypeAlias.ToTimeSpan(context.Input("timeSpan")) ?? TimeSpan.Zero));

    /// <summary>The calendar ends in the year 9999, on both sides of a span.</summary>
    internal static DateTimeOffset Later(ActivityContext context, TimeSpan span)
    {
        var ticks = (decimal)context.Now.UtcTicks + span.Ticks;
        return new DateTimeOffset((long)Math.Clamp(ticks, 0, DateTimeOffset.MaxValue.UtcTicks), TimeSpan.Zero);
    }

    internal static void WaitUntil(ActivityContext context, string name, DateTimeOffset instant, string key = "ResumeAt") =>
        context.Wait(new BookmarkRequest(name) { Payload = new Dictionary<string, object?> { [key] = instant }, ResumeAt = instant });
}

internal sealed class StartAtBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        var self = (Activation)context;
        if (TypeAlias.ToInstant(context.Input("dateTime")) is not { } instant) { context.Fault("Expected an instant in 'dateTime', but there is none."); return; }
        if (!self.IsTrigger && instant > context.Now) DelayBehavior.WaitUntil(context, "Elsa.StartAt", instant, "ExecuteAt");
    }
}

internal sealed class TimerBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        if (!((Activation)context).IsTrigger)
            DelayBehavior.WaitUntil(context, "Elsa.Timer", DelayBehavior.Later(context, TypeAlias.ToTimeSpan(context.Input("interval")) ?? TimeSpan.FromMinutes(1)));
    }
}

internal sealed class CronBehavior : ActivityBehavior
{
    public override void Execute(ActivityContext context)
    {
        if (((Activation)context).IsTrigger) return;
        var text = context.Text("cronExpression");
        if (CronExpression.TryParse(text)?.Next(context.Now) is { } next) DelayBehavior.WaitUntil(context, "Elsa.Cron", next);
        else context.Fault($"Expected a cron expression with a coming occurrence, but got '{text}'.");
    }
}
