using System.Xml.Linq;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Architecture.Tests;

/// <summary>Who may know whom: the rooms are one straight chain.</summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["src/ApprovalFlow.Engine"] = [],
        ["src/ApprovalFlow.Domain"] = ["ApprovalFlow.Engine"],
        ["src/ApprovalFlow.Runtime"] = ["ApprovalFlow.Domain"],
        ["src/ApprovalFlow.Persistence"] = ["ApprovalFlow.Runtime"],
        ["src/ApprovalFlow.Server"] = ["ApprovalFlow.Persistence"],
        ["tools/ApprovalFlow.Cli"] = ["ApprovalFlow.Persistence"],
        // It stands in another house: it knows the rules and not our storage.
        ["tools/ApprovalFlow.Receiver"] = ["ApprovalFlow.Runtime"],
        ["tests/ApprovalFlow.Testing"] = ["ApprovalFlow.Persistence"],
    };

    /// <summary>Packages that a room may use; the pure rooms use none.</summary>
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["src/ApprovalFlow.Engine"] = [],
        ["src/ApprovalFlow.Domain"] = [],
        ["src/ApprovalFlow.Runtime"] = [],
    };

    public static TheoryData<string> Rooms => [.. MayReference.Keys];

    [Theory, MemberData(nameof(Rooms))]
    public void Room_should_know_only_its_neighbour(string room)
    {
        var project = Project(room);
        project.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)).Except(MayReference[room]).ShouldBeEmpty();
        if (MayUse.TryGetValue(room, out var packages))
            project.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value).Except(packages).ShouldBeEmpty();
    }

    [Fact]
    public void Every_project_of_the_product_should_be_one_of_the_rooms() =>
        Directory.EnumerateFiles(Repository.Path("src"), "*.csproj", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Repository.Path("tools"), "*.csproj", SearchOption.AllDirectories))
            .Select(p => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(p)!).Replace('\\', '/')).Except(MayReference.Keys).ShouldBeEmpty();

    [Fact]
    public void Pure_rooms_should_have_no_asynchronous_methods()
    {
        var offenders = from assembly in new[] { typeof(ApprovalFlow.Engine.Execution.WorkflowEngine).Assembly, typeof(ApprovalFlow.Domain.Cases.CaseDecider).Assembly }
                        from type in assembly.GetTypes()
                        from method in type.GetMethods()
                        where method.DeclaringType == type && typeof(Task).IsAssignableFrom(method.ReturnType)
                        select $"{type.FullName}.{method.Name}";
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Pure_rooms_should_measure_and_report_nothing()
    {
        var offenders = from assembly in new[] { typeof(ApprovalFlow.Engine.Execution.WorkflowEngine).Assembly, typeof(ApprovalFlow.Domain.Cases.CaseDecider).Assembly }
                        from known in assembly.GetReferencedAssemblies()
                        where known.Name!.StartsWith("System.Diagnostics.", StringComparison.Ordinal) || known.Name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
                        select $"{assembly.GetName().Name} → {known.Name}";
        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Server_should_not_touch_the_context_in_pages_or_endpoints()
    {
        // Identity's stores are told which context is theirs; nothing else names it.
        const string registration = "AddEntityFrameworkStores<ApprovalFlowContext>";
        var offenders = Directory.EnumerateFiles(Repository.Path("src", "ApprovalFlow.Server"), "*.*", SearchOption.AllDirectories)
            .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(Repository.Path("src", "ApprovalFlow.Server"), f))
            .Where(f => !Sources.IsGenerated(f))
            .Where(f => File.ReadAllText(Repository.Path("src", "ApprovalFlow.Server", f)).Replace(registration, "", StringComparison.Ordinal) is var text
                && (text.Contains("ApprovalFlowContext", StringComparison.Ordinal) || text.Contains("DbContext", StringComparison.Ordinal)));
        offenders.ShouldBeEmpty();
    }

    private static XDocument Project(string room) => XDocument.Load(Repository.Path(room, Path.GetFileName(room) + ".csproj"));
}
