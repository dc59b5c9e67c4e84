using ApprovalFlow.Browser.Tests.Browsing;
using ApprovalFlow.Browser.Tests.Journeys;
using Xunit;
using Xunit.Abstractions;

// One test alone leaves much of two cores idle; more than two would only wait for each other.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer($"ApprovalFlow.Browser.Tests.Browsing.{nameof(LongestFirst)}", "ApprovalFlow.Browser.Tests")]

namespace ApprovalFlow.Browser.Tests.Browsing;

/// <summary>What takes longest begins first, so that no one waits for it alone at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long = [nameof(OperationPagesTests), nameof(LookTests), BrowserCollection.Name];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => Array.FindIndex(Long, name => c.DisplayName.EndsWith(name, StringComparison.Ordinal)) is >= 0 and var place ? place : Long.Length).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
