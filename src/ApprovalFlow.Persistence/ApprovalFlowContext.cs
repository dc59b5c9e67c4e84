using System.Text;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Tables;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ApprovalFlow.Persistence;

/// <summary>The one model behind every provider. Each provider derives a sealed context and keeps its own migrations.</summary>
/// <remarks>
/// Instants are stored as whole milliseconds since 1970 (UTC) everywhere: the same order, the same precision and the same hash input on
/// every provider. Keys compare byte by byte everywhere, because prefixes and cursors are ranges of them.
/// </remarks>
public abstract partial class ApprovalFlowContext(DbContextOptions options) : IdentityDbContext<UserAccount, IdentityRole, string>(options)
{
    public DbSet<UserMandate> Mandates => Set<UserMandate>();
    public DbSet<StoredCase> Cases => Set<StoredCase>();
    public DbSet<StoredJournalLine> Journal => Set<StoredJournalLine>();
    public DbSet<StoredCommand> Commands => Set<StoredCommand>();
    public DbSet<NumberSeries> NumberSeries => Set<NumberSeries>();
    public DbSet<StoredTask> Tasks => Set<StoredTask>();
    public DbSet<InboxRow> Inbox => Set<InboxRow>();
    public DbSet<StoredTimer> Timers => Set<StoredTimer>();
    public DbSet<StoredCard> Cards => Set<StoredCard>();
    public DbSet<StoredIncident> Incidents => Set<StoredIncident>();
    public DbSet<Heartbeat> Heartbeats => Set<Heartbeat>();
    public DbSet<StoredOutboxMessage> Outbox => Set<StoredOutboxMessage>();
    public DbSet<StoredDefinition> Definitions => Set<StoredDefinition>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<StoredCalendarNotice> CalendarNotices => Set<StoredCalendarNotice>();

