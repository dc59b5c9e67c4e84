using ApprovalFlow.Testing.Compliance;
using ApprovalFlow.Testing.Databases;
using Xunit;

namespace ApprovalFlow.Persistence.Tests.Compliance;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerJournalTests(SqlServerFixture fixture) : JournalCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerInboxTests(SqlServerFixture fixture) : InboxCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerTimerTests(SqlServerFixture fixture) : TimerCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerOutboxTests(SqlServerFixture fixture) : OutboxCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerDefinitionTests(SqlServerFixture fixture) : DefinitionCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerCommandProcessorTests(SqlServerFixture fixture) : CommandProcessorCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerTimerPumpTests(SqlServerFixture fixture) : TimerPumpCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerTripTests(SqlServerFixture fixture) : TripCompliance(fixture), IClassFixture<SqlServerFixture>;
[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerCountyTests(SqlServerFixture fixture) : CountyCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerClockTests(SqlServerFixture fixture) : ClockCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerOperationRaceTests(SqlServerFixture fixture) : OperationRaceCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerLifeTests(SqlServerFixture fixture) : LifeCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerCaseMigrationTests(SqlServerFixture fixture) : CaseMigrationCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerPlanTests(SqlServerFixture fixture) : PlanCompliance(fixture), IClassFixture<SqlServerFixture>;
[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerMessageTests(SqlServerFixture fixture) : MessageCompliance(fixture), IClassFixture<SqlServerFixture>;

[Needs(NeedsAttribute.SqlServer)]
public sealed class SqlServerPacketTests(SqlServerFixture fixture) : PacketCompliance(fixture), IClassFixture<SqlServerFixture>;
