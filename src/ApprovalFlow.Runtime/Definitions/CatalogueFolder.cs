using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>The folder <c>workflows/</c>: opens its files for the pure readers.</summary>
public static class CatalogueFolder
{
    /// <param name="workflows">The folder that holds <c>catalogue/</c>.</param>
    public static CatalogueLoad Load(string workflows)
    {
        var folder = Path.Combine(workflows, "catalogue");
        string[] names = ["departments.json", "items.json", "flows.json", "counties.json"];
        var missing = names.Where(n => !File.Exists(Path.Combine(folder, n))).ToList();
        if (missing.Count > 0)
            return new(null, [.. missing.Select(n => new CatalogueProblem(n, "$", $"Expected the file in '{folder}', but it is missing."))]);
        var texts = names.Select(n => File.ReadAllText(Path.Combine(folder, n))).ToList();
        return CatalogueReader.Read(texts[0], texts[1], texts[2], texts[3]);
    }

    /// <summary>All years under <c>calendars/</c>; a broken file throws, for a missing year would be noticed too late.</summary>
    public static WorkCalendar LoadCalendar(string workflows)
    {
        var years = new List<CalendarYear>();
        foreach (var file in Directory.GetFiles(Path.Combine(workflows, "calendars"), "*.json").Order(StringComparer.Ordinal))
        {
            var load = CalendarYear.Read(File.ReadAllText(file));
            years.Add(load.Year ?? throw new InvalidDataException($"Expected a calendar in '{file}', but {string.Join(" ", load.Problems)}"));
        }
        return new WorkCalendar(years);
    }

    /// <summary>The nearest <c>workflows/</c> folder at or above a folder; null when there is none.</summary>
    public static string? Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "workflows", "catalogue")))
                return Path.Combine(folder.FullName, "workflows");
        return null;
    }
}
