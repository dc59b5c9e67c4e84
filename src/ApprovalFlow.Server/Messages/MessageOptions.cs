using System.Security.Cryptography;
using System.Text;

namespace ApprovalFlow.Server.Messages;

/// <summary>Section <c>ApprovalFlow:Messages</c>: how the house writes to people. Off unless said otherwise.</summary>
public sealed class MessageOptions
{
    public const string Section = "ApprovalFlow:Messages";
    public const string Off = "off", Log = "log", Kannel = "kannel", Smtp = "smtp";

    public SmsOptions Sms { get; set; } = new();
    public MailOptions Mail { get; set; } = new();

    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        void Expect(bool holds, string member, string what) { if (!holds) problems.Add($"Expected {Section}:{member} to be {what}."); }
        Expect(Sms.Mode is Off or Log or Kannel, "Sms:Mode", "off, log or kannel");
        Expect(Mail.Mode is Off or Log or Smtp, "Mail:Mode", "off, log or smtp");
        if (Sms.Mode == Kannel)
        {
            Expect(IsWeb(Sms.Url), "Sms:Url", "the address of Kannel's sendsms");
            Expect(Sms.User.Length > 0 && Sms.Password.Length > 0, "Sms:User and Sms:Password", "those of Kannel's sendsms-user");
            Expect(IsWeb(Sms.ReportUrl), "Sms:ReportUrl", "this server's address as Kannel reaches it");
            Expect(Sms.ReportSecret.Length >= 16, "Sms:ReportSecret", "at least 16 characters");
            Expect(Sms.AdminUrl.Length == 0 || IsWeb(Sms.AdminUrl), "Sms:AdminUrl", "the address of Kannel's bearerbox, or empty");
            Expect(Sms.TimeoutSeconds is >= 1 and <= 90, "Sms:TimeoutSeconds", "1 to 90");
        }
        if (Mail.Mode == Smtp)
        {
            Expect(Mail.Host.Length > 0, "Mail:Host", "a mail server");
            Expect(Mail.Port is >= 1 and <= 65_535, "Mail:Port", "1 to 65535");
            Expect(Mail.Security is "none" or "starttls" or "tls", "Mail:Security", "none, starttls or tls");
            Expect(Mail.From.Contains('@', StringComparison.Ordinal), "Mail:From", "a mail address");
            Expect(Mail.TimeoutSeconds is >= 1 and <= 90, "Mail:TimeoutSeconds", "1 to 90");
        }
        return problems;
    }

    private static bool IsWeb(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}

/// <summary>Kannel, over its own HTTP interface.</summary>
public sealed class SmsOptions
{
    public string Mode { get; set; } = MessageOptions.Off;
    /// <summary>Of smsbox: <c>http://127.0.0.1:13013/cgi-bin/sendsms</c>.</summary>
    public string Url { get; set; } = "";
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    /// <summary>Number that messages come from; empty: Kannel's own.</summary>
    public string Sender { get; set; } = "";
    /// <summary>This server as Kannel reaches it; delivery reports come to <c>/api/gateway/sms/report</c> there.</summary>
    public string ReportUrl { get; set; } = "";
    /// <summary>Signs the address of each message's report, so that nobody else can report.</summary>
    public string ReportSecret { get; set; } = "";
    /// <summary>Of bearerbox: <c>http://127.0.0.1:13000</c>; asked after silence. Empty: a person decides then.</summary>
    public string AdminUrl { get; set; } = "";
    public string AdminPassword { get; set; } = "";
    public int TimeoutSeconds { get; set; } = 20;

    /// <summary>What proves that a report for this message comes from whoever was given it.</summary>
    public string TokenOf(string key) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(ReportSecret), Encoding.UTF8.GetBytes(key)))[..32];
}

public sealed class MailOptions
{
    public string Mode { get; set; } = MessageOptions.Off;
    public string Host { get; set; } = "";
    public int Port { get; set; } = 25;
    /// <summary>none, starttls or tls.</summary>
    public string Security { get; set; } = "starttls";
    public string User { get; set; } = "";
    public string Password { get; set; } = "";
    public string From { get; set; } = "";
    public int TimeoutSeconds { get; set; } = 30;
}
