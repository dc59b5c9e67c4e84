using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Xunit;

namespace ApprovalFlow.Runtime.Tests.Compliance;

public sealed class MemoryJournalTests(MemoryFixture fixture) : JournalCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryInboxTests(MemoryFixture fixture) : InboxCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryTimerTests(MemoryFixture fixture) : TimerCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryOutboxTests(MemoryFixture fixture) : OutboxCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryDefinitionTests(MemoryFixture fixture) : DefinitionCompliance(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryCommandProcessorTests(MemoryFixture fixture) : CommandProcessorCompliance(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryTimerPumpTests(MemoryFixture fixture) : TimerPumpCompliance(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryTripTests(MemoryFixture fixture) : TripCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryCountyTests(MemoryFixture fixture) : CountyCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryClockTests(MemoryFixture fixture) : ClockCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryOperationRaceTests(MemoryFixture fixture) : OperationRaceCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryLifeTests(MemoryFixture fixture) : LifeCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryCaseMigrationTests(MemoryFixture fixture) : CaseMigrationCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryPlanTests(MemoryFixture fixture) : PlanCompliance(fixture), IClassFixture<MemoryFixture>;
public sealed class MemoryMessageTests(MemoryFixture fixture) : MessageCompliance(fixture), IClassFixture<MemoryFixture>;

public sealed class MemoryPacketTests(MemoryFixture fixture) : PacketCompliance(fixture), IClassFixture<MemoryFixture>
{
    protected override int Seeds => 40;
}
