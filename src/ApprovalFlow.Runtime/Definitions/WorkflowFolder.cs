using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Runtime.Definitions;

/// <summary>An opened <c>workflows/</c> folder: catalogue and calendars read, definitions listed.</summary>
public sealed class WorkflowFolder
{
    private WorkflowFolder(string path, ApprovalCatalogue catalogue, WorkCalendar calendar)
    {
        Path = path;
        Catalogue = catalogue;
        Calendar = calendar;
    }

    public string Path { get; }
    public ApprovalCatalogue Catalogue { get; }
    public WorkCalendar Calendar { get; }

    /// <param name="path">A relative path that does not exist is looked for above the working folder and above the program.</param>
    /// <exception cref="InvalidDataException">There is no such folder, or its catalogue is broken; all problems are named.</exception>
    public static WorkflowFolder Open(string path)
    {
        var found = Directory.Exists(path) ? path
            : CatalogueFolder.Find(Directory.GetCurrentDirectory()) ?? CatalogueFolder.Find(AppContext.BaseDirectory)
            ?? throw new InvalidDataException($"Expected a workflow folder '{path}', but there is none at or above '{Directory.GetCurrentDirectory()}'.");
        var load = CatalogueFolder.Load(found);
        if (load.Catalogue is null)
            throw new InvalidDataException($"Expected a catalogue in '{found}', but: {string.Join(" ", load.Problems)}");
        return new(found, load.Catalogue, CatalogueFolder.LoadCalendar(found));
    }

    /// <summary>The definition files, by name.</summary>
    public IReadOnlyList<DefinitionFile> ReadDefinitions()
    {
        var folder = System.IO.Path.Combine(Path, "definitions");
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(f => new DefinitionFile(System.IO.Path.GetRelativePath(Path, f), System.IO.Path.GetFileNameWithoutExtension(f), File.ReadAllText(f)))]
            : [];
    }
}

/// <param name="FlowCode">The file's name: each flow has one file.</param>
public sealed record DefinitionFile(string Path, string FlowCode, string Json)
{
    /// <summary>Changes when any of the files does.</summary>
    public static string Fingerprint(IReadOnlyList<DefinitionFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(file.FlowCode));
            hash.AppendData([0]);
            hash.AppendData(Encoding.UTF8.GetBytes(file.Json));
            hash.AppendData([0]);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
