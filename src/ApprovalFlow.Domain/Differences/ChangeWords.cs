using System.Globalization;
using System.Text.Json;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Publishing;
using ApprovalFlow.Engine.Activities;

namespace ApprovalFlow.Domain.Differences;

/// <summary>What things are called in the sentences about changes.</summary>
internal sealed class ChangeWords(ActivityRegistry activities, ApprovalCatalogue catalogue, DefinitionParts before, DefinitionParts after)
{
    private const int LongestValue = 120;

    private static readonly Localized Nothing = new("（无）", "nothing");

    /// <summary>Members of the document that people know by another name.</summary>
    private static readonly Dictionary<string, Localized> WorkflowNames = new()
    {
        ["name"] = new("名称", "Name"), ["description"] = new("英文名称（说明）", "Description"), ["variables"] = new("流程变量", "Variables"), ["inputs"] = new("流程输入", "Inputs"), ["outputs"] = new("流程输出", "Outputs"),
        ["outcomes"] = new("流程结果", "Outcomes"), ["customProperties.approvalflow.promisedDays"] = new("承诺时限（工作日）", "Promised working days"),
        ["customProperties.approvalflow.statutoryDays"] = new("法定时限（工作日）", "Statutory working days"), ["customProperties.approvalflow.eligibleWhen"] = new("适用条件", "Eligibility"),
        ["customProperties.approvalflow.materials"] = new("申请材料目录", "List of papers"), ["customProperties.approvalflow.stepsWaiver"] = new("环节数超限理由", "Reason for more steps"),
        ["customProperties.approvalflow.outcomes"] = new("办结结果", "Results"), ["customProperties.approvalflow.flowCode"] = new("流程编码", "Flow code"), ["customProperties.approvalflow.itemCode"] = new("事项编码", "Item code"),
        ["customProperties.approvalflow.departmentId"] = new("所属部门", "Department"), ["customProperties.approvalflow.template"] = new("流程模板", "Template"), ["customProperties.approvalflow.variant"] = new("办理情形", "Variant"),
        ["customProperties.approvalflow.variantEn"] = new("办理情形（英文）", "Variant in English"), ["isReadonly"] = new("只读", "Read-only"), ["isSystem"] = new("系统流程", "System workflow"),
        ["options.usableAsActivity"] = new("可作为子流程", "Usable as an activity"), ["options.autoUpdateConsumingWorkflows"] = new("自动更新引用它的流程", "Updates workflows that use it"),
        ["options.incidentStrategyType"] = new("异常处理方式", "Incident strategy"), ["options.activationStrategyType"] = new("启动方式", "Activation"),
    };

    private static readonly Dictionary<string, Localized> MemberNames = new()
    {
        ["type"] = new("活动类型", "Activity type"), ["version"] = new("活动版本", "Activity version"), ["name"] = new("活动名", "Activity name"), ["reviewPoints"] = new("审查要点", "Review points"),
        ["condition"] = new("条件", "Condition"), ["branches"] = new("并联分支", "Branches"), ["cases"] = new("分支条件", "Cases"), ["mode"] = new("方式", "Mode"), ["result"] = new("办结结果", "Result"),
        ["certificateZh"] = new("证件名称", "Certificate"), ["numberPattern"] = new("证件编号规则", "Certificate numbers"), ["validityMonths"] = new("有效期（月）", "Validity in months"), ["plannedDays"] = new("计划天数", "Planned days"),
        ["customProperties"] = new("自定义属性", "Custom properties"),
    };

    private static readonly HashSet<string> Weighty =
        ["role", "departmentId", "region", "limitDays", "clock", "outcomes", "condition", "cases", "branches", "mode", "participants", "result", "minimumOfficers", "absenceMeansConsent", "duration", "type", "plannedDays"];

    public Change Change(string code, ChangeWeight weight, string place, string? activityId, string zh, string en) => new(code, weight, new(zh, Capital(en))) { Place = place, ActivityId = activityId };

    public Localized Department(string id) => catalogue.Department(id) is { } d ? new(d.ShortZh.Length > 0 ? d.ShortZh : d.NameZh, d.NameEn) : new(id, id);

    public string Material(string code) => catalogue.Items.SelectMany(i => i.Materials).FirstOrDefault(m => m.Code == code)?.NameZh ?? code;

