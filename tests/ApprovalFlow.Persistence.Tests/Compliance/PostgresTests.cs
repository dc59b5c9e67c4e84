using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Compliance;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresJournalTests(PostgresFixture fixture) : JournalCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresInboxTests(PostgresFixture fixture) : InboxCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresTimerTests(PostgresFixture fixture) : TimerCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresOutboxTests(PostgresFixture fixture) : OutboxCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresDefinitionTests(PostgresFixture fixture) : DefinitionCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCommandProcessorTests(PostgresFixture fixture) : CommandProcessorCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresTimerPumpTests(PostgresFixture fixture) : TimerPumpCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresTripTests(PostgresFixture fixture) : TripCompliance(fixture), IClassFixture<PostgresFixture>;
[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCountyTests(PostgresFixture fixture) : CountyCompliance(fixture), IClassFixture<PostgresFixture>;
public sealed class PostgresClockTests(PostgresFixture fixture) : ClockCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresOperationRaceTests(PostgresFixture fixture) : OperationRaceCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresLifeTests(PostgresFixture fixture) : LifeCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresCaseMigrationTests(PostgresFixture fixture) : CaseMigrationCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresPlanTests(PostgresFixture fixture) : PlanCompliance(fixture), IClassFixture<PostgresFixture>;
[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresMessageTests(PostgresFixture fixture) : MessageCompliance(fixture), IClassFixture<PostgresFixture>;

[Needs(NeedsAttribute.Postgres)]
public sealed class PostgresPacketTests(PostgresFixture fixture) : PacketCompliance(fixture), IClassFixture<PostgresFixture>;
