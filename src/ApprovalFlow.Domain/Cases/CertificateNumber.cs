using System.Globalization;
using System.Text;

namespace ApprovalFlow.Domain.Cases;

/// <summary>A certificate's number from its pattern. The running number is the case's own, so that the same case always gives the same number.</summary>
/// <remarks>Tokens: {yyyy} {yy} {MM} {dd} date of issue; {seqN} running number of at least N digits; {area6} division code;
/// {uscc} {id} the applicant's number; {kind} the applicant's kind; {c1} check digit of the digits before it.</remarks>
internal static class CertificateNumber
{
    /// <summary>Taiyuan, where the county is not named.</summary>
    private const string CityCode = "140100";

    public static string From(string pattern, CaseState state, DateOnly issuedOn)
    {
        var number = new StringBuilder();
        for (var at = 0; at < pattern.Length;)
        {
            var close = pattern[at] == '{' ? pattern.IndexOf('}', at) : -1;
            if (close < 0) number.Append(pattern[at++]);
            else
            {
                number.Append(Token(pattern[(at + 1)..close], state, issuedOn, number));
                at = close + 1;
            }
        }
        return number.ToString();
    }

    private static string Token(string token, CaseState state, DateOnly issuedOn, StringBuilder before) => token switch
    {
        "yyyy" or "yy" or "MM" or "dd" => issuedOn.ToString(token, CultureInfo.InvariantCulture),
        "area6" => state.CountyCode ?? CityCode,
        "uscc" or "id" => state.Applicant?.IdNumber ?? "",
        "kind" => state.Form.GetValueOrDefault("kind") as string ?? "",
        "c1" => (before.ToString().Where(char.IsAsciiDigit).Select((c, i) => (c - '0') * (i % 2 == 0 ? 3 : 1)).Sum() % 10).ToString(CultureInfo.InvariantCulture),
        _ when token.StartsWith("seq", StringComparison.Ordinal) && int.TryParse(token.AsSpan(3), CultureInfo.InvariantCulture, out var digits) => RunningNumber(state.CaseNumber).PadLeft(digits, '0'),
        _ => "{" + token + "}",
    };

    /// <summary>The last group of digits of the case number, without leading zeros.</summary>
    private static string RunningNumber(string caseNumber)
    {
        var end = caseNumber.Length;
        while (end > 0 && !char.IsAsciiDigit(caseNumber[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiDigit(caseNumber[start - 1])) start--;
        return caseNumber[start..end].TrimStart('0') is { Length: > 0 } digits ? digits : "0";
    }
}
