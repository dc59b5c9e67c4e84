using System.Security.Claims;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Persistence.Accounts;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Server.Texts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace ApprovalFlow.Server.Accounts;

/// <summary>Puts an account's names and mandates into its cookie: a role claim per role, a mandate claim per mandate.</summary>
public sealed class AccountClaims(UserManager<UserAccount> users, IOptions<IdentityOptions> options, UserQuery accounts) : UserClaimsPrincipalFactory<UserAccount>(users, options)
{
    public const string NameZh = "name-zh", NameEn = "name-en", Mandate = "mandate";

    protected override async Task<ClaimsIdentity> GenerateClaimsAsync(UserAccount user)
    {
        var identity = await base.GenerateClaimsAsync(user);
        var account = await accounts.FindAsync(user.Id) ?? throw new InvalidOperationException($"Expected account '{user.Id}' to exist, but it does not.");
        identity.AddClaim(new(NameZh, account.DisplayNameZh));
        identity.AddClaim(new(NameEn, account.DisplayNameEn));
        identity.AddClaims(account.Mandates.Select(m => m.Role).Distinct().Select(role => new Claim(identity.RoleClaimType, role)));
        identity.AddClaims(account.Mandates.Select(m => new Claim(Mandate, Write(m))));
        return identity;
    }

    private static string Write(Mandate mandate) => $"{mandate.Role}|{mandate.DepartmentId ?? "*"}|{mandate.Region ?? "*"}";

    internal static Mandate? Read(string claim) =>
        claim.Split('|') is [var role, var department, var region] ? new(role, department == "*" ? null : department, region == "*" ? null : region) : null;
}

public static class PrincipalExtensions
{
    public static string UserId(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) ?? throw new InvalidOperationException("Expected a signed-in user, but nobody is signed in.");

    public static string DisplayName(this ClaimsPrincipal user) =>
        (PageTexts.IsChinese ? user.FindFirstValue(AccountClaims.NameZh) : user.FindFirstValue(AccountClaims.NameEn)) is { Length: > 0 } name ? name : user.Identity?.Name ?? "";

    /// <summary>Mandates as of the last sign-in or refresh: good for what to show. What may be done is decided by the account's mandates of that moment.</summary>
    public static IReadOnlyList<Mandate> Mandates(this ClaimsPrincipal user) =>
        [.. user.FindAll(AccountClaims.Mandate).Select(c => AccountClaims.Read(c.Value)).OfType<Mandate>()];

    public static bool IsInAny(this ClaimsPrincipal user, IEnumerable<string> roles) => roles.Any(user.IsInRole);
}
