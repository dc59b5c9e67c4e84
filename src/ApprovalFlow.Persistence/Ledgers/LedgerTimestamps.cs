using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using ApprovalFlow.Domain.Ledgers;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>Somebody outside the house who confirms that bytes were there at an instant.</summary>
public interface ITimestampAuthority
{
    string Name { get; }

    /// <summary>A token of RFC 3161 over a SHA-256.</summary>
    /// <exception cref="IOException">The service could not be reached or answered with something else.</exception>
    Task<byte[]> StampAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default);
}

/// <summary>RFC 3161 over HTTP.</summary>
public sealed class HttpTimestampAuthority(HttpClient http, Uri address) : ITimestampAuthority
{
    public string Name => address.ToString();

    public async Task<byte[]> StampAsync(ReadOnlyMemory<byte> hash, CancellationToken cancellation = default)
    {
        try
        {
            // The nonce makes an answer that was recorded earlier useless.
            var request = Rfc3161TimestampRequest.CreateFromHash(hash, HashAlgorithmName.SHA256, nonce: RandomNumberGenerator.GetBytes(16), requestSignerCertificates: true);
            using var content = new ByteArrayContent(request.Encode()) { Headers = { ContentType = new MediaTypeHeaderValue("application/timestamp-query") } };
            using var answer = await http.PostAsync(address, content, cancellation);
            answer.EnsureSuccessStatusCode();
            return request.ProcessResponse(await answer.Content.ReadAsByteArrayAsync(cancellation), out _).AsSignedCms().Encode();
        }
        catch (Exception e) when (e is HttpRequestException or CryptographicException)
        {
            throw new IOException($"Expected a timestamp from '{address}', but: {e.Message}", e);
        }
    }
}

/// <summary>Has pages of the ledger confirmed by a timestamping service. A page that could not be confirmed waits for the next tick; nothing else waits for it.</summary>
/// <param name="authority">Null: the installation has none.</param>
public sealed class LedgerTimestamps(IDbContextFactory<ApprovalFlowContext> contexts, ITimestampAuthority? authority, TimeProvider time)
{
    private const int Most = 20;

    /// <summary>How many pages were confirmed.</summary>
    public async Task<int> StampAsync(CancellationToken cancellation = default)
    {
        if (authority is null)
            return 0;
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        var waiting = await context.LedgerPages.AsNoTracking().Where(p => !context.LedgerTimestamps.Any(t => t.Page == p.Number)).OrderBy(p => p.Number).Take(Most).ToListAsync(cancellation);
        foreach (var row in waiting)
        {
            var token = await authority.StampAsync(LedgerKeeper.Page(row).Entry.Hash(), cancellation);
            context.LedgerTimestamps.Add(new() { Page = row.Number, Authority = authority.Name, At = time.GetUtcNow(), Token = token });
            await context.SaveChangesAsync(cancellation);
        }
        return waiting.Count;
    }

    /// <summary>When, and by whom, a token says that the page was there; null when it says nothing of this page or is not signed by whom it names.</summary>
    public static (DateTimeOffset At, X509Certificate2? Signer)? Read(ReadOnlyMemory<byte> token, LedgerEntry page)
    {
        try
        {
            return Rfc3161TimestampToken.TryDecode(token, out var read, out _) && read.VerifySignatureForHash(page.Hash(), HashAlgorithmName.SHA256, out var signer)
                ? (read.TokenInfo.Timestamp, signer) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