    public Localized Days(double days) => new($"{N(days)} 个工作日", $"{N(days)} working {(days == 1 ? "day" : "days")}");

    public string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    public string? IdAt(string path) => (after.Activities.GetValueOrDefault(path) ?? before.Activities.GetValueOrDefault(path))?.Id;

    /// <summary>As the later definition calls it, or the earlier one where it is gone.</summary>
    public Localized Name(string path) => (after.Activities.GetValueOrDefault(path) ?? before.Activities.GetValueOrDefault(path)) is { } part ? Name(part) : new(path, path);

    public Localized Kind(ActivityPart part) => LawRules.IsStep(part.Type) ? new("环节", "Step") : activities.Find(part.Type) is { } type ? new($"节点（{type.DisplayName.Zh}）", $"Node ({type.DisplayName.En})") : new("节点", "Node");

    public ChangeWeight WeightOf(ActivityPart part) => part.Type is "Elsa.Start" or "Elsa.End" ? ChangeWeight.Detail : ChangeWeight.Effect;

    /// <summary>Who does a new step and how long it may take.</summary>
    public Localized About(ActivityPart part)
    {
        if (!LawRules.IsStep(part.Type)) return new("", "");
        List<string> zh = [], en = [];
        if (part.Literal("departmentId") is { } department) (zh, en) = ([.. zh, Department(department).Zh], [.. en, Department(department).En]);
        if (part.Literal("role") is { } role) (zh, en) = ([.. zh, Role(role).Zh], [.. en, Role(role).En]);
        if (part.Number("limitDays") is { } days) (zh, en) = ([.. zh, Days(days).Zh], [.. en, Days(days).En]);
        return zh.Count == 0 ? new("", "") : new($"（{string.Join("，", zh)}）", $" ({string.Join(", ", en)})");
    }

    public Change Member(string path, ActivityPart old, ActivityPart now, string name)
    {
        var step = Name(path);
        if (name == "limitDays" && old.Number(name) is { } was && now.Number(name) is { } days)
        {
            var more = days - was;
            return Change("limit", ChangeWeight.Effect, $"{path}/{name}", now.Id,
                $"“{step.Zh}”的时限{(more > 0 ? "增加" : "减少")} {Days(Math.Abs(more)).Zh}（{N(was)} → {N(days)}）。", $"'{step.En}' {(more > 0 ? "gains" : "loses")} {Days(Math.Abs(more)).En} ({N(was)} → {N(days)}).");
        }
        var label = MemberName(now.Type, name);
        var (from, to) = (Value(old, name), Value(now, name));
        var code = name switch { "role" or "departmentId" or "region" => "candidate", "outcomes" => "outcomes", "condition" or "cases" => "condition", "clock" => "clock", "limitDays" => "limit", "type" => "step-type", _ => "member" };
        return Change(code, Weighty.Contains(name) ? ChangeWeight.Effect : ChangeWeight.Detail, $"{path}/{name}", now.Id,
            $"“{step.Zh}”的{label.Zh}由“{from.Zh}”改为“{to.Zh}”。", $"{label.En} of '{step.En}' is '{to.En}' instead of '{from.En}'.");
    }

    /// <summary>Another name on the picture; null when it is only drawn elsewhere.</summary>
    public Change? Metadata(string path, ActivityPart old, ActivityPart now)
    {
        string Rest(ActivityPart part) => part.Json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
            ? string.Join(",", metadata.EnumerateObject().Where(m => m.Name != "designer").OrderBy(m => m.Name, StringComparer.Ordinal).Select(m => $"{m.Name}:{DefinitionParts.Canonical(m.Value)}")) : "";

        if (Rest(old) == Rest(now)) return null;
        var (from, to) = (Name(old), Name(now));
        return from == to
            ? Change("caption", ChangeWeight.Detail, $"{path}/metadata", now.Id, $"“{to.Zh}”的图上说明有变化。", $"The caption of '{to.En}' is another one.")
            : Change("caption", ChangeWeight.Detail, $"{path}/metadata", now.Id, $"“{from.Zh}”改称“{to.Zh}”。", $"'{from.En}' is called '{to.En}' now.");
    }

