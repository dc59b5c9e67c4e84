using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredFeedPlace> Feed => Set<StoredFeedPlace>();
    public DbSet<StoredFeedDelivery> FeedDeliveries => Set<StoredFeedDelivery>();

    private void Feeds(ModelBuilder model)
    {
        model.Entity<StoredFeedPlace>(e =>
        {
            e.ToTable("feed").HasKey(f => f.Number);
            e.Property(f => f.Number).ValueGeneratedNever();
            Key(e.Property(f => f.Stream), 64);
            e.HasIndex(f => new { f.Stream, f.LastSequence }).IsUnique();
        });
        model.Entity<StoredFeedDelivery>(e =>
        {
            e.ToTable("feed_deliveries").HasKey(d => d.Receiver);
            Key(e.Property(d => d.Receiver), 64);
            Text(e.Property(d => d.Error), 1_000);
            Text(e.Property(d => d.LeasedBy), 64);
        });
    }
}
