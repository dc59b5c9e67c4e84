using System.Collections;
using System.Security.Cryptography;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Runtime.Inspections;

/// <summary>What a command asks, in a few characters: a key that comes back with other content is a mistake of the caller, not a repeat.</summary>
internal static class TripFingerprint
{
    public static string Of(object command) =>
        command.GetType().Name + " " + Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteUtf8(Plain(command))).AsSpan(0, 8));

    /// <summary>Members by name; of a person only who it is, because mandates change between two tries.</summary>
    private static object? Plain(object? value) => value switch
    {
        null => null,
        string or bool or double => value,
        int or long => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        Enum => value.ToString(),
        DateTimeOffset at => at.UtcDateTime.ToString("O"),
        DateOnly day => day.ToString("O"),
        Actor actor => actor.UserId,
        IEnumerable list => list.Cast<object?>().Select(Plain).ToList(),
        _ => value.GetType().GetProperties().Where(p => p.GetIndexParameters().Length == 0 && p.Name != "EqualityContract" && p.CanWrite)
            .ToDictionary(p => p.Name, p => Plain(p.GetValue(value))),
    };
}
