using System.Globalization;

namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Citizen identity number 公民身份号码 (GB 11643-1999): division, day of birth, order, ISO 7064 MOD 11-2 check character.</summary>
public static class IdCardNumber
{
    private const string CheckCharacters = "10X98765432";

    public static bool IsValid(string number) =>
        number.Length == 18
        && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
        && number[0] != '0'
        && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) && birth.Year >= 1800
        && CheckCharacter(number.AsSpan(0, 17)) == char.ToUpperInvariant(number[17]);

    /// <param name="digits">The first 17 digits.</param>
    public static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < 17; i++)
            sum = (sum + (digits[i] - '0')) * 2 % 11;
        return CheckCharacters[sum];
    }
}
