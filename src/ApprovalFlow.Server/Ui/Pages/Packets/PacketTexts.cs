using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Pages.Packets;

/// <summary>What packets and findings are called on the pages.</summary>
public sealed class PacketTexts(PageTexts texts, ApprovalCatalogue catalogue)
{
    public string Department(string? id) => id is null ? "" : catalogue.Department(id) is { } d ? texts.Pick(d.ShortZh, d.NameEn) : id;
    public string Departments(IEnumerable<string> ids) => string.Join(texts["list.comma"], ids.Select(Department));
    public string Kind(FeedbackKind kind) => texts[$"feedback.kind.{PacketNames.Of(kind)}"];
    public string Status(PacketStatus status) => texts[$"packet.status.{status}"];

    public static string Tone(PacketStatus status) => status switch { PacketStatus.Claimed => "ok", PacketStatus.Recalled => "idle", _ => "info" };
    public static string Tone(FeedbackKind kind) => kind switch { FeedbackKind.AllWell or FeedbackKind.InspectionPassed => "ok", FeedbackKind.Other => "info", FeedbackKind.InspectionFailed => "warn", _ => "bad" };

    /// <summary>Every body that could regulate, except those that cannot be meant.</summary>
    public IReadOnlyList<FieldChoice> Bodies(params string[] without) => [.. catalogue.Departments.Where(d => d.Kind == "administrative" && !without.Contains(d.Id)).Select(d => new FieldChoice(d.Id, d.ShortZh, d.NameEn))];

    public static IReadOnlyList<FieldChoice> Kinds(PageTexts texts) => [.. Enum.GetValues<FeedbackKind>().Select(k => texts[$"feedback.kind.{PacketNames.Of(k)}"] is var name ? new FieldChoice(PacketNames.Of(k), name, name) : null!)];
}
