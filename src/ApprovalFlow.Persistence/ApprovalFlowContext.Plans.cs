using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredPlan> MigrationPlans => Set<StoredPlan>();

    private void Plans(ModelBuilder model) => model.Entity<StoredPlan>(e =>
    {
        e.ToTable("migration_plans").HasKey(p => p.PlanId);
        Key(e.Property(p => p.PlanId), 120);
        e.Property(p => p.HeadHash).HasMaxLength(32);
        Key(e.Property(p => p.DefinitionId), 100);
        Key(e.Property(p => p.FlowCode), 40);
        Key(e.Property(p => p.DepartmentId), 40);
        Text(e.Property(p => p.Reason), 2_000);
        Text(e.Property(p => p.DraftedByName), 100);
        e.HasIndex(p => new { p.DefinitionId, p.DraftedAt });
        e.HasIndex(p => new { p.Stage, p.LeasedUntil });
    });
}
