using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ApprovalFlow.Domain.Feeding;

/// <summary>Shows that something comes from whoever shares the secret, and when: <c>t=MILLISECONDS,v1=HEX</c>, HMAC-SHA256 over the instant, a full stop and the content.</summary>
/// <remarks>The instant is signed with the content, so that what somebody recorded cannot be sent again later.</remarks>
public static class FeedSignature
{
    public const string Header = "ApprovalFlow-Signature", Receiver = "ApprovalFlow-Receiver";
    /// <summary>How far the clocks of the two ends may differ, the way included.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static string Of(string secret, DateTimeOffset at, ReadOnlySpan<byte> content)
    {
        var instant = at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        return $"t={instant},v1={Convert.ToHexStringLower(Mac(secret, instant, content))}";
    }

    /// <summary>Null when it holds; else what is wrong with it.</summary>
    public static string? WhyNot(string? signature, string secret, DateTimeOffset now, ReadOnlySpan<byte> content)
    {
        var parts = (signature ?? "").Split(',');
        if (parts is not [var t, var v] || !t.StartsWith("t=", StringComparison.Ordinal) || !v.StartsWith("v1=", StringComparison.Ordinal)
            || !long.TryParse(t[2..], NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return $"Expected a signature 't=…,v1=…', but it is '{(signature is { Length: > 80 } ? signature[..80] : signature)}'.";
        byte[] given;
        try
        {
            given = Convert.FromHexString(v[3..]);
        }
        catch (FormatException)
        {
            return "Expected the signature in hexadecimal, but it is not.";
        }
        // The content first: the instant of somebody who does not know the secret says nothing.
        if (!CryptographicOperations.FixedTimeEquals(given, Mac(secret, t[2..], content)))
            return "Expected a signature made with the shared secret over this content, but it is another.";
        var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return (now - at).Duration() <= Tolerance ? null : $"Expected a signature of the last {Tolerance.TotalMinutes:0} minutes, but it was made at {at:O}.";
    }

    private static byte[] Mac(string secret, string instant, ReadOnlySpan<byte> content)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        mac.AppendData(Encoding.ASCII.GetBytes(instant));
        mac.AppendData("."u8);
        mac.AppendData(content);
        return mac.GetHashAndReset();
    }
}
