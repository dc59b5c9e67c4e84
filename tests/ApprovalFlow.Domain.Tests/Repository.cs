using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Runtime.Definitions;

namespace ApprovalFlow.Domain.Tests;

/// <summary>The repository's own data files.</summary>
internal static class Repository
{
    public static string Workflows { get; } =
        CatalogueFolder.Find(AppContext.BaseDirectory) ?? throw new DirectoryNotFoundException("Expected the tests to run inside the repository, but there is no workflows folder above them.");

    private static readonly Lazy<ApprovalCatalogue> Loaded = new(() =>
    {
        var load = CatalogueFolder.Load(Workflows);
        return load.Catalogue ?? throw new InvalidDataException(string.Join("\n", load.Problems));
    });

    private static readonly Lazy<WorkCalendar> LoadedCalendar = new(() => CatalogueFolder.LoadCalendar(Workflows));

    private static readonly Lazy<SpecialProcedures> LoadedProcedures = new(() => ClockFolder.LoadProcedures(Workflows));

    public static ApprovalCatalogue Catalogue => Loaded.Value;
    public static WorkCalendar Calendar => LoadedCalendar.Value;
    public static SpecialProcedures Procedures => LoadedProcedures.Value;

    private static readonly Lazy<CaseClocks> LoadedClocks = new(() => ClockFolder.Load(Workflows, new(Calendar)));

    public static CaseClocks Clocks => LoadedClocks.Value;
}
