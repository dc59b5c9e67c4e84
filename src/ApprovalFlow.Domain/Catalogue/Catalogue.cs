namespace ApprovalFlow.Domain.Catalogue;

public sealed record Department(string Id, string Code, string NameZh, string ShortZh, string NameEn, string Kind, bool CountyLinkage, string? Window);

public sealed record ApprovalItem(
    string Code, string DepartmentId, string NameZh, string NameEn, string Kind, IReadOnlyList<string> LegalBasis,
    double StatutoryDays, double PromisedDays, IReadOnlyList<string> ApplicantKinds, CertificateKind? Certificate,
    IReadOnlyList<MaterialRequirement> Materials, IReadOnlyList<FormField> FormFields, IReadOnlyList<string> ReviewPoints)
{
    public bool IsInstant => Kind == "instant";
}

/// <param name="ValidityMonths">Calendar months; null = no expiry.</param>
public sealed record CertificateKind(string NameZh, int? ValidityMonths, string NumberPattern, string? LicenceType);

/// <param name="TypeKey">The same document everywhere has the same key.</param>
/// <param name="DeferrableDays">容缺: working days within which it may follow; null = not deferrable.</param>
public sealed record MaterialRequirement(string Code, string TypeKey, string NameZh, string Form, int Copies, bool Required, double? DeferrableDays, string Source, string? LicenceType);

public sealed record FormField(string Key, string LabelZh, string LabelEn, string Type, bool Required)
{
    public IReadOnlyList<FieldChoice>? Choices { get; init; }
    public string? Unit { get; init; }
    public double? Min { get; init; }
    public double? Max { get; init; }
}

public sealed record FieldChoice(string Value, string LabelZh, string LabelEn);

/// <param name="PromisedDays">Working days, may be halves.</param>
public sealed record ApprovalFlowEntry(
    string Code, string ItemCode, string Variant, string VariantEn, string NameZh, string NameEn, string Template, double PromisedDays,
    string? EligibleWhen, IReadOnlyList<FlowStep> Steps, IReadOnlyList<string> Outcomes);

/// <param name="LimitDays">Working days, may be halves.</param>
/// <param name="Clock">counted | excluded.</param>
public sealed record FlowStep(string Key, string NameZh, string NameEn, string Kind, string Role, string DepartmentId, double LimitDays, string Clock, string? ParallelGroup, string? When);

public sealed record County(string Code, string NameZh, string NameEn, string Kind);

/// <summary>The whole catalogue, indexed. Immutable; loaded once.</summary>
public sealed class ApprovalCatalogue(
    IReadOnlyList<Department> departments, IReadOnlyList<ApprovalItem> items, IReadOnlyList<ApprovalFlowEntry> flows, IReadOnlyList<County> counties)
{
    private readonly Dictionary<string, Department> departmentsById = departments.ToDictionary(d => d.Id);
    private readonly Dictionary<string, ApprovalItem> itemsByCode = items.ToDictionary(i => i.Code);
    private readonly Dictionary<string, ApprovalFlowEntry> flowsByCode = flows.ToDictionary(f => f.Code);
    private readonly ILookup<string, ApprovalItem> itemsByDepartment = items.ToLookup(i => i.DepartmentId);
    private readonly ILookup<string, ApprovalFlowEntry> flowsByItem = flows.ToLookup(f => f.ItemCode);

    public IReadOnlyList<Department> Departments => departments;
    public IReadOnlyList<ApprovalItem> Items => items;
    public IReadOnlyList<ApprovalFlowEntry> Flows => flows;
    public IReadOnlyList<County> Counties => counties;

    public Department? Department(string id) => departmentsById.GetValueOrDefault(id);
    public ApprovalItem? Item(string code) => itemsByCode.GetValueOrDefault(code);
    public ApprovalFlowEntry? Flow(string code) => flowsByCode.GetValueOrDefault(code);
    public IEnumerable<ApprovalItem> ItemsOf(string departmentId) => itemsByDepartment[departmentId];
    public IEnumerable<ApprovalFlowEntry> FlowsOf(string itemCode) => flowsByItem[itemCode];
}
