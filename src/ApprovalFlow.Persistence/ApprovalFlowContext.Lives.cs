using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredLife> DefinitionLives => Set<StoredLife>();
    public DbSet<StoredDraft> Drafts => Set<StoredDraft>();
    public DbSet<StoredDraftEditor> DraftEditors => Set<StoredDraftEditor>();

    private void Lives(ModelBuilder model)
    {
        model.Entity<StoredLife>(e =>
        {
            e.ToTable("definition_lives").HasKey(l => l.DefinitionId);
            Key(e.Property(l => l.DefinitionId), 100);
            e.Property(l => l.HeadHash).HasMaxLength(32);
            Text(e.Property(l => l.Name), 300);
            Key(e.Property(l => l.FlowCode), 40);
            Key(e.Property(l => l.DepartmentId), 40);
            Text(e.Property(l => l.Region), 20);
            Text(e.Property(l => l.DraftSavedByName), 100);
        });
        model.Entity<StoredDraft>(e =>
        {
            e.ToTable("drafts").HasKey(d => d.DefinitionId);
            Key(e.Property(d => d.DefinitionId), 100);
            Key(e.Property(d => d.Hash), 64);
            Key(e.Property(d => d.SavedById), 64);
            Text(e.Property(d => d.SavedByName), 100);
        });
        model.Entity<StoredDraftEditor>(e =>
        {
            e.ToTable("draft_editors").HasKey(d => new { d.DefinitionId, d.Window });
            Key(e.Property(d => d.DefinitionId), 100);
            Key(e.Property(d => d.Window), 64);
            Key(e.Property(d => d.UserId), 64);
            Text(e.Property(d => d.Name), 100);
            e.HasIndex(d => d.SeenAt);
        });
    }
}
