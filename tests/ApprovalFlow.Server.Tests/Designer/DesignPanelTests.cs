using System.Globalization;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Designer;
using ApprovalFlow.Testing;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Designer;

/// <summary>The property panel: made from the descriptions, tied to the model, and honest about what it does not take.</summary>
public sealed class DesignPanelTests : BunitContext
{
    private readonly DesignSession session;

    public DesignPanelTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);
        Services.AddSingleton<PageTexts>();
        session = DesignSamples.Session("AJJ-001-A");
    }

    [Fact]
    public void Panel_should_show_an_input_for_everything_the_description_names()
    {
        var panel = Show("accept");
        panel.Find("#name-zh").GetAttribute("value").ShouldBe("窗口受理");
        panel.Find("#input-departmentId").GetAttribute("value").ShouldBe("安监局");
        panel.Find("#input-role option[selected]").TextContent.ShouldBe("窗口办事员");
        panel.Find("#input-limitDays").GetAttribute("value").ShouldBe("0.5");
        panel.Find("textarea#input-duty").GetAttribute("value")!.ShouldContain("核对申请材料");
        panel.FindAll("[data-more] > summary").Select(s => s.TextContent).ShouldBe(["可选结果", "审批人规则", "允许的操作", "区县"]);
        panel.FindAll("[data-input='outcomes']").ShouldBeEmpty("what is folded away is not sent");
        panel.Find("[data-more='outcomes'] > summary").Click();
        panel.FindAll("[data-input='outcomes'] input:checked, [data-input='outcomes'] input[checked]").Count.ShouldBe(4);
    }

    [Fact]
    public void A_changed_field_should_change_the_model_and_undo_should_change_the_field_back()
    {
        var panel = Show("accept");
        panel.Find("#input-limitDays").Change("1.5");
        session.Design.Node("accept")!.LimitDays.ShouldBe(1.5);
        session.Undo();
        panel.WaitForAssertion(() => panel.Find("#input-limitDays").GetAttribute("value").ShouldBe("0.5"));
        panel.Find("#input-departmentId").Change("规划局");
        session.Design.Node("accept")!.DepartmentId.ShouldBe("dept-ghj");
        panel.Find("#input-departmentId").Change("");
        session.Design.Node("accept")!.DepartmentId.ShouldBeNull();
    }

    [Theory]
    [InlineData("#input-limitDays", "-1", "时限")]
    [InlineData("#input-limitDays", "0.3", "时限")]
    [InlineData("#input-departmentId", "不存在的局", "没有“不存在的局”这个部门")]
    [InlineData("#input-duty", "<script>alert(1)</script>", "不能有网页标记")]
    [InlineData("#name-zh", "", "名称不能为空")]
    public void What_is_refused_should_be_said_beside_the_field_and_change_nothing(string field, string value, string sentence)
    {
        var before = session.Design.ToJson();
        var panel = Show("accept");
        panel.Find(field).Change(value);
        panel.WaitForAssertion(() => panel.Find("[data-refusal]").TextContent.ShouldContain(sentence));
        session.Design.ToJson().ShouldBe(before);
    }

    [Fact]
    public void Expression_should_be_completed_and_checked_while_it_is_typed()
    {
        session.Apply(new DesignCommand.DeclareInput("area", "Double", "面积", "Area"));
        var id = session.Apply(new DesignCommand.Add("flow", "Elsa.FlowDecision", 0, 0)).Delta!.Chosen[0];
        var panel = Show(id);
        panel.Find("[data-input='condition'] .fx").Click();
        panel.Find("[data-expression]").Input("面");
        panel.Find("[data-offer]").GetAttribute("data-offer").ShouldBe("getInput(\"area\")");
        panel.Find("[data-offer]").Click();
        panel.Find("[data-expression-problem]").TextContent.ShouldContain("需要是或否，表达式给出的是数字");
        panel.Find("[data-expression]").Input("getInput(\"area\") > \"many\"");
        panel.Find("[data-expression-problem]").TextContent.ShouldContain("数字不能和文字比较大小");
        panel.Find("[data-expression]").Input("getInput(\"volume\") > 3");
        panel.Find("[data-expression-problem]").TextContent.ShouldContain("没有名为“volume”的表单字段");
        panel.Find("[data-expression]").Input("getInput(\"area\" > 3");
        panel.Find("[data-expression-problem]").TextContent.ShouldContain("第 1 行");
        panel.Find("[data-expression]").Input("getInput(\"area\") > 3");
        panel.FindAll("[data-expression-problem]").ShouldBeEmpty();
        panel.Find("[data-expression]").Change("getInput(\"area\") > 3");
        session.Design.ToJson().ShouldContain("getInput(\\\"area\\\") > 3");
    }

    [Fact]
    public void Branches_of_a_switch_should_become_outcomes()
    {
        var id = session.Apply(new DesignCommand.Add("flow", "Elsa.FlowSwitch", 0, 0)).Delta!.Chosen[0];
        var panel = Show(id);
        panel.Find("[data-add-case]").Click();
        panel.Find(".case input").Change("大额");
        session.Design.Node(id)!.Ports.Select(p => p.Name).ShouldBe(["大额", "Default"]);
    }

    [Theory]
    [InlineData(PageTexts.Chinese)]
    [InlineData(PageTexts.English)]
    public void Palette_should_list_every_activity_and_template_in_named_groups_with_an_icon_each(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(language);
        var palette = Render<DesignPalette>(p => p.Add(c => c.Registry, session.Registry));
        var names = session.Registry.Types.Select(t => language == PageTexts.Chinese ? t.DisplayName.Zh : t.DisplayName.En).Concat(DesignTemplates.All.Select(t => language == PageTexts.Chinese ? t.DisplayName.Zh : t.DisplayName.En));
        palette.FindAll("[data-act='add'] span").Select(s => s.TextContent).ShouldBe(names, ignoreOrder: true);
        palette.FindAll("[data-act='add']").ShouldAllBe(b => b.QuerySelector("svg.icon") != null);
        palette.FindAll("[data-group] > summary").Select(s => s.TextContent).ShouldAllBe(s => s.Length > 0 && !s.Contains('⟦'));
        palette.FindAll("[data-group] > summary")[0].TextContent.ShouldBe(language == PageTexts.Chinese ? "审批环节" : "Approval steps");
        // Whatever the language of the page, both names are found.
        palette.FindAll("li").Single(l => l.QuerySelector("[data-type='Approval.Review']") is not null).GetAttribute("data-words")!.ShouldSatisfyAllConditions(w => w.ShouldContain("审查"), w => w.ShouldContain("review"));
    }

    [Fact]
    public void Region_should_be_picked_by_name()
    {
        var panel = Show("accept");
        panel.Find("[data-more='place'] > summary").Click();
        var xiaodian = session.Catalogue.Counties.First(c => c.NameZh.StartsWith("小店", StringComparison.Ordinal));
        panel.FindAll("#input-region option").Select(o => o.TextContent).ShouldBe(["不限区县", .. session.Catalogue.Counties.Select(c => c.NameZh)]);
        panel.Find("#input-region").Change(xiaodian.Code);
        Value("accept", "region").ShouldBe(new DesignValue.Text(xiaodian.Code));
        panel.WaitForAssertion(() => panel.Find("#input-region option[selected]").TextContent.ShouldBe(xiaodian.NameZh));
        panel.Find("#input-region").Change("");
        Value("accept", "region").ShouldBeNull();
    }

    [Fact]
    public void Approver_rule_should_ask_for_what_its_kind_reads_and_nothing_else()
    {
        var panel = Show("accept");
        panel.Find("[data-more='approver'] > summary").Click();
        Asked(panel).ShouldBe(["approverRule"]);
        foreach (var (kind, asked) in new[]
        {
            (ApproverRule.Role, "approverRule nobodyFound"), (ApproverRule.LevelsUp, "approverRule approverLevels approverFrom nobodyFound"), (ApproverRule.ChosenByApplicant, "approverRule nobodyFound"),
            (ApproverRule.FormField, "approverRule approver approverFieldHolds nobodyFound"), (ApproverRule.Head, "approverRule approver nobodyFound"),
        })
        {
            panel.Find("#input-approverRule").Change(kind);
            panel.WaitForAssertion(() => string.Join(' ', Asked(panel)).ShouldBe(asked));
        }
        panel.Find("#input-approver").Change("规划局");
        Value("accept", "approver").ShouldBe(new DesignValue.Text("dept-ghj"));

        panel.Find("#input-approverRule").Change(ApproverRule.Post);
        panel.WaitForAssertion(() => panel.FindAll("select#input-approver option").Select(o => o.TextContent).ShouldBe(["请选择", "dept-ghj", "审批科科长"], "what stands there is not hidden"));
        panel.Find("#input-approver").Change("permit-head");
        Value("accept", "approver").ShouldBe(new DesignValue.Text("permit-head"));

        panel.Find("#input-approverRule").Change(ApproverRule.FormField);
        panel.WaitForAssertion(() => panel.FindAll("select#input-approver option").Select(o => o.TextContent).ShouldContain(session.Catalogue.Item("AJJ-001")!.FormFields[0].LabelZh));
    }

    [Fact]
    public void Persons_of_an_approver_rule_should_be_found_by_name_and_kept_by_user_name()
    {
        var panel = Show("accept");
        panel.Find("[data-more='approver'] > summary").Click();
        panel.Find("#input-approverRule").Change(ApproverRule.User);
        panel.WaitForAssertion(() => panel.FindAll("[data-people] input").Count.ShouldBe(2));
        panel.FindAll("[data-people] input")[1].Change(true);
        Value("accept", "approver").ShouldBe(new DesignValue.Text("lisi"));
        panel.WaitForAssertion(() => panel.Find("[data-people] .name").TextContent.ShouldBe("李四"));
        panel.FindAll("[data-people] input")[1].Change(true);
        Value("accept", "approver").ShouldBe(new DesignValue.Text("lisi,zhangsan"));
        foreach (var input in panel.FindAll("[data-people] input").Take(1)) input.Change(false);
        Value("accept", "approver").ShouldBe(new DesignValue.Text("zhangsan"));
    }

    [Fact]
    public void What_was_refused_for_one_activity_should_not_stand_there_for_the_next()
    {
        var panel = Show("accept");
        var field = panel.Find("#input-departmentId");
        field.Change("不存在的局");
        panel.WaitForAssertion(() => panel.FindAll("[data-input='departmentId'] [data-refusal]").Count.ShouldBe(1));
        session.Select(new(DesignSelected.Node, "review", 1));
        panel.WaitForAssertion(() => panel.FindAll("[data-refusal]").ShouldBeEmpty());
        panel.Find("#input-departmentId").ShouldNotBeSameAs(field, "the field that holds what was typed is gone");
        panel.Find("#input-departmentId").GetAttribute("value").ShouldBe("安监局");
        panel.Find("#input-role option[selected]").TextContent.ShouldBe("审查人员");
    }

    [Fact]
    public void Name_without_English_should_stay_without_when_the_Chinese_one_changes()
    {
        session.Apply(new DesignCommand.Rename("accept", "受理", ""));
        var panel = Show("accept");
        panel.Find("#name-zh").Change("收件");
        session.Design.NamesOf("accept").ShouldBe(new("收件", "收件"));
    }

    [Fact]
    public void Published_definition_should_be_shown_and_not_changed()
    {
        var reading = DesignSamples.Session("AJJ-001-A", readOnly: true);
        reading.Select(new(DesignSelected.Node, "accept", 1));
        var panel = Render<DesignPanel>(p => p.Add(c => c.Session, reading));
        panel.FindAll("input:not([disabled]), select:not([disabled]), textarea:not([disabled])").ShouldBeEmpty();
        reading.Apply(new DesignCommand.Rename("accept", "x", "x")).Refusal!.Code.ShouldBe("design-read-only");
        reading.Undo().Refusal!.Code.ShouldBe("design-read-only");
    }

    [Fact]
    public void Head_should_declare_a_field_that_expressions_may_name()
    {
        var panel = Render<DesignPanel>(p => p.Add(c => c.Session, session));
        panel.Find(".more summary").Click();
        panel.Find("#new-name").Change("floorArea");
        panel.Find("#new-label").Change("建筑面积");
        panel.Find("#new-type").Change("Double");
        panel.Find("[data-declare-field]").Click();
        session.Design.Fields.ShouldContain(f => f.Name == "floorArea" && f.Type == "Double" && f.Zh == "建筑面积");
        panel.Find("#head-promised").Change("7.5");
        session.Design.Head("promisedDays").ShouldBe("7.5");
        panel.Find("#head-promised").Change("soon");
        panel.Find("[data-refusal]").TextContent.ShouldContain("soon");
    }

    [Fact]
    public void Unknown_type_should_be_kept_and_said_to_be_unknown()
    {
        var foreign = new DesignSession(FlowDesign.Open("""{"root":{"id":"r","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Acme.SendFax","version":1}]}}""", session.Registry).Design!, session.Registry, session.Catalogue, readOnly: false);
        foreign.Select(new(DesignSelected.Node, "a", 1));
        Render<DesignPanel>(p => p.Add(c => c.Session, foreign)).Find(".notice").TextContent.ShouldContain("不在本平台的目录中");
    }

    [Fact]
    public void Checks_should_name_place_sentence_and_code_in_Chinese_and_lead_there()
    {
        session.Apply(new DesignCommand.Add("flow", "Approval.Review", 0, 0));
        session.Apply(new DesignCommand.Connect(new("start", "Done", "Review1")));
        var problems = session.Checks()();
        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(p => p.MessageZh != null);
        var went = "";
        var checks = Render<DesignChecks>(p => p.Add(c => c.Session, session).Add(c => c.Problems, problems).Add(c => c.OnGo, problem => went = problem.ActivityId!));
        checks.Find("[data-problem='input-missing']").TextContent.ShouldContain("审查");
        checks.Find("[data-problem='input-missing']").Click();
        went.ShouldBe("Review1");
    }

    private DesignValue? Value(string activity, string input) => session.Design.ValueOf(activity, session.Registry.Find("Approval.Accept")!.Inputs.First(i => i.Name == input));

    private static List<string> Asked(IRenderedComponent<DesignPanel> panel) => [.. panel.FindAll("[data-more='approver'] [data-input]").Select(i => i.GetAttribute("data-input")!)];

    private IRenderedComponent<DesignPanel> Show(string activity)
    {
        session.Select(new(DesignSelected.Node, activity, 1));
        return Render<DesignPanel>(p => p.Add(c => c.Session, session));
    }
}

