using ApprovalFlow.Domain.Migrating;

namespace ApprovalFlow.Persistence.Tables;

/// <summary>A migration plan's stream head, with what lists show of it (table <c>migration_plans</c>). Its events lie in table <c>journal</c> under <c>mig/</c> and its id.</summary>
public sealed class StoredPlan
{
    public string PlanId { get; set; } = "";
    public long Version { get; set; }
    public byte[] HeadHash { get; set; } = [];
    public string DefinitionId { get; set; } = "";
    public string FlowCode { get; set; } = "";
    public string? DepartmentId { get; set; }
    public int TargetVersion { get; set; }
    public PlanStage Stage { get; set; }
    public string Reason { get; set; } = "";
    public DateTimeOffset DraftedAt { get; set; }
    public string DraftedByName { get; set; } = "";
    public int Cases { get; set; }
    public int Ready { get; set; }
    public int Migrated { get; set; }
    public int Skipped { get; set; }
    public int TakenBack { get; set; }
    /// <summary>Until when a process has it in hand; every commit ends that.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }
}
