using Xunit.Abstractions;
using Xunit.Sdk;

namespace ApprovalFlow.Testing.Databases;

/// <summary>A test class that needs something this machine may not have: without it its tests are skipped, and say so.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsAttribute(string requirement) : Attribute
{
    public const string Postgres = "postgres";
    public const string SqlServer = "sqlserver";
    public const string Kannel = "kannel";
    public const string MailServer = "mail-server";

    public string Requirement => requirement;

    /// <summary>What this class needs is not here, and its tests are skipped: nothing is to be set up for them.</summary>
    public static bool IsMissingFor(object tests) => tests.GetType().GetCustomAttributes(typeof(NeedsAttribute), false).OfType<NeedsAttribute>().Any(n => Missing(n.Requirement) is not null);

    public static string? Missing(string requirement) => requirement switch
    {
        Postgres when !PostgresServer.IsAvailable => "Needs PostgreSQL: install Debian's package 'postgresql', or name a server in APPROVALFLOW_TEST_POSTGRES.",
        SqlServer when SqlServerFixture.Server is null => "Needs a SQL Server: name one in APPROVALFLOW_TEST_SQLSERVER.",
        Kannel when !(File.Exists("/usr/sbin/bearerbox") && File.Exists("/usr/sbin/smsbox") && File.Exists("/usr/lib/kannel/test/fakesmsc")) => "Needs Kannel: install Debian's packages 'kannel' and 'kannel-extras'.",
        MailServer when !File.Exists("/usr/bin/aiosmtpd") => "Needs a mail server: install Debian's package 'python3-aiosmtpd'.",
        _ => null,
    };
}

/// <summary>A fact that respects <see cref="NeedsAttribute"/> on the class that runs it.</summary>
[XunitTestCaseDiscoverer("ApprovalFlow.Testing.Databases.ProviderFactDiscoverer", "ApprovalFlow.Testing")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ProviderFactAttribute : Xunit.FactAttribute;

public sealed class ProviderFactDiscoverer(IMessageSink messages) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod method, IAttributeInfo fact)
    {
        var missing = method.TestClass.Class.GetCustomAttributes(typeof(NeedsAttribute))
            .Select(a => NeedsAttribute.Missing(a.GetNamedArgument<string>(nameof(NeedsAttribute.Requirement)))).FirstOrDefault(m => m is not null);
        yield return missing is null
            ? new XunitTestCase(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method)
            : new XunitSkippedDataRowTestCase(messages, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), method, missing);
    }
}
