using ApprovalFlow.Domain.Catalogue;

namespace ApprovalFlow.Domain.Cases;

/// <summary>Which required papers are not there. The decider refuses by it; pages say it before anything is asked.</summary>
public static class MaterialRules
{
    /// <summary>Required, not received, and not allowed to follow: nothing is taken in without them.</summary>
    public static IReadOnlyList<MaterialRequirement> Missing(IReadOnlyList<MaterialRequirement> required, IReadOnlyList<MaterialReceipt> receipts) =>
        [.. Open(required, receipts).Where(m => m.DeferrableDays is null)];

    /// <summary>Required and not received, but they may follow (容缺).</summary>
    public static IReadOnlyList<MaterialRequirement> ToFollow(IReadOnlyList<MaterialRequirement> required, IReadOnlyList<MaterialReceipt> receipts) =>
        [.. Open(required, receipts).Where(m => m.DeferrableDays is not null)];

    private static IEnumerable<MaterialRequirement> Open(IReadOnlyList<MaterialRequirement> required, IReadOnlyList<MaterialReceipt> receipts) =>
        required.Where(m => m.Required && !receipts.Any(r => r.Code == m.Code && r.Received));
}
