using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Shouldly;
using Xunit;

namespace ApprovalFlow.Architecture.Tests;

/// <summary>Every storage provider answers to every suite.</summary>
public sealed class ComplianceTests
{
    private static readonly Type[] Suites = [.. typeof(StoreCompliance).Assembly.GetTypes().Where(t => t.IsAbstract && t.IsSubclassOf(typeof(StoreCompliance)))];
    private static readonly Type[] Providers = [.. typeof(StoreFixture).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(StoreFixture)))];

    private static readonly Type[] Tests =
    [
        .. new[] { typeof(ApprovalFlow.Runtime.Tests.Compliance.MemoryJournalTests), typeof(ApprovalFlow.Persistence.Tests.Compliance.SqliteJournalTests) }.SelectMany(t => t.Assembly.GetTypes()),
    ];

    [Fact]
    public void Every_provider_should_derive_every_suite()
    {
        Suites.Length.ShouldBeGreaterThan(4);
        Providers.Length.ShouldBe(4);
        var missing = from provider in Providers
                      from suite in Suites
                      where !Tests.Any(t => !t.IsAbstract && t.IsSubclassOf(suite) && t.GetInterfaces().Contains(typeof(IClassFixture<>).MakeGenericType(provider)))
                      select $"{provider.Name} has no {suite.Name}";
        missing.ShouldBeEmpty();
    }
}
