using System.Runtime.CompilerServices;
using System.Text;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Verification;

public sealed partial class JournalVerifier
{
    private async IAsyncEnumerable<VerifiedCase> VerifyTripsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellation);
        foreach (var number in await context.Trips.AsNoTracking().OrderBy(t => t.Number).Select(t => t.Number).ToListAsync(cancellation))
            yield return await VerifyTripAsync(number, context, cancellation);
    }

    private async Task<VerifiedCase> VerifyTripAsync(string number, ApprovalFlowContext context, CancellationToken cancellation)
    {
        TripStream stream;
        TripState state;
        try
        {
            if (await context.Trips.AnyAsync(t => t.Number == number && t.RedactedBy != null, cancellation))
            {
                var gone = await chains.VerifyOneAsync(context, number, cancellation);
                return new(number, gone.Events, gone.Problems);
            }
            stream = (await trips.LoadAsync(number, cancellation))!;
            if (HashChain.FindBreak(number, stream.Events, stream.Header.HeadHash) is { } broken)
                return new(number, stream.Events.Count, [broken]);
            state = TripState.Fold(stream.Events.Select(e => new TripRecord(e.Sequence, e.At, TripEventJson.Decode(e.Type, e.TypeVersion, e.Json.Span))));
        }
        catch (FormatException e)
        {
            return new(number, 0, [$"Expected every event of trip '{number}' to be readable, but: {e.Message}"]);
        }
        List<string> problems = [];
        void Check(string what, object? expected, object? stored)
        {
            if (!Equals(expected, stored))
                problems.Add($"Expected {what} of trip '{number}' to be '{expected}' as its journal says, but it is stored as '{stored}'.");
        }
        Check("the version", state.Version, stream.Header.Version);
        Check("the status", state.Status, stream.Header.Status);
        Check("the day", state.Slot?.StartsAt, stream.Header.StartsAt);
        var bodies = await context.TripBodies.AsNoTracking().Where(b => b.TripNumber == number).ToListAsync(cancellation);
        Check("the bodies", List(state.Bodies.Select(b => $"{b.DepartmentId} {b.Answer}")), List(bodies.Select(b => $"{b.DepartmentId} {b.Answer}")));
        foreach (var photo in state.Photos)
        {
            try
            {
                if (await contents.FindAsync(photo.Hash, cancellation) is null && !await IsRemovedAsync(context, photo.Hash, cancellation))
                    problems.Add($"Expected photo '{photo.Name}' of trip '{number}' to be kept, but there is no content '{photo.Hash}'.");
            }
            catch (InvalidDataException e)
            {
                problems.Add(e.Message);
            }
        }
        return new(number, stream.Events.Count, problems);
    }

    private static string List(IEnumerable<string> texts) => string.Join(", ", texts.Order(StringComparer.Ordinal));
}
