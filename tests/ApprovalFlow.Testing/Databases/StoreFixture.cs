using ApprovalFlow.Runtime.Definitions;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Migrating;
using ApprovalFlow.Runtime.Notifications;
using ApprovalFlow.Runtime.Outbox;
using ApprovalFlow.Runtime.Regulation;
using ApprovalFlow.Runtime.Tasks;
using ApprovalFlow.Runtime.Timers;
using ApprovalFlow.Runtime.Versions;
using Xunit;

namespace ApprovalFlow.Testing.Databases;

/// <summary>The storage ports of one process.</summary>
public sealed record StoreSet(ICaseStore Cases, IInbox Inbox, ITimerStore Timers, IOutboxStore Outbox, IDefinitionStore Definitions, ITripStore Trips, ILifeStore Lives, IPlanStore Plans, IMessageStore Messages, IPacketStore Packets);

/// <summary>A storage provider under test.</summary>
public abstract class StoreFixture : IAsyncLifetime
{
    /// <summary>Valid after <see cref="ResetAsync"/>.</summary>
    public abstract StoreSet Stores { get; }

    /// <summary>The same storage as a second process sees it.</summary>
    public abstract StoreSet Other { get; }

    /// <summary>Empties the storage: every test begins with none of another's rows.</summary>
    public abstract Task ResetAsync();

    public virtual Task InitializeAsync() => Task.CompletedTask;
    public virtual Task DisposeAsync() => Task.CompletedTask;
}
