using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Registration;
using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Testing;
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
        var row = first.Single(d => d.FlowCode == "GSJ-001-A");
        (await definitions.FindAsync("GSJ-001-A")).ShouldNotBeNull().Header.ShouldBe(new(row.Hash, row.FlowCode, row.DefinitionId, row.Name, row.Version));
    }

    [Fact]
    public async Task Nothing_should_be_published_when_a_definition_is_broken_and_every_problem_should_be_named()
    {
        var workflows = Directory.CreateTempSubdirectory("approvalflow-broken-");
        try
        {
            foreach (var data in (string[])["catalogue", "calendars", "clocks"])
                foreach (var file in Directory.EnumerateFiles(Repository.Path("workflows/" + data)))
                    File.Copy(file, Path.Combine(workflows.CreateSubdirectory(data).FullName, Path.GetFileName(file)));
            var definitions = workflows.CreateSubdirectory("definitions").FullName;
            File.Copy(Repository.Path("workflows/definitions/gsj/GSJ-001-A.json"), Path.Combine(definitions, "GSJ-001-A.json"));
            File.WriteAllText(Path.Combine(definitions, "FGW-001-A.json"), """
                { "definitionId": "FGW-001-A", "root": { "type": "Elsa.Flowchart", "id": "flow", "activities": [
                    { "type": "Elsa.WriteLine", "id": "say", "text": { "typeName": "String", "expression": { "type": "JavaScript", "value": "1 +" } } },
                    { "type": "Elsa.DispatchWorkflow", "id": "child", "workflowDefinitionId": { "typeName": "String", "expression": { "type": "Literal", "value": "x" } } } ],
                  "connections": [ { "source": { "activity": "say", "port": "Elsewhere" }, "target": { "activity": "child" } } ] } }
                """);
            File.WriteAllText(Path.Combine(definitions, "NOBODY-1.json"), "{ not json");
            var services = new ServiceCollection();
            services.AddApprovalFlow(af => af.UseSqlite($"Data Source={Path.Combine(workflows.FullName, "test.db")}").AddWorkflowsFrom(workflows.FullName));
            await using var provider = services.BuildServiceProvider();

            var refused = await Should.ThrowAsync<InvalidDataException>(() => provider.GetRequiredService<DatabaseSetup>().PrepareAsync());
            refused.Message.ShouldSatisfyAllConditions(
                m => m.ShouldContain("FGW-001-A.json: error expression-invalid at $.root.activities[0].text.expression.value (activity 'say')"),
                m => m.ShouldContain("error port-unknown at $.root.connections[0] (activity 'say')"),
                m => m.ShouldContain("error activity-not-in-cases"),
                m => m.ShouldContain("NOBODY-1.json: error json-invalid"),
                m => m.ShouldContain("error flow-unknown"));
            (await provider.GetRequiredService<DefinitionQuery>().ListAsync()).ShouldBeEmpty();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            workflows.Delete(recursive: true);
        }
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
