using System.Security.Cryptography;
using ApprovalFlow.Domain.Ledgers;

namespace ApprovalFlow.Persistence.Ledgers;

/// <summary>The private keys that sign the ledger: files in a folder that only the server may read, never rows of the database, so that whoever can write rows cannot sign them.</summary>
/// <param name="folder">One PEM file (PKCS#8) for each key, named after it; beside it the public half for auditors.</param>
public sealed class LedgerKeys(string folder)
{
    private const string Signing = ".key.pem", Public = ".pub.pem";

    public string Folder => folder;

    /// <summary>Makes a key (ECDSA over P-256) and answers its public half, SubjectPublicKeyInfo in DER.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public byte[] Create()
    {
        Directory.CreateDirectory(folder);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var publicKey = key.ExportSubjectPublicKeyInfo();
        var stem = Path.Combine(folder, LedgerKey.IdOf(publicKey));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new StreamWriter(new FileStream(stem + Signing, options)))
            file.Write(key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(stem + Public, key.ExportSubjectPublicKeyInfoPem());
        return publicKey;
    }

    /// <summary>The public half of a key; null when it is not in the folder.</summary>
    public byte[]? Find(string keyId)
    {
        var path = Path.Combine(folder, keyId + Public);
        if (!IsId(keyId) || !File.Exists(path))
            return null;
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>Signs a page's bytes: SHA-256, DER.</summary>
    /// <exception cref="InvalidOperationException">The private half is not in the folder: the ledger cannot go on without it.</exception>
    public byte[] Sign(string keyId, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, keyId + Signing);
        if (!IsId(keyId) || !File.Exists(path))
            throw new InvalidOperationException($"Expected the ledger's key '{keyId}' as a file in '{folder}', but it is not there. Put it back from the backup; a ledger cannot be signed with another key.");
        using var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key.SignData(content, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    private static bool IsId(string keyId) => keyId.Length == 64 && keyId.All(char.IsAsciiHexDigitLower);
}
