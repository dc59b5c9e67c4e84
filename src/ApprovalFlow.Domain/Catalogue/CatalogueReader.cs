using System.Text.Json;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Reads the catalogue from the text of its files. Pure: whoever calls it opens the files.</summary>
public static class CatalogueReader
{
    /// <summary>Every problem of every file at once; the catalogue is there only when there is none.</summary>
    public static CatalogueLoad Read(string departments, string items, string flows, string counties)
    {
        var problems = new List<CatalogueProblem>();
        var departmentList = Root("departments.json", departments, problems).Select(Department).ToList();
        var itemList = Root("items.json", items, problems).Select(Item).ToList();
        var flowList = Root("flows.json", flows, problems).Select(Flow).ToList();
        var countyList = Root("counties.json", counties, problems).Select(County).ToList();
        if (problems.Count == 0)
            CatalogueRules.Check(departmentList, itemList, flowList, countyList, problems);
        return new(problems.Count == 0 ? new ApprovalCatalogue(departmentList, itemList, flowList, countyList) : null, problems);
    }

    private static IReadOnlyList<JsonFields> Root(string file, string json, List<CatalogueProblem> problems)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return JsonFields.List(document.RootElement.Clone(), file, "$", problems);
        }
        catch (JsonException e)
        {
            problems.Add(new(file, "$", $"Expected JSON, but {e.Message}"));
            return [];
        }
    }

    private static Department Department(JsonFields f) =>
        new(f.Text("id"), f.Text("code"), f.Text("nameZh"), f.Text("shortZh"), f.Text("nameEn"), f.Text("kind"), f.Flag("countyLinkage"), f.TextOrNull("window"));

    private static County County(JsonFields f) => new(f.Text("code"), f.Text("nameZh"), f.Text("nameEn"), f.Text("kind"));

    private static ApprovalItem Item(JsonFields f) =>
        new(f.Text("code"), f.Text("departmentId"), f.Text("nameZh"), f.Text("nameEn"), f.Text("kind"), f.Texts("legalBasis"),
            f.Number("statutoryDays"), f.Number("promisedDays"), f.Texts("applicantKinds"), f.Child("certificate") is { } c ? Certificate(c) : null,
            [.. f.Children("materials").Select(Material)], [.. f.Children("formFields").Select(Field)], f.Texts("reviewPoints"));

    private static CertificateKind Certificate(JsonFields f) =>
        new(f.Text("nameZh"), (int?)f.NumberOrNull("validityMonths"), f.Text("numberPattern"), f.TextOrNull("licenceType"));

    private static MaterialRequirement Material(JsonFields f) =>
        new(f.Text("code"), f.Text("typeKey"), f.Text("nameZh"), f.Text("form"), (int)f.Number("copies"), f.Flag("required"),
            f.NumberOrNull("deferrableDays"), f.Text("source"), f.TextOrNull("licenceType"));

    private static FormField Field(JsonFields f) =>
        new(f.Text("key"), f.Text("labelZh"), f.Text("labelEn"), f.Text("type"), f.Flag("required"))
        {
            Choices = f.Has("choices") ? [.. f.Children("choices").Select(c => new FieldChoice(c.Text("value"), c.Text("labelZh"), c.Text("labelEn")))] : null,
            Unit = f.TextOrNull("unit"),
            Min = f.NumberOrNull("min"),
            Max = f.NumberOrNull("max"),
        };

    private static ApprovalFlowEntry Flow(JsonFields f) =>
        new(f.Text("code"), f.Text("itemCode"), f.Text("variant"), f.Text("variantEn"), f.Text("nameZh"), f.Text("nameEn"), f.Text("template"),
            f.Number("promisedDays"), f.TextOrNull("eligibleWhen"), [.. f.Children("steps").Select(Step)], f.Texts("outcomes"));

    private static FlowStep Step(JsonFields f) =>
        new(f.Text("key"), f.Text("nameZh"), f.Text("nameEn"), f.Text("kind"), f.Text("role"), f.Text("departmentId"), f.Number("limitDays"),
            f.Text("clock"), f.TextOrNull("parallelGroup"), f.TextOrNull("when"));
}

/// <param name="Path">JSON path in the file, or the code of the record concerned.</param>
/// <param name="Message">A full sentence: Expected …, but ….</param>
public sealed record CatalogueProblem(string File, string Path, string Message)
{
    public override string ToString() => $"{File} {Path}: {Message}";
}

public sealed record CatalogueLoad(ApprovalCatalogue? Catalogue, IReadOnlyList<CatalogueProblem> Problems);
