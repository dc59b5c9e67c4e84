using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Accounts;
using Microsoft.AspNetCore.Identity;

namespace ApprovalFlow.Server.Accounts;

/// <summary>One account per persona, named by its role, so that a fresh clone can be walked through. Never outside Development.</summary>
/// <remarks>Personas are not limited to a department, so that one of each takes any application to its end; three more show how a department or a county limits.</remarks>
public sealed partial class DemoUsers(UserManager<UserAccount> users, UserMandates mandates, ILogger<DemoUsers> logger)
{
    public const string Password = "Demo-2026-pass";

    public static IReadOnlyList<DemoUser> All { get; } =
    [
        new("applicant", "申请人", "Applicant", new(Roles.Applicant)),
        new("window", "窗口人员", "Window clerk", new(Roles.WindowClerk)),
        new("reviewer", "审查人员", "Reviewer", new(Roles.Reviewer)),
        new("inspector", "勘验人员", "Inspector", new(Roles.Inspector)),
        new("expert", "评审专家", "Expert", new(Roles.Expert)),
        new("county", "小店区经办", "County clerk, Xiaodian", new(Roles.CountyClerk, Region: "140105")),
        new("chief", "首席代表", "Chief representative", new(Roles.ChiefRepresentative)),
        new("leader", "市领导", "City leader", new(Roles.CityLeader)),
        new("issuer", "制证人员", "Issuer", new(Roles.Issuer)),
        new("cashier", "收费人员", "Cashier", new(Roles.Cashier)),
        new("designer", "流程设计师", "Process designer", new(Roles.ProcessDesigner)),
        new("admin", "系统管理员", "Administrator", new(Roles.Administrator)),
        new("admin-2", "第二管理员", "Second administrator", new(Roles.Administrator)),
        new("auditor", "审计人员", "Auditor", new(Roles.Auditor)),
        new("supervisor", "效能监督", "Supervisor", new(Roles.Supervisor)),
        new("regulator", "监管联络员", "Regulator's liaison officer", new(Roles.Regulator)),
        new("window-fgw", "发改委窗口", "Window clerk, Development and Reform", new(Roles.WindowClerk, "dept-fgw")),
        new("reviewer-fgw", "发改委审查", "Reviewer, Development and Reform", new(Roles.Reviewer, "dept-fgw")),
        new("inspector-ghj-1", "规划局踏勘人员甲", "Inspector A, Urban Planning", new(Roles.Inspector, "dept-ghj")),
        new("inspector-ghj-2", "规划局踏勘人员乙", "Inspector B, Urban Planning", new(Roles.Inspector, "dept-ghj")),
        new("inspector-gtj-1", "国土局踏勘人员甲", "Inspector A, Land and Resources", new(Roles.Inspector, "dept-gtj")),
        new("inspector-gtj-2", "国土局踏勘人员乙", "Inspector B, Land and Resources", new(Roles.Inspector, "dept-gtj")),
        new("inspector-wwj-1", "文物局踏勘人员甲", "Inspector A, Cultural Relics", new(Roles.Inspector, "dept-wwj")),
        new("inspector-wwj-2", "文物局踏勘人员乙", "Inspector B, Cultural Relics", new(Roles.Inspector, "dept-wwj")),
        new("chief-ghj", "规划局首席代表", "Chief representative, Urban Planning", new(Roles.ChiefRepresentative, "dept-ghj")),
    ];

    /// <summary>Creates those that are missing and prints how to sign in.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        foreach (var demo in All)
        {
            if (await users.FindByNameAsync(demo.UserName) is not null)
                continue;
            var account = new UserAccount { UserName = demo.UserName, DisplayNameZh = demo.NameZh, DisplayNameEn = demo.NameEn };
            var created = await users.CreateAsync(account, Password);
            if (!created.Succeeded)
                throw new InvalidOperationException($"Expected to create demo user '{demo.UserName}', but {string.Join(" ", created.Errors.Select(e => e.Description))}");
            await mandates.SetAsync(account.Id, [demo.Mandate], cancellation);
        }
        LogUsers(logger, Password, string.Join(Environment.NewLine, All.Select(u => $"  {u.UserName,-14} {u.NameZh} / {u.NameEn}")));
    }

    [LoggerMessage(3001, LogLevel.Information, "Demo users (Development only), password {Password}:\n{Users}")]
    private static partial void LogUsers(ILogger logger, string password, string users);
}

public sealed record DemoUser(string UserName, string NameZh, string NameEn, Mandate Mandate);
