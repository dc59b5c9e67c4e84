namespace ApprovalFlow.Engine.Activities.Core;

/// <summary>The catalogue of Elsa's core activities (SPEC 5), as a designer lists it.</summary>
internal static class CoreActivities
{
    private const string Flow = "Flow", Branching = "Branching", Looping = "Looping", Primitives = "Primitives", Events = "Events", Timers = "Timers", Composition = "Composition";

    private static readonly InputDescriptor Mode = new("mode", "String") { DisplayName = new("匹配方式", "Match mode"), UiHint = "dropdown", DefaultValue = "MatchFirst", Options = Choices(("MatchFirst", "首个满足"), ("MatchAny", "全部满足")) };
    private static readonly InputDescriptor DefinitionId = new("workflowDefinitionId", "String") { DisplayName = new("工作流", "Workflow definition"), UiHint = "workflow-definition-picker", Required = true };
    private static readonly InputDescriptor ChildInput = new("input", "ObjectDictionary") { DisplayName = new("输入", "Input"), UiHint = "input-dictionary" };
    private static readonly InputDescriptor Wait = Input("waitForCompletion", "Boolean", "等待完成", "Wait for completion") with { UiHint = "checkbox", DefaultValue = false };
    private static readonly InputDescriptor Correlation = Input("correlationId", "String", "关联标识", "Correlation id");
    private static readonly OutputDescriptor Result = new("result", "Object") { DisplayName = new("结果", "Result") };
    private static readonly OutputDescriptor CurrentValue = new("currentValue", "Object") { DisplayName = new("当前值", "Current value") };

