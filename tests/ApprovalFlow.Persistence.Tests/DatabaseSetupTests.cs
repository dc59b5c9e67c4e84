using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Testing.Databases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests;

public sealed class DatabaseSetupTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public async Task Catalogue_should_be_published_once_when_the_database_is_prepared_twice()
    {
        await fixture.Services.GetRequiredService<DatabaseSetup>().PrepareAsync();
        var definitions = fixture.Services.GetRequiredService<DefinitionQuery>();
        var first = await definitions.ListAsync();
        first.Count.ShouldBe(225);
        first.ShouldAllBe(d => d.Version == 1 && d.IsCurrent);

        await using var second = fixture.OpenProcess();
        await second.GetRequiredService<DatabaseSetup>().PrepareAsync();
        (await definitions.ListAsync()).ShouldBe(first);
        (await definitions.FindAsync("GSJ-001-A")).ShouldNotBeNull().Header.ShouldBe(first.Single(d => d.FlowCode == "GSJ-001-A"));
    }

    [Fact]
    public void Options_should_name_everything_wrong_at_once()
    {
        var services = new ServiceCollection();
        services.AddApprovalFlow(af => af.UseSqlite("Data Source=:memory:").Configure(o => (o.GroupSize, o.Retries, o.WorkflowFolder) = (0, -1, " ")));
        using var provider = services.BuildServiceProvider();
        Should.Throw<OptionsValidationException>(() => provider.GetRequiredService<IOptions<ApprovalFlowOptions>>().Value).Failures.Count().ShouldBe(4);
    }
}
