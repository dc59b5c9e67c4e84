namespace ApprovalFlow.Domain.Notifications;

/// <summary>How somebody can be reached, and what they do not want.</summary>
/// <param name="Id">Account; <see cref="ApplicantId"/> for an applicant without one.</param>
public sealed record Contact(string Id, string? Phone, string? Mail)
{
    public const string ApplicantId = "applicant";

    public bool Chinese { get; init; } = true;
    /// <summary>Classes and channels that the person, or the number, has opted out of.</summary>
    public IReadOnlySet<(MessageClass Class, string Channel)> OptOuts { get; init; } = new HashSet<(MessageClass, string)>();

    public string? AddressOn(string channel) => channel switch { MessageChannels.Sms => PhoneNumber.Read(Phone), MessageChannels.Mail => string.IsNullOrWhiteSpace(Mail) ? null : Mail.Trim(), _ => Id };

    public bool Wants(MessageClass kind, string channel) => !MessageClasses.IsOptional(kind) || !OptOuts.Contains((kind, channel));

    /// <summary>An address as it is shown to those who watch the sending: enough to tell two apart, not enough to call.</summary>
    public static string Masked(string? address)
    {
        if (string.IsNullOrEmpty(address))
            return "";
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0 ? $"{address[0]}***{address[at..]}"
            : address.Length >= 7 ? $"{address[..3]}****{address[^4..]}" : "****";
    }
}

/// <summary>Telephone numbers as gateways take them.</summary>
public static class PhoneNumber
{
    /// <summary>A mobile number of eleven digits, or with a country's code; null for anything else, landlines included: they take no short messages.</summary>
    public static string? Read(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var digits = string.Concat(text.Where(c => c is >= '0' and <= '9'));
        if (text.Any(c => c is not (>= '0' and <= '9' or ' ' or '-' or '+' or '(' or ')')))
            return null;
        if (digits.StartsWith("0086", StringComparison.Ordinal)) digits = digits[4..];
        else if (digits.StartsWith("86", StringComparison.Ordinal) && digits.Length == 13) digits = digits[2..];
        return digits.Length == 11 && digits[0] == '1' && digits[1] is >= '3' and <= '9' ? digits : null;
    }
}
