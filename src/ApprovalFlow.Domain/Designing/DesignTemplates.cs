using System.Text.Json.Nodes;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Designing;

/// <summary>Pieces of flows that come up again and again, to be pasted and then filled in.</summary>
public sealed record DesignTemplate(string Name, Localized DisplayName, Localized Description, string Icon, string Clip);

public static class DesignTemplates
{
    public static IReadOnlyList<DesignTemplate> All { get; } =
    [
        new("parallel-group", new("并行会签", "Parallel countersigning"), new("两个部门同时办理，都完成后继续", "Two departments at the same time; goes on when both are done"), "split", new Piece()
            .Fork("fork", 0, 76, "甲", "乙")
            .Step("sign-a", "Approval.Countersign", 180, 0, "甲部门会签", "Countersign by department A", Roles.ChiefRepresentative, [Outcomes.Approve], 1)
            .Step("sign-b", "Approval.Countersign", 180, 120, "乙部门会签", "Countersign by department B", Roles.ChiefRepresentative, [Outcomes.Approve], 1)
            .Join("join", 456, 76, "WaitAll")
            .Line("fork", "甲", "sign-a").Line("fork", "乙", "sign-b").Line("sign-a", Outcomes.Approve, "join").Line("sign-b", Outcomes.Approve, "join").Clip),
        new("inspection-with-deadline", new("联合踏勘（带期限）", "Joint inspection with a deadline"), new("联合踏勘与期限定时并行，先到者继续；超期中断踏勘", "A joint inspection beside a deadline timer; whichever comes first goes on"), "map-users", new Piece()
            .Fork("fork", 0, 76, "踏勘", "期限")
            .Step("inspect", "Approval.JointInspection", 180, 0, "联合踏勘", "Joint inspection", Roles.Inspector, [Outcomes.Approve], 3, excluded: true)
            .Timer("deadline", 180, 120, 5)
            .Join("join", 456, 76, "WaitAny")
            .Line("fork", "踏勘", "inspect").Line("fork", "期限", "deadline").Line("inspect", Outcomes.Approve, "join").Line("deadline", Outcomes.Interrupt, "join").Clip),
        new("decide-and-close", new("决定、颁证、办结", "Decide, issue, close"), new("作出决定；准予的颁证后办结，不予的直接办结", "A decision; what is granted is issued, then the case closes either way"), "gavel", new Piece()
            .Step("decide", TaskTypes.Decide, 0, 0, "作出决定", "Decision", Roles.ChiefRepresentative, [Outcomes.Approve, Outcomes.Refuse], 1)
            .Step("issue", TaskTypes.Issue, 276, 0, "颁发证照", "Issue", Roles.Issuer, [Outcomes.Issue], 1)
            .Close("close-approved", 552, 12, CaseResults.Approved).End("end-approved", 812, 12)
            .Close("close-refused", 276, 132, CaseResults.Refused).End("end-refused", 536, 132)
            .Line("decide", Outcomes.Approve, "issue").Line("issue", Outcomes.Issue, "close-approved").Line("close-approved", "Done", "end-approved")
            .Line("decide", Outcomes.Refuse, "close-refused").Line("close-refused", "Done", "end-refused").Clip),
        new("accept-and-review", new("受理、审查", "Accept and review"), new("窗口受理（可不予受理、退回补正、撤回）后进入审查", "Acceptance with refusal, correction and withdrawal, then a review"), "inbox", new Piece()
            .Step("accept", TaskTypes.Accept, 0, 0, "窗口受理", "Acceptance at window", Roles.WindowClerk, [Outcomes.Accept, Outcomes.Refuse, Outcomes.Return, Outcomes.Withdraw], 0.5)
            .Step("review", "Approval.Review", 276, 0, "经办人审查", "Review by case officer", Roles.Reviewer, [Outcomes.Approve], 2)
            .Step("correction", TaskTypes.Correction, 276, 132, "申请人补正", "Correction by applicant", Roles.WindowClerk, [Outcomes.Resubmit, Outcomes.Withdraw], null, excluded: true)
            .Close("close-rejected", 0, 264, CaseResults.Refused).End("end-rejected", 260, 264)
            .Join("withdrawn", 276, 364, "WaitAny").Close("close-withdrawn", 456, 360, CaseResults.Withdrawn).End("end-withdrawn", 716, 360)
            .Line("accept", Outcomes.Accept, "review").Line("accept", Outcomes.Return, "correction").Line("correction", Outcomes.Resubmit, "accept")
            .Line("accept", Outcomes.Refuse, "close-rejected").Line("close-rejected", "Done", "end-rejected")
            .Line("accept", Outcomes.Withdraw, "withdrawn").Line("correction", Outcomes.Withdraw, "withdrawn").Line("withdrawn", "Done", "close-withdrawn").Line("close-withdrawn", "Done", "end-withdrawn").Clip),
    ];

