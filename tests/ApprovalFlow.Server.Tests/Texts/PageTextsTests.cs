using System.Globalization;
using System.Text.RegularExpressions;
using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Testing;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Texts;

public sealed partial class PageTextsTests
{
    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> All = PageTexts.Cultures.ToDictionary(c => c, PageTexts.AllOf);

    [Fact]
    public void Both_languages_should_have_the_same_keys() => All[PageTexts.English].Keys.Order().ShouldBe(All[PageTexts.Chinese].Keys.Order());

    [Fact]
    public void Both_languages_should_say_the_same_arguments()
    {
        foreach (var (key, zh) in All[PageTexts.Chinese])
            Arguments(All[PageTexts.English][key]).ShouldBe(Arguments(zh), key);
    }

    [Fact]
    public void No_text_should_be_empty_or_in_the_other_language()
    {
        All[PageTexts.Chinese].Where(t => string.IsNullOrWhiteSpace(t.Value)).ShouldBeEmpty();
        All[PageTexts.English].Where(t => string.IsNullOrWhiteSpace(t.Value) || Han().IsMatch(t.Value)).ShouldBeEmpty();
        All[PageTexts.Chinese].Where(t => t.Key != "app.name" && Latin().IsMatch(t.Value)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_outcome_of_an_approval_activity_should_have_a_name_on_pictures() =>
        ApprovalActivities.AddTo(ActivityRegistry.CreateCore()).Types.Where(t => t.Category == ApprovalActivities.Category).SelectMany(t => t.Outcomes).Select(o => $"port.{o.Name}").Except(All[PageTexts.Chinese].Keys).ShouldBeEmpty();

    [Fact]
    public void Every_key_that_a_page_names_should_exist()
    {
        var missing = from file in Pages()
                      from Match use in Key().Matches(File.ReadAllText(file))
                      where !All[PageTexts.Chinese].ContainsKey(use.Groups[1].Value)
                      select $"{Path.GetFileName(file)}: {use.Groups[1].Value}";
        missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_key_should_be_named_by_a_page()
    {
        var named = string.Join('\n', Pages().Select(File.ReadAllText));
        string[] families = ["board.by.", "board.byShort.", "board.csv.", "board.select.", "board.reason.", "board.grain.", "board.span.", "board.paused.", "anomaly.code.", "anomaly.finding.", "status.", "result.", "role.", "feed.state.", "readings.", "applicant.", "port.", "mark.", "materialForm.", "materialSource.", "theme.", "tasks.tab.", "tasks.empty", "refusal.", "trip.status.", "trip.kind.", "trip.result.", "trip.opinion.", "trip.answer.", "trip.check.", "visit.status.", "clockHistory.", "clockOwner.", "card.level.", "cardStatus.", "pauseStatus.", "extensionStatus.", "hearing.", "operation.", "operationText.", "signer.", "signing.mode.", "notices.kind.", "messages.channel.", "messages.state.", "messages.class.", "messages.classText.", "messages.reason.", "messages.step.", "task.unfilled.", "versions.origin.", "versions.effect.", "versions.none.", "versions.view.", "versions.stage.", "versions.state.", "versions.weight.", "migrations.why.", "migrations.act.", "migrations.sure.", "migrations.event.", "replayAll.kind.", "retention.scope.", "retention.kind.", "retention.from.", "replay.change.", "designer.group.", "designer.stage.", "designer.more.", "designer.type.", "designer.key.", "designer.align.", "feedback.kind.", "packets.none.", "history.revocation", "packet.status."];
        All[PageTexts.Chinese].Keys.Where(k => !named.Contains($"\"{Many(k)}\"", StringComparison.Ordinal) && !families.Any(k.StartsWith)).ShouldBeEmpty();
    }

    [Fact]
    public void One_of_something_should_have_its_own_sentence()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.English);
        (new PageTexts()["days", 1], new PageTexts()["days", 1d], new PageTexts()["days", 2]).ShouldBe(("1 working day", "1 working day", "2 working days"));
        CultureInfo.CurrentUICulture = before;
        All[PageTexts.Chinese].Keys.Where(k => Many(k) != k).Select(Many).Except(All[PageTexts.Chinese].Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Names_of_the_field_should_have_texts()
    {
        string[] expected =
        [
            .. Enum.GetNames<Domain.Replaying.DifferenceKind>().Select(k => $"replayAll.kind.{k}"), .. Roles.All.Select(r => $"role.{r}"), .. Enum.GetNames<CaseStatus>().Select(s => $"status.{s}"), .. CaseResults.All.Select(r => $"result.{r.Name}"),
            .. Enum.GetNames<ActivityMark>().Select(m => $"mark.{m}"), .. Enum.GetNames<InboxTab>().SelectMany(t => new[] { $"tasks.tab.{t}", $"tasks.empty.{t}", $"tasks.emptyText.{t}" }),
        ];
        expected.Except(All[PageTexts.Chinese].Keys).ShouldBeEmpty();
    }

    [Fact]
    public void Unknown_key_should_stand_out() => new PageTexts()["no.such.key"].ShouldBe("⟦no.such.key⟧");

    private static string Many(string key) => key.EndsWith(".one", StringComparison.Ordinal) ? key[..^4] : key;

    private static IEnumerable<string> Pages() => new[] { ".razor", ".cs" }.SelectMany(e => Directory.EnumerateFiles(Repository.Path("src", "ApprovalFlow.Server"), "*" + e, SearchOption.AllDirectories))
        .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string Arguments(string text) => string.Join(',', Argument().Matches(text).Select(m => m.Value).Distinct().Order());

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Argument();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Han();

    [GeneratedRegex(@"[A-Za-z]{3,}")]
    private static partial Regex Latin();

    [GeneratedRegex("""(?:\bT|texts)\["([\w.-]+)"[\],]""")]
    private static partial Regex Key();
}
