using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Clocks;

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

    /// <exception cref="InvalidDataException">The file is broken.</exception>
    public static OfficeHours LoadOfficeHours(string workflows)
    {
        var file = Path.Combine(workflows, "clocks", "office-hours.json");
        var (hours, problem) = OfficeHours.Read(File.ReadAllText(file));
        return hours ?? throw new InvalidDataException($"Expected office hours in '{file}', but: {problem}");
    }
}
