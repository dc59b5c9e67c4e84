using System.Runtime.CompilerServices;
using ApprovalFlow.Domain.Regulation;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Runtime.Regulation;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

public sealed partial class JournalVerifier
{
    private const int PacketPage = 500;

    private async IAsyncEnumerable<VerifiedCase> VerifyPacketsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var last = ""; ;)
        {
            await using var context = await contexts.CreateDbContextAsync(cancellation);
            var numbers = await context.Packets.AsNoTracking().Where(p => p.Number.CompareTo(last) > 0).OrderBy(p => p.Number).Select(p => p.Number).Take(PacketPage).ToListAsync(cancellation);
            foreach (var number in numbers)
                yield return await VerifyPacketAsync(number, context, cancellation);
            if (numbers.Count < PacketPage)
                break;
            last = numbers[^1];
        }
    }

    /// <summary>A packet went with its case: the chain and the record say so, and nothing of the subject is left beside it.</summary>
    private async Task<VerifiedCase> VerifyRemovedPacketAsync(string number, ApprovalFlowContext context, CancellationToken cancellation)
    {
        var gone = await chains.VerifyOneAsync(context, number, cancellation);
        return new(number, gone.Events, await context.Packets.AnyAsync(p => p.Number == number && p.ApplicantName != "", cancellation) || await context.PacketFeedback.AnyAsync(f => f.PacketNumber == number, cancellation)
            ? [.. gone.Problems, $"Expected nothing of the subject beside packet '{number}', whose content was removed, but something is there."] : gone.Problems);
    }

    private async Task<VerifiedCase> VerifyPacketAsync(string number, ApprovalFlowContext context, CancellationToken cancellation)
    {
        PacketStream stream;
        PacketState state;
        try
        {
            stream = (await packets.LoadAsync(number, cancellation))!;
            if (stream.Events.Any(e => Tombstone.Read(e.Data) is not null))
                return await VerifyRemovedPacketAsync(number, context, cancellation);
            if (HashChain.FindBreak(number, stream.Events, stream.Header.HeadHash) is { } broken)
                return new(number, stream.Events.Count, [broken]);
            state = PacketState.Fold(stream.Events.Select(PacketProcessor.Read));
        }
        catch (FormatException e)
        {
            return new(number, 0, [$"Expected every event of packet '{number}' to be readable, but: {e.Message}"]);
        }
        List<string> problems = [];
        void Check(string what, object? expected, object? stored)
        {
            if (!Equals(expected, stored))
                problems.Add($"Expected {what} of packet '{number}' to be '{expected}' as its journal says, but it is stored as '{stored}'.");
        }
        Check("the version", state.Version, stream.Header.Version);
        Check("the status", state.Status, stream.Header.Status);
        Check("the body", state.To, stream.Header.DepartmentId);
        Check("the day it came", state.WaitingSince, stream.Header.WaitingSince);
        Check("the claim", state.ClaimedAt, stream.Header.ClaimedAt);
        Check("the bodies", List(state.Assist.Prepend(state.To).Distinct()), List(await context.PacketBodies.Where(b => b.PacketNumber == number).Select(b => b.DepartmentId).ToListAsync(cancellation)));
        var found = await context.PacketFeedback.AsNoTracking().Where(f => f.PacketNumber == number).ToListAsync(cancellation);
        Check("the findings", List(state.Feedback.Select(f => $"{f.Given.FeedbackId} {f.Given.Kind} {state.Content!.Applicant.IdNumber} {f.Given.Text}")), List(found.Select(f => $"{f.FeedbackId} {f.Kind} {f.ApplicantId} {f.Text}")));
        return new(number, stream.Events.Count, problems);
    }
}
