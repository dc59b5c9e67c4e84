using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Approvers;

/// <summary>审批人规则: how a step finds whoever decides it. The step's own role stays what they need; the rule says which of those who have it.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Whom">User names, a post, a department or a form field, as the kind asks for.</param>
/// <param name="Nobody">One of <see cref="Nobodies"/>: what happens when nobody is found.</param>
public sealed record ApproverRule(string Kind, string? Whom, string Nobody)
{
    public const string RuleInput = "approverRule", WhomInput = "approver", LevelsInput = "approverLevels", FromInput = "approverFrom", HoldsInput = "approverFieldHolds", NobodyInput = "nobodyFound";

    public const string User = "user", Post = "post", Role = "role", Head = "department-head", LevelsUp = "levels-up",
        ChosenByApplicant = "chosen-by-applicant", ChosenByPrevious = "chosen-by-previous", FormField = "form-field";
    public const string FromPrevious = "previous", FromRegistrar = "registrar";
    public const string HoldsUser = "user", HoldsPost = "post", HoldsDepartment = "department";
    public const string ToHead = "department-head", ToAdministrator = "administrator", RefusePublishing = "refuse", Incident = "incident";

    public static IReadOnlyList<Outcome> Kinds { get; } =
    [
        new(User, new("指定人员", "Named persons")), new(Post, new("指定岗位", "A post")), new(Role, new("角色＋部门＋区县", "Role, department and region")), new(Head, new("部门负责人", "Head of a department")),
        new(LevelsUp, new("上级 n 级", "Some levels up")), new(ChosenByApplicant, new("申请时选定", "Chosen with the application")), new(ChosenByPrevious, new("上一环节选定", "Chosen by the step before")), new(FormField, new("取自表单字段", "From a form field")),
    ];
    public static IReadOnlyList<Outcome> Origins { get; } = [new(FromPrevious, new("上一环节办理人", "Whoever did the step before")), new(FromRegistrar, new("收件人员", "Whoever registered the case"))];
    public static IReadOnlyList<Outcome> Contents { get; } = [new(HoldsUser, new("用户名", "A user name")), new(HoldsPost, new("岗位代码", "A post")), new(HoldsDepartment, new("部门（取其负责人）", "A department, for its head"))];
    public static IReadOnlyList<Outcome> Nobodies { get; } =
    [
        new(Incident, new("作为异常上报", "Raise an incident")), new(ToHead, new("转部门负责人", "To the department's head")), new(ToAdministrator, new("转管理员指派", "To an administrator")), new(RefusePublishing, new("不得发布", "Refuse publishing")),
    ];

    /// <summary>How many levels up; 1 = the direct superior.</summary>
    public int Levels { get; init; } = 1;
    /// <summary>From whom the levels are counted.</summary>
    public string From { get; init; } = FromPrevious;
    /// <summary>What the form field holds.</summary>
    public string Holds { get; init; } = HoldsUser;

    /// <summary>The rule that a step's evaluated inputs give; null when they give none, with the reason when they try to.</summary>
    public static ApproverRule? Read(IReadOnlyDictionary<string, object?> inputs, out ApproverProblem? problem)
    {
        string? Text(string name) => inputs.GetValueOrDefault(name) is string { Length: > 0 } text ? text.Trim() : null;
        problem = null;
        if (Text(RuleInput) is not { } kind) return null;
        var rule = new ApproverRule(kind, Whoms(inputs.GetValueOrDefault(WhomInput)), Text(NobodyInput) ?? Incident) { From = Text(FromInput) ?? FromPrevious, Holds = Text(HoldsInput) ?? HoldsUser };
        problem = Unknown(RuleInput, kind, Kinds) ?? Unknown(NobodyInput, rule.Nobody, Nobodies) ?? Unknown(FromInput, rule.From, Origins) ?? Unknown(HoldsInput, rule.Holds, Contents);
        var levels = inputs.GetValueOrDefault(LevelsInput) as double? ?? 1;
        problem ??= levels is >= 1 and <= 10 && levels == Math.Floor(levels) ? null : new("approver-levels-invalid", [FormattableString.Invariant($"{levels}")]);
        if (problem is null && rule.Whom is null && kind is User or Post or FormField) problem = new("approver-missing-argument", [kind, Kinds.First(k => k.Name == kind).DisplayName.Zh]);
        return problem is null ? rule with { Levels = (int)levels } : null;
    }

    /// <summary>Several may be named, in a list or with commas between.</summary>
    internal static IReadOnlyList<string> Split(string? whom) => whom?.Split([',', '，', ';', '；', '、', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static string? Whoms(object? given) => given switch
    {
        string { Length: > 0 } text when text.Trim().Length > 0 => text.Trim(),
        IReadOnlyList<object?> { Count: > 0 } list => string.Join(',', list.OfType<string>()),
        _ => null,
    };

    private static ApproverProblem? Unknown(string input, string value, IReadOnlyList<Outcome> known) =>
        known.Any(k => k.Name == value) ? null : new("approver-word-unknown", [input, value, string.Join(", ", known.Select(k => k.Name))]);
}
