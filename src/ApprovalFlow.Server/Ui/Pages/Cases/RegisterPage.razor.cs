using ApprovalFlow.Domain.Approvers;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Simulation;
using ApprovalFlow.Runtime.Commands;
using ApprovalFlow.Server.Accounts;
using ApprovalFlow.Server.Desk;
using ApprovalFlow.Server.Ui.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace ApprovalFlow.Server.Ui.Pages.Cases;

/// <summary>A new application at the window: item, applicant, the item's own form, the flow it admits, the papers, then a case number.</summary>
public sealed partial class RegisterPage
{
    private const int Shown = 30;
    private readonly string key = Guid.CreateVersion7().ToString("N");
    private Dictionary<string, object?> form = [];
    private HashSet<string> touched = [];
    private IReadOnlyList<MaterialReceipt> receipts = [];
    private IReadOnlyList<Mandate> mandates = [];
    private string typed = "", itemCode = "";
    private string? kind, name, idNumber, phone, agent, account, county, flowCode, refusal;
    private bool tried, busy;
    private readonly Dictionary<string, IReadOnlyList<ApproverChoice>> choices = [];
    private readonly Dictionary<(string Flow, string? County), IReadOnlyList<MaterialRequirement>> asked = [];
    private readonly Dictionary<string, IReadOnlyList<PersonRow>> chosenApprovers = [];
    private CaseForecast? forecast;
    private ConfirmDialog dialog = null!;

    [SupplyParameterFromQuery] public string? Item { get; set; }
    [SupplyParameterFromQuery] public string? Q { get; set; }
    [CascadingParameter] public required Task<AuthenticationState> Authentication { get; set; }
    [Inject] public required ApprovalCatalogue Catalogue { get; set; }
    [Inject] public required CaseDesk Desk { get; set; }
    [Inject] public required ForecastDesk Forecasts { get; set; }
    [Inject] public required LocalTimes Times { get; set; }
    [Inject] public required NavigationManager Navigation { get; set; }

    private ApprovalItem? Chosen => Item is null ? null : Catalogue.Item(Item) is { } item && Mine(item) ? item : null;
    private IReadOnlyList<ApprovalFlowEntry> Flows => Chosen is { } item ? Catalogue.EligibleFlows(item.Code, form) : [];
    private ApprovalFlowEntry? Flow => Flows.FirstOrDefault(f => f.Code == flowCode) ?? (Flows.Count == 1 ? Flows[0] : null);
    private bool NeedsCounty => Flow?.Steps.Any(s => s.Kind == "county-preliminary") == true;
    private IReadOnlyList<MaterialRequirement> ToFollow => MaterialRules.ToFollow(Papers, receipts);

    /// <summary>What the version in force of the chosen flow asks for; all of the item until a flow is chosen.</summary>
    private IReadOnlyList<MaterialRequirement> Papers => Flow is { } flow && asked.TryGetValue((flow.Code, NeedsCounty ? county : null), out var papers) ? papers : Chosen?.Materials ?? [];

    /// <summary>How many fields still need something, and papers that may not follow.</summary>
    private int Open => Chosen is null ? 0
        : FormRules.Validate(Chosen.FormFields, form).Count + MaterialRules.Missing(Papers, receipts).Count + new[] { kind, name, idNumber, NeedsCounty ? county : "-", Flow?.Code }.Count(string.IsNullOrWhiteSpace)
            + Approvers.Count(a => chosenApprovers.GetValueOrDefault(a.ActivityId, []).Count == 0);

    /// <summary>Steps of the chosen flow whose approvers the applicant names.</summary>
    private IReadOnlyList<ApproverChoice> Approvers => Flow is { } flow ? choices.GetValueOrDefault(flow.Code, []) : [];

    private FormField KindField => new("kind", "申请主体", "Applicant kind", "choice", true) { Choices = [.. (Chosen?.ApplicantKinds ?? []).Select(k => new FieldChoice(k, T.Find("applicant", k), T.Find("applicant", k)))] };
    private static FormField NameField { get; } = new("name", "姓名或名称", "Name", "text", true);
    private FormField IdField => new("id", "证件号码", "Identity number", kind == "individual" ? "idcard" : "uscc", true);
    private static FormField PhoneField { get; } = new("phone", "联系电话", "Phone", "text", false);
    private static FormField AgentField { get; } = new("agent", "经办人", "Agent", "text", false);
    private static FormField AccountField { get; } = new("account", "网上查询账号", "Portal account", "text", false);

