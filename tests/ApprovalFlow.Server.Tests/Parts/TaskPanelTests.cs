using System.Globalization;
using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Tests.Hosting;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Cases;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

/// <summary>What a task offers its holder, on the server's own services and a case of its own each.</summary>
[Collection(ServerCollection.Name)]
public sealed class TaskPanelTests : BunitContext
{
    private readonly ServerFixture server;
    private string? said;

    public TaskPanelTests(ServerFixture server)
    {
        this.server = server;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);
        Services.AddFallbackServiceProvider(server.Services.CreateScope().ServiceProvider);
        JSInterop.SetupModule("/js/dialog.js").Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public async Task Pool_task_should_be_claimed_before_it_offers_outcomes()
    {
        var (panel, _) = await PanelAsync("window", "accept");
        panel.FindAll(".outcome").ShouldBeEmpty();
        panel.Find("[data-claim]").Click();
        panel.WaitForAssertion(() => said.ShouldBe("已认领：窗口受理"));
    }

    [Fact]
    public async Task Task_that_is_somebodys_by_name_should_not_be_offered_to_the_pool()
    {
        var (panel, _) = await PanelAsync("window", "accept", claim: true);
        panel.FindAll("[data-release]").Count.ShouldBe(1);
        panel.Render(p => p.Add(t => t.Task, panel.Instance.Task with { IsPersonal = true }));
        panel.FindAll("[data-release]").ShouldBeEmpty();
    }

    [Fact]
    public async Task Outcomes_should_be_those_of_the_step_in_the_activitys_words()
    {
        var (panel, _) = await PanelAsync("window", "accept", claim: true);
        panel.FindAll(".outcome").Select(o => o.TextContent.Trim()).ShouldBe(["受理", "不予受理", "退回补正", "申请人撤回"]);
        panel.Find("[data-complete]").HasAttribute("disabled").ShouldBeTrue();
        panel.Find("input[value=Accept]").Change("Accept");
        panel.Find("[data-complete]").TextContent.ShouldBe("提交：受理");
    }

    [Fact]
    public async Task Reason_should_be_asked_for_where_the_outcome_needs_one()
    {
        var (panel, _) = await PanelAsync("window", "accept", claim: true);
        panel.Find("input[value=Return]").Change("Return");
        panel.Find("[data-complete]").Click();
        panel.Find(".problem").TextContent.ShouldContain("必须填写理由");
        panel.FindAll("dialog").ShouldBeEmpty();
        panel.Find("textarea").Input("缺少原件");
        panel.Find("[data-complete]").Click();
        panel.FindAll("dialog").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Refusal_should_ask_for_its_reasons_before_anything_is_confirmed()
    {
        var (panel, _) = await PanelAsync("chief", "decide", claim: true);
        panel.Find("input[value=Refuse]").Change("Refuse");
        var reasons = panel.Find("textarea[id$=-reasons]");
        panel.Find($"label[for={reasons.Id}] .need");
        panel.Find("[data-complete]").Click();
        panel.Find($"#{reasons.Id}-problem").TextContent.ShouldContain("必须填写");
        panel.FindAll("dialog").ShouldBeEmpty();
        panel.Find("textarea[id^=comment-]").Input("不符合法定条件");
        panel.FindAll($"label[for={reasons.Id}] .need").ShouldBeEmpty();
        panel.Find("[data-complete]").Click();
        panel.FindAll("dialog").Count.ShouldBe(1);
    }

    [Fact]
    public void Checklist_should_mark_the_papers_that_may_not_follow()
    {
        MaterialRequirement[] required = [new("1", "a", "申请表", "original", 1, true, null, "applicant", null), new("2", "b", "图纸", "copy", 1, true, 5, "applicant", null), new("3", "c", "照片", "copy", 1, false, null, "applicant", null)];
        IRenderedComponent<MaterialChecklist> List(params MaterialReceipt[] receipts) =>
            Render<MaterialChecklist>(p => p.Add(c => c.Required, required).Add(c => c.Receipts, receipts).Add(c => c.Checked, true));
        List().FindAll("[data-missing]").ShouldHaveSingleItem().TextContent.ShouldContain("申请表");
        List(new MaterialReceipt("1", "申请表", true, 1)).FindAll("[data-missing]").ShouldBeEmpty();
        MaterialRules.ToFollow(required, []).ShouldHaveSingleItem().NameZh.ShouldBe("图纸");
    }

    [Fact]
    public async Task Outcome_should_be_carried_out_only_after_it_is_confirmed()
    {
        var (panel, number) = await PanelAsync("window", "accept", claim: true);
        panel.Find("input[value=Accept]").Change("Accept");
        panel.Find("[data-complete]").Click();
        (await FindAsync(number)).Header.AcceptedAt.ShouldBeNull();
        panel.FindAll("dialog button")[1].Click();
        panel.WaitForAssertion(() => said.ShouldBe("已提交：窗口受理 — 受理"));
        (await FindAsync(number)).Header.AcceptedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Refusal_should_be_shown_in_words_when_somebody_else_was_faster()
    {
        var (panel, number) = await PanelAsync("window", "accept");
        var task = (await FindAsync(number)).Tasks.Single();
        await CompleteAsync(task, "Accept");
        panel.Find("[data-claim]").Click();
        panel.WaitForAssertion(() => panel.Find("[data-refusal]").TextContent.ShouldContain("已由"));
        said.ShouldBeNull();
    }

    private async Task<(IRenderedComponent<TaskPanel> Panel, string CaseNumber)> PanelAsync(string userName, string activity, bool claim = false)
    {
        var number = await server.RegisterAsync("FGW-004-A");
        if (activity != "accept")
            await CompleteAsync((await FindAsync(number)).Tasks.Single(), "Accept");
        var account = (await server.Services.GetRequiredService<UserQuery>().FindByNameAsync(userName))!;
        var user = new ClaimsPrincipal(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.UserId), new(ClaimTypes.Name, userName)], "test"));
        if (claim)
            await server.Services.CreateScope().ServiceProvider.GetRequiredService<CaseDesk>().ClaimAsync(user, (await FindAsync(number)).Tasks.Single(t => t.ActivityId == activity).TaskId);
        var found = await FindAsync(number);
        var task = found.Tasks.Single(t => t.ActivityId == activity);
        var panel = Render<TaskPanel>(p => p.Add(t => t.Case, found).Add(t => t.Task, task).Add(t => t.Item, server.Catalogue.Item(found.Header.ItemCode))
            .Add(t => t.Offered, found.Outcomes[task.TaskId]).Add(t => t.UserId, account.UserId).Add(t => t.OnDone, EventCallback.Factory.Create<string>(this, text => said = text))
            .AddCascadingValue(Task.FromResult(new AuthenticationState(user))));
        return (panel, number);
    }

    private Task CompleteAsync(TaskRow task, string outcome) => server.Services.GetRequiredService<CommandProcessor>()
        .ExecuteAsync(task.CaseNumber, SampleApplication.Complete(task.TaskId, task.ActivityType, new(task.Role, task.DepartmentId, task.Region), outcome));

    private async Task<CaseView> FindAsync(string number) => (await server.Services.GetRequiredService<CaseQuery>().FindAsync(number))!;
}
