using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Migrating;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;

namespace ApprovalFlow.Server.Ui.Pages.Migrating;

/// <summary>Tasks and limits of a dry run in a reader's words.</summary>
public sealed class MigrationWords(PageTexts texts, LocalTimes times, ApprovalCatalogue catalogue)
{
    public string Whose(TaskFace face) => face.IsUnfilled ? texts["migrations.unfilled"] : face.Holder is { } holder ? texts["case.heldBy", holder.Name] : Pool(face.Candidate);

    /// <summary>A pool by role, department and county.</summary>
    public string Pool(Candidate candidate)
    {
        List<string> parts = [texts.Find("role", candidate.Role)];
        if (candidate.DepartmentId is { } id && catalogue.Department(id) is { } department) parts.Add(texts.Pick(department.ShortZh, department.NameEn));
        if (candidate.Region is { } code && catalogue.Counties.FirstOrDefault(c => c.Code == code) is { } county) parts.Add(texts.Pick(county.NameZh, county.NameEn));
        return string.Join(" · ", parts);
    }

    public string DueOf(TaskFace face) => face.Due is { } due ? texts["migrations.due", times.Day(due)] : texts["migrations.noDue"];

    public string Limit(double days, DateOnly? due) => due is { } day ? $"{texts["days", days]} · {times.Day(day)}" : texts["days", days];

    /// <summary>What becomes otherwise: what, before, after.</summary>
    public IEnumerable<(string What, string Before, string After)> Changes(TaskFace before, TaskFace after)
    {
        if ((before.NameZh, before.NameEn) != (after.NameZh, after.NameEn)) yield return (texts["migrations.what.name"], texts.Pick(before.NameZh, before.NameEn), texts.Pick(after.NameZh, after.NameEn));
        if (before.Candidate != after.Candidate) yield return (texts["migrations.what.whose"], Whose(before), before.Holder is null ? Whose(after) : $"{Whose(after)} ({Pool(after.Candidate)})");
        if (before.LimitDays != after.LimitDays) yield return (texts["migrations.what.limit"], LimitOf(before), LimitOf(after));
        if (before.Due != after.Due) yield return (texts["migrations.what.due"], DueOf(before), DueOf(after));
    }

    private string LimitOf(TaskFace face) => face.LimitDays is { } days ? texts["days", days] : texts["migrations.noDue"];
}
