using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Engine.Definitions;
using ApprovalFlow.Engine.Execution;

namespace ApprovalFlow.Domain.Publishing;

/// <summary>What the law and the house's rules ask of an approval flow before it may be published.</summary>
/// <remarks>Definitions without a single approval activity are somebody else's workflow and are left alone.</remarks>
public static class LawRules
{
    /// <summary>More counted steps than this on one path need a reason.</summary>
    private const int MostSteps = 5;

    /// <summary>特别程序: their time is told to the applicant separately.</summary>
    private static readonly HashSet<string> Procedures = ["Approval.Hearing", "Approval.ExpertReview", "Approval.Testing", "Approval.Publicity", "Approval.SpecialProcedure", "Approval.SiteInspection", "Approval.JointInspection"];

    /// <summary>Those that a notice must announce; a joint inspection tells the applicant its day itself.</summary>
    private static readonly HashSet<string> Told = [.. Procedures.Where(p => p != "Approval.JointInspection")];

    /// <summary>What comes after the decision, or is the applicant's: may stand outside the promise.</summary>
    private static readonly HashSet<string> Afterwards = ["Approval.Fee", "Approval.VerifyCommitment", TaskTypes.Issue, TaskTypes.Deliver];

    private static readonly HashSet<string> Handovers = [TaskTypes.Issue, TaskTypes.Deliver];
    private static readonly HashSet<string> Grants = [CaseResults.Approved, CaseResults.ApprovedWithConditions, CaseResults.Filed];

    private static readonly Dictionary<string, (ProblemSeverity Severity, Localized Text)> Texts = new()
    {
        ["close-missing"] = (ProblemSeverity.Error, new("有路径走到“{0}”就结束，却没有办结。", "Expected every path to close the case before it ends at '{0}', but one does not.")),
        ["catch-all-clause"] = (ProblemSeverity.Error, new("“{0}”是兜底条款：要求的材料和条件应逐项列明。", "Expected papers and conditions to be listed one by one, but '{0}' is a catch-all clause.")),
        ["material-stranger"] = (ProblemSeverity.Error, new("申请材料目录中的“{0}”不是本事项的材料。", "Expected the list of papers to name papers of the item, but '{0}' is none.")),
        ["decision-missing"] = (ProblemSeverity.Error, new("不经决定环节就能办结为“{1}”（{0}）。", "Expected a decision before '{0}' closes the case as '{1}', but a path without one leads there.")),
        ["delivery-missing"] = (ProblemSeverity.Error, new("准予后未经颁发或送达就能办结（{0}）（行政许可法第四十四条）。", "Expected what is granted to be issued or delivered before '{0}' closes the case (Article 44), but a path without it leads there.")),
        ["critical-path-over-promise"] = (ProblemSeverity.Error, new("最长路径计时 {0} 个工作日，超过承诺的 {1} 个：{2}。", "Expected the longest path to take at most the promised {1} working days, but it takes {0}: {2}.")),
        ["promise-over-statutory"] = (ProblemSeverity.Error, new("承诺 {0} 个工作日，超过法定期限 {1} 个。", "Expected the promise to be at most the statutory {1} working days, but it is {0}.")),
        ["too-many-steps"] = (ProblemSeverity.Warning, new("一条路径上有 {0} 个办理环节，超过 {1} 个：{2}；需要时说明理由（stepsWaiver）。", "Expected at most {1} handling steps on a path, or a reason (stepsWaiver), but there are {0}: {2}.")),
        ["acceptor-decides"] = (ProblemSeverity.Error, new("“{0}”与“{1}”由同一部门的同一岗位办理，受理与决定没有分离。", "Expected acceptance and decision to lie with different roles, but '{0}' and '{1}' have the same role in the same department.")),
        ["step-without-department"] = (ProblemSeverity.Warning, new("环节“{0}”没有部门，全市同一岗位的人都能办理。", "Expected step '{0}' to name its department, but it does not, so that everybody with the role may act.")),
        ["step-without-duty"] = (ProblemSeverity.Warning, new("环节“{0}”没有写明职责。", "Expected step '{0}' to say what its duty is, but it does not.")),
        ["procedure-without-plan"] = (ProblemSeverity.Error, new("特别程序“{0}”不计时，却没有计划天数可以书面告知申请人（行政许可法第四十五条）。", "Expected special procedure '{0}', which is not counted, to have a planned length to tell the applicant in writing (Article 45), but it has none.")),
        ["procedure-without-notice"] = (ProblemSeverity.Error, new("特别程序“{0}”不计时，却没有向申请人书面告知：写明告知内容，或者在它之前通知申请人（行政许可法第四十五条）。", "Expected special procedure '{0}', which is not counted, to be told to the applicant in writing (Article 45), by its own notice or by one on every way to it, but it is not.")),
        ["hearing-notice-too-short"] = (ProblemSeverity.Error, new("听证“{0}”提前 {1} 个工作日通知，少于 {2} 个（行政许可法第四十八条）。", "Expected hearing '{0}' to be announced at least {2} working days before (Article 48), but it is announced {1} before.")),
        ["hearing-days"] = (ProblemSeverity.Error, new("听证“{0}”计划 {1} 个工作日：应留足通知的 {2} 个，且自提出申请之日起二十日内组织，连同提出申请的五日不超过 {3} 个（行政许可法第四十七、四十八条）。", "Expected hearing '{0}' to be planned for {2} to {3} working days, the notice within them and five days to ask and twenty to hold it (Articles 47, 48), but it is planned for {1}.")),
        ["clock-excluded-without-procedure"] = (ProblemSeverity.Error, new("环节“{0}”不是特别程序，不得不计时。", "Expected only special procedures to be left out of the clock, but '{0}' is none.")),
    };

