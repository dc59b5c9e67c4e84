using System.Diagnostics.Metrics;
using ApprovalFlow.Runtime.Telemetry;
using Microsoft.AspNetCore.Identity;

namespace ApprovalFlow.Server.Accounts;

/// <summary>How sign-ins ended; who tried is nobody's business here.</summary>
internal static class SignInTelemetry
{
    private static readonly Counter<long> SignIns = Instruments.Counter("approvalflow.sign_ins", "{sign-in}", "Sign-ins by how they ended: succeeded, failed or locked.", "outcome");

    public static void Ended(SignInResult result) => SignIns.Add(1, new KeyValuePair<string, object?>("outcome", result.Succeeded ? "succeeded" : result.IsLockedOut ? "locked" : "failed"));
}
