using ApprovalFlow.Domain.Cases;
using Microsoft.AspNetCore.Authorization;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Who may open what. Whatever names no policy needs somebody signed in.</summary>
public static class Policies
{
    public const string Staff = "staff", Handlers = "handlers", Window = "window", CaseReaders = "case-readers", Overseers = "overseers", Administrators = "administrators", Watchers = "watchers", Designers = "designers", Messages = "messages", Regulators = "regulators", Keepers = "keepers";

    /// <summary>Those who watch how flows run.</summary>
    public static IReadOnlyList<string> Monitors { get; } = [Roles.ProcessDesigner, .. Roles.Overseers];

    public static void AddPolicies(this AuthorizationBuilder authorization) => authorization
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
        .AddPolicy(Staff, p => p.RequireRole(Roles.Staff))
        .AddPolicy(Handlers, p => p.RequireRole(Roles.Handlers))
        .AddPolicy(Administrators, p => p.RequireRole(Roles.Administrator))
        .AddPolicy(Designers, p => p.RequireRole(Roles.ProcessDesigner, Roles.Administrator))
        .AddPolicy(Window, p => p.RequireRole(Roles.WindowClerk))
        .AddPolicy(Watchers, p => p.RequireRole(Monitors))
        .AddPolicy(Messages, p => p.RequireRole(Roles.Supervisor, Roles.Administrator))
        .AddPolicy(Regulators, p => p.RequireRole([Roles.Regulator, Roles.ChiefRepresentative, .. Roles.Overseers]))
        .AddPolicy(Keepers, p => p.RequireRole(Roles.Administrator, Roles.Auditor))
        .AddPolicy(Overseers, p => p.RequireRole(Roles.Overseers))
        .AddPolicy(CaseReaders, p => p.RequireRole([.. Roles.Handlers, .. Roles.Overseers, Roles.Applicant, Roles.Regulator]));
}
