using ApprovalFlow.Runtime.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Definitions;

public sealed class CatalogueFolderTests
{
    [Fact]
    public void Folder_should_be_found_from_below_and_loaded()
    {
        var workflows = CatalogueFolder.Find(AppContext.BaseDirectory).ShouldNotBeNull();

        CatalogueFolder.Load(workflows).Catalogue.ShouldNotBeNull().Flows.Count.ShouldBe(225);
        CatalogueFolder.LoadCalendar(workflows).Years.Select(y => y.Year).ShouldBe(Enumerable.Range(2019, 8));
    }

    [Fact]
    public void Folder_should_name_every_missing_file()
    {
        var empty = Directory.CreateTempSubdirectory("catalogue-").FullName;
        try
        {
            CatalogueFolder.Load(empty).Problems.Select(p => p.File).ShouldBe(["departments.json", "items.json", "flows.json", "counties.json"]);
            CatalogueFolder.Find(empty).ShouldBeNull();
        }
        finally
        {
            Directory.Delete(empty);
        }
    }
}
