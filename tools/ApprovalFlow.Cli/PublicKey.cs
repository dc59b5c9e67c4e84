using System.Security.Cryptography;

namespace ApprovalFlow.Cli;

/// <summary>Public keys as auditors keep them.</summary>
internal static class PublicKey
{
    /// <summary>SubjectPublicKeyInfo (DER) of a PEM file.</summary>
    /// <exception cref="FormatException">There is no public key in it.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(path));
            return key.ExportSubjectPublicKeyInfo();
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new FormatException($"Expected a public key (PEM, ECDSA) in '{path}', but: {e.Message}", e);
        }
    }
}
