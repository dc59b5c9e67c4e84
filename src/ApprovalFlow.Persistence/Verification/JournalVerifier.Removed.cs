using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Persistence.Retention;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

public sealed partial class JournalVerifier
{
    /// <summary>The stream is whole, what is missing is on record, and nothing beside it holds what was removed.</summary>
    private async Task<VerifiedCase> VerifyRemovedAsync(CaseStream stream, ApprovalFlowContext context, CancellationToken cancellation)
    {
        var (number, header) = (stream.Header.CaseNumber, stream.Header);
        List<string> problems = [.. (await chains.VerifyOneAsync(context, number, cancellation)).Problems];
        void Check(string what, bool holds)
        {
            if (!holds)
                problems.Add($"Expected {what} of case '{number}' to be removed as '{header.RedactedBy}' says, but it is not.");
        }
        var removals = RemovalBook.Of(Tombstone.Named(header.RedactedBy!) is { } named ? await RemovalStreams.LinesAsync(context, [named.Stream], cancellation) : []);
        if (removals.Find(header.RedactedBy!) is not { What.Scope: RemovalScope.Case, IsLawful: true })
            problems.Add($"Expected the removal of case '{number}' to be on record as '{header.RedactedBy}', but there is no such record.");
        Check("the content of every event", stream.Events.All(e => e.Type == Tombstone.Seal || Tombstone.Read(e.Data) is not null));
        Check("the applicant", header.ApplicantName.Length == 0 && header.ApplicantUserId is null);
        Check("the applicant of tasks", !await context.Tasks.AnyAsync(t => t.CaseNumber == number && t.ApplicantName != "", cancellation));
        Check("the applicant of cards", !await context.Cards.AnyAsync(c => c.CaseNumber == number && c.ApplicantName != "", cancellation));
        Check("the applicant of proposals", !await context.Proposals.AnyAsync(p => p.CaseNumber == number && (p.ApplicantName != "" || p.ApplicantId != "" || p.Site != ""), cancellation));
        Check("words and addresses of messages", !await context.Messages.AnyAsync(m => m.CaseNumber == number && (m.Address != null || m.Text != "" || m.Subject != ""), cancellation));
        Check("notices", !await context.Notices.AnyAsync(n => n.CaseNumber == number, cancellation));
        return new(number, stream.Events.Count, problems);
    }

    /// <summary>Whether the bytes of a file are gone by a record that names it.</summary>
    private static async Task<bool> IsRemovedAsync(ApprovalFlowContext context, string hash, CancellationToken cancellation) =>
        await context.Contents.Where(c => c.Hash == hash).Select(c => c.RedactedBy).FirstOrDefaultAsync(cancellation) is { } record && Tombstone.Named(record) is { } named
            && RemovalBook.Of(await RemovalStreams.LinesAsync(context, [named.Stream], cancellation)).HasPaper(hash);
}
