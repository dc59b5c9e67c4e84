using System.Buffers;
using System.Globalization;
using System.Text;

namespace ApprovalFlow.Engine.Values;

/// <summary>Writes canonical JSON (RFC 8785): members in the order of their UTF-16 code units, numbers as ECMAScript prints them,
/// the fewest escapes, no white space. Two equal values have equal bytes, so a hash of them means something.</summary>
/// <remarks>The caller writes the members of its own objects in order; maps are sorted here, unless asked not to. Numbers that JSON cannot hold (NaN,
/// infinities) become null, as in ECMAScript.</remarks>
public sealed class CanonicalJsonWriter(bool sorted = true)
{
    /// <summary>One writer per thread, lent to the writing of one document at a time: the buffer is made once.</summary>
    [ThreadStatic]
    private static CanonicalJsonWriter? spare, unsortedSpare;

    private const int MostKept = 64 * 1024;
    private byte[] buffer = new byte[2048];
    private int length;
    private bool needsComma;

    /// <summary>An empty writer that sorts maps. <see cref="Return"/> it when its bytes are copied or hashed.</summary>
    public static CanonicalJsonWriter Rent()
    {
        var json = spare ?? new CanonicalJsonWriter();
        spare = null;
        return json.Emptied();
    }

    /// <summary>The same that leaves maps in their order.</summary>
    internal static CanonicalJsonWriter RentUnsorted()
    {
        var json = unsortedSpare ?? new CanonicalJsonWriter(sorted: false);
        unsortedSpare = null;
        return json.Emptied();
    }

    public void Return()
    {
        // What once held a whole definition is not kept by every thread that ever wrote one.
        if (buffer.Length > MostKept) return;
        if (sorted) spare = this;
        else unsortedSpare = this;
    }

    private CanonicalJsonWriter Emptied()
    {
        length = 0;
        needsComma = false;
        return this;
    }

    /// <summary>Characters that are not JSON, as they are: for what is hashed together with JSON. The next value needs no comma.</summary>
    internal CanonicalJsonWriter Verbatim(ReadOnlySpan<char> text)
    {
        Reserve(text.Length * 3);
        length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(length));
        needsComma = false;
        return this;
    }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);
    public byte[] ToArray() => Written.ToArray();

    public CanonicalJsonWriter BeginObject() => Open((byte)'{');
    public CanonicalJsonWriter EndObject() => Close((byte)'}');
    public CanonicalJsonWriter BeginArray() => Open((byte)'[');
    public CanonicalJsonWriter EndArray() => Close((byte)']');

    public CanonicalJsonWriter Name(string name)
    {
        String(name);
        Raw(":"u8);
        needsComma = false;
        return this;
    }

    public CanonicalJsonWriter String(ReadOnlySpan<char> value)
    {
        Separate();
        Reserve(value.Length * 3 + 2);
        buffer[length++] = (byte)'"';
        var rest = value;
        while (rest.Length > 0)
        {
            var plain = rest.IndexOfAny(Escaped);
            var run = plain < 0 ? rest : rest[..plain];
            // A lone surrogate is not text; it becomes U+FFFD, as in every other UTF-8 encoder.
            length += Encoding.UTF8.GetBytes(run, buffer.AsSpan(length));
            if (plain < 0) break;
            Escape(rest[plain]);
            rest = rest[(plain + 1)..];
            Reserve(rest.Length * 3 + 8);
        }
        buffer[length++] = (byte)'"';
        return this;
    }

    public CanonicalJsonWriter Number(double value)
    {
        if (!double.IsFinite(value)) return Null();
        Separate();
        Reserve(32);
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
        {
            ((long)value).TryFormat(buffer.AsSpan(length), out var written, default, CultureInfo.InvariantCulture);
            length += written;
        }
        else
        {
            Raw(Encoding.ASCII.GetBytes(EcmaNumber(value)));
        }
        return this;
    }

    public CanonicalJsonWriter Bool(bool value)
    {
        Separate();
        return Raw(value ? "true"u8 : "false"u8);
    }

    public CanonicalJsonWriter Null()
    {
        Separate();
        return Raw("null"u8);
    }

    /// <summary>Bytes that are canonical JSON already.</summary>
    public CanonicalJsonWriter Embed(ReadOnlySpan<byte> canonical)
    {
        Separate();
        return Raw(canonical);
    }

    /// <summary>A plain JSON shape: null, bool, double, string, list or map.</summary>
    public CanonicalJsonWriter Value(object? value)
    {
        switch (value)
        {
            case null: return Null();
            case string text: return String(text);
            case bool flag: return Bool(flag);
            case double number: return Number(number);
            case IReadOnlyDictionary<string, object?> map: return Map(map);
            case IEnumerable<object?> list:
                BeginArray();
                foreach (var item in list) Value(item);
                return EndArray();
            default: return Value(Values.Value.Normalize(value));
        }
    }

    private CanonicalJsonWriter Map(IReadOnlyDictionary<string, object?> map)
    {
        BeginObject();
        if (sorted && map.Count > 1) Sorted(map);
        else foreach (var (key, value) in map) Name(key).Value(value);
        return EndObject();
    }

    private void Sorted(IReadOnlyDictionary<string, object?> map)
    {
        var keys = ArrayPool<string>.Shared.Rent(map.Count);
        var count = 0;
        foreach (var (key, _) in map) keys[count++] = key;
        Array.Sort(keys, 0, count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++) Name(keys[i]).Value(map[keys[i]]);
        ArrayPool<string>.Shared.Return(keys, clearArray: true);
    }

    /// <summary>ECMAScript's Number::toString: the shortest digits that read back, with an exponent below 1e-6 and from 1e21.</summary>
    internal static string EcmaNumber(double value)
    {
        if (value == 0) return "0";
        var sign = value < 0 ? "-" : "";
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var mantissa = parts[0].Split('.');
        var all = string.Concat(mantissa);
        var digits = all.TrimStart('0');
        // The value is 0.digits × 10^point.
        var point = mantissa[0].Length + (parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0) - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');

        if (digits.Length <= point && point <= 21) return sign + digits + new string('0', point - digits.Length);
        if (point is > 0 and <= 21) return $"{sign}{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var fraction = digits.Length > 1 ? "." + digits[1..] : "";
        return $"{sign}{digits[0]}{fraction}e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}";
    }

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        "\"\\" + string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c)));

    private void Escape(char c)
    {
        Reserve(6);
        buffer[length++] = (byte)'\\';
        var letter = c switch { '"' => '"', '\\' => '\\', '\b' => 'b', '\t' => 't', '\n' => 'n', '\f' => 'f', '\r' => 'r', _ => 'u' };
        buffer[length++] = (byte)letter;
        if (letter != 'u') return;
        ((int)c).TryFormat(buffer.AsSpan(length), out var written, "x4", CultureInfo.InvariantCulture);
        length += written;
    }

    private CanonicalJsonWriter Open(byte bracket)
    {
        Separate();
        Reserve(1);
        buffer[length++] = bracket;
        needsComma = false;
        return this;
    }

    private CanonicalJsonWriter Close(byte bracket)
    {
        Reserve(1);
        buffer[length++] = bracket;
        needsComma = true;
        return this;
    }

    private void Separate()
    {
        if (needsComma) Raw(","u8);
        needsComma = true;
    }

    private CanonicalJsonWriter Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(length));
        length += bytes.Length;
        return this;
    }

    private void Reserve(int bytes)
    {
        if (buffer.Length - length < bytes) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
    }
}
