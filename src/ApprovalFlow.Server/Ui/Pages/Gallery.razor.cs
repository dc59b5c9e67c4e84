using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;

namespace ApprovalFlow.Server.Ui.Pages;

/// <summary>Every part in every state, for those who build pages. Served in Development only.</summary>
public sealed partial class Gallery
{
    private ConfirmDialog dialog = null!;
    private int confirmed;
    private readonly Dictionary<string, object?> values = new() { ["investment"] = 1200d };

    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required TimeProvider Clock { get; set; }

    private static IReadOnlyList<FormField> SampleFields { get; } =
    [
        new("projectName", "项目名称", "Project name", "text", true),
        new("uscc", "统一社会信用代码", "Unified social credit code", "uscc", true),
        new("investment", "总投资", "Total investment", "number", true) { Unit = "万元", Min = 0, Max = 100000 },
        new("industry", "所属行业", "Industry", "choice", true) { Choices = [new("energy", "能源", "Energy"), new("transport", "交通", "Transport")] },
        new("newLand", "是否新增用地", "New land", "bool", false),
        new("startDate", "开工日期", "Start date", "date", false),
        new("note", "说明", "Note", "multiline", false),
    ];

    private static IReadOnlyDictionary<string, object?> SampleValues { get; } = new Dictionary<string, object?>
    {
        ["projectName"] = "示例产业园一期", ["investment"] = 12500d, ["industry"] = "energy", ["newLand"] = true, ["startDate"] = "2026-10-09",
    };

    private IReadOnlyList<TimelineEntry> SampleTimeline =>
    [
        new(T["status.Registered"], Clock.GetUtcNow().AddDays(-3)) { Who = T["role.window-clerk"], Icon = "inbox", Tone = "info" },
        new(T["status.AwaitingCorrection"], Clock.GetUtcNow().AddDays(-2)) { Who = T["role.window-clerk"], Icon = "edit", Tone = "warn", Text = T["gallery.sample"] },
        new(T["result.approved"], Clock.GetUtcNow()) { Who = T["role.chief-representative"], Icon = "gavel", Tone = "ok" },
    ];
}
