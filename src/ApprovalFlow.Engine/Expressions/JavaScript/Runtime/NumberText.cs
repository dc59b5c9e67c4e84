using System.Globalization;
using System.Text;

namespace ApprovalFlow.Engine.Expressions.JavaScript.Runtime;

/// <summary>Numbers to text and back as JavaScript does it: shortest digits that read back the same, exponent from 1e21 and below 1e-6.</summary>
internal static class NumberText
{
    public static string Of(double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
            return ((long)value).ToString(CultureInfo.InvariantCulture);
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "Infinity" : "-Infinity";

        var (negative, digits, point) = Digits(value.ToString("R", CultureInfo.InvariantCulture));
        var text = new StringBuilder(negative ? "-" : "");
        if (point is > 0 and <= 21)
        {
            if (digits.Length <= point)
                text.Append(digits).Append('0', point - digits.Length);
            else
                text.Append(digits, 0, point).Append('.').Append(digits, point, digits.Length - point);
        }
        else if (point is > -6 and <= 0)
            text.Append("0.").Append('0', -point).Append(digits);
        else
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
                text.Append('.').Append(digits, 1, digits.Length - 1);
            text.Append('e').Append(point > 0 ? '+' : '-').Append(Math.Abs(point - 1));
        }
        return text.ToString();
    }

    /// <returns>The significant digits, and where the decimal point stands counted from the first of them.</returns>
    private static (bool Negative, string Digits, int Point) Digits(string shortest)
    {
        var negative = shortest[0] == '-';
        var text = shortest.AsSpan(negative ? 1 : 0);
        var exponent = 0;
        if (text.IndexOf('E') is >= 0 and var e)
        {
            exponent = int.Parse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }
        var dot = text.IndexOf('.');
        var point = (dot < 0 ? text.Length : dot) + exponent;
        var digits = dot < 0 ? text.ToString() : string.Concat(text[..dot], text[(dot + 1)..]);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (negative, digits.Trim('0'), point - leading);
    }

    /// <summary>What <c>Number(text)</c> gives.</summary>
    public static double Parse(string text)
    {
        var trimmed = text.AsSpan().Trim(Blanks);
        if (trimmed.IsEmpty)
            return 0;
        if (trimmed.Length > 2 && trimmed[0] == '0')
        {
            var radix = char.ToLowerInvariant(trimmed[1]) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (radix != 0)
                return ParseDigits(trimmed[2..], radix, whole: true);
        }
        var unsigned = trimmed[0] is '+' or '-' ? trimmed[1..] : trimmed;
        if (unsigned.SequenceEqual("Infinity"))
            return trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        return unsigned.Length == DecimalLength(unsigned) && unsigned.Length > 0 ? ParseDecimal(trimmed) : double.NaN;
    }

    /// <summary>What <c>parseFloat(text)</c> gives: the longest number at the start.</summary>
    public static double ParsePrefix(string text)
    {
        var trimmed = text.AsSpan().TrimStart(Blanks);
        var sign = trimmed.Length > 0 && trimmed[0] is '+' or '-' ? 1 : 0;
        var unsigned = trimmed[sign..];
        if (unsigned.StartsWith("Infinity", StringComparison.Ordinal))
            return sign == 1 && trimmed[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
        var length = DecimalLength(unsigned);
        return length == 0 ? double.NaN : ParseDecimal(trimmed[..(sign + length)]);
    }

    /// <summary>What <c>parseInt(text, radix)</c> gives.</summary>
    public static double ParseInteger(string text, int radix)
    {
        var trimmed = text.AsSpan().TrimStart(Blanks);
        var negative = trimmed.Length > 0 && trimmed[0] == '-';
        if (trimmed.Length > 0 && trimmed[0] is '+' or '-')
            trimmed = trimmed[1..];
        if (radix is 0 or 16 && trimmed.Length > 1 && trimmed[0] == '0' && trimmed[1] is 'x' or 'X')
        {
            trimmed = trimmed[2..];
            radix = 16;
        }
        if (radix == 0)
            radix = 10;
        var value = radix is < 2 or > 36 ? double.NaN : ParseDigits(trimmed, radix, whole: false);
        return negative ? -value : value;
    }

    public const string Blanks = " \t\n\r\v\f\u00A0\uFEFF\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private static double ParseDecimal(ReadOnlySpan<char> text) =>
        double.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture);

    private static double ParseDigits(ReadOnlySpan<char> text, int radix, bool whole)
    {
        var length = 0;
        double value = 0;
        while (length < text.Length && DigitOf(text[length]) is var digit && digit < radix)
        {
            value = value * radix + digit;
            length++;
        }
        if (length == 0 || (whole && length < text.Length))
            return double.NaN;
        // Decimal digits read one by one lose the last bits of long numbers.
        return radix == 10 && length > 15 ? ParseDecimal(text[..length]) : value;
    }

    private static int DigitOf(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => int.MaxValue,
    };

    /// <summary>Length of the decimal number at the start; 0 when there is none.</summary>
    private static int DecimalLength(ReadOnlySpan<char> text)
    {
        var (at, digits) = (0, 0);
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
            digits++;
        if (at < text.Length && text[at] == '.')
        {
            for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++)
                digits++;
        }
        if (digits == 0)
            return 0;
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            var exponent = at + 1;
            if (exponent < text.Length && text[exponent] is '+' or '-')
                exponent++;
            var first = exponent;
            while (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
                exponent++;
            if (exponent > first)
                at = exponent;
        }
        return at;
    }

    /// <summary>What <c>value.toString(radix)</c> gives, with up to 52 binary digits after the point.</summary>
    public static string InRadix(double value, int radix)
    {
        if (radix == 10 || !double.IsFinite(value))
            return Of(value);
        const string Alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";
        var whole = Math.Floor(Math.Abs(value));
        var fraction = Math.Abs(value) - whole;
        var text = new StringBuilder();
        if (whole == 0)
            text.Append('0');
        for (; whole > 0; whole = Math.Floor(whole / radix))
            text.Insert(0, Alphabet[(int)(whole % radix)]);
        if (fraction > 0)
        {
            text.Append('.');
            var precision = Math.Max(0.5 * (Math.BitIncrement(Math.Abs(value)) - Math.Abs(value)), double.Epsilon);
            do
            {
                fraction *= radix;
                precision *= radix;
                var digit = (int)fraction;
                fraction -= digit;
                if (fraction > 1 - precision && digit + 1 < radix)
                {
                    text.Append(Alphabet[digit + 1]);
                    break;
                }
                text.Append(Alphabet[digit]);
            }
            while (fraction >= precision);
        }
        return value < 0 ? "-" + text : text.ToString();
    }
}
