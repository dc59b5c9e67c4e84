using System.Globalization;
using ApprovalFlow.Domain.Simulation.WhatIf;
using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.WhatIf;
using ApprovalFlow.Testing;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

/// <summary>The page of a what-if says what changed, what it rests on, and what was made up.</summary>
public sealed class WhatIfResultTests : BunitContext
{
    private static readonly WhatIfQuestion Question = new(new(2026, 1, 1), new(2026, 3, 31));

    private static readonly WhatIfReport Report = new(
        120, new() { Days = new(120, 8.25, 8, 12, 20), WholeDays = new(120, 10, 10, 14, 25), StepsPerCase = 7, Cards = [10, 4, 2, 0], LateSteps = 6, LateCases = 3, Results = [new("approved", 100), new("withdrawn", 20)] },
        new() { Days = new(120, 6.5, 6, 9, 15), WholeDays = new(120, 8, 8, 11, 20), StepsPerCase = 6, Cards = [12, 4, 1, 0], LateSteps = 8, LateCases = 1, Results = [new("approved", 119), new("", 1)] })
    {
        StillRunning = 5, Answers = 720, SyntheticAnswers = 18, CasesWithSynthetic = 15, Faster = 110, Slower = 2, Different = 20,
        Workload = [new("department", "dept-fgw", 500, 900, 380, 600), new("applicant", "", 10, 40, 10, 40)],
        DifferentCases = [new("FGW-2026-000001", "withdrawn", null, 4, null, [new("草案不经过“复审”。", "The draft does not come to Second review.")])],
    };

    public WhatIfResultTests()
    {
        Services.AddSingleton<PageTexts>();
        Services.AddSingleton(CatalogueFolder.Load(Repository.Path("workflows")).Catalogue!);
        Say(PageTexts.Chinese);
    }

    private static void Say(string culture) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(culture);

    private IRenderedComponent<WhatIfResult> Show(WhatIfReport report, bool mayRead = false) => Render<WhatIfResult>(p => p.Add(r => r.Report, report).Add(r => r.Question, Question).Add(r => r.MayReadCases, mayRead));

    [Fact]
    public void Change_should_be_told_with_its_direction()
    {
        var page = Show(Report);
        page.Find("[data-mean]").TextContent.ShouldBe("8.25 → 6.5");
        page.Find("[data-measure=days-mean]").TextContent.ShouldContain("−1.75");
        page.Find("[data-measure=days-mean] .better").ShouldNotBeNull();
        page.Find("[data-measure=late-steps] .worse").TextContent.ShouldBe("+2");
        page.Find("[data-load=dept-fgw]").TextContent.ShouldContain("500 → 380");
        page.Find("[data-load=dept-fgw] .becomes").GetAttribute("width").ShouldBe("66.7", "the page's policy allows no inline styles");
        page.Find("[data-results]").TextContent.ShouldContain("未办结");
    }

    [Fact]
    public void What_history_does_not_know_should_be_said()
    {
        var page = Show(Report);
        page.Find("[data-synthetic]").TextContent.ShouldBe("2.5%");
        page.Find("[data-figures]").TextContent.ShouldContain("另有 5 件未办结，未计入");
        page.FindAll("[data-made-up]").ShouldBeEmpty();

        var madeUp = Show(Report with { IsSynthetic = true });
        madeUp.Find("[data-made-up]").TextContent.ShouldContain("虚构");
        madeUp.FindAll("[data-synthetic]").ShouldBeEmpty();
        madeUp.Find("[data-measures] thead").TextContent.ShouldContain("现行版本");
    }

    [Fact]
    public void Cases_should_be_linked_for_those_who_may_read_them()
    {
        Show(Report).FindAll("[data-cases] a").ShouldBeEmpty();
        Show(Report, mayRead: true).Find("[data-cases] a").GetAttribute("href").ShouldBe("/cases/FGW-2026-000001");
    }

    [Fact]
    public void English_page_should_be_in_english()
    {
        Say(PageTexts.English);
        var text = Show(Report).Markup;
        text.ShouldContain("The draft does not come to Second review.");
        text.ShouldContain("No end");
        text.Any(c => c is >= '\u4e00' and <= '\u9fff').ShouldBeFalse();
    }

    [Fact]
    public void Nothing_different_should_be_said_in_words() => Show(Report with { Different = 0, DifferentCases = [] }).Find("[data-cases]").TextContent.ShouldContain("没有结果不同的办件");
}
