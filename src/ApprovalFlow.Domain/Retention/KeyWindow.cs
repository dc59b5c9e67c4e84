namespace ApprovalFlow.Domain.Retention;

/// <summary>How long a repeated command is answered as it was at first, and why it is never carried out a second time after that.</summary>
/// <remarks>
/// A key that tells its own time (UUID version 7) needs no memory once it is too old: whoever brings it later is told so, whether it was used or not. Of every other key a row with nothing but the key stays for
/// ever, because nothing else could tell a late repetition from a new command.
/// </remarks>
public static class KeyWindow
{
    /// <summary>A clock that is further ahead than this tells no time.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromDays(1);

    /// <summary>When a key says it was made; null: it does not say.</summary>
    /// <param name="key">With what the server puts before it: the time is in what follows the last colon.</param>
    public static DateTimeOffset? TimeOf(string key)
    {
        var own = key.AsSpan(key.LastIndexOf(':') + 1);
        if (!Guid.TryParse(own, out var id) || id.Version != 7)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = 0L;
        foreach (var part in bytes[..6])
            milliseconds = (milliseconds << 8) | part;
        return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
    }

    /// <summary>Keys that people bring; those of the program's own work are not forgotten, because what they guard may lie still for long.</summary>
    public static bool IsPersons(string key) => key.IndexOf(':') is > 0 and var colon && !key.AsSpan(0, colon).Contains('/');

    /// <summary>Too old to be remembered: it is refused without a look at what it was used for.</summary>
    /// <param name="oldest">Now, less the window.</param>
    public static bool IsPast(string key, DateTimeOffset oldest) => TimeOf(key) is { } made && made < oldest;

    /// <summary>What becomes of a row that is older than the window.</summary>
    public static KeyFate FateOf(string key, DateTimeOffset now, DateTimeOffset oldest) => TimeOf(key) switch
    {
        { } made when made < oldest => KeyFate.Forgotten,
        // A while ahead of its row: it will be old enough soon.
        { } made when made <= now + Skew => KeyFate.Kept,
        _ => KeyFate.Emptied,
    };
}

public enum KeyFate
{
    /// <summary>The row goes: the key itself says that it is too old.</summary>
    Forgotten,
    /// <summary>Looked at again later.</summary>
    Kept,
    /// <summary>Only the key stays.</summary>
    Emptied,
}
