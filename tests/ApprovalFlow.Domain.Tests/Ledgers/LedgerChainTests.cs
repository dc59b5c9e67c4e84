using System.Security.Cryptography;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Ledgers;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Ledgers;

public sealed class LedgerChainTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 16, 5, 0, TimeSpan.Zero);
    private readonly ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256), second = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static byte[] Public(ECDsa key) => key.ExportSubjectPublicKeyInfo();

    private static SignedLedgerEntry Sign(LedgerEntry entry, ECDsa key) => new(entry, key.SignData(entry.ToBytes(), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private static LedgerEntry Next(LedgerEntry? before, ECDsa key, byte[]? nextKey = null) => new(
        (before?.Number ?? 0) + 1, new DateOnly(2026, 11, 23).AddDays((int)(before?.Number ?? 0)), At.AddDays(before?.Number ?? 0), before?.Hash() ?? LedgerEntry.Genesis,
        MerkleTree.Leaf(Encoding.UTF8.GetBytes("root")), 1, 3, LedgerKey.IdOf(Public(key))) { NextKey = nextKey };

    /// <summary>Three pages; the second names the key that signs the third.</summary>
    private SignedLedgerEntry[] Three()
    {
        var one = Next(null, first);
        var two = Next(one, first, Public(second));
        return [Sign(one, first), Sign(two, first), Sign(Next(two, second), second)];
    }

    private List<string> Check(params SignedLedgerEntry[] pages)
    {
        var chain = new LedgerChain(Public(first));
        return [.. pages.SelectMany(chain.Add)];
    }

    [Fact]
    public void Pages_should_hold_when_nobody_touched_them_and_the_key_was_changed_by_the_key_before() => Check(Three()).ShouldBeEmpty();

    [Fact]
    public void Page_should_read_as_it_was_written_and_nothing_else_should_be_one()
    {
        foreach (var page in Three())
        {
            LedgerEntry.Read(page.Entry.ToBytes()).Hash().ShouldBe(page.Entry.Hash());
            var text = Encoding.UTF8.GetString(page.Entry.ToBytes());
            Should.Throw<FormatException>(() => LedgerEntry.Read(Encoding.UTF8.GetBytes(text.Replace("\"leaves\":1", "\"leaves\":1,\"more\":1", StringComparison.Ordinal))));
            Should.Throw<FormatException>(() => LedgerEntry.Read(Encoding.UTF8.GetBytes(text.Replace("{\"at\"", "{ \"at\"", StringComparison.Ordinal))));
            Should.Throw<FormatException>(() => LedgerEntry.Read(Encoding.UTF8.GetBytes(text[..^2])));
        }
    }

    [Fact]
    public void Changed_page_should_be_found_by_its_signature_and_by_the_page_after_it()
    {
        var pages = Three();
        pages[0] = pages[0] with { Entry = pages[0].Entry with { Events = 4 } };
        var problems = Check(pages);
        problems.Count.ShouldBe(2);
        problems[0].ShouldStartWith("Expected the signature of page 1");
        problems[1].ShouldStartWith("Expected page 2 of the ledger to follow");
    }

    [Fact]
    public void Missing_page_should_be_found() => Check(Three()[0], Three()[2])[0].ShouldBe("Expected page 2 of the ledger, but found page 3.");

    [Fact]
    public void Page_signed_anew_by_somebody_else_should_be_found()
    {
        var pages = Three();
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        pages[2] = Sign(pages[2].Entry with { KeyId = LedgerKey.IdOf(Public(foreign)) }, foreign);
        Check(pages).ShouldHaveSingleItem().ShouldContain("to be signed with key");
    }

    [Fact]
    public void Key_named_by_a_page_that_nobody_signed_should_not_be_believed()
    {
        using var foreign = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var one = Sign(Next(null, first), first);
        var forged = Sign(Next(one.Entry, first, Public(foreign)), foreign);
        Check(one, forged, Sign(Next(forged.Entry, foreign), foreign)).Count.ShouldBe(2);
    }

    [Fact]
    public void Check_should_go_on_where_it_had_ended()
    {
        var pages = Three();
        var chain = new LedgerChain(Public(first));
        chain.Add(pages[0]);
        chain.Add(pages[1]);
        var later = new LedgerChain(chain.Key, chain.Last);
        later.Add(pages[2]).ShouldBeEmpty();
        new LedgerChain(chain.Key, pages[0].Entry).Add(pages[2]).ShouldNotBeEmpty();
    }

    private (InclusionProof Proof, byte[] Key) Prove(int events, int at)
    {
        var previous = CaseChain.Genesis.ToArray();
        var (hashes, before) = (new List<byte[]>(), new List<byte[]>());
        static string Data(int i) => $$"""{"by":{"id":"u-{{i}}","name":"窗口办事员"},"through":"page"}""";
        for (var i = 0; i < events; i++)
        {
            before.Add(previous);
            hashes.Add(previous = CaseChain.Hash(previous, i + 1, At, "case-read", 1, Encoding.UTF8.GetBytes(Data(i))));
        }
        var leaves = new[] { LedgerLeaf.Of("A-1", 1, [hashes[0]]), LedgerLeaf.Of("B-1", 1, hashes), LedgerLeaf.Of("C-1", 1, [hashes[^1]]) };
        var entry = Next(null, first) with { Root = LedgerLeaf.Root(leaves), Leaves = leaves.Length };
        return (new("B-1", at + 1, At, "case-read", 1, Data(at), before[at], leaves[1], MerkleTree.Path([.. hashes.Select(h => MerkleTree.Leaf(h))], at), 1, MerkleTree.Path([.. leaves.Select(l => l.Hash())], 1), Sign(entry, first)), Public(first));
    }

    [Fact]
    public void Proof_should_hold_for_every_event_and_survive_being_written()
    {
        for (var at = 0; at < 7; at++)
        {
            var (proof, key) = Prove(7, at);
            proof.Check(key).ShouldBeEmpty();
            InclusionProof.Read(proof.ToBytes()).Check(key).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Proof_should_fail_when_any_byte_of_it_is_another()
    {
        var (proof, key) = Prove(5, 3);
        var bytes = proof.ToBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 1;
            try
            {
                InclusionProof.Read(changed).Check(key).ShouldNotBeEmpty($"byte {i} of {Encoding.UTF8.GetString(bytes)}");
            }
            catch (FormatException)
            {
            }
        }
    }

    [Fact]
    public void Proof_should_fail_under_another_key() => Prove(2, 1).Proof.Check(Public(second)).ShouldHaveSingleItem();
}