    public static IReadOnlyCollection<string> Codes => Texts.Keys;

    public static IReadOnlyList<DefinitionProblem> Problems(WorkflowGraph graph, FlowTerms terms)
    {
        if (!graph.Activities.Any(a => a.TypeName.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal)))
            return [];
        var problems = new List<DefinitionProblem>();
        var tree = new FlowTree(graph);
        Order(graph, tree, problems);
        Time(graph, tree, terms, problems);
        foreach (var step in graph.Activities.Where(a => IsStep(a.TypeName)))
            Step(graph, step, problems);
        Notices(graph, tree, problems);
        Separation(graph, problems);
        problems.AddRange(PaperRules.Problems(graph));
        if (terms is { PromisedDays: { } promised, StatutoryDays: { } statutory } && promised > statutory)
            problems.Add(Problem("promise-over-statutory", "$", null, promised, statutory));
        return problems;
    }

    /// <summary>Decision before the end, hand-over before the end of what was granted, and no end without closing.</summary>
    private static void Order(WorkflowGraph graph, FlowTree tree, List<DefinitionProblem> problems)
    {
        var undecided = tree.ReachableWithout(a => a.TypeName == TaskTypes.Decide);
        // What the window does not accept is not decided; everything else that is refused is (Article 38).
        var accepted = tree.ReachableWithout(a => a.TypeName == TaskTypes.Decide, c => c is { Source.TypeName: TaskTypes.Accept, Port: Outcomes.Refuse });
        var notHandedOver = tree.ReachableWithout(a => Handovers.Contains(a.TypeName));
        var delivers = graph.Activities.Any(a => Handovers.Contains(a.TypeName));
        var closes = graph.Activities.Where(a => a.TypeName == CloseCaseActivity.TypeName).ToList();
        foreach (var close in closes)
        {
            if (graph.LiteralAt(close.Path, CloseCaseActivity.ResultInput) is not string result) continue;
            var isGrant = Grants.Contains(result);
            if (isGrant ? undecided.Contains(close.Path) : result is CaseResults.Refused or CaseResults.NotFiled && accepted.Contains(close.Path))
                problems.Add(Problem("decision-missing", graph.JsonPathOf(close.Path), close, close.DisplayName, result));
            if (isGrant && (delivers ? notHandedOver.Contains(close.Path) : result != CaseResults.Filed))
                problems.Add(Problem("delivery-missing", graph.JsonPathOf(close.Path), close, close.DisplayName));
        }
        if (closes.Count == 0) return;
        var open = tree.ReachableWithout(a => a.TypeName == CloseCaseActivity.TypeName);
        if (graph.RootActivity is { } root)
            foreach (var end in graph.ChildrenOf(root.Path).Where(c => c.IsTerminal && open.Contains(c.Activity.Path)).Select(c => c.Activity))
                problems.Add(Problem("close-missing", graph.JsonPathOf(end.Path), end, end.DisplayName));
    }

    private static void Time(WorkflowGraph graph, FlowTree tree, FlowTerms terms, List<DefinitionProblem> problems)
    {
        string Names(IEnumerable<ActivityInfo> path) => string.Join(" → ", path.Select(a => a.DisplayName));
        var start = graph.RootActivity is { } root ? graph.JsonPathOf(root.Path) : "$.root";
        if (terms.PromisedDays is { } promised && tree.Longest(a => CountedDays(graph, a)) is var (days, slow) && days > promised)
            problems.Add(Problem("critical-path-over-promise", start, null, days, promised, Names(slow)));
        if (terms.StepsWaiver is null && tree.Longest(a => IsStep(a.TypeName) && !IsExcluded(graph, a) ? 1 : 0) is var (steps, many) && steps > MostSteps)
            problems.Add(Problem("too-many-steps", start, null, steps, MostSteps, Names(many)));
    }

    private static void Step(WorkflowGraph graph, ActivityInfo step, List<DefinitionProblem> problems)
    {
        void Add(string code) => problems.Add(Problem(code, graph.JsonPathOf(step.Path), step, step.DisplayName));

        if (graph.PropertyAt(step.Path, "departmentId") is null) Add("step-without-department");
        if (Words(graph, step, "duty") is null) Add("step-without-duty");
        if (!IsExcluded(graph, step)) return;
        if (!Procedures.Contains(step.TypeName) && !Afterwards.Contains(step.TypeName)) Add("clock-excluded-without-procedure");
        else if (Procedures.Contains(step.TypeName) && graph.PropertyAt(step.Path, "plannedDays") is null && graph.PropertyAt(step.Path, "limitDays") is null) Add("procedure-without-plan");
    }

    /// <summary>What a procedure outside the promise needs is told in writing (Article 45); a hearing is announced in good time and held in good time (Articles 47, 48).</summary>
    private static void Notices(WorkflowGraph graph, FlowTree tree, List<DefinitionProblem> problems)
    {
        var untold = tree.ReachableWithout(a => a.TypeName == NotifyActivity.TypeName && graph.LiteralAt(a.Path, "audience") is null or "applicant");
        foreach (var step in graph.Activities)
        {
            if (Told.Contains(step.TypeName) && IsExcluded(graph, step) && Words(graph, step, SpecialProcedureActivity.NoticeInput) is null && untold.Contains(step.Path))
                problems.Add(Problem("procedure-without-notice", graph.JsonPathOf(step.Path), step, step.DisplayName));
            if (step.TypeName != HearingActivity.TypeName) continue;
            var notice = graph.LiteralAt(step.Path, HearingActivity.NoticeDaysInput) as double? ?? HearingActivity.LeastNotice;
            if (notice < HearingActivity.LeastNotice)
                problems.Add(Problem("hearing-notice-too-short", graph.JsonPathOf(step.Path), step, step.DisplayName, notice, HearingActivity.LeastNotice));
            var least = Math.Max(notice, HearingActivity.LeastNotice);
            if ((graph.LiteralAt(step.Path, "plannedDays") ?? graph.LiteralAt(step.Path, "limitDays")) is double planned && (planned < least || planned > HearingActivity.LongestPlan))
                problems.Add(Problem("hearing-days", graph.JsonPathOf(step.Path), step, step.DisplayName, planned, least, HearingActivity.LongestPlan));
        }
    }

    private static string? Words(WorkflowGraph graph, ActivityInfo step, string name) =>
        graph.PropertyAt(step.Path, name) is { ValueKind: System.Text.Json.JsonValueKind.String } text && text.GetString() is { } words && !string.IsNullOrWhiteSpace(words) ? words : null;

    /// <summary>An item that is decided in one sitting at one window is left out, as in <see cref="SeparationOfDuties"/>.</summary>
    private static void Separation(WorkflowGraph graph, List<DefinitionProblem> problems)
    {
        var steps = graph.Activities.ToList();
        foreach (var accept in steps.Where(a => a.TypeName == TaskTypes.Accept))
            foreach (var decide in steps.Where(a => a.TypeName == TaskTypes.Decide && graph.LiteralAt(a.Path, "limitDays") is not 0d))
                if (graph.LiteralAt(accept.Path, "role") is string role && role == graph.LiteralAt(decide.Path, "role") as string
                    && Equals(graph.LiteralAt(accept.Path, "departmentId"), graph.LiteralAt(decide.Path, "departmentId")))
                    problems.Add(Problem("acceptor-decides", graph.JsonPathOf(decide.Path), decide, accept.DisplayName, decide.DisplayName));
    }

    internal static bool IsStep(string type) =>
        type.StartsWith(TaskTypes.Prefix, StringComparison.Ordinal) && type is not (CloseCaseActivity.TypeName or TaskTypes.Correction or "Approval.Notify" or "Approval.DeadlineTimer");

    internal static bool IsExcluded(WorkflowGraph graph, ActivityInfo step) => graph.LiteralAt(step.Path, "clock") is "excluded";

    /// <summary>What the applicant was promised ends with the decision; issue and delivery have clocks of their own.</summary>
    internal static double CountedDays(WorkflowGraph graph, ActivityInfo step) =>
        IsStep(step.TypeName) && !IsExcluded(graph, step) && graph.LiteralAt(step.Path, "limitDays") is double days ? days : 0;

    internal static DefinitionProblem Problem(string code, string jsonPath, ActivityInfo? at, params object[] particulars)
    {
        var (severity, text) = Texts[code];
        return new DefinitionProblem(code, severity, jsonPath, string.Format(System.Globalization.CultureInfo.InvariantCulture, text.En, particulars))
        {
            ActivityId = at?.Id, MessageZh = string.Format(System.Globalization.CultureInfo.InvariantCulture, text.Zh, particulars),
        };
    }
}