    public static DesignTemplate? Find(string name) => All.FirstOrDefault(t => t.Name == name);

    /// <summary>A clip in the making.</summary>
    private sealed class Piece
    {
        private readonly JsonArray activities = [], lines = [];

        public string Clip => new JsonObject { ["approvalflow-clip"] = 1, ["activities"] = activities.DeepClone(), ["connections"] = lines.DeepClone() }.ToJsonString(FlowDesign.Writing);

        public Piece Step(string id, string type, double x, double y, string zh, string en, string role, string[] outcomes, double? days, bool excluded = false)
        {
            var step = Begin(id, type, zh, en, x, y, 184, 72);
            step["nameZh"] = InputJson.Wrapped("String", "Literal", zh);
            step["nameEn"] = InputJson.Wrapped("String", "Literal", en);
            step["role"] = InputJson.Wrapped("String", "Literal", role);
            if (days is { } limit) step["limitDays"] = InputJson.Wrapped("Double", "Literal", limit);
            step["clock"] = InputJson.Wrapped("String", "Literal", excluded ? "excluded" : "counted");
            step["duty"] = Catalogue.StepKind.All.FirstOrDefault(k => k.ActivityType == type)?.DutyZh ?? "等待申请人补正；收到补正材料后录入并重新提交。";
            step["outcomes"] = InputJson.Wrapped("List<String>", "Object", new JsonArray([.. outcomes.Select(o => JsonValue.Create(o))]).ToJsonString(FlowDesign.Writing));
            return this;
        }

        public Piece Timer(string id, double x, double y, double days)
        {
            var timer = Begin(id, DeadlineTimerActivity.TypeName, "踏勘期限", "Inspection deadline", x, y, 184, 72);
            timer["workingDays"] = InputJson.Wrapped("Double", "Literal", days);
            timer["interrupting"] = InputJson.Wrapped("Boolean", "Literal", true);
            return this;
        }

        public Piece Fork(string id, double x, double y, params string[] branches)
        {
            Begin(id, "Elsa.FlowFork", "并行开始", "Fork", x, y, 88, 40)["branches"] = InputJson.Wrapped("ICollection<String>", "Object", new JsonArray([.. branches.Select(b => JsonValue.Create(b))]).ToJsonString(FlowDesign.Writing));
            return this;
        }

        public Piece Join(string id, double x, double y, string mode)
        {
            Begin(id, "Elsa.FlowJoin", "汇合", "Join", x, y, 88, 40)["mode"] = InputJson.Wrapped("FlowJoinMode", "Literal", mode);
            return this;
        }

        public Piece Close(string id, double x, double y, string result)
        {
            var label = CaseResults.Find(result)!.DisplayName;
            Begin(id, CloseCaseActivity.TypeName, $"办结：{label.Zh}", $"Closed: {label.En}", x, y, 168, 48)[CloseCaseActivity.ResultInput] = InputJson.Wrapped("String", "Literal", result);
            return this;
        }

        public Piece End(string id, double x, double y)
        {
            Begin(id, "Elsa.End", "结束", "End", x, y, 48, 48);
            return this;
        }

        public Piece Line(string source, string port, string target)
        {
            lines.Add(FlowJson.Connection(new(source, port, target)));
            return this;
        }

        private JsonObject Begin(string id, string type, string zh, string en, double x, double y, double width, double height)
        {
            var activity = new JsonObject
            {
                ["id"] = id, ["type"] = type, ["version"] = 1, ["customProperties"] = new JsonObject(),
                ["metadata"] = new JsonObject
                {
                    ["displayText"] = zh, ["displayTextEn"] = en,
                    ["designer"] = new JsonObject { ["position"] = new JsonObject { ["x"] = x, ["y"] = y }, ["size"] = new JsonObject { ["width"] = width, ["height"] = height } },
                },
            };
            activities.Add(activity);
            return activity;
        }
    }
}
