using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredPacket> Packets => Set<StoredPacket>();
    public DbSet<StoredPacketBody> PacketBodies => Set<StoredPacketBody>();
    public DbSet<StoredFeedback> PacketFeedback => Set<StoredFeedback>();

    private void Regulation(ModelBuilder model)
    {
        model.Entity<StoredPacket>(e =>
        {
            e.ToTable("packets").HasKey(p => p.Number);
            Key(e.Property(p => p.Number), 64);
            e.Property(p => p.HeadHash).HasMaxLength(32);
            Key(e.Property(p => p.CaseNumber), 64);
            Key(e.Property(p => p.ItemCode), 40);
            Text(e.Property(p => p.ItemNameZh), 300);
            Text(e.Property(p => p.ItemNameEn), 300);
            Text(e.Property(p => p.ApplicantName), 200);
            Text(e.Property(p => p.CountyCode), 20);
            Text(e.Property(p => p.Result), 40);
            Key(e.Property(p => p.ApprovingDepartmentId), 40);
            Key(e.Property(p => p.DepartmentId), 40);
            Text(e.Property(p => p.ClaimedByName), 100);
            e.HasIndex(p => p.CaseNumber);
            e.HasIndex(p => new { p.Status, p.WaitingSince });
            e.HasIndex(p => p.SentAt);
        });
        model.Entity<StoredPacketBody>(e =>
        {
            e.ToTable("packet_bodies").HasKey(b => new { b.DepartmentId, b.PacketNumber });
            Key(e.Property(b => b.DepartmentId), 40);
            Key(e.Property(b => b.PacketNumber), 64);
            e.HasIndex(b => b.PacketNumber);
        });
        model.Entity<StoredFeedback>(e =>
        {
            e.ToTable("packet_feedback").HasKey(f => new { f.PacketNumber, f.FeedbackId });
            Key(e.Property(f => f.PacketNumber), 64);
            Key(e.Property(f => f.FeedbackId), 20);
            Key(e.Property(f => f.ApplicantId), 60);
            Key(e.Property(f => f.CaseNumber), 64);
            Text(e.Property(f => f.ItemNameZh), 300);
            Text(e.Property(f => f.ItemNameEn), 300);
            Key(e.Property(f => f.DepartmentId), 40);
            e.HasIndex(f => f.ApplicantId);
        });
    }
}
