using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Definitions: named by content, never changed, numbered by definition.</summary>
public abstract class DefinitionCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private IDefinitionStore Definitions => Stores.Definitions;

    private static DefinitionDraft Draft(string hash, string flow = "FGW-001-A") => new(hash, flow, flow, "企业投资项目核准", $$"""{"id":"{{hash}}"}""", Commits.Noon, "designer");

    [ProviderFact]
    public async Task Definition_should_be_absent_when_it_was_never_published()
    {
        (await Definitions.FindAsync("AAAA")).ShouldBeNull();
        (await Definitions.ScheduleAsync("FGW-001-A")).ShouldBeEmpty();
    }

    [ProviderFact]
    public async Task Versions_should_be_numbered_by_definition_in_the_order_in_which_they_were_published()
    {
        await Definitions.PublishAsync([Draft("AAAA"), Draft("CCCC", "FGW-002-A")]);
        await Definitions.PublishAsync([Draft("BBBB")]);

        (await Definitions.ScheduleAsync("FGW-001-A")).Select(d => (d.Hash, d.Version)).ShouldBe([("AAAA", 1), ("BBBB", 2)]);
        (await Definitions.ScheduleAsync("FGW-002-A")).Single().Version.ShouldBe(1);
        var first = (await Definitions.FindAsync("AAAA")).ShouldNotBeNull();
        (first.Version, first.Json, first.PublishedAt, first.PublishedBy).ShouldBe((1, """{"id":"AAAA"}""", Commits.Noon, "designer"));
    }

    [ProviderFact]
    public async Task Definition_should_stay_as_it_is_when_it_is_stored_again()
    {
        await Definitions.PublishAsync([Draft("AAAA")]);
        await Definitions.PublishAsync([Draft("BBBB")]);
        await Definitions.PublishAsync([Draft("AAAA")]);
        (await Definitions.ScheduleAsync("FGW-001-A")).Select(d => (d.Hash, d.Version)).ShouldBe([("AAAA", 1), ("BBBB", 2)]);
    }
}
