using System.Globalization;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Parts;
using ApprovalFlow.Testing;
using ApprovalFlow.Testing.Clocks;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

public sealed class PartsTests : BunitContext
{
    /// <summary>Sunday in Shanghai; the next working day is Monday.</summary>
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 2, 0, 0, TimeSpan.Zero);

    public PartsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);
        var calendars = Directory.EnumerateFiles(Repository.Path("workflows", "calendars"), "*.json").Select(f => CalendarYear.Read(File.ReadAllText(f)).Year).OfType<CalendarYear>();
        Services.AddSingleton(new CalendarInForce(new(calendars)));
        Services.AddSingleton<PageTexts>();
        Services.AddSingleton(new LocalTimes(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new ManualTimeProvider(Now)));
        Services.AddSingleton(ApprovalActivities.AddTo(ActivityRegistry.CreateCore()));
        Services.AddSingleton<OutcomeNames>();
    }

    [Theory]
    [InlineData(CaseStatus.Registered, null, "已收件", "info")]
    [InlineData(CaseStatus.AwaitingCorrection, null, "待补正", "warn")]
    [InlineData(CaseStatus.Closed, "approved", "准予许可", "ok")]
    [InlineData(CaseStatus.Closed, "refused", "不予许可", "bad")]
    [InlineData(CaseStatus.Closed, "withdrawn", "申请撤回", "idle")]
    public void Status_chip_should_say_how_a_case_stands(CaseStatus status, string? result, string text, string tone)
    {
        var chip = Render<StatusChip>(p => p.Add(c => c.Status, status).Add(c => c.Result, result)).Find(".chip");
        chip.TextContent.Trim().ShouldBe(text);
        chip.GetAttribute("data-tone").ShouldBe(tone);
    }

    [Theory]
    [InlineData("2026-11-23", "剩 1 个工作日", "warn")]
    [InlineData("2026-11-27", "剩 5 个工作日", "ok")]
    [InlineData("2026-11-22", "今日到期", "warn")]
    [InlineData("2026-11-20", "超期 1 个工作日", "bad")]
    [InlineData("2026-11-13", "超期 5 个工作日", "bad")]
    [InlineData("2040-01-02", "1月2日前", "idle")]
    public void Due_chip_should_count_working_days(string due, string text, string tone)
    {
        var chip = Render<DueChip>(p => p.Add(c => c.Due, DateOnly.Parse(due, CultureInfo.InvariantCulture))).Find(".chip");
        chip.TextContent.Trim().ShouldBe(text);
        chip.GetAttribute("data-tone").ShouldBe(tone);
    }

    [Fact]
    public void Due_chip_should_say_when_there_is_no_limit() => Render<DueChip>(p => p.Add(c => c.Due, null)).Markup.ShouldContain("无期限");

    [Fact]
    public void Number_field_should_give_a_number_and_keep_what_is_none()
    {
        object? value = null;
        var field = Render<FieldInput>(p => p.Add(f => f.Field, new FormField("area", "面积", "Area", "number", true) { Unit = "㎡", Min = 1, Max = 9 }).Add(f => f.ValueChanged, v => value = v));
        field.Find("input").Input("12.5");
        value.ShouldBe(12.5);
        field.Find("input").Input("很多");
        value.ShouldBe("很多");
        field.Find("input").Input("");
        value.ShouldBeNull();
        field.Markup.ShouldContain("1 至 9");
    }

    [Theory]
    [InlineData("12.", 12d)]
    [InlineData("0.50", 0.5)]
    [InlineData("-", "-")]
    public void Number_field_should_leave_what_is_being_typed_as_it_is(string typed, object expected)
    {
        object? value = null;
        var field = Render<FieldInput>(p => p.Add(f => f.Field, new FormField("area", "面积", "Area", "number", true)).Add(f => f.ValueChanged, v => value = v));
        field.Find("input").Input(typed);
        value.ShouldBe(expected);
        field.Find("input").GetAttribute("value").ShouldBe(typed);
        field.Render(p => p.Add(f => f.Value, 7d));
        field.Find("input").GetAttribute("value").ShouldBe("7");
    }

    [Fact]
    public void Choice_and_yes_no_fields_should_give_their_values()
    {
        object? value = null;
        Render<FieldInput>(p => p.Add(f => f.Field, new FormField("k", "类别", "Kind", "choice", true) { Choices = [new("a", "甲", "A"), new("b", "乙", "B")] }).Add(f => f.ValueChanged, v => value = v))
            .Find("select").Change("b");
        value.ShouldBe("b");
        Render<FieldInput>(p => p.Add(f => f.Field, new FormField("k", "是否", "Whether", "bool", true)).Add(f => f.ValueChanged, v => value = v)).FindAll("input")[1].Change(true);
        value.ShouldBe(false);
    }

    [Fact]
    public void Problem_should_be_tied_to_its_field()
    {
        var field = Render<FieldInput>(p => p.Add(f => f.Field, new FormField("code", "代码", "Code", "uscc", true)).Add(f => f.Problem, "不是有效的代码"));
        var input = field.Find("input");
        input.GetAttribute("aria-invalid").ShouldBe("true");
        field.Find($"#{input.GetAttribute("aria-describedby")}").TextContent.ShouldContain("不是有效的代码");
        field.Find($"label[for={input.Id}]").TextContent.ShouldStartWith("代码");
    }

    [Fact]
    public void Picture_should_mark_where_the_case_stands_and_the_way_it_came()
    {
        var picture = Picture(new() { ["start"] = ActivityMark.Completed, ["accept"] = ActivityMark.Completed, ["fork-g"] = ActivityMark.Completed, ["review"] = ActivityMark.Active },
            new() { ["start"] = ["Done"], ["accept"] = ["Accept"], ["fork-g"] = ["review"] });
        picture.Find("[data-activity=review]").ClassList.ShouldContain("active");
        picture.Find("[data-activity=review]").GetAttribute("data-current").ShouldBe("true");
        picture.Find("[data-activity=accept]").ClassList.ShouldContain("completed");
        picture.FindAll("path.line.taken").Count.ShouldBe(3);
        picture.FindAll("[data-activity=correction]").ShouldBeEmpty();
        picture.Markup.ShouldContain("经办人审查");
    }

    [Fact]
    public void Picture_should_show_the_exceptions_when_the_case_went_there()
    {
        var picture = Picture(new() { ["start"] = ActivityMark.Completed, ["accept"] = ActivityMark.Completed, ["join-return"] = ActivityMark.Completed, ["join-return-settled"] = ActivityMark.Completed, ["correction"] = ActivityMark.Active },
            new() { ["start"] = ["Done"], ["accept"] = ["Return"], ["join-return"] = ["Done"], ["join-return-settled"] = ["Done"] });
        picture.Find("[data-activity=correction]").ClassList.ShouldContain("active");
        picture.FindAll("path.line.taken").Count.ShouldBe(4);
    }

    [Fact]
    public void Picture_should_not_show_a_way_that_the_case_did_not_go()
    {
        var picture = Picture(new() { ["accept"] = ActivityMark.Completed, ["join-return"] = ActivityMark.Completed, ["join-return-settled"] = ActivityMark.Completed, ["correction"] = ActivityMark.Completed },
            new() { ["accept"] = ["Return"], ["join-return"] = ["Done"], ["join-return-settled"] = ["Done"], ["correction"] = ["Withdraw"] });
        picture.FindAll("path.line.taken").Count.ShouldBe(3);
        picture.FindAll("path.line.taken title").ShouldNotContain(t => t.TextContent == "重新提交");
    }

    [Fact]
    public void Fetch_should_show_waiting_then_the_answer()
    {
        var answer = new TaskCompletionSource<string>();
        var fetch = Render<Fetch<string>>(p => p.Add(f => f.From, _ => answer.Task).Add(f => f.ChildContent, s => $"<b>{s}</b>"));
        fetch.FindAll(".skeleton").Count.ShouldBe(1);
        answer.SetResult("到了");
        fetch.WaitForAssertion(() => fetch.Find("b").TextContent.ShouldBe("到了"));
    }

    [Fact]
    public void Fetch_should_offer_a_retry_when_loading_fails()
    {
        var tries = 0;
        var fetch = Render<Fetch<string>>(p => p.Add(f => f.From, _ => ++tries == 1 ? throw new InvalidOperationException("no database") : Task.FromResult("好了")).Add(f => f.ChildContent, s => $"<b>{s}</b>"));
        fetch.Find("[role=alert]").TextContent.ShouldContain("加载失败");
        fetch.Markup.ShouldNotContain("no database");
        fetch.Find("button").Click();
        fetch.WaitForAssertion(() => fetch.Find("b").TextContent.ShouldBe("好了"));
    }

    [Fact]
    public void Confirm_dialog_should_do_the_act_only_when_it_is_confirmed()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("/js/dialog.js").Mode = JSRuntimeMode.Loose;
        var done = 0;
        var dialog = Render<ConfirmDialog>(p => p.Add(d => d.Title, "确认？").Add(d => d.Confirm, "受理").Add(d => d.OnConfirm, () => done++));
        dialog.FindAll("dialog").ShouldBeEmpty();
        dialog.InvokeAsync(dialog.Instance.Show);
        dialog.FindAll("button")[0].Click();
        done.ShouldBe(0);
        dialog.FindAll("dialog").ShouldBeEmpty();
        dialog.InvokeAsync(dialog.Instance.Show);
        dialog.FindAll("button")[1].TextContent.ShouldBe("受理");
        dialog.FindAll("button")[1].Click();
        dialog.WaitForAssertion(() => done.ShouldBe(1));
    }

    [Fact]
    public void Picture_should_say_how_much_waits_at_a_step_in_words_and_in_colour()
    {
        var picture = Render<FlowPicture>(p => p.Add(f => f.Json, File.ReadAllText(Repository.Path("workflows", "definitions", "fgw", "FGW-001-A.json"))).Add(f => f.Label, "流程图")
            .Add(f => f.Loads, new Dictionary<string, StepLoad> { ["accept"] = new(4, 0), ["review"] = new(5, 1), ["decide"] = new(2, 1) }));
        string Of(string id) => picture.Find($"[data-activity='{id}']").ClassName + " " + picture.Find($"[data-activity='{id}']").TextContent;
        Of("accept").ShouldContain("load-waiting");
        Of("accept").ShouldContain("4 件");
        Of("review").ShouldContain("load-some");
        Of("review").ShouldContain("5 件 · 1 超期");
        Of("decide").ShouldContain("load-most");
        picture.FindAll(".load").Count.ShouldBe(3);
        picture.Find(".legend").TextContent.ShouldContain("多数超期");
    }

    private IRenderedComponent<FlowPicture> Picture(Dictionary<string, ActivityMark> marks, Dictionary<string, IReadOnlyList<string>>? taken = null) => Render<FlowPicture>(p => p
        .Add(f => f.Json, File.ReadAllText(Repository.Path("workflows", "definitions", "fgw", "FGW-001-A.json"))).Add(f => f.Label, "流程图").Add(f => f.Marks, marks).Add(f => f.Taken, taken));
}
