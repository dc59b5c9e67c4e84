using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredLedgerPage> LedgerPages => Set<StoredLedgerPage>();
    public DbSet<StoredLedgerLeaf> LedgerLeaves => Set<StoredLedgerLeaf>();
    public DbSet<StoredLedgerTimestamp> LedgerTimestamps => Set<StoredLedgerTimestamp>();
    public DbSet<StoredReadLog> ReadLogs => Set<StoredReadLog>();

    private void Ledgers(ModelBuilder model)
    {
        model.Entity<StoredLedgerPage>(e =>
        {
            e.ToTable("ledger_pages").HasKey(p => p.Number);
            e.Property(p => p.Number).ValueGeneratedNever();
            Text(e.Property(p => p.Page), 2_000);
            e.Property(p => p.Signature).HasMaxLength(200);
        });
        model.Entity<StoredLedgerLeaf>(e =>
        {
            e.ToTable("ledger_leaves").HasKey(l => new { l.Stream, l.LastSequence });
            Key(e.Property(l => l.Stream), 64);
            e.Property(l => l.HeadHash).HasMaxLength(32);
            e.Property(l => l.EventsRoot).HasMaxLength(32);
            e.HasIndex(l => new { l.Page, l.Stream });
        });
        model.Entity<StoredLedgerTimestamp>(e =>
        {
            e.ToTable("ledger_timestamps").HasKey(t => t.Page);
            e.Property(t => t.Page).ValueGeneratedNever();
            Text(e.Property(t => t.Authority), 300);
        });
        model.Entity<StoredReadLog>(e =>
        {
            e.ToTable("read_logs").HasKey(r => r.Stream);
            Key(e.Property(r => r.Stream), 70);
            e.Property(r => r.HeadHash).HasMaxLength(32);
        });
    }
}
