using System.Security.Cryptography;

namespace ApprovalFlow.Domain.Ledgers;

/// <summary>Public keys of the ledger.</summary>
public static class LedgerKey
{
    /// <summary>SHA-256 of the SubjectPublicKeyInfo, in hexadecimal.</summary>
    public static string IdOf(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Whether the signature over these bytes was made with the key's private half. A key that cannot be read has signed nothing.</summary>
    public static bool HasSigned(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