    public static IEnumerable<ActivityType> All =>
    [
        Container("Elsa.Flowchart", new FlowchartBehavior(), "流程图", "Flowchart", "按连线和结果推进", "Follows connections by outcome", "flowchart", "activities"),
        Container("Elsa.Sequence", new SequenceBehavior(), "顺序", "Sequence", "依次执行", "One after the other", "sequence", "activities"),
        Container("Elsa.Parallel", new ParallelBehavior(), "并行", "Parallel", "同时执行，全部完成后继续", "All at once; goes on when all are done", "parallel", "activities"),
        Type("Elsa.Fork", new ForkBehavior(), Branching, "分支", "Fork", "并行分支，全部或任一完成后继续", "Branches in parallel; waits for all or any", "fork") with
        {
            EmbeddedPorts = ["branches"],
            Inputs = [Input("joinMode", "String", "汇合方式", "Join mode") with { IsWrapped = false, DefaultValue = "WaitAll", UiHint = "dropdown", Options = Choices(("WaitAll", "等待全部"), ("WaitAny", "等待任一")) }],
        },
        Type("Elsa.If", new IfBehavior(), Branching, "如果", "If", "按条件走其中一支", "Takes one of two branches", "if") with
        {
            EmbeddedPorts = ["then", "else"], Outputs = [new("result", "Boolean")], Inputs = [Condition()],
        },
        Type("Elsa.Switch", new SwitchBehavior(), Branching, "多路选择", "Switch", "按多个条件选择分支", "Takes the branches whose conditions hold", "switch") with { HasCases = true, EmbeddedPorts = ["default"], Inputs = [Mode] },
        Type("Elsa.While", new WhileBehavior(), Looping, "当…时循环", "While", "条件成立时重复", "Repeats while the condition holds", "loop") with { EmbeddedPorts = ["body"], Inputs = [Condition() with { IsLazy = true }] },
        Type("Elsa.For", new ForBehavior(), Looping, "计数循环", "For", "从起始值数到结束值", "Counts from start to end", "loop") with
        {
            EmbeddedPorts = ["body"], Outputs = [CurrentValue],
            Inputs =
            [
                Input("start", "Int32", "起始值", "Start") with { DefaultValue = 0d }, Input("end", "Int32", "结束值", "End") with { DefaultValue = 0d },
                Input("step", "Int32", "步长", "Step") with { DefaultValue = 1d }, Input("outerBoundInclusive", "Boolean", "包含结束值", "End inclusive") with { DefaultValue = true, UiHint = "checkbox" },
            ],
        },
        Type("Elsa.ForEach", new ForEachBehavior(), Looping, "逐项循环", "For each", "对每一项依次执行", "Runs once per item, in order", "loop") with { EmbeddedPorts = ["body"], Outputs = [CurrentValue], Inputs = [Items()] },
        Type("Elsa.ParallelForEach", new ParallelForEachBehavior(), Looping, "并行逐项", "Parallel for each", "对每一项同时执行", "Runs once per item, all at once", "parallel") with { EmbeddedPorts = ["body"], Inputs = [Items()] },
        Type("Elsa.Break", new BreakBehavior(), Looping, "跳出循环", "Break", "结束最近的循环", "Ends the nearest loop", "break") with { IsTerminal = true },

        Type("Elsa.Start", new PassBehavior(), Flow, "开始", "Start", "流程图的起点", "Where a flowchart begins", "start") with { IsAutomatic = true, IsStart = true },
        Type("Elsa.End", new PassBehavior(), Flow, "结束", "End", "结束所在的流程图或顺序", "Completes the enclosing flowchart or sequence", "end") with { IsTerminal = true },
        Type("Elsa.FlowDecision", new FlowDecisionBehavior(), Flow, "判断", "Decision", "条件成立走“是”，否则走“否”", "True or False by a condition", "decision") with { IsAutomatic = true, Inputs = [Condition()], Outcomes = [new("True", new("是", "True")), new("False", new("否", "False"))] },
        Type("Elsa.FlowSwitch", new FlowSwitchBehavior(), Flow, "多路判断", "Flow switch", "按条件选择出口", "An outcome per condition", "switch") with { IsAutomatic = true, HasCases = true, HasDynamicOutcomes = true, Inputs = [Mode] },
        Type("Elsa.FlowFork", new FlowForkBehavior(), Flow, "并行开始", "Flow fork", "同时走所有分支", "Follows all branches at once", "fork") with { IsAutomatic = true, HasDynamicOutcomes = true, Inputs = [Input("branches", "List<String>", "分支", "Branches") with { UiHint = "dynamic-outcomes" }] },
        Type("Elsa.FlowJoin", new FlowJoinBehavior(), Flow, "汇合", "Join", "汇合多条路径", "Where paths meet", "join") with
        { IsAutomatic = true,
            Inputs = [Input("mode", "String", "汇合方式", "Mode") with { DefaultValue = "WaitAny", UiHint = "dropdown", Options = Choices(("WaitAll", "等待全部"), ("WaitAllActive", "等待全部活动路径"), ("WaitAny", "等待任一")) }],
        },
        Type("Elsa.FlowNode", new FlowNodeBehavior(), Flow, "包装", "Flow node", "包含一个活动", "Wraps one activity", "node") with { EmbeddedPorts = ["body"] },

        Type("Elsa.WriteLine", new WriteLineBehavior(), Primitives, "写一行", "Write line", "输出一行文字", "Writes a line of text", "text") with { IsAutomatic = true, Inputs = [Input("text", "String", "文字", "Text")] },
        Type("Elsa.ReadLine", new ReadLineBehavior(), Primitives, "读一行", "Read line", "等待输入一行文字", "Waits for a line of text", "text") with { Outputs = [Result] },
        Type("Elsa.SetVariable", new SetVariableBehavior(), Primitives, "设置变量", "Set variable", "给变量赋值", "Assigns a variable", "variable") with
        { IsAutomatic = true,
            Inputs = [Input("variable", "Object", "变量", "Variable") with { IsWrapped = false, UiHint = "variable-picker" }, Input("value", "Object", "值", "Value")],
        },
        Type("Elsa.SetOutput", new SetOutputBehavior(), Composition, "设置输出", "Set output", "给工作流输出赋值", "Assigns a workflow output", "output") with { IsAutomatic = true, Inputs = [Input("outputName", "String", "输出名", "Output"), Input("outputValue", "Object", "值", "Value")] },
        Type("Elsa.Complete", new CompleteBehavior(), Composition, "完成", "Complete", "以指定结果完成工作流", "Completes the workflow with outcomes", "complete") with { IsTerminal = true, Inputs = [Input("outcomes", "Object", "结果", "Outcomes")] },
        Type("Elsa.SetName", new SetNameBehavior(), Primitives, "设置名称", "Set name", "命名实例", "Names the instance", "name") with { IsAutomatic = true, Inputs = [Input("value", "String", "名称", "Name")] },
        Type("Elsa.Correlate", new CorrelateBehavior(), Primitives, "关联", "Correlate", "设置关联标识", "Sets the correlation id", "link") with { IsAutomatic = true, Inputs = [Correlation] },
        Type("Elsa.Fault", new FaultBehavior(), Primitives, "故障", "Fault", "记一个故障", "Records an incident", "fault") with
        {
            Inputs = [Input("code", "String", "代码", "Code") with { DefaultValue = "0" }, Input("category", "String", "类别", "Category") with { DefaultValue = "General" }, Input("faultType", "String", "类型", "Type") with { DefaultValue = "System" }, Input("message", "String", "说明", "Message")],
        },
        Type("Elsa.Finish", new FinishBehavior(), Primitives, "终止", "Finish", "结束整个实例", "Ends the whole instance", "finish") with { IsTerminal = true },
        Type("Elsa.RunJavaScript", new RunJavaScriptBehavior(), Primitives, "运行脚本", "Run JavaScript", "运行一段 JavaScript", "Runs a script", "script") with
        { IsAutomatic = true,
            HasDynamicOutcomes = true, Outputs = [Result], Inputs = [Input("script", "String", "脚本", "Script") with { UiHint = "code-editor" }, Input("possibleOutcomes", "List<String>", "可能的结果", "Possible outcomes") with { UiHint = "dynamic-outcomes" }],
        },

        Type("Elsa.Event", new EventBehavior(), Events, "等待事件", "Event", "等待指定名称的事件", "Waits for a named event", "event") with { Kind = ActivityKind.Trigger, Outputs = [Result], Inputs = [Input("eventName", "String", "事件名", "Event name")] },
        Type("Elsa.PublishEvent", new PublishEventBehavior(), Events, "发布事件", "Publish event", "发布一个事件", "Publishes an event", "event") with
        { IsAutomatic = true,
            Inputs = [Input("eventName", "String", "事件名", "Event name"), Correlation, Input("isLocalEvent", "Boolean", "仅本实例", "Local event") with { UiHint = "checkbox" }, Input("payload", "Object", "内容", "Payload")],
        },
        Type("Elsa.RunTask", new RunTaskBehavior(), Events, "外部任务", "Run task", "请外部执行任务并等待结果", "Asks an outside worker and waits", "task") with
        {
            Kind = ActivityKind.Task, Inputs = [Input("taskName", "String", "任务名", "Task name"), Input("payload", "ObjectDictionary", "内容", "Payload")], Outputs = [new("taskId", "String"), Result],
        },

        Type("Elsa.Delay", new DelayBehavior(), Timers, "延时", "Delay", "等待一段时间", "Waits for a while", "timer") with { Inputs = [Input("timeSpan", "TimeSpan", "时长", "Duration")] },
        Type("Elsa.StartAt", new StartAtBehavior(), Timers, "定时", "Start at", "等到指定时刻", "Waits until an instant", "timer") with { Kind = ActivityKind.Trigger, Inputs = [Input("dateTime", "DateTimeOffset", "时刻", "Instant")] },
        Type("Elsa.Timer", new TimerBehavior(), Timers, "间隔", "Timer", "按间隔等待或启动", "Waits for or starts at an interval", "timer") with { Kind = ActivityKind.Trigger, Inputs = [Input("interval", "TimeSpan", "间隔", "Interval") with { DefaultValue = "00:01:00" }] },
        Type("Elsa.Cron", new CronBehavior(), Timers, "计划", "Cron", "按计划等待或启动", "Waits for or starts at the next occurrence", "timer") with { Kind = ActivityKind.Trigger, Inputs = [Input("cronExpression", "String", "表达式（秒 分 时 日 月 周）", "Cron expression (seconds first)")] },

        Type("Elsa.ExecuteWorkflow", new ExecuteWorkflowBehavior(), Composition, "执行工作流", "Execute workflow", "立即运行另一工作流", "Runs another workflow at once", "child") with { Inputs = [DefinitionId, Correlation, ChildInput, Wait], Outputs = [Result] },
        Type("Elsa.DispatchWorkflow", new DispatchWorkflowBehavior(), Composition, "派发工作流", "Dispatch workflow", "在后台运行另一工作流", "Runs another workflow in the background", "child") with
        {
            Inputs = [DefinitionId, Correlation, ChildInput, Wait, Input("startNewTrace", "Boolean", "新的跟踪", "Start new trace"), Input("channelName", "String", "通道", "Channel")], Outputs = [Result],
        },
        Type("Elsa.BulkDispatchWorkflows", new BulkDispatchWorkflowsBehavior(), Composition, "批量派发工作流", "Bulk dispatch workflows", "对每一项派发一个工作流", "Dispatches one workflow per item", "child") with
        {
            EmbeddedPorts = ["childCompleted", "childFaulted"], Outcomes = [new("Completed", new("全部完成", "Completed")), new("Canceled", new("已取消", "Canceled")), new("Done", new("完成", "Done"))],
            Inputs =
            [
                DefinitionId, Items(), Input("defaultItemInputKey", "String", "项的输入名", "Item input key") with { DefaultValue = "Item" },
                Input("correlationIdFunction", "String", "关联标识", "Correlation id function") with { IsLazy = true }, ChildInput, Wait with { DefaultValue = true },
            ],
        },
    ];

    private static InputDescriptor Input(string name, string type, string zh, string en) => new(name, type) { DisplayName = new(zh, en) };

    private static InputDescriptor Condition() => Input("condition", "Boolean", "条件", "Condition") with { DefaultValue = false };

    private static InputDescriptor Items() => Input("items", "Object", "各项", "Items");

    private static IReadOnlyList<Outcome> Choices(params (string Name, string Zh)[] choices) => [.. choices.Select(c => new Outcome(c.Name, new(c.Zh, c.Name)))];

    private static ActivityType Type(string name, ActivityBehavior behavior, string category, string zh, string en, string descriptionZh, string descriptionEn, string icon) => new(name, behavior)
    {
        Category = category, DisplayName = new(zh, en), Description = new(descriptionZh, descriptionEn), Icon = icon,
    };

    private static ActivityType Container(string name, ActivityBehavior behavior, string zh, string en, string descriptionZh, string descriptionEn, string icon, string port) =>
        Type(name, behavior, Flow, zh, en, descriptionZh, descriptionEn, icon) with { Kind = ActivityKind.Container, IsContainer = true, EmbeddedPorts = [port] };
}
