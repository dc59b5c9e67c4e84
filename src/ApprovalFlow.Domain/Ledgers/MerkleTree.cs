using System.Security.Cryptography;

namespace ApprovalFlow.Domain.Ledgers;

/// <summary>The hash tree of RFC 6962: one root stands for all leaves in their order, and a few hashes show that one of them is among them.</summary>
/// <remarks>Leaves and inner nodes are hashed with different first bytes, so that a node can never be passed off as a leaf.</remarks>
public static class MerkleTree
{
    /// <summary>The root over no leaves: SHA-256 of nothing.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of a leaf with this content.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }

    /// <summary>The root over leaves that are hashed already.</summary>
    public static byte[] Root(IReadOnlyList<byte[]> leaves)
    {
        if (leaves.Count == 0) return Empty;
        // Pair by pair, an odd one carried up: the same tree as the recursive definition of the RFC.
        var level = leaves.ToArray();
        for (var count = level.Length; count > 1;)
        {
            var next = 0;
            for (var i = 0; i < count; i += 2) level[next++] = i + 1 < count ? Node(level[i], level[i + 1]) : level[i];
            count = next;
        }
        return level[0];
    }

    /// <summary>The siblings from a leaf up to the root (RFC 6962, 2.1.1).</summary>
    public static IReadOnlyList<byte[]> Path(IReadOnlyList<byte[]> leaves, int index)
    {
        if (index < 0 || index >= leaves.Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"Expected one of {leaves.Count} leaves.");
        List<byte[]> path = [];
        var level = leaves.ToArray();
        for (var (count, at) = (level.Length, index); count > 1; at /= 2)
        {
            if ((at ^ 1) < count) path.Add(level[at ^ 1]);
            var next = 0;
            for (var i = 0; i < count; i += 2) level[next++] = i + 1 < count ? Node(level[i], level[i + 1]) : level[i];
            count = next;
        }
        return path;
    }

    /// <summary>The root that a leaf and its siblings lead to; null when there are not as many siblings as a leaf at this place of a tree of this size has.</summary>
    public static byte[]? RootOf(byte[] leaf, int index, int size, IReadOnlyList<byte[]> path)
    {
        if (index < 0 || index >= size) return null;
        var (hash, used) = (leaf, 0);
        for (var (at, count) = (index, size); count > 1; at /= 2, count = (count + 1) / 2)
        {
            // The odd one at the end of a level is carried up as it is.
            if ((at ^ 1) >= count) continue;
            if (used == path.Count) return null;
            hash = at % 2 == 0 ? Node(hash, path[used]) : Node(path[used], hash);
            used++;
        }
        return used == path.Count ? hash : null;
    }

    private static byte[] Node(byte[] left, byte[] right)
    {
        Span<byte> content = stackalloc byte[1 + left.Length + right.Length];
        content[0] = 1;
        left.CopyTo(content[1..]);
        right.CopyTo(content[(1 + left.Length)..]);
        return SHA256.HashData(content);
    }
}
