namespace ApprovalFlow.Persistence.Setup;

/// <summary>Brings the database to what this version of the program needs.</summary>
public sealed class DatabaseSetup
{
    /// <summary>Migrates and publishes the catalogue's definitions that are new. Doing it again changes nothing and costs little.</summary>
    public Task PrepareAsync(CancellationToken cancellation = default) => throw new NotImplementedException();
}
