using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence;

public abstract partial class ApprovalFlowContext
{
    public DbSet<StoredTrip> Trips => Set<StoredTrip>();
    public DbSet<StoredTripBody> TripBodies => Set<StoredTripBody>();
    public DbSet<StoredBooking> Bookings => Set<StoredBooking>();
    public DbSet<StoredProposal> Proposals => Set<StoredProposal>();
    public DbSet<StoredContent> Contents => Set<StoredContent>();

    private void Inspections(ModelBuilder model)
    {
        model.Entity<StoredTrip>(e =>
        {
            e.ToTable("trips").HasKey(t => t.Number);
            Key(e.Property(t => t.Number), 40);
            e.Property(t => t.HeadHash).HasMaxLength(32);
            Key(e.Property(t => t.LeadDepartmentId), 40);
            Text(e.Property(t => t.Title), 300);
            Text(e.Property(t => t.Place), 300);
            Text(e.Property(t => t.RedactedBy), 100);
            e.HasIndex(t => t.ConvenedAt);
        });
        model.Entity<StoredTripBody>(e =>
        {
            e.ToTable("trip_bodies").HasKey(b => new { b.DepartmentId, b.TripNumber });
            Key(e.Property(b => b.DepartmentId), 40);
            Key(e.Property(b => b.TripNumber), 40);
            e.HasIndex(b => b.TripNumber);
        });
        model.Entity<StoredBooking>(e =>
        {
            e.ToTable("bookings").HasKey(b => new { b.OfficerId, b.Piece });
            Key(e.Property(b => b.OfficerId), 64);
            Key(e.Property(b => b.TripNumber), 40);
            e.HasIndex(b => b.TripNumber);
        });
        model.Entity<StoredProposal>(e =>
        {
            e.ToTable("proposals").HasKey(p => new { p.CaseNumber, p.Sequence });
            Key(e.Property(p => p.CaseNumber), 64);
            Key(e.Property(p => p.TaskId), 80);
            Key(e.Property(p => p.DepartmentId), 40);
            Key(e.Property(p => p.ItemCode), 40);
            Text(e.Property(p => p.ApplicantName), 200);
            Text(e.Property(p => p.ApplicantId), 60);
            Text(e.Property(p => p.CountyCode), 20);
            Text(e.Property(p => p.Site), 400);
            Text(e.Property(p => p.Reason), 1000);
            Key(e.Property(p => p.Trip), 40);
            e.HasIndex(p => new { p.Status, p.At });
        });
        model.Entity<StoredContent>(e =>
        {
            e.ToTable("contents").HasKey(c => c.Hash);
            Key(e.Property(c => c.Hash), 64);
            Text(e.Property(c => c.MediaType), 60);
            Text(e.Property(c => c.RedactedBy), 100);
        });
    }
}
