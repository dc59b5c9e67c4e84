using System.Globalization;
using System.Text;
using System.Text.Json;
using ApprovalFlow.Domain.Designing;
using ApprovalFlow.Domain.Versions;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Runtime.Versions;
using ApprovalFlow.Server.Texts;
using ApprovalFlow.Server.Ui.Pages.Designer;
using ApprovalFlow.Testing.Clocks;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Server.Tests.Designer;

/// <summary>What goes between the model and the canvas.</summary>
public sealed class CanvasTests
{
    /// <summary>Bytes that one edit may send.</summary>
    private const int Budget = 4 * 1024;

    public CanvasTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = new CultureInfo(PageTexts.Chinese);

    public static TheoryData<string> Edits =>
    [
        """{"k":"add","t":"Approval.Accept","x":10,"y":10}""",
        """{"k":"add","t":"Approval.Review","x":10,"y":10,"f":"n7","p":"Refuse"}""",
        """{"k":"connect","s":"n5","p":"Approve","t":"n9"}""",
        """{"k":"move","i":["n5"],"x":16,"y":8}""",
        """{"k":"move","i":["n5"],"x":0,"y":180,"d":"dept-ghj"}""",
        """{"k":"reconnect","o":["n5","Approve","n6"],"s":"n5","p":"Approve","t":"n9"}""",
        """{"k":"delete","i":["n5"],"l":[],"c":[]}""",
        """{"k":"delete","i":[],"l":[["n5","Approve","n6"]],"c":[]}""",
        """{"k":"align","i":["n5","n6","n7","n8"],"a":"Top"}""",
        """{"k":"comment","x":10,"y":10}""",
        """{"k":"template","n":"parallel-group","x":10,"y":10}""",
        """{"k":"template","n":"accept-and-review","x":10,"y":10}""",
    ];

    [Theory, MemberData(nameof(Edits))]
    public void Answer_to_an_edit_its_undo_and_its_redo_should_stay_under_four_kilobytes(string json)
    {
        var session = DesignSamples.Session(Chain(200));
        var writer = DesignSamples.Writer;
        var command = CanvasCommands.Read(JsonDocument.Parse(json).RootElement, session, "批注").ShouldNotBeNull();
        var answer = session.Apply(command);
        answer.Refusal.ShouldBeNull();
        // Each is written while the model is where it left it.
        Bytes(writer.Delta(session, answer)).ShouldBeLessThan(Budget);
        Bytes(writer.Delta(session, session.Undo())).ShouldBeLessThan(Budget);
        Bytes(writer.Delta(session, session.Redo())).ShouldBeLessThan(Budget);
    }