    private List<ApprovalItem> Choices => [.. Catalogue.Items.Where(Mine).Where(i => string.IsNullOrWhiteSpace(Q) || Matches(i, Q.Trim())).Take(Shown)];

    protected override async Task OnParametersSetAsync()
    {
        mandates = (await Authentication).User.Mandates();
        typed = Q ?? "";
        if (itemCode == (Item ?? ""))
            return;
        itemCode = Item ?? "";
        (form, touched, receipts, flowCode, county, tried, refusal) = ([], [], [], null, null, false, null);
        kind = Chosen?.ApplicantKinds is [var only] ? only : null;
        choices.Clear();
        asked.Clear();
        chosenApprovers.Clear();
        foreach (var flow in Chosen is { } item ? Catalogue.FlowsOf(item.Code) : [])
        {
            if (await Desk.ChoicesAsync(flow.Code) is { Count: > 0 } chosenByApplicant)
                choices[flow.Code] = chosenByApplicant;
            asked[(flow.Code, null)] = (await Desk.AskedAsync(flow.Code))!.Materials;
        }
    }

    private bool Mine(ApprovalItem item) => mandates.Any(new Candidate(Roles.WindowClerk, item.DepartmentId).Admits);

    private bool Matches(ApprovalItem item, string text) =>
        new[] { item.NameZh, item.NameEn, item.Code, DepartmentOf(item) }.Any(s => s.Contains(text, StringComparison.OrdinalIgnoreCase));

    private string DepartmentOf(ApprovalItem item) => Catalogue.Department(item.DepartmentId) is { } d ? T.Pick(d.ShortZh, d.NameEn) : "";

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("q", string.IsNullOrWhiteSpace(typed) ? null : typed.Trim()));

    private void Fill(FormField field, object? value)
    {
        if (value is null)
            form.Remove(field.Key);
        else
            form[field.Key] = value;
        touched.Add(field.Key);
    }

    private string? ProblemOf(FormField field) =>
        (tried || touched.Contains(field.Key)) && FormRules.Check(field, form.GetValueOrDefault(field.Key)) is { } problem ? T.Pick(problem.Message) : null;

    private string? Needed(string? value) => tried && string.IsNullOrWhiteSpace(value) ? T["field.needed"] : null;

    private void ReceiveAll() => receipts = [.. Papers.Select(m => new MaterialReceipt(m.Code, m.NameZh, true, m.Copies))];

    /// <summary>A county may have a version of its own, with papers of its own.</summary>
    private async Task ChooseCountyAsync(string? code)
    {
        county = code;
        if (Flow is { } flow && code is not null) asked[(flow.Code, code)] = (await Desk.AskedAsync(flow.Code, code))!.Materials;
    }

    private async Task AskAsync()
    {
        (tried, refusal) = (true, null);
        if (Open > 0)
            return;
        forecast = await Forecasts.OfApplicationAsync(Flow!.Code, form, NeedsCounty ? county : null);
        dialog.Show();
    }

    private async Task SubmitAsync()
    {
        busy = true;
        var registration = new Registration(Flow!.Code, new(kind!, name!.Trim(), idNumber!.Trim()) { Phone = phone, Agent = agent }, form, [.. receipts.Where(r => Papers.Any(p => p.Code == r.Code))])
        {
            CountyCode = NeedsCounty ? county : null, ApplicantAccount = account,
            Approvers = Approvers.Count == 0 ? null : Approvers.ToDictionary(a => a.ActivityId, a => (IReadOnlyList<string>)[.. chosenApprovers.GetValueOrDefault(a.ActivityId, []).Select(p => p.UserName)]),
        };
        var answer = await Desk.RegisterAsync((await Authentication).User, registration, key);
        busy = false;
        switch (answer)
        {
            case CommandResult.Accepted accepted:
                Navigation.NavigateTo($"/cases/{accepted.CaseNumber}/receipt?new=true");
                break;
            case CommandResult.Rejected { Rejection: var rejection }:
                refusal = Refusals.TextOf(rejection);
                break;
        }
    }
}
