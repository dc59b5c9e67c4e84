using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>The folder <c>workflows/clocks/</c>: master data of the clocks.</summary>
public static class ClockFolder
{
    /// <exception cref="InvalidDataException">The file is broken; all problems are named.</exception>
    public static SpecialProcedures LoadProcedures(string workflows)
    {
        var file = Path.Combine(workflows, "clocks", "special-procedures.json");
        var (procedures, problems) = SpecialProcedures.Read(File.ReadAllText(file), "special-procedures.json");
        return procedures ?? throw new InvalidDataException($"Expected special procedures in '{file}', but: {string.Join(" ", problems)}");
    }

    /// <summary>Thresholds of cards and orders (<c>card-rules.json</c>).</summary>
    /// <exception cref="InvalidDataException">The file is broken; all problems are named.</exception>
    public static CardRules LoadCardRules(string workflows)
    {
        var file = Path.Combine(workflows, "clocks", "card-rules.json");
        var (rules, problems) = CardRules.Read(File.ReadAllText(file), "card-rules.json");
        return rules ?? throw new InvalidDataException($"Expected thresholds of cards in '{file}', but: {string.Join(" ", problems)}");
    }

    /// <summary>How open points of the law are decided here (<c>policy.json</c>).</summary>
    /// <exception cref="InvalidDataException">The file is broken; all problems are named.</exception>
    public static ClockPolicies LoadPolicies(string workflows, SpecialProcedures procedures)
    {
        var file = Path.Combine(workflows, "clocks", "policy.json");
        var (policies, problems) = ClockPolicies.Read(File.ReadAllText(file), "policy.json", procedures);
        return policies ?? throw new InvalidDataException($"Expected the clocks' policy in '{file}', but: {string.Join(" ", problems)}");
    }

    /// <summary>Everything that the clocks of cases follow.</summary>
    /// <param name="catalogue">Whose bodies and items the book of regulators may name; null: not looked at.</param>
    public static CaseClocks Load(string workflows, CalendarInForce calendar, ApprovalCatalogue? catalogue = null)
    {
        var procedures = LoadProcedures(workflows);
        return new(calendar, LoadPolicies(workflows, procedures), LoadCardRules(workflows), procedures) { Regulation = LoadRegulation(workflows, catalogue) };
    }

    /// <summary>Who regulates what (<c>regulation.json</c>); null where there is no such file.</summary>
    /// <exception cref="InvalidDataException">The file is broken; all problems are named.</exception>
    public static RegulationBook? LoadRegulation(string workflows, ApprovalCatalogue? catalogue = null)
    {
        var file = Path.Combine(workflows, "clocks", RegulationBook.FileName);
        if (!File.Exists(file)) return null;
        var (book, problems) = RegulationBook.Read(File.ReadAllText(file), RegulationBook.FileName, catalogue?.Departments.Select(d => d.Id).ToHashSet(), catalogue?.Items.Select(i => i.Code).ToHashSet());
        return book ?? throw new InvalidDataException($"Expected who regulates what in '{file}', but: {string.Join(" ", problems)}");
    }

    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public static OfficeHours LoadOfficeHours(string workflows)
    {
        var file = Path.Combine(workflows, "clocks", "office-hours.json");
        var (hours, problem) = OfficeHours.Read(File.ReadAllText(file));
        return hours ?? throw new InvalidDataException($"Expected office hours in '{file}', but: {problem}");
    }
}
