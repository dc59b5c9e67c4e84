using Microsoft.AspNetCore.Identity;

namespace ApprovalFlow.Persistence.Accounts;

/// <summary>Somebody who signs in: staff or applicant.</summary>
public sealed class UserAccount : IdentityUser
{
    public string DisplayNameZh { get; set; } = "";
    public string DisplayNameEn { get; set; } = "";
    /// <summary>In which language messages are written to them: <c>en</c>; null: Chinese.</summary>
    public string? Language { get; set; }
    public List<UserMandate> Mandates { get; set; } = [];
}

/// <summary>A role that an account holds, in a department and a region; null = not limited.</summary>
public sealed class UserMandate
{
    public long Id { get; set; }
    public string UserId { get; set; } = "";
    public string Role { get; set; } = "";
    public string? DepartmentId { get; set; }
    public string? Region { get; set; }
}
