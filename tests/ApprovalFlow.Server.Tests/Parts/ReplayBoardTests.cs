using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Replays;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

/// <summary>Stepping, jumping and comparing, on a case of the server's own.</summary>
[Collection(ServerCollection.Name)]
public sealed class ReplayBoardTests : BunitContext
{
    private readonly ServerFixture server;
    private readonly List<long> rested = [];

    public ReplayBoardTests(ServerFixture server)
    {
        this.server = server;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);
        Services.AddFallbackServiceProvider(server.Services.CreateScope().ServiceProvider);
    }

    private async Task<IRenderedComponent<ReplayBoard>> BoardAsync(long? start = null, Func<string, string>? version = null)
    {
        var number = await server.RegisterAsync("GSJ-001-A");
        (await (await server.AsAsync("window")).PostAsJsonAsync($"/api/tasks/{await server.OpenTaskAsync(number, "accept")}/complete", new { outcome = "Accept" })).StatusCode.ShouldBe(HttpStatusCode.OK);
        var file = (await server.Services.GetRequiredService<ReplayQuery>().OpenAsync(number))!;
        var hash = file.At(file.Replay.Moments[0]).Case.DefinitionHash;
        var json = (await server.Services.GetRequiredService<DefinitionQuery>().FindByHashAsync(hash))!.Json;
        return Render<ReplayBoard>(p => p.Add(b => b.File, file).Add(b => b.Item, server.Catalogue.Item("GSJ-001")).Add(b => b.Definitions, new Dictionary<string, string> { [hash] = version?.Invoke(json) ?? json })
            .Add(b => b.Start, start).Add(b => b.OnRest, EventCallback.Factory.Create<long>(this, rested.Add)));
    }

    [Fact]
    public async Task Board_should_begin_at_the_registration_and_step_to_what_followed()
    {
        var board = await BoardAsync();
        var of = int.Parse(board.Find("[data-replay]").GetAttribute("data-of")!, CultureInfo.InvariantCulture);
        board.Find("[data-where]").TextContent.ShouldStartWith($"第 1 步，共 {of} 步");
        board.Find("[data-previous]").HasAttribute("disabled").ShouldBeTrue();
        board.Find("[data-deeds]").TextContent.ShouldContain("收件");
        board.Find("[data-mandates]").TextContent.ShouldContain("岗位（");
        board.FindAll("[data-open='accept']").Count.ShouldBe(1);
        board.FindAll("g.active[data-activity='accept']").Count.ShouldBe(1);

        board.Find($"[data-go='{of}']").Click();
        board.Find("[data-next]").HasAttribute("disabled").ShouldBeTrue();
        board.FindAll("[data-open='accept']").ShouldBeEmpty();
        board.FindAll("g.completed[data-activity='accept']").Count.ShouldBe(1);
        rested.ShouldHaveSingleItem();

        board.Find("[data-previous]").Click();
        board.Find("[data-replay]").GetAttribute("data-moment").ShouldBe($"{of - 1}");
    }

    [Fact]
    public async Task Board_should_ask_for_the_papers_of_the_version_of_the_moment()
    {
        var papers = server.Catalogue.Item("GSJ-001")!.Materials;
        (await BoardAsync()).FindAll("td.lead").Count.ShouldBe(papers.Count);
        var fewer = await BoardAsync(version: json =>
        {
            var definition = JsonNode.Parse(json)!;
            definition["customProperties"]!["approvalflow"]!["materials"] = new JsonArray(papers[0].Code);
            return definition.ToJsonString();
        });
        fewer.FindAll("td.lead").Select(c => c.TextContent).ShouldBe([papers[0].NameZh]);
    }

    [Fact]
    public async Task Board_should_show_any_instant_that_is_jumped_to()
    {
        var board = await BoardAsync(start: long.MaxValue);
        board.Find("[data-replay]").GetAttribute("data-moment").ShouldNotBe("1");
        board.Find("[data-jump]").Change("2001-01-01T00:00:00");
        board.Find("[data-replay]").GetAttribute("data-moment").ShouldBe("1");
        board.Find("[data-jump]").Change("2099-01-01T00:00:00");
        board.Find("[data-replay]").GetAttribute("data-moment").ShouldBe(board.Find("[data-replay]").GetAttribute("data-of"));
        board.Find("[data-range]").Input("1");
        board.Find("[data-replay]").GetAttribute("data-moment").ShouldBe("1");
    }

    [Fact]
    public async Task Board_should_tell_what_changed_between_two_moments()
    {
        var board = await BoardAsync();
        board.Find("[data-mark]").Click();
        board.Find("[data-compare]").TextContent.ShouldContain("没有差别");
        board.Find("[data-go='2']").Click();
        while (!board.Find("[data-next]").HasAttribute("disabled")) board.Find("[data-next]").Click();
        var task = board.FindAll("[data-change='task']")[0].TextContent;
        task.ShouldContain("待认领");
        task.ShouldContain("已办（");
        board.Find("[data-change='status']").TextContent.ShouldContain("受理");
    }

    [Fact]
    public async Task Board_should_play_with_the_space_bar_and_pause_again()
    {
        var board = await BoardAsync();
        board.Find("[data-range]").KeyDown(new KeyboardEventArgs { Key = " " });
        board.Find("[data-play]").GetAttribute("aria-pressed").ShouldBe("true");
        board.Find("[data-range]").KeyDown(new KeyboardEventArgs { Key = " " });
        board.Find("[data-play]").GetAttribute("aria-pressed").ShouldBe("false");
        board.FindAll("[data-audience] li").Count.ShouldBeGreaterThan(2);
        board.Markup.ShouldNotContain("⟦");
    }
}
