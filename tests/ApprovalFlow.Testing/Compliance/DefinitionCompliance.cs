using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing.Databases;
using Shouldly;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>Definitions: named by content, never changed, one current per flow.</summary>
public abstract class DefinitionCompliance(StoreFixture fixture) : StoreCompliance(fixture)
{
    private IDefinitionStore Definitions => Stores.Definitions;

    private static DefinitionDraft Draft(string hash, string flow = "FGW-001-A") => new(hash, flow, flow, "企业投资项目核准", $$"""{"id":"{{hash}}"}""", Commits.Noon, "designer");

    [ProviderFact]
    public async Task Definition_should_be_absent_when_it_was_never_published()
    {
        (await Definitions.FindAsync("AAAA")).ShouldBeNull();
        (await Definitions.FindCurrentAsync("FGW-001-A")).ShouldBeNull();
    }

    [ProviderFact]
    public async Task Latest_definition_should_be_current_when_several_were_published()
    {
        await Definitions.PublishAsync([Draft("AAAA"), Draft("CCCC", "FGW-002-A")]);
        await Definitions.PublishAsync([Draft("BBBB")]);

        var current = (await Definitions.FindCurrentAsync("FGW-001-A")).ShouldNotBeNull();
        (current.Hash, current.Version).ShouldBe(("BBBB", 2));
        (await Definitions.FindCurrentAsync("FGW-002-A")).ShouldNotBeNull().Version.ShouldBe(1);
        var first = (await Definitions.FindAsync("AAAA")).ShouldNotBeNull();
        (first.Version, first.Json, first.PublishedAt, first.PublishedBy).ShouldBe((1, """{"id":"AAAA"}""", Commits.Noon, "designer"));
    }

    [ProviderFact]
    public async Task Definition_should_become_current_again_when_it_is_published_again()
    {
        await Definitions.PublishAsync([Draft("AAAA")]);
        await Definitions.PublishAsync([Draft("BBBB")]);
        await Definitions.PublishAsync([Draft("AAAA")]);
        var current = (await Definitions.FindCurrentAsync("FGW-001-A")).ShouldNotBeNull();
        (current.Hash, current.Version).ShouldBe(("AAAA", 1));
        (await Definitions.FindAsync("BBBB")).ShouldNotBeNull().Version.ShouldBe(2);
    }
}
