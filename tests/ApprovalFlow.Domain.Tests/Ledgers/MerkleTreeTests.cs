using ApprovalFlow.Domain.Ledgers;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Domain.Tests.Ledgers;

public sealed class MerkleTreeTests
{
    /// <summary>The eight leaves by which implementations of RFC 6962 are compared.</summary>
    private static readonly byte[][] Known = [.. new[] { "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f" }.Select(Convert.FromHexString)];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Root_should_be_that_of_the_standard(int leaves, string root) =>
        Convert.ToHexStringLower(MerkleTree.Root([.. Known.Take(leaves).Select(l => MerkleTree.Leaf(l))])).ShouldBe(root);

    /// <summary>The recursive definition of the RFC, as it stands there.</summary>
    private static byte[] Reference(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 1) return leaves[0];
        var split = 1;
        while (split * 2 < leaves.Count) split *= 2;
        return System.Security.Cryptography.SHA256.HashData([1, .. Reference([.. leaves.Take(split)]), .. Reference([.. leaves.Skip(split)])]);
    }

    [Fact]
    public void Root_should_follow_the_recursive_definition_and_every_leaf_should_lead_to_it_and_nothing_else()
    {
        for (var size = 1; size <= 70; size++)
        {
            var leaves = Enumerable.Range(0, size).Select(i => MerkleTree.Leaf(BitConverter.GetBytes(i))).ToList();
            var root = MerkleTree.Root(leaves);
            root.ShouldBe(Reference(leaves));
            for (var i = 0; i < size; i++)
            {
                var path = MerkleTree.Path(leaves, i);
                MerkleTree.RootOf(leaves[i], i, size, path).ShouldBe(root);
                MerkleTree.RootOf(MerkleTree.Leaf([9, 9]), i, size, path).ShouldNotBe(root);
                if (size > 1) MerkleTree.RootOf(leaves[i], (i + 1) % size, size, path).ShouldNotBe(root);
                MerkleTree.RootOf(leaves[i], i, size, [.. path, leaves[0]]).ShouldBeNull();
                if (path.Count > 0) MerkleTree.RootOf(leaves[i], i, size, [.. path.Skip(1)]).ShouldBeNull();
            }
        }
    }

    [Fact]
    public void Place_outside_the_tree_should_have_no_root_and_no_path()
    {
        var leaf = MerkleTree.Leaf([1]);
        MerkleTree.RootOf(leaf, 1, 1, []).ShouldBeNull();
        MerkleTree.RootOf(leaf, -1, 1, []).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => MerkleTree.Path([leaf], 1));
    }
}
