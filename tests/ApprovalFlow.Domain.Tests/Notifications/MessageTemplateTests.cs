using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Runtime.Definitions;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Notifications;

public sealed class MessageTemplateTests
{
    private static readonly string Folder = Path.Combine(Repository.Workflows, "notifications", "templates");

    private static string Json(string sms = "“{item}”已受理。", string smsEn = "'{item}' was accepted.", string id = "accepted", int version = 1) =>
        $$$"""{"id": "{{{id}}}", "version": {{{version}}}, "sms": {"zh": "{{{sms}}}", "en": "{{{smsEn}}}"}, "subject": {"zh": "受理", "en": "Accepted"}, "text": {"zh": "{case}", "en": "{case}"}}""";

    private static string Problem(string json, string file = "accepted.v1.json") => MessageTemplate.Read(json, file).Problems.ShouldHaveSingleItem().ToString();

    [Fact]
    public void Repository_templates_should_have_words_for_every_kind()
    {
        var templates = NotificationFolder.LoadTemplates(Repository.Workflows);
        foreach (var kind in MessageKind.All)
        {
            var template = templates.Of(kind);
            var values = kind.Placeholders.ToDictionary(p => p, p => new Localized($"〔{p}〕", $"[{p}]"));
            foreach (var chinese in new[] { true, false })
            {
                var words = template.Render(chinese, values, maxParts: 10);
                new[] { words.Sms, words.Subject, words.Text }.ShouldAllBe(w => w.Length > 0 && !w.Contains('{'));
            }
        }
    }

    /// <summary>Every file that is there is released: a new version is entered into the list together with its file.</summary>
    [Fact]
    public void Repository_templates_should_all_be_released()
    {
        var released = System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(Path.Combine(Repository.Workflows, "notifications", "released.json")))!;
        NotificationFolder.Files(Folder).ToDictionary(f => f.Name, f => f.Fingerprint).ShouldBe(released, ignoreOrder: true);
    }

    [Fact]
    public void Released_version_should_be_refused_when_it_was_changed_or_is_gone()
    {
        var files = NotificationFolder.Files(Folder).ToList();
        var released = files.ToDictionary(f => f.Name, f => f.Fingerprint);
        MessageTemplates.Read(files, released).Problems.ShouldBeEmpty();

        var changed = files.ConvertAll(f => f.Name == "accepted.v1.json" ? f with { Json = Json(), Fingerprint = "other" } : f);
        MessageTemplates.Read(changed, released).Problems.ShouldHaveSingleItem().Message.ShouldContain("write the next version");
        MessageTemplates.Read(files.Where(f => f.Name != "accepted.v1.json").Append(new("accepted.v2.json", Json(version: 2), "new")), released).Problems.ShouldHaveSingleItem().Message.ShouldContain("gone");
    }

    [Fact]
    public void Next_version_should_be_the_one_that_is_used()
    {
        var files = NotificationFolder.Files(Folder).Append(new("accepted.v2.json", Json(version: 2), "new"));
        var templates = MessageTemplates.Read(files, new Dictionary<string, string>()).Templates!;
        templates.Of(MessageKind.Of("accepted")).Version.ShouldBe(2);
        templates.All.Count(t => t.Kind.Id == "accepted").ShouldBe(2);
    }

    [Fact]
    public void Placeholder_should_be_refused_when_the_kind_does_not_offer_it() =>
        MessageTemplate.Read(Json("{applicant}", "{applicant}"), "accepted.v1.json").Problems.ShouldAllBe(p => p.Message.Contains("'applicant'"));

    [Fact]
    public void Languages_should_name_the_same_placeholders() => Problem(Json(smsEn: "accepted")).ShouldContain("both languages");

    [Theory]
    [InlineData("{item", "alone")]
    [InlineData("item}", "alone")]
    public void Brace_should_be_refused_when_it_stands_alone(string sms, string part) =>
        MessageTemplate.Read(Json(sms, sms), "accepted.v1.json").Problems.ShouldContain(p => p.Message.Contains(part));

    [Fact]
    public void File_should_be_named_by_its_kind_and_version() => Problem(Json(version: 2)).ShouldContain("accepted.v2.json");

    [Fact]
    public void Unknown_kind_should_be_refused() => Problem(Json(id: "gossip"), "gossip.v1.json").ShouldContain("gossip");

    [Fact]
    public void Values_that_the_template_does_not_name_should_stay_behind()
    {
        var template = MessageTemplate.Read(Json(), "accepted.v1.json").Template!;
        var words = template.Render(true, new Dictionary<string, Localized> { ["item"] = new("规划\u0007许可", "Planning"), ["case"] = new("A-1", "A-1"), ["applicant"] = new("张三", "Zhang San") }, 1);
        (words.Sms, words.Text).ShouldBe(("“规划许可”已受理。", "A-1"));
    }

    /// <summary>A value is data: braces in it are not read again.</summary>
    [Fact]
    public void Value_should_not_bring_placeholders_of_its_own()
    {
        var template = MessageTemplate.Read(Json(), "accepted.v1.json").Template!;
        template.Render(true, new Dictionary<string, Localized> { ["item"] = new("{case}", ""), ["case"] = new("A-1", "") }, 1).Sms.ShouldBe("“{case}”已受理。");
    }
}
