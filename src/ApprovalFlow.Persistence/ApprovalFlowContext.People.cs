using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredSubstitution> Substitutions => Set<StoredSubstitution>();
    public DbSet<StoredNotice> Notices => Set<StoredNotice>();
    public DbSet<StoredPost> Posts => Set<StoredPost>();
    public DbSet<StoredCaseMark> CaseMarks => Set<StoredCaseMark>();
    public DbSet<StoredReminder> Reminders => Set<StoredReminder>();

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
        model.Entity<StoredPost>(e =>
        {
            e.ToTable("posts").HasKey(p => p.Code);
            Key(e.Property(p => p.Code), 40);
            Key(e.Property(p => p.DepartmentId), 40);
            Key(e.Property(p => p.Superior), 40);
            Key(e.Property(p => p.Region), 40);
            Text(e.Property(p => p.NameZh), 100);
            Text(e.Property(p => p.NameEn), 100);
            e.HasMany(p => p.Holders).WithOne().HasForeignKey(h => h.PostCode).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<StoredPostHolder>(e =>
        {
            e.ToTable("post_holders").HasKey(h => new { h.PostCode, h.UserId });
            Key(e.Property(h => h.PostCode), 40);
            Key(e.Property(h => h.UserId), 64);
        });
        model.Entity<StoredCaseMark>(e =>
        {
            e.ToTable("case_marks").HasKey(m => new { m.UserId, m.CaseNumber });
            Key(e.Property(m => m.UserId), 64);
            Key(e.Property(m => m.CaseNumber), 64);
            e.HasIndex(m => new { m.UserId, m.FollowedAt });
        });
        model.Entity<StoredReminder>(e =>
        {
            e.ToTable("reminders").HasKey(r => r.Id);
            Key(e.Property(r => r.Id), 40);
            Key(e.Property(r => r.UserId), 64);
            Key(e.Property(r => r.CaseNumber), 64);
            Text(e.Property(r => r.Text), 500);
            e.HasIndex(r => new { r.UserId, r.At });
        });
    }
}
