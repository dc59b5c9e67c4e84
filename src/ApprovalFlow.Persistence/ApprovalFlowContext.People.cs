using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredSubstitution> Substitutions => Set<StoredSubstitution>();
    public DbSet<StoredNotice> Notices => Set<StoredNotice>();

    private void People(ModelBuilder model)
    {
        model.Entity<StoredSubstitution>(e =>
        {
            e.ToTable("substitutions").HasKey(s => s.Id);
            Key(e.Property(s => s.Id), 40);
            Key(e.Property(s => s.PrincipalId), 64);
            Key(e.Property(s => s.SubstituteId), 64);
            Key(e.Property(s => s.SetById), 64);
            Key(e.Property(s => s.EndedById), 64);
            Text(e.Property(s => s.PrincipalName), 100);
            Text(e.Property(s => s.SubstituteName), 100);
            Text(e.Property(s => s.SetByName), 100);
            Text(e.Property(s => s.EndedByName), 100);
            Text(e.Property(s => s.Reason), 500);
            e.HasIndex(s => new { s.SubstituteId, s.Until });
            e.HasIndex(s => new { s.PrincipalId, s.Until });
        });
        model.Entity<StoredNotice>(e =>
        {
            e.ToTable("notices").HasKey(n => new { n.UserId, n.At, n.Key });
            Key(e.Property(n => n.UserId), 64);
            Key(e.Property(n => n.Key), 100);
            Text(e.Property(n => n.Kind), 40);
            Key(e.Property(n => n.CaseNumber), 64);
            Key(e.Property(n => n.TaskId), 80);
            Text(e.Property(n => n.FromName), 100);
            Text(e.Property(n => n.TaskNameZh), 200);
            Text(e.Property(n => n.TaskNameEn), 300);
            Text(e.Property(n => n.Text), 2000);
        });
    }
}