    [Fact]
    public void Moving_two_hundred_activities_should_be_asked_in_less_than_four_kilobytes()
    {
        var ids = string.Join(',', Enumerable.Range(1, 200).Select(n => $"\"n{n}\""));
        Encoding.UTF8.GetByteCount($$"""{"k":"move","i":[{{ids}}],"x":16,"y":8}""").ShouldBeLessThan(Budget);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"k":1}""")]
    [InlineData("""{"k":"publish"}""")]
    [InlineData("""{"k":"add","t":"Approval.Accept","x":"left","y":0}""")]
    [InlineData("""{"k":"move","i":"all","x":1,"y":1}""")]
    [InlineData("""{"k":"move","i":[1,2],"x":1,"y":1}""")]
    [InlineData("""{"k":"delete","i":[],"l":[["a"]],"c":[]}""")]
    [InlineData("""{"k":"reconnect","o":["n1"],"s":"n1","p":"Approve","t":"n2"}""")]
    [InlineData("""{"k":"reconnect","o":["n1",null,"n2"],"s":"n1","p":"Approve","t":"n2"}""")]
    [InlineData("""{"k":"move","i":["n1"],"x":1,"y":1,"d":7}""")]
    [InlineData("""{"k":"place","l":[["n1",1]]}""")]
    [InlineData("""{"k":"align","i":[],"a":"77"}""")]
    public void What_is_no_command_should_be_refused(string json) =>
        CanvasCommands.Read(JsonDocument.Parse(json).RootElement, DesignSamples.Session("empty"), "批注").ShouldBeNull();

    [Fact]
    public void Picture_should_encode_every_name()
    {
        var session = DesignSamples.Session(FlowDesign.Open("""{"root":{"id":"r","type":"Elsa.Flowchart","activities":[{"id":"a","type":"Elsa.WriteLine","version":1,"metadata":{"displayText":"</text><script>alert(1)</script>"}}]}}""", DesignSamples.Registry).Design!);
        var svg = DesignSvg.Write(session.Design.View("r")!, DesignSamples.Writer);
        svg.ShouldNotContain("<script>");
        System.Xml.Linq.XDocument.Parse(svg).Root!.Name.LocalName.ShouldBe("svg");
    }

    [Fact]
    public void Every_activity_and_connection_should_be_in_the_picture()
    {
        var session = DesignSamples.Session("GHJ-003-A");
        var view = session.Design.View("flow")!;
        var svg = System.Xml.Linq.XDocument.Parse(DesignSvg.Write(view, DesignSamples.Writer));
        svg.Descendants().Count(e => e.Name.LocalName == "path" && e.Attribute("marker-end") is not null).ShouldBe(view.Edges.Count);
        svg.Descendants().Count(e => e.Attribute("class")?.Value.StartsWith('b') == true).ShouldBe(view.Nodes.Count);
    }

    [Fact]
    public async Task Draft_should_be_saved_before_the_page_goes_and_each_save_should_name_the_revision_it_knows()
    {
        var saves = new List<(int? Revision, int? Version, string Json)>();
        var saver = Saver(saves, (revision, json) => Saved((revision ?? 0) + 1, json));
        saver.OnEdited(new());
        saver.Status.ShouldBe(SaveStatus.Waiting);
        await saver.DisposeAsync();
        saves.ShouldBe([(null, 3, "content")]);
        saver.Status.ShouldBe(SaveStatus.Saved);
    }

    [Fact]
    public async Task Saving_should_stop_when_somebody_else_saved_and_go_on_only_when_a_person_decides()
    {
        var saves = new List<(int? Revision, int? Version, string Json)>();
        var saver = Saver(saves, (revision, json) => revision == 9 ? Saved(10, json) : new(LifeState.Empty, [], null, new Rejection("draft-stale", "Expected a change of revision 9, but this one was made on revision 1.")));
        saver.OnEdited(new());
        await saver.DisposeAsync();
        (saver.Conflict!.Code, saver.Status).ShouldBe(("draft-stale", SaveStatus.Failed));
        var again = Saver(saves, (revision, json) => revision == 9 ? Saved(10, json) : new(LifeState.Empty, [], null, new Rejection("draft-stale", "Expected")));
        again.OnEdited(new());
        await again.OverwriteAsync(9);
        (again.Conflict, again.Status, saves[^1].Revision).ShouldBe((null, SaveStatus.Saved, 9));
        await again.DisposeAsync();
        saves.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_save_should_be_tried_again_with_the_next_change()
    {
        var failing = true;
        var failures = 0;
        var saves = new List<(int? Revision, int? Version, string Json)>();
        var saver = new DraftSaver(1, null, null, () => "content", (revision, version, json, _) =>
        {
            if (failing) throw new InvalidOperationException("Expected a database, but there is none.");
            saves.Add((revision, version, json));
            return Task.FromResult(Saved(2, json));
        }, new ManualTimeProvider()) { Failed = _ => failures++ };
        saver.OnEdited(new());
        await saver.OverwriteAsync(1);
        (saver.Status, failures).ShouldBe((SaveStatus.Failed, 1));
        failing = false;
        await saver.DisposeAsync();
        saves.Count.ShouldBe(1);
    }

    private static DraftSaver Saver(List<(int?, int?, string)> saves, Func<int?, string, LifeResult> answer) => new(null, 3, null, () => "content", (revision, version, json, _) =>
    {
        saves.Add((revision, version, json));
        return Task.FromResult(answer(revision, json));
    }, new ManualTimeProvider());

    private static LifeResult Saved(int revision, string json) => new(LifeState.Empty, [], new DraftContent(revision, json, "HASH", DateTimeOffset.UnixEpoch, "u", "某人"), null);

    /// <summary>As the circuit writes it: every Chinese character escaped.</summary>
    private static int Bytes(CanvasDelta delta) => JsonSerializer.SerializeToUtf8Bytes(delta, new JsonSerializerOptions(JsonSerializerDefaults.Web)).Length;

    private static FlowDesign Chain(int length) => FlowDesign.Open(ChainJson(length), DesignSamples.Registry).Design!;

    private static string ChainJson(int length)
    {
        var activities = Enumerable.Range(1, length).Select(n => Fill("""{"id":"n@n","type":"Approval.Review","version":1,"metadata":{"displayText":"第@n步审查","designer":{"position":{"x":@x,"y":100}}}}""", n).Replace("@x", $"{n * 240}", StringComparison.Ordinal));
        var connections = Enumerable.Range(1, length - 1).Select(n => Fill("""{"source":{"activity":"n@n","port":"Approve"},"target":{"activity":"n@m","port":"In"}}""", n));
        return """{"id":"c","root":{"id":"flow","type":"Elsa.Flowchart","version":1,"activities":[@a],"connections":[@c]}}"""
            .Replace("@a", string.Join(',', activities), StringComparison.Ordinal).Replace("@c", string.Join(',', connections), StringComparison.Ordinal);
    }

    private static string Fill(string json, int n) => json.Replace("@n", $"{n}", StringComparison.Ordinal).Replace("@m", $"{n + 1}", StringComparison.Ordinal);
}
