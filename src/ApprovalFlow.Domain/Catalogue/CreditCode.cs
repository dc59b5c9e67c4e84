namespace ApprovalFlow.Domain.Catalogue;

/// <summary>Unified social credit code 统一社会信用代码 (GB 32100-2015), with the organisation code inside it (GB 11714).</summary>
public static class CreditCode
{
    /// <summary>Digits and capital letters without I, O, S, V, Z.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    public static bool IsValid(string code) =>
        code.Length == 18
        && code.AsSpan().IndexOfAnyExcept(Alphabet) < 0
        && code.AsSpan(2, 6).IndexOfAnyExceptInRange('0', '9') < 0
        && OrganisationCheckCharacter(code.AsSpan(8, 8)) == code[16]
        && CheckCharacter(code.AsSpan(0, 17)) == code[17];

    /// <param name="first17">All characters but the last.</param>
    public static char CheckCharacter(ReadOnlySpan<char> first17)
    {
        var sum = 0;
        for (int i = 0, weight = 1; i < 17; i++, weight = weight * 3 % 31)
            sum += Alphabet.IndexOf(first17[i]) * weight;
        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <param name="first8">The organisation's own eight characters (letters count 10 to 35).</param>
    public static char OrganisationCheckCharacter(ReadOnlySpan<char> first8)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++)
            sum += (char.IsAsciiDigit(first8[i]) ? first8[i] - '0' : first8[i] - 'A' + 10) * OrganisationWeights[i];
        return (11 - sum % 11) switch { 10 => 'X', 11 => '0', var check => (char)('0' + check) };
    }
}
