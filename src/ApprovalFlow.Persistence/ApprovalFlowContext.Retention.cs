using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredRedaction> Redactions => Set<StoredRedaction>();

    private void Retention(ModelBuilder model) => model.Entity<StoredRedaction>(e =>
    {
        e.ToTable("redactions").HasKey(r => r.Stream);
        Key(e.Property(r => r.Stream), 80);
        Key(e.Property(r => r.CaseNumber), 64);
        e.Property(r => r.HeadHash).HasMaxLength(32);
        e.HasIndex(r => new { r.Stage, r.At });
    });
}
