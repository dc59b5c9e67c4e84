using System.Security.Cryptography;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Engine.Values;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>What a command asks, in a few characters: a key that comes back with other content is a mistake of the caller, not a repeat.</summary>
/// <remarks>The mandates of the actor are left out: a repeat after a new assignment is still the same question.</remarks>
internal static class CommandFingerprint
{
    public static string Of(CaseCommand command) => command switch
    {
        CaseCommand.ClaimTask c => "claim-task " + c.TaskId + Digest(c.By.UserId),
        CaseCommand.ReleaseTask c => "release-task " + c.TaskId + Digest(c.By.UserId),
        CaseCommand.CompleteTask c => "complete-task " + c.TaskId + Digest([c.By.UserId, c.Outcome, c.Comment, c.Data, Papers(c.Materials), .. Chosen(c.Chosen), .. c.Form is null ? Array.Empty<object?>() : [c.Form]]),
        CaseCommand.FireTimer c => "fire-timer " + c.BookmarkId,
        CaseCommand.Register c => "register" + Digest([c.By.UserId, c.FlowCode, c.Applicant.Kind, c.Applicant.Name, c.Applicant.IdNumber, c.Form, Papers(c.Materials), c.CountyCode, .. Chosen(c.Chosen)]),
        CaseCommand.ReturnToPrevious c => "return-to-previous " + c.TaskId + Digest(c.By.UserId, c.Reason),
        CaseCommand.ReturnToStep c => "return-to-step " + c.TaskId + Digest(c.By.UserId, c.Activity, c.Reason),
        CaseCommand.TakeBack c => "take-back " + c.TaskId + Digest(c.By.UserId, c.Reason),
        CaseCommand.Suspend c => "suspend" + Digest(c.By.UserId, c.Reason),
        CaseCommand.Resume c => "resume" + Digest(c.By.UserId, c.Remark),
        CaseCommand.Terminate c => "terminate" + Digest(c.By.UserId, c.Reason),
        CaseCommand.RequestJump c => "request-jump" + Digest(c.By.UserId, c.Activity, c.Reason),
        CaseCommand.ApproveJump c => "approve-jump" + Digest(c.By.UserId, c.Remark),
        CaseCommand.DeclineJump c => "decline-jump" + Digest(c.By.UserId, c.Reason),
        CaseCommand.Migrate c => "migrate" + Digest(c.RequestedBy.UserId, c.By.UserId, c.Plan, c.To, c.Reason, c.IsUndo, c.Map.ToDictionary(m => m.Key, m => (object?)m.Value)),
        CaseCommand.Withdraw c => "withdraw" + Digest(c.By.UserId, c.Reason),
        CaseCommand.ProposeVisit c => "propose-visit " + c.TaskId + Digest(c.By.UserId, c.Request.Site, c.Request.From.ToString("O"), c.Request.To.ToString("O"), c.Request.Reason),
        CaseCommand.WithdrawVisitProposal c => "withdraw-visit " + c.TaskId + Digest(c.By.UserId, c.Reason),
        CaseCommand.ReceiveCountyPapers c => "county-papers " + c.TaskId + Digest([c.By.UserId, .. c.Papers]),
        CaseCommand.ReceiveTripNews c => $"trip-news {c.News.Trip}/{c.News.TripSequence}",
        CaseCommand.ReceivePacketNews c => $"packet-news {c.News.Packet}/{c.News.Position}",
        CaseCommand.StateOnRevocation c => "state-on-revocation " + c.RevocationId + Digest(c.By.UserId, c.Text),
        CaseCommand.DecideRevocation c => "decide-revocation " + c.RevocationId + Digest(c.By.UserId, c.Revoke, c.Reasons, c.Remedies),
        CaseCommand.UrgeTask c => "urge-task " + c.TaskId + Digest(c.By.UserId, c.Reason),
        CaseCommand.CopyCase c => "copy-case " + c.TaskId + Digest([c.By.UserId, c.Note, .. c.To.Select(p => p.UserId)]),
        CaseCommand.ReadCopy c => "read-copy" + Digest(c.By.UserId),
        CaseCommand.AddComment c => "add-comment " + c.TaskId + Digest([c.By.UserId, c.Text, (double)c.Mentions.Count, .. c.Mentions.Select(p => p.UserId), .. c.Attachments.Select(a => a.Hash)]),
        CaseCommand.AddSigners c => "add-signers " + c.TaskId + Digest([c.By.UserId, c.Kind.ToString(), c.Reason, .. c.Signers.Select(s => s.UserId)]),
        CaseCommand.RemoveSigner c => "remove-signer " + c.TaskId + Digest(c.By.UserId, c.Reason),
        CaseCommand.TransferTask c => "transfer-task " + c.TaskId + Digest(c.By.UserId, c.To.UserId, c.Reason),
        CaseCommand.Recuse c => "recuse " + c.Person.UserId + Digest(c.By.UserId, c.Reason),
        CaseCommand.AssignTask c => "assign-task " + c.TaskId + Digest(c.By.UserId, c.To.UserId, c.Reason),
        CaseCommand.DelegateTask c => "delegate-task " + c.TaskId + Digest(c.By.UserId, c.To.UserId, c.Reason),
        CaseCommand.GiveBackTask c => "give-back-task " + c.TaskId + Digest(c.By.UserId, c.Comment),
        CaseCommand.Timekeeping c => ClockFingerprint.NameOf(c) + Digest(ClockFingerprint.ContentOf(c)),
        _ => command.GetType().Name,
    };

    private static List<object?>? Papers(IReadOnlyList<MaterialReceipt>? papers) => papers?.Select(p => (object?)new List<object?> { p.Code, p.Received, (double)p.Copies, p.Note }).ToList();

    /// <summary>Where nothing was chosen nothing is added, so that keys given before there was a choice still answer.</summary>
    private static IEnumerable<object?> Chosen(IReadOnlyDictionary<string, IReadOnlyList<Actor>>? chosen) =>
        chosen is null ? [] : chosen.OrderBy(c => c.Key, StringComparer.Ordinal).SelectMany(c => c.Value.Select(p => (object?)p.UserId).Prepend(c.Key));

    private static string Digest(params List<object?> content) => " " + Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.WriteUtf8(content)).AsSpan(0, 8));
}
