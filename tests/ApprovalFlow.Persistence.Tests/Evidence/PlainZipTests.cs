using System.IO.Compression;
using System.Text;
using ApprovalFlow.Persistence.Evidence;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Evidence;

/// <summary>The container of evidence: any program opens it, and no byte of it can be another unseen.</summary>
public sealed class PlainZipTests
{
    private static readonly PlainZipEntry[] Some = [Entry("manifest.json", "{}"), Entry("papers/营业执照.txt", "照"), Entry("empty", "")];

    private static PlainZipEntry Entry(string name, string content) => new(name, Encoding.UTF8.GetBytes(content));

    [Fact]
    public void Any_zip_program_should_read_what_is_written()
    {
        using var archive = new ZipArchive(new MemoryStream(PlainZip.Write(Some)));
        archive.Entries.Select(e => (e.FullName, new StreamReader(e.Open()).ReadToEnd())).ShouldBe([("manifest.json", "{}"), ("papers/营业执照.txt", "照"), ("empty", "")]);
    }

    [Fact]
    public void What_is_written_should_read_back_without_problems()
    {
        var (entries, problems) = PlainZip.Read(PlainZip.Write(Some));
        problems.ShouldBeEmpty();
        entries.Select(e => (e.Name, Encoding.UTF8.GetString(e.Content.Span))).ShouldBe(Some.Select(e => (e.Name, Encoding.UTF8.GetString(e.Content.Span))));
    }

    [Fact]
    public void Every_byte_should_be_found_whatever_it_is_changed_to()
    {
        var file = PlainZip.Write(Some);
        foreach (var mask in new byte[] { 1, 0x80, 0xFF })
            for (var i = 0; i < file.Length; i++)
            {
                var changed = file.ToArray();
                changed[i] ^= mask;
                PlainZip.Read(changed).Problems.ShouldNotBeEmpty($"byte {i} xor {mask}");
            }
    }

    [Fact]
    public void File_cut_off_anywhere_or_followed_by_something_should_be_refused()
    {
        var file = PlainZip.Write(Some);
        for (var length = 0; length < file.Length; length++)
            PlainZip.Read(file[..length]).Problems.ShouldNotBeEmpty($"{length} bytes");
        PlainZip.Read([.. file, 0]).Problems.ShouldHaveSingleItem().ShouldContain($"Expected the file to end at byte {file.Length}");
    }

    [Fact]
    public void Changed_place_should_be_called_by_its_name()
    {
        var file = PlainZip.Write(Some);
        string Problem(int at)
        {
            var changed = file.ToArray();
            changed[at] ^= 1;
            return PlainZip.Read(changed).Problems.ShouldHaveSingleItem();
        }
        // The time of the first local header, the content of the first entry, the comment's length at the very end.
        Problem(10).ShouldContain("byte 10 (the header of 'manifest.json')");
        Problem(30 + "manifest.json".Length).ShouldContain("Expected the content of 'manifest.json'");
        Problem(file.Length - 1).ShouldContain("(the end of the directory)");
    }

    [Fact]
    public void Bomb_should_be_refused_unopened()
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var writer = archive.CreateEntry("manifest.json").Open())
            writer.Write(new byte[50_000_000]);
        memory.Length.ShouldBeLessThan(100_000);
        PlainZip.Read(memory.ToArray()).Problems.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("../keys/first.pem")]
    [InlineData("/etc/passwd")]
    [InlineData("a//b")]
    [InlineData("c:\\windows")]
    [InlineData("line\nbreak")]
    public void Name_that_leads_elsewhere_should_be_refused(string name) => Should.Throw<ArgumentException>(() => PlainZip.Write([Entry(name, "x")])).Message.ShouldContain("plain path");

    [Fact]
    public void Same_name_twice_should_be_refused() => Should.Throw<ArgumentException>(() => PlainZip.Write([Entry("A", "x"), Entry("a", "y")])).Message.ShouldContain("twice");

    [Theory]
    [InlineData("")]
    [InlineData("PK")]
    [InlineData("This is not a zip file at all, but it is longer than a header.")]
    public void Something_else_should_be_told_from_a_zip(string text) => PlainZip.Read(Encoding.UTF8.GetBytes(text)).Problems.ShouldHaveSingleItem().ShouldContain("Expected a zip file");
}
