using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Testing.Databases;
using ApprovalFlow.Testing.Clocks;
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
    public async Task Stamp_of_a_flow_should_rise_with_every_publication_and_stay_otherwise()
    {
        var none = await Definitions.ScheduleStampAsync("FGW-001-A");
        await Definitions.PublishAsync([Draft("AAAA"), Draft("BBBB")]);
        var first = await Definitions.ScheduleStampAsync("FGW-001-A");
        first.ShouldBeGreaterThan(none);
        (await Definitions.ScheduleStampAsync("FGW-001-A")).ShouldBe(first);
        await Definitions.PublishAsync([Draft("CCCC")]);
        (await Definitions.ScheduleStampAsync("FGW-001-A")).ShouldBeGreaterThan(first);
    }

    [ProviderFact]
    public async Task Case_should_be_accepted_under_the_version_that_another_process_published_a_moment_ago()
    {
        const string flow = "GSJ-001-A";
        var time = new ManualTimeProvider();
        var here = House.Open(Stores, time);
        var first = await here.PublishAsync(flow);
        await here.RegisterAsync("V-1", flow, first);
        await here.RegisterAsync("V-2", flow, first);
        await AcceptAsync(here, "V-1");

        var second = await House.Open(Stores, time).PublishAsync(flow, json => json.Replace("\"description\": \"Pre-approval of enterprise names (New)\"", "\"description\": \"Names\""));
        second.ShouldNotBe(first);
        await AcceptAsync(here, "V-2");

        (await here.StateAsync("V-1")).DefinitionHash.ShouldBe(first);
        (await here.StateAsync("V-2")).DefinitionHash.ShouldBe(second);

        static async Task AcceptAsync(House house, string number) => await house.AcceptedAsync(number, House.Complete((await house.StateAsync(number)).OpenTasks.Single()));
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
