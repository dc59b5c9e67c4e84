using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Engine.Activities;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Backups;
using ApprovalFlow.Persistence.Boards;
using ApprovalFlow.Persistence.Notices;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Evidence;
using ApprovalFlow.Persistence.Feeding;
using ApprovalFlow.Persistence.Calendars;
using ApprovalFlow.Persistence.Ledgers;
using ApprovalFlow.Persistence.Postgres;
using ApprovalFlow.Persistence.Monitoring;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Persistence.Setup;
using ApprovalFlow.Persistence.Sqlite;
using ApprovalFlow.Persistence.SqlServer;
using ApprovalFlow.Persistence.Storage;
using ApprovalFlow.Persistence.Supervision;
using ApprovalFlow.Persistence.Verification;
using ApprovalFlow.Persistence.WhatIf;
using ApprovalFlow.Runtime.Approvers;
using ApprovalFlow.Runtime.Calendars;
using ApprovalFlow.Runtime.Commands;
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
using ApprovalFlow.Runtime.Workflows;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ApprovalFlow.Persistence.Registration;

public static class ApprovalFlowRegistration
{
    /// <summary>Adds the engine, its storage and its queries. Call <see cref="DatabaseSetup.PrepareAsync"/> before the first use.</summary>
    /// <example><c>services.AddApprovalFlow(af => af.UseSqlite("Data Source=approvalflow.db").AddWorkflowsFrom("workflows"));</c></example>
    public static ApprovalFlowBuilder AddApprovalFlow(this IServiceCollection services, Action<ApprovalFlowBuilder>? configure = null)
    {
        services.AddOptions<ApprovalFlowOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApprovalFlowOptions>, ApprovalFlowOptionsValidator>());
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        AddCatalogue(services);
        AddStorage(services);
        AddRuntime(services);
        services.TryAddSingleton<InboxQuery>();
        services.TryAddSingleton<CaseQuery>();
        services.TryAddSingleton<ReplayQuery>();
        services.TryAddSingleton<MovableCases>();
        services.TryAddSingleton<ClockQuery>();
        services.TryAddSingleton<CardQuery>();
        services.TryAddSingleton<PacketQuery>();
        services.TryAddSingleton(sp => new EngineHeartbeat(sp.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>(), sp.GetRequiredService<TimeProvider>()) { Engine = Environment.MachineName });
        services.TryAddSingleton<WorkBoardQuery>();
        services.TryAddSingleton<IncidentQuery>();
        services.TryAddSingleton<TimerQuery>();
        services.TryAddSingleton<SoundingQuery>();
        services.TryAddSingleton<RecordedCaseQuery>();
        services.TryAddSingleton<DefinitionQuery>();
        services.TryAddSingleton<UserQuery>();
        services.TryAddSingleton<UserMandates>();
        services.TryAddSingleton<Substitutions>();
        services.TryAddSingleton<NoticeQuery>();
        services.TryAddSingleton<MessageQuery>();
        services.TryAddSingleton<CaseMarks>();
        services.TryAddSingleton<Posts>();
        services.TryAddSingleton<IOrganisationSource>(sp => sp.GetRequiredService<Posts>());
        services.TryAddSingleton<Contacts>();
        services.TryAddSingleton<MessageWriter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, NoticeHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, WordsHandler>());
        services.TryAddSingleton<DatabaseSetup>();
        services.TryAddSingleton<JournalVerifier>();
        services.TryAddSingleton<ChainVerifier>();
        services.TryAddSingleton<ReplayVerifier>();
        services.TryAddSingleton<LedgerVerifier>();
        services.TryAddSingleton(sp => new LedgerKeys(Options(sp).KeyFolder));
        services.TryAddSingleton<LedgerKeeper>();
        services.TryAddSingleton(sp => new LedgerTimestamps(
            sp.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>(), Options(sp).TimestampAuthority is { } address ? new HttpTimestampAuthority(new HttpClient { Timeout = TimeSpan.FromSeconds(30) }, address) : null, sp.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ProofQuery>();
        services.TryAddSingleton<ReadLog>();
        services.TryAddSingleton<DatabaseBackup>();
        services.TryAddSingleton<RedactionFiles>();
        services.TryAddSingleton<ContentRemover>();
        services.TryAddSingleton<RemovedCases>();
        services.TryAddSingleton<Housekeeper>();
        services.TryAddSingleton<EvidenceCollector>();
        services.TryAddSingleton<FeedSequencer>();
        services.TryAddSingleton<FeedQuery>();
        services.TryAddSingleton<FeedDeliveries>();
        services.TryAddSingleton<BoardKeeper>();
        services.TryAddSingleton<BoardQuery>();
        services.TryAddSingleton<AnomalyQuery>();
        services.AddHostedService<BoardWorker>();
        services.TryAddSingleton<CalendarNotices>();
        services.AddHostedService<CalendarWatch>();
        var builder = new ApprovalFlowBuilder(services);
        configure?.Invoke(builder);
        return builder;
    }

    private static void AddCatalogue(IServiceCollection services)
    {
        services.TryAddSingleton(sp => WorkflowFolder.Open(Options(sp).WorkflowFolder));
        services.TryAddSingleton(sp => sp.GetRequiredService<WorkflowFolder>().Catalogue);
        services.TryAddSingleton(sp => new CalendarInForce(sp.GetRequiredService<WorkflowFolder>().Calendar));
        services.TryAddSingleton(sp => ActivitiesWith(sp.GetRequiredService<CalendarInForce>()));
        services.TryAddSingleton(sp =>
        {
            var calendar = sp.GetRequiredService<CalendarInForce>();
            return new CaseCalendar((from, days) => calendar.Now.Due(from, days).Day) { Clocks = sp.GetRequiredService<CaseClocks>() };
        });
        services.TryAddSingleton(sp => ClockFolder.Load(sp.GetRequiredService<WorkflowFolder>().Path, sp.GetRequiredService<CalendarInForce>(), sp.GetRequiredService<ApprovalCatalogue>()));
        services.TryAddSingleton(sp => NotificationFolder.LoadTemplates(sp.GetRequiredService<WorkflowFolder>().Path));
        services.TryAddSingleton(sp => RetentionFolder.Load(sp.GetRequiredService<WorkflowFolder>().Path));
        services.TryAddSingleton(sp => NotificationFolder.LoadPolicy(sp.GetRequiredService<WorkflowFolder>().Path));
    }

    private static ActivityRegistry ActivitiesWith(CalendarInForce calendar) => ApprovalActivities.AddTo(ActivityRegistry.CreateCore(), () => calendar.Now);

    private static void AddStorage(IServiceCollection services)
    {
        services.AddPooledDbContextFactory<SqliteContext>((sp, o) => SqliteContext.Configure(o, Options(sp).ConnectionString));
        services.AddPooledDbContextFactory<PostgresContext>((sp, o) => o.UseNpgsql(Options(sp).ConnectionString));
        services.AddPooledDbContextFactory<SqlServerContext>((sp, o) => o.UseSqlServer(Options(sp).ConnectionString));
        services.TryAddSingleton<IDbContextFactory<ApprovalFlowContext>>(sp => Options(sp).Provider switch
        {
            DatabaseProvider.Postgres => new ContextFactory<PostgresContext>(sp.GetRequiredService<IDbContextFactory<PostgresContext>>()),
            DatabaseProvider.SqlServer => new ContextFactory<SqlServerContext>(sp.GetRequiredService<IDbContextFactory<SqlServerContext>>()),
            _ => new ContextFactory<SqliteContext>(sp.GetRequiredService<IDbContextFactory<SqliteContext>>()),
        });
        // Identity's stores ask for a context per scope.
        services.TryAddScoped(sp => sp.GetRequiredService<IDbContextFactory<ApprovalFlowContext>>().CreateDbContext());
        services.TryAddSingleton<DatabaseStore>(sp => Options(sp) switch
        {
            { Provider: DatabaseProvider.Postgres } o => new PostgresStore(o.ConnectionString, o.GroupSize),
            { Provider: DatabaseProvider.SqlServer } o => new SqlServerStore(o.ConnectionString, Math.Min(o.GroupSize, 32)),
            var o => new SqliteStore(o.ConnectionString, o.GroupSize),
        });
        services.TryAddSingleton<ICaseStore>(sp => sp.GetRequiredService<DatabaseStore>());
        services.TryAddSingleton<IInbox>(sp => sp.GetRequiredService<DatabaseStore>());
        services.TryAddSingleton<ITimerStore>(sp => sp.GetRequiredService<DatabaseStore>());
        services.TryAddSingleton<IOutboxStore>(sp => sp.GetRequiredService<DatabaseStore>());
        services.TryAddSingleton<IDefinitionStore, DefinitionStore>();
        services.TryAddSingleton<ITripStore, TripStore>();
        services.TryAddSingleton<IPacketStore, PacketStore>();
        services.TryAddSingleton<ILifeStore, LifeStore>();
        services.TryAddSingleton<IPlanStore, PlanStore>();
        services.TryAddSingleton<IMessageStore, MessageStore>();
        services.TryAddSingleton<ContentStore>();
    }

    private static void AddRuntime(IServiceCollection services)
    {
        services.TryAddSingleton(sp => new DefinitionCatalog(sp.GetRequiredService<IDefinitionStore>(), sp.GetRequiredService<ApprovalCatalogue>(), sp.GetRequiredService<ActivityRegistry>()));
        services.TryAddSingleton(sp => new CommandProcessorOptions { KeysKept = sp.GetRequiredService<RetentionSchedule>().TermOf(RetentionSchedule.Commands), CachedCases = Options(sp).CachedCases, Retries = Options(sp).Retries, WritesToPeople = sp.GetServices<IMessageChannel>().Any() });
        services.TryAddSingleton<CaseSignals>();
        services.TryAddSingleton<OutboxSignal>();
        services.TryAddSingleton<CommandProcessor>();
        services.TryAddSingleton<CaseNumbers>();
        services.TryAddSingleton<IPeople, People>();
        services.TryAddSingleton(sp => new TripCalendar(sp.GetRequiredService<CalendarInForce>(), ClockFolder.LoadOfficeHours(sp.GetRequiredService<WorkflowFolder>().Path)));
        services.TryAddSingleton<TripSignals>();
        services.TryAddSingleton<PacketSignals>();
        services.TryAddSingleton<PacketProcessor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, PacketHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, PacketNewsHandler>());
        services.TryAddSingleton<LifeSignals>();
        services.TryAddSingleton<RehearsalStages>();
        services.TryAddSingleton<LifeProcessor>();
        services.TryAddSingleton<PlanSignals>();
        services.TryAddSingleton<PlanProcessor>();
        services.TryAddSingleton<PlanRunner>();
        services.TryAddSingleton<TripProcessor>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, TripNewsHandler>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutboxHandler, TripInvitationHandler>());
        services.TryAddSingleton(DeliveryRules.Default);
        services.TryAddSingleton<MessageDispatcher>();
        services.TryAddSingleton<MessageReports>();
        services.TryAddSingleton<TimerPump>();
        services.TryAddSingleton<OutboxDispatcher>();
        services.AddHostedService<OutboxWorker>();
        services.AddHostedService<MessageWorker>();
    }

    private static ApprovalFlowOptions Options(IServiceProvider services) => services.GetRequiredService<IOptions<ApprovalFlowOptions>>().Value;
}