    /// <summary>The collation that compares byte by byte; null where that is the default.</summary>
    protected abstract string? BinaryCollation { get; }

    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<DateTimeOffset>().HaveConversion<UnixMilliseconds>();
    }

    protected override void OnModelCreating(ModelBuilder model)
    {
        base.OnModelCreating(model);
        model.Entity<UserAccount>(e =>
        {
            e.Property(u => u.DisplayNameZh).HasMaxLength(100);
            e.Property(u => u.DisplayNameEn).HasMaxLength(100);
            e.Property(u => u.Language).HasMaxLength(10);
            e.HasMany(u => u.Mandates).WithOne().HasForeignKey(m => m.UserId).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<UserMandate>(e =>
        {
            e.ToTable("user_mandates");
            Text(e.Property(m => m.Role), 40);
            Text(e.Property(m => m.DepartmentId), 40);
            Text(e.Property(m => m.Region), 40);
        });
        Journals(model);
        Work(model);
        Supervision(model);
        Definition(model);
        Lives(model);
        Plans(model);
        Inspections(model);
        Regulation(model);
        People(model);
        Ledgers(model);
        Feeds(model);
        Retention(model);
        Boards(model);
        Notifications(model);
        NameInSnakeCase(model);
    }

    private void Journals(ModelBuilder model)
    {
        model.Entity<StoredCase>(e =>
        {
            e.ToTable("cases").HasKey(c => c.CaseNumber);
            Key(e.Property(c => c.CaseNumber), 64);
            e.Property(c => c.HeadHash).HasMaxLength(32);
            Key(e.Property(c => c.DefinitionHash), 64);
            Key(e.Property(c => c.FlowCode), 40);
            Key(e.Property(c => c.ItemCode), 40);
            Key(e.Property(c => c.DepartmentId), 40);
            Text(e.Property(c => c.Result), 60);
            Text(e.Property(c => c.ApplicantName), 200);
            Key(e.Property(c => c.ApplicantUserId), 64);
            Text(e.Property(c => c.CountyCode), 20);
            Text(e.Property(c => c.RedactedBy), 100);
            // Not one of these columns changes after registration: updates of the head touch no index.
            e.HasIndex(c => new { c.RegisteredAt, c.CaseNumber });
            e.HasIndex(c => new { c.DepartmentId, c.RegisteredAt, c.CaseNumber });
            e.HasIndex(c => new { c.ApplicantUserId, c.RegisteredAt }).HasFilter("applicant_user_id IS NOT NULL");
            e.HasIndex(c => new { c.ItemCode, c.ApplicantName });
        });
        model.Entity<StoredJournalLine>(e =>
        {
            e.ToTable("journal").HasKey(x => new { x.CaseNumber, x.FirstSequence });
            Key(e.Property(x => x.CaseNumber), 64);
            e.Property(x => x.PreviousHash).HasMaxLength(32);
        });
        model.Entity<StoredCommand>(e =>
        {
            e.ToTable("commands").HasKey(c => c.Key);
            Key(e.Property(c => c.Key), 100);
            Key(e.Property(c => c.CaseNumber), 64);
            Text(e.Property(c => c.Fingerprint), 120);
        });
        model.Entity<NumberSeries>(e =>
        {
            e.ToTable("number_series").HasKey(n => n.Name);
            Key(e.Property(n => n.Name), 100);
        });
    }

    private void Work(ModelBuilder model)
    {
        model.Entity<StoredTask>(e =>
        {
            // A case's tasks are a range of the key (task id = case number, hyphen, context), so no index by case is needed.
            e.ToTable("tasks").HasKey(t => t.TaskId);
            Key(e.Property(t => t.TaskId), 80);
            Key(e.Property(t => t.CaseNumber), 64);
            Key(e.Property(t => t.FlowCode), 40);
            Text(e.Property(t => t.FlowNameZh), 200);
            Text(e.Property(t => t.FlowNameEn), 300);
            Key(e.Property(t => t.ItemCode), 40);
            Text(e.Property(t => t.ActivityId), 100);
            Text(e.Property(t => t.ActivityType), 100);
            Text(e.Property(t => t.NameZh), 200);
            Text(e.Property(t => t.NameEn), 300);
            Text(e.Property(t => t.ApplicantName), 200);
            Text(e.Property(t => t.Role), 40);
            Text(e.Property(t => t.DepartmentId), 40);
            Text(e.Property(t => t.Region), 40);
            Key(e.Property(t => t.AssigneeId), 64);
            Text(e.Property(t => t.AssigneeName), 100);
            Text(e.Property(t => t.Outcome), 60);
            Key(e.Property(t => t.CompletedById), 64);
            e.HasIndex(t => new { t.CompletedById, t.EndedAt, t.TaskId }).HasFilter("completed_by_id IS NOT NULL");
        });
        model.Entity<InboxRow>(e =>
        {
            e.ToTable("inbox").HasKey(i => new { i.Subject, i.OpenedAt, i.TaskId });
            Key(e.Property(i => i.Subject), 120);
            Key(e.Property(i => i.TaskId), 80);
        });
        model.Entity<StoredTimer>(e =>
        {
            e.ToTable("timers").HasKey(t => new { t.CaseNumber, t.BookmarkId });
            Key(e.Property(t => t.CaseNumber), 64);
            Key(e.Property(t => t.BookmarkId), 40);
            Text(e.Property(t => t.Kind), 40);
            e.HasIndex(t => t.NextAttempt);
        });
        model.Entity<StoredOutboxMessage>(e =>
        {
            e.ToTable("outbox").HasKey(m => new { m.CaseNumber, m.Sequence });
            Key(e.Property(m => m.CaseNumber), 64);
            Text(e.Property(m => m.Topic), 60);
            e.HasIndex(m => m.NextAttempt);
        });
    }

    private void Supervision(ModelBuilder model)
    {
        model.Entity<StoredCard>(e =>
        {
            e.ToTable("cards").HasKey(c => new { c.CaseNumber, c.CardId });
            Key(e.Property(c => c.CaseNumber), 64);
            Key(e.Property(c => c.CardId), 40);
            Text(e.Property(c => c.Level), 20);
            Text(e.Property(c => c.Rule), 40);
            Text(e.Property(c => c.Clock), 20);
            Text(e.Property(c => c.CauseZh), 500);
            Text(e.Property(c => c.CauseEn), 800);
            Text(e.Property(c => c.FlowNameZh), 200);
            Text(e.Property(c => c.FlowNameEn), 300);
            Key(e.Property(c => c.DepartmentId), 40);
            Text(e.Property(c => c.ApplicantName), 200);
            Key(e.Property(c => c.OwnerRole), 40);
            Key(e.Property(c => c.OwnerDepartmentId), 40);
            Text(e.Property(c => c.OwnerRegion), 40);
            Key(e.Property(c => c.OwnerUserId), 64);
            Text(e.Property(c => c.OwnerName), 100);
            Text(e.Property(c => c.OrderId), 40);
            Key(e.Property(c => c.OrderRole), 40);
            Key(e.Property(c => c.OrderDepartmentId), 40);
            e.HasIndex(c => new { c.IsOpen, c.RaisedAt, c.CaseNumber });
            e.HasIndex(c => new { c.DepartmentId, c.IsOpen, c.RaisedAt });
        });
        model.Entity<StoredIncident>(e =>
        {
            e.ToTable("incidents").HasKey(i => new { i.CaseNumber, i.Sequence });
            Key(e.Property(i => i.CaseNumber), 64);
            Text(e.Property(i => i.ActivityId), 100);
            Text(e.Property(i => i.NameZh), 200);
            Text(e.Property(i => i.NameEn), 300);
            Text(e.Property(i => i.Message), 1_000);
            Text(e.Property(i => i.Cause), 1_000);
            Key(e.Property(i => i.FlowCode), 40);
            Text(e.Property(i => i.FlowNameZh), 200);
            Text(e.Property(i => i.FlowNameEn), 300);
            Key(e.Property(i => i.DefinitionHash), 64);
            Key(e.Property(i => i.DepartmentId), 40);
            e.HasIndex(i => new { i.At, i.CaseNumber, i.Sequence });
        });
        model.Entity<Heartbeat>(e =>
        {
            e.ToTable("heartbeats").HasKey(h => h.Engine);
            Key(e.Property(h => h.Engine), 100);
        });
    }

    private void Definition(ModelBuilder model)
    {
        model.Entity<StoredDefinition>(e =>
        {
            e.ToTable("definitions").HasKey(d => d.Hash);
            Key(e.Property(d => d.Hash), 64);
            Key(e.Property(d => d.FlowCode), 40);
            Key(e.Property(d => d.DefinitionId), 100);
            Text(e.Property(d => d.Name), 300);
            Text(e.Property(d => d.PublishedBy), 100);
            Text(e.Property(d => d.ApprovedBy), 100);
            Text(e.Property(d => d.ChangeNote), 2000);
            Text(e.Property(d => d.Region), 20);
            e.HasIndex(d => d.FlowCode);
            e.HasIndex(d => new { d.DefinitionId, d.Version }).IsUnique();
        });
        model.Entity<StoredCalendarNotice>(e =>
        {
            e.ToTable("calendar_notices").HasKey(n => new { n.Year, n.Version });
            Text(e.Property(n => n.Notice), 300);
            Text(e.Property(n => n.AppliedById), 64);
            Text(e.Property(n => n.AppliedByName), 100);
        });
        model.Entity<Setting>(e =>
        {
            e.ToTable("settings").HasKey(s => s.Name);
            Key(e.Property(s => s.Name), 100);
        });
    }

    private void Key<T>(PropertyBuilder<T> property, int length)
    {
        property.HasMaxLength(length);
        if (BinaryCollation is { } collation)
            property.UseCollation(collation);
    }

    private static void Text<T>(PropertyBuilder<T> property, int length) => property.HasMaxLength(length);

    private static void NameInSnakeCase(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            entity.SetTableName(Snake(entity.GetTableName()!));
            foreach (var property in entity.GetProperties())
                property.SetColumnName(Snake(property.Name));
            foreach (var key in entity.GetKeys())
                key.SetName(Snake(key.GetName()!));
            foreach (var key in entity.GetForeignKeys())
                key.SetConstraintName(Snake(key.GetConstraintName()!));
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName(Snake(index.GetDatabaseName()!));
        }
    }

    private static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_' && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(name[i]));
        }
        return snake.ToString();
    }

    private sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
        at => at.ToUnixTimeMilliseconds(), stored => DateTimeOffset.FromUnixTimeMilliseconds(stored));
}
