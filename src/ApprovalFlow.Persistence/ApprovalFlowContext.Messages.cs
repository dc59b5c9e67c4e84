using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredMessage> Messages => Set<StoredMessage>();
    public DbSet<StoredMessageStep> MessageSteps => Set<StoredMessageStep>();
    public DbSet<StoredOptOut> OptOuts => Set<StoredOptOut>();

    private void Notifications(ModelBuilder model)
    {
        model.Entity<StoredMessage>(e =>
        {
            e.ToTable("messages").HasKey(m => m.Key);
            Key(e.Property(m => m.Key), 240);
            Key(e.Property(m => m.EventKey), 160);
            Text(e.Property(m => m.EventName), 60);
            Key(e.Property(m => m.CaseNumber), 64);
            Key(e.Property(m => m.RecipientId), 64);
            Key(e.Property(m => m.Channel), 20);
            Key(e.Property(m => m.Address), 254);
            Text(e.Property(m => m.TemplateId), 40);
            Text(e.Property(m => m.Subject), 400);
            Text(e.Property(m => m.Reason), 60);
            e.HasIndex(m => m.DueAt);
            e.HasIndex(m => new { m.CaseNumber, m.At });
            e.HasIndex(m => new { m.State, m.At });
            e.HasIndex(m => new { m.RecipientId, m.At });
            e.HasIndex(m => new { m.Address, m.SentAt });
            e.HasIndex(m => m.At);
        });
        model.Entity<StoredMessageStep>(e =>
        {
            e.ToTable("message_steps").HasKey(s => new { s.MessageKey, s.Version });
            Key(e.Property(s => s.MessageKey), 240);
            Text(e.Property(s => s.What), 40);
            Text(e.Property(s => s.Reason), 60);
            Text(e.Property(s => s.By), 100);
        });
        model.Entity<StoredOptOut>(e =>
        {
            e.ToTable("message_opt_outs").HasKey(o => new { o.Subject, o.Class, o.Channel });
            Key(e.Property(o => o.Subject), 64);
            Key(e.Property(o => o.Channel), 20);
        });
    }
}
