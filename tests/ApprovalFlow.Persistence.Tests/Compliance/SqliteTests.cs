using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Compliance;

public sealed class SqliteJournalTests(SqliteFixture fixture) : JournalCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteInboxTests(SqliteFixture fixture) : InboxCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteTimerTests(SqliteFixture fixture) : TimerCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteOutboxTests(SqliteFixture fixture) : OutboxCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteDefinitionTests(SqliteFixture fixture) : DefinitionCompliance(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteCommandProcessorTests(SqliteFixture fixture) : CommandProcessorCompliance(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTimerPumpTests(SqliteFixture fixture) : TimerPumpCompliance(fixture), IClassFixture<SqliteFixture>;

public sealed class SqliteTripTests(SqliteFixture fixture) : TripCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCountyTests(SqliteFixture fixture) : CountyCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteClockTests(SqliteFixture fixture) : ClockCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteOperationRaceTests(SqliteFixture fixture) : OperationRaceCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteLifeTests(SqliteFixture fixture) : LifeCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteCaseMigrationTests(SqliteFixture fixture) : CaseMigrationCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqlitePlanTests(SqliteFixture fixture) : PlanCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqliteMessageTests(SqliteFixture fixture) : MessageCompliance(fixture), IClassFixture<SqliteFixture>;
public sealed class SqlitePacketTests(SqliteFixture fixture) : PacketCompliance(fixture), IClassFixture<SqliteFixture>;