internal static class DesignSamples
{
    public static readonly ActivityRegistry Registry = ApprovalActivities.AddTo(ActivityRegistry.CreateCore());
    private static readonly Lazy<Domain.Catalogue.ApprovalCatalogue> Catalogue = new(() => Runtime.Definitions.CatalogueFolder.Load(Repository.Path("workflows")).Catalogue!);

    public static DesignSession Session(string flow, bool readOnly = false) => Session(FlowDesign.Open(Json(flow), Registry).Design!, readOnly);

    public static DesignSession Session(FlowDesign design, bool readOnly = false) => new(design, Registry, Catalogue.Value, readOnly) { Directory = new([new("permit-head", new("审批科科长", "Head of permits"))], PeopleAsync) };

    private static readonly PersonRow[] People = [new("zhangsan", "张三", "Zhang San", []), new("lisi", "李四", "Li Si", [])];

    private static Task<IReadOnlyList<PersonRow>> PeopleAsync(string search, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<PersonRow>>([.. People.Where(p => search.Length == 0 || p.UserName.Contains(search, StringComparison.Ordinal) || p.NameZh.Contains(search, StringComparison.Ordinal))]);

    public static string Json(string flow) => flow == "empty"
        ? DefinitionContent.Empty("X-1", null, null)
        : File.ReadAllText(Repository.Path("workflows", "definitions", flow[..3].ToLowerInvariant(), $"{flow}.json"));

    public static CanvasWriter Writer => new(new PageTexts(), Catalogue.Value);
}
