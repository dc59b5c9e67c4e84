using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredBoardCase> BoardCases => Set<StoredBoardCase>();
    public DbSet<StoredBoardStep> BoardSteps => Set<StoredBoardStep>();
    public DbSet<StoredBoardReason> BoardReasons => Set<StoredBoardReason>();
    public DbSet<StoredAnomaly> Anomalies => Set<StoredAnomaly>();

    private void Boards(ModelBuilder model)
    {
        model.Entity<StoredBoardCase>(e =>
        {
            e.ToTable("board_cases").HasKey(c => c.CaseNumber);
            Key(e.Property(c => c.CaseNumber), 64);
            Key(e.Property(c => c.Rules), 40);
            Key(e.Property(c => c.DepartmentId), 40);
            Key(e.Property(c => c.ItemCode), 40);
            Key(e.Property(c => c.FlowCode), 40);
            Key(e.Property(c => c.WindowId), 64);
            Text(e.Property(c => c.WindowName), 100);
            Text(e.Property(c => c.Result), 60);
            Key(e.Property(c => c.DeciderId), 64);
            Text(e.Property(c => c.DeciderName), 100);
            Text(e.Property(c => c.PausedBy), 40);
            e.HasIndex(c => new { c.EndedOn, c.DepartmentId });
            e.HasIndex(c => new { c.ReceivedOn, c.DepartmentId });
        });
        model.Entity<StoredBoardStep>(e =>
        {
            e.ToTable("board_steps").HasKey(s => s.TaskId);
            Key(e.Property(s => s.TaskId), 80);
            Key(e.Property(s => s.CaseNumber), 64);
            Key(e.Property(s => s.PersonId), 64);
            Text(e.Property(s => s.PersonName), 100);
            Text(e.Property(s => s.Role), 40);
            Key(e.Property(s => s.StepDepartmentId), 40);
            Key(e.Property(s => s.DepartmentId), 40);
            Key(e.Property(s => s.ItemCode), 40);
            Key(e.Property(s => s.FlowCode), 40);
            Text(e.Property(s => s.NameZh), 200);
            Text(e.Property(s => s.NameEn), 300);
            Text(e.Property(s => s.Outcome), 60);
            e.HasIndex(s => s.CaseNumber);
            e.HasIndex(s => new { s.EndedOn, s.PersonId });
            e.HasIndex(s => new { s.EndedMinute, s.PersonId });
        });
        model.Entity<StoredBoardReason>(e =>
        {
            e.ToTable("board_reasons").HasKey(r => new { r.CaseNumber, r.Sequence });
            Key(e.Property(r => r.CaseNumber), 64);
            Key(e.Property(r => r.DepartmentId), 40);
            Key(e.Property(r => r.ItemCode), 40);
            Key(e.Property(r => r.FlowCode), 40);
            Key(e.Property(r => r.WindowId), 64);
            Text(e.Property(r => r.Text), 200);
            e.HasIndex(r => new { r.On, r.Kind });
        });
        model.Entity<StoredAnomaly>(e =>
        {
            e.ToTable("anomalies").HasKey(a => new { a.CaseNumber, a.Sequence, a.Code });
            Key(e.Property(a => a.CaseNumber), 64);
            Key(e.Property(a => a.Code), 40);
            Key(e.Property(a => a.Subject), 100);
            Key(e.Property(a => a.DepartmentId), 40);
            Key(e.Property(a => a.FlowCode), 40);
            Text(e.Property(a => a.Zh), 1_000);
            Text(e.Property(a => a.En), 1_500);
            Key(e.Property(a => a.RelatedCase), 64);
            Text(e.Property(a => a.Finding), 20);
            Text(e.Property(a => a.FindingText), 1_000);
            Text(e.Property(a => a.FoundByName), 100);
            e.HasIndex(a => new { a.Code, a.Subject });
            e.HasIndex(a => new { a.Finding, a.At });
        });
    }
}