    public Change Connection(string code, ConnectionKey key, string zh, string en)
    {
        string At(string id) => key.Flow.Length == 0 ? id : $"{key.Flow}:{id}";
        var (source, target) = (Name(At(key.Source)), Name(At(key.Target)));
        var part = after.Activities.GetValueOrDefault(At(key.Source)) ?? before.Activities.GetValueOrDefault(At(key.Source));
        var port = part is null ? null : activities.Find(part.Type)?.Outcomes.FirstOrDefault(o => o.Name == key.Port)?.DisplayName;
        var (portZh, portEn) = key.Port switch { "Done" => ("之后", ""), "True" => ("条件成立时", " when the condition holds"), "False" => ("条件不成立时", " when the condition does not hold"), _ => ($"（{port?.Zh ?? key.Port}）之后", $" on '{port?.En ?? key.Port}'") };
        return Change(code, ChangeWeight.Effect, DefinitionMerge.PlaceOf(key), part?.Id, $"“{source.Zh}”{portZh}{zh}到“{target.Zh}”。", $"'{source.En}' {en}leads to '{target.En}'{portEn}.");
    }

    public Change Workflow(string name, string? was, string? now)
    {
        var label = WorkflowNames.GetValueOrDefault(name) ?? new Localized(name, name);
        var (from, to) = (Shown(was), Shown(now));
        var code = name.EndsWith(".promisedDays", StringComparison.Ordinal) ? "promised-days" : "definition-member";
        return Change(code, name.StartsWith("customProperties.approvalflow.", StringComparison.Ordinal) ? ChangeWeight.Effect : ChangeWeight.Detail, name, null,
            $"{label.Zh}由“{from.Zh}”改为“{to.Zh}”。", $"{label.En} is '{to.En}' instead of '{from.En}'.");
    }

    private Localized Name(ActivityPart part)
    {
        var caption = part.Json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object ? metadata : default;
        string? Text(string name) => caption.ValueKind == JsonValueKind.Object && caption.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

        var zh = Text("displayText") ?? part.Literal("nameZh") ?? activities.Find(part.Type)?.DisplayName.Zh ?? part.Id;
        return new(Short(zh), Short(Text("displayTextEn") ?? part.Literal("nameEn") ?? zh));
    }

    private Localized MemberName(string type, string name) =>
        activities.Find(type)?.Inputs.FirstOrDefault(i => i.Name == name)?.DisplayName is { } own ? own : MemberNames.GetValueOrDefault(name) ?? new Localized(name, name);

    private Localized Value(ActivityPart part, string name)
    {
        if (part.Value(name) is not { } value) return Nothing;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : null;
        if (text is not null && name == "departmentId") return Department(text);
        if (text is not null && name == "role") return Role(text);
        if (text is not null && name == "region" && catalogue.Counties.FirstOrDefault(c => c.Code == text) is { } county) return new(county.NameZh, county.NameEn);
        var input = activities.Find(part.Type)?.Inputs.FirstOrDefault(i => i.Name == name);
        if (text is not null && input?.Options?.FirstOrDefault(o => o.Name == text) is { } option) return option.DisplayName;
        if (name == "outcomes" && text is not null && Texts(text) is { } outcomes)
        {
            var named = outcomes.Select(o => activities.Find(part.Type)?.Outcomes.FirstOrDefault(d => d.Name == o)?.DisplayName ?? new Localized(o, o)).ToList();
            return new(string.Join("、", named.Select(n => n.Zh)), string.Join(", ", named.Select(n => n.En)));
        }
        return Shown(part.Members.TryGetValue(name, out var whole) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? part.Members[name] : DefinitionParts.Canonical(value));
    }

    private static string[]? Texts(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Localized Shown(string? canonical)
    {
        if (canonical is null or "null" or "\"\"") return Nothing;
        if (canonical is "true") return new("是", "yes");
        if (canonical is "false") return new("否", "no");
        var text = canonical.StartsWith('"') ? JsonSerializer.Deserialize<string>(canonical)! : canonical;
        return new(Short(text), Short(text));
    }

    private static Localized Role(string role) => new(ChineseNames.Role(role), HumanInputs.Roles.FirstOrDefault(r => r.Name == role)?.DisplayName.En ?? role);

    private static string Short(string text) => text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue), "…");
    private static string Capital(string sentence) => sentence.Length > 0 && char.IsLower(sentence[0]) ? char.ToUpperInvariant(sentence[0]) + sentence[1..] : sentence;
    private static string N(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
