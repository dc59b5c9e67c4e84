using System.Security.Cryptography;
using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Contents;

/// <summary>Files by content: the same bytes are kept once, and what is read is checked against its name.</summary>
public sealed class ContentStore(IDbContextFactory<ApprovalFlowContext> contexts, TimeProvider time)
{
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Keeps bytes and answers their name. Storing them again changes nothing.</summary>
    public async Task<string> KeepAsync(byte[] bytes, string mediaType, CancellationToken cancellation = default)
    {
        var hash = HashOf(bytes);
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        if (await context.Contents.AnyAsync(c => c.Hash == hash && c.RedactedBy == null, cancellation))
            return hash;
        // The same bytes come back with another case, after those of the first were removed.
        if (await context.Contents.Where(c => c.Hash == hash).ExecuteUpdateAsync(u => u.SetProperty(c => c.Bytes, bytes).SetProperty(c => c.RedactedBy, (string?)null), cancellation) > 0)
            return hash;
        context.Contents.Add(new StoredContent { Hash = hash, MediaType = mediaType, Bytes = bytes, At = time.GetUtcNow() });
        try
        {
            await context.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // Somebody stored the same bytes at the same moment.
            await using var look = await contexts.CreateDbContextAsync(cancellation);
            if (!await look.Contents.AnyAsync(c => c.Hash == hash, cancellation))
                throw;
        }
        return hash;
    }

    /// <summary>Null: there is none, or its bytes were removed.</summary>
    /// <exception cref="InvalidDataException">What is stored is not what its name says.</exception>
    public async Task<StoredContent?> FindAsync(string hash, CancellationToken cancellation = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var found = await context.Contents.AsNoTracking().FirstOrDefaultAsync(c => c.Hash == hash, cancellation);
        if (found?.RedactedBy is not null)
            return null;
        return found is null || HashOf(found.Bytes) == hash ? found : throw new InvalidDataException($"Expected the content '{hash}' to have that hash, but it has '{HashOf(found.Bytes)}'.");
    }
}
