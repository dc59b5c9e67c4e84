using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Tests.Cases;

/// <summary>One promised item with a county step, one instant one, and the people around them, named by role.</summary>
internal static class CaseSamples
{
    public static readonly DateTimeOffset Morning = new(2026, 11, 23, 9, 0, 0, TimeSpan.FromHours(8));
    public const string Number = "NYJ-2026-000017";

    public static Actor Person(string user, string role, string? department = null, string? region = null) => new(user, user, [new Mandate(role, department, region)]);
    public static readonly Actor Clerk = Person("window-clerk", "window-clerk", "dept-nyj");
    public static readonly Actor Reviewer = Person("reviewer", "reviewer", "dept-nyj");
    public static readonly Actor OtherReviewer = Person("reviewer-2", "reviewer", "dept-nyj");
    public static readonly Actor Chief = Person("chief-representative", "chief-representative", "dept-nyj");
    public static readonly Actor Issuer = Person("issuer", "issuer", "dept-nyj");
    public static readonly Actor CountyClerk = Person("county-clerk", "county-clerk", region: "140105");
    public static readonly Actor Owner = new("applicant", "applicant", [new Mandate("applicant")]);
    public static readonly Applicant Company = new("enterprise", "示例养殖有限公司", "91140100MA0G000000") { UserId = "applicant" };

    public static readonly ApprovalItem Item = new(
        "NYJ-001", "dept-nyj", "动物防疫条件合格证", "Animal epidemic prevention", "promised", ["《动物防疫法》"], 20, 10, ["enterprise", "individual"],
        new CertificateKind("动物防疫条件合格证", 24, "(并)动防合字第{yyyy}{seq5}号", null),
        [
            new MaterialRequirement("NYJ-001-M01", "application-form", "申请表", "original", 1, true, null, "applicant", null),
            new MaterialRequirement("NYJ-001-M02", "layout", "平面图", "copy", 1, true, 5, "applicant", null),
            new MaterialRequirement("NYJ-001-M03", "other", "其他材料", "copy", 1, false, null, "applicant", null),
        ],
        [
            new FormField("siteName", "场所名称", "Site name", "text", true),
            new FormField("rooms", "房间数", "Rooms", "number", false) { Min = 0, Max = 1000 },
            new FormField("kind", "类别", "Kind", "choice", true) { Choices = [new("farm", "养殖场", "Farm"), new("slaughter", "屠宰场", "Slaughterhouse")] },
        ], []);

    public static readonly ApprovalItem InstantItem = Item with { Kind = "instant" };

    public static readonly ApprovalFlowEntry Flow = new("NYJ-001-A", "NYJ-001", "新办", "New", "动物防疫条件合格证(新办)", "New", "T06-county-linkage", 10, "kind == 'farm'",
        [
            new FlowStep("accept", "受理", "Accept", "accept", "window-clerk", "dept-nyj", 1, "counted", null, null),
            new FlowStep("county", "县区初审", "County review", "county-preliminary", "county-clerk", "dept-nyj", 3, "counted", "g", null),
            new FlowStep("decide", "决定", "Decide", "decide", "chief-representative", "dept-nyj", 1, "counted", null, null),
        ], ["approved", "refused", "withdrawn"]);

    public static Dictionary<string, object?> Form(params (string Key, object? Value)[] changes)
    {
        var form = new Dictionary<string, object?> { ["siteName"] = "一号场", ["kind"] = "farm", ["rooms"] = 12 };
        foreach (var (key, value) in changes) form[key] = value;
        return form;
    }

    public static readonly IReadOnlyList<MaterialReceipt> Papers = [new("NYJ-001-M01", "申请表", true, 1), new("NYJ-001-M02", "平面图", false, 1)];

    /// <summary>A state with these events behind it, as if the store had read them.</summary>
    public static CaseState After(params IEnumerable<CaseEvent> events) => CaseState.Fold(events.Select((e, i) => new CaseRecord(i + 1, Morning.ToUniversalTime(), e)));

    public static readonly CaseEvent Registered = new CaseEvent.CaseRegistered(Number, Flow.Code, Item.Code, "HASH", Company, Form(("rooms", 12d)), Papers, new ActorStamp("window-clerk", "window-clerk"), ApplicationChannel.Window) { CountyCode = "140105" };

    public static CaseEvent.TaskOpened Task(int context, string type, string role, params string[] outcomes) =>
        new($"{Number}-{context}", $"{context}.1", type.ToLowerInvariant(), $"Approval.{type}", type, type, new Candidate(role, "dept-nyj")) { Outcomes = outcomes, LimitDays = 1 };

    public static ActorStamp Stamp(Actor actor) => new(actor.UserId, actor.Name);
}
