using System.Globalization;
using ApprovalFlow.Domain.Differences;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Versions;
using ApprovalFlow.Testing;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Parts;

/// <summary>Two versions beside each other.</summary>
public sealed class ComparisonViewTests : BunitContext
{
    public ComparisonViewTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);
        Services.AddSingleton<PageTexts>();
    }

    private static DefinitionComparison Comparison(params Change[] changes) => new(changes, new(7, 5, 6, [], 3, 12, 1, 7), new(6, 5, 8, ["受理", "审查"], 2, 9, 1, null), new Dictionary<string, ChangeMark> { ["review"] = ChangeMark.Changed });

    [Fact]
    public void Effect_should_stand_before_and_after_and_what_differs_should_stand_out()
    {
        var view = Render<ComparisonView>(p => p.Add(v => v.Comparison, Comparison()));
        view.Find("[data-effect='materials']").TextContent.ShouldBe("申请材料（份）129");
        view.Find("[data-effect='materials']").ClassList.ShouldContain("differs");
        view.Find("[data-effect='visits']").ClassList.ShouldNotContain("differs");
        view.Find("[data-effect='promisedDays']").TextContent.ShouldBe("承诺时限（工作日）7–");
        view.Markup.ShouldContain("内容没有变化");
    }

    [Fact]
    public void Changes_should_be_grouped_by_what_they_mean_and_said_in_the_readers_language()
    {
        Change[] changes = [new("limit", ChangeWeight.Effect, new("时限增加。", "It gains days.")) { Place = "a" }, new("drawing", ChangeWeight.Drawing, new("移动了图形。", "Moved.")) { Place = "b" }];
        Render<ComparisonView>(p => p.Add(v => v.Comparison, Comparison(changes))).Find("[data-changes='Effect'] li").TextContent.ShouldBe("时限增加。");
        CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.English);
        Render<ComparisonView>(p => p.Add(v => v.Comparison, Comparison(changes))).Find("[data-changes='Drawing'] li").TextContent.ShouldBe("Moved.");
    }

    [Fact]
    public void Picture_should_mark_what_is_otherwise()
    {
        var view = Render<ComparisonView>(p => p.Add(v => v.Comparison, Comparison()).Add(v => v.After, House.FileOf("FGW-001-A")));
        view.Find("[data-activity='review']").ClassList.ShouldContain("changed");
        view.FindAll("g.changed").Count.ShouldBe(1);
    }
}
