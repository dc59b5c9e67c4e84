using ApprovalFlow.Runtime.Memory;

namespace ApprovalFlow.Testing.Databases;

public sealed class MemoryFixture : StoreFixture
{
    private MemoryStore store = new();

    public override StoreSet Stores => new(store, store, store, store, store, store, store, store, store, store);
    public override StoreSet Other => Stores;

    public override Task ResetAsync()
    {
        store = new();
        return Task.CompletedTask;
    }
}
