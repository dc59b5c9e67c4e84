using ApprovalFlow.Testing.Databases;
using Xunit;

namespace ApprovalFlow.Testing.Compliance;

/// <summary>What every storage provider promises. A provider derives each suite with one line; a missing one fails a test.</summary>
public abstract class StoreCompliance(StoreFixture fixture) : IAsyncLifetime
{
    protected StoreFixture Fixture => fixture;
    protected StoreSet Stores => fixture.Stores;

    public virtual Task InitializeAsync() => fixture.ResetAsync();
    public Task DisposeAsync() => Task.CompletedTask;
}
