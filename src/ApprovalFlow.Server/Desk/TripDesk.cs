using System.Globalization;
using System.Security.Claims;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Inspections;
using ApprovalFlow.Engine.Execution;
using ApprovalFlow.Persistence.Contents;
using ApprovalFlow.Persistence.Queries;
using ApprovalFlow.Persistence.Tables;
using ApprovalFlow.Runtime.Inspections;
using ApprovalFlow.Runtime.Journal;
using ApprovalFlow.Server.Accounts;

namespace ApprovalFlow.Server.Desk;

/// <summary>What people may ask of trips, for pages and endpoints alike: who asks, which trip, then the command. Rules live in the domain.</summary>
public sealed class TripDesk(
    TripProcessor processor, ITripStore trips, ICaseStore cases, CaseDesk caseDesk, CurrentActor actors, UserQuery accounts, ContentStore contents, ApprovalCatalogue catalogue, TripCalendar calendar, TimeProvider time)
{
    /// <summary>Open proposals, for those who may take them into a trip; null for others.</summary>
    public async Task<IReadOnlyList<ProposalEntry>?> ProposalsAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        TripAccess.IsSpeaker(await actors.OfAsync(user, cancellation)) ? await trips.ProposalsAsync(VisitStatus.Open, cancellation) : null;

    /// <summary>Trips of this person's departments, the newest first.</summary>
    public async Task<IReadOnlyList<TripHeader>> ListAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        TripAccess.DepartmentsOf(await actors.OfAsync(user, cancellation)) is var departments && departments is { Count: 0 } ? [] : await trips.TripsAsync(new(departments), cancellation);

    /// <summary>Trips that this person is named for and that are not over.</summary>
    public async Task<IReadOnlyList<TripHeader>> MineAsync(ClaimsPrincipal user, CancellationToken cancellation = default) =>
        await trips.TripsAsync(new(OfficerId: user.UserId()), cancellation);

    /// <summary>Null when there is none, or none for this person.</summary>
    public async Task<TripState?> FindAsync(ClaimsPrincipal user, string number, CancellationToken cancellation = default) =>
        await processor.FindAsync(number, cancellation) is { } found && TripAccess.MayRead(await actors.OfAsync(user, cancellation), found) ? found : null;

    public async Task<IReadOnlyList<TripRecord>> RecordsAsync(ClaimsPrincipal user, string number, CancellationToken cancellation = default) =>
        await FindAsync(user, number, cancellation) is null ? [] : await processor.RecordsAsync(number, cancellation);

    public async Task<TripResultOf> ConveneAsync(ClaimsPrincipal user, Convening convening, string? key = null, CancellationToken cancellation = default)
    {
        var actor = await actors.OfAsync(user, cancellation);
        var (legs, refusal) = await LegsAsync(user, convening.Kind, convening.Proposals ?? [], convening.Cases ?? [], cancellation);
        if (refusal is not null)
            return new(TripState.Empty, [], refusal);
        var first = Key(actor, key) is { } known && await cases.FindAnswerAsync(known, cancellation) is { IsForgotten: false } answer ? answer.CaseNumber : null;
        var number = first ?? await NextNumberAsync(cancellation);
        return await processor.ExecuteAsync(number, new TripCommand.Convene(number, convening.Kind, convening.Title, convening.LeadDepartmentId, legs, actor), Key(actor, key), cancellation);
    }

    public async Task<TripResultOf> AddLegAsync(ClaimsPrincipal user, string number, ProposalName proposal, string? key = null, CancellationToken cancellation = default)
    {
        if (await FindAsync(user, number, cancellation) is not { } trip)
            return Hidden(number);
        var (legs, refusal) = trip.Kind == TripKind.Meeting
            ? await LegsAsync(user, trip.Kind, [], [proposal.CaseNumber], cancellation)
            : await LegsAsync(user, trip.Kind, [proposal], [], cancellation);
        return refusal is null ? await DoAsync(user, number, actor => new TripCommand.AddLeg(legs[0], actor), key, cancellation) : new(trip, [], refusal);
    }

    /// <summary>Any other command of somebody on a trip that they may read.</summary>
    public async Task<TripResultOf> DoAsync(ClaimsPrincipal user, string number, Func<Actor, TripCommand> command, string? key = null, CancellationToken cancellation = default)
    {
        if (await FindAsync(user, number, cancellation) is null)
            return Hidden(number);
        var actor = await actors.OfAsync(user, cancellation);
        return await processor.ExecuteAsync(number, command(actor), Key(actor, key), cancellation);
    }

    /// <summary>Keeps a photo and attaches it. What the trip would refuse is not kept.</summary>
    public async Task<TripResultOf> AttachPhotoAsync(ClaimsPrincipal user, string number, string departmentId, byte[] bytes, string name, string? caption, string? caseNumber, CancellationToken cancellation = default)
    {
        if (await FindAsync(user, number, cancellation) is null)
            return Hidden(number);
        var actor = await actors.OfAsync(user, cancellation);
        var photo = new TripPhoto(ContentStore.HashOf(bytes), MediaTypes.Of(bytes) ?? "?", bytes.LongLength, name) { Caption = caption, CaseNumber = caseNumber };
        var command = new TripCommand.AttachPhoto(departmentId, photo, actor);
        if (await processor.WhyNotAsync(number, command, cancellation) is { } refusal)
            return new(TripState.Empty, [], refusal);
        await contents.KeepAsync(bytes, photo.MediaType, cancellation);
        return await processor.ExecuteAsync(number, command, cancellation: cancellation);
    }

    /// <summary>A photo of a trip that this person may read, or of a case that they may read whose opinion came with it.</summary>
    public async Task<StoredContent?> PhotoAsync(ClaimsPrincipal user, string number, string hash, CancellationToken cancellation = default) =>
        await MaySeePhotosAsync(user, number, cancellation) is { } trip && trip.Photos.Any(p => p.Hash == hash) ? await contents.FindAsync(hash, cancellation) : null;

    private async Task<TripState?> MaySeePhotosAsync(ClaimsPrincipal user, string number, CancellationToken cancellation)
    {
        if (await FindAsync(user, number, cancellation) is { } readable)
            return readable;
        if (await processor.FindAsync(number, cancellation) is not { Opinion: not null } trip)
            return null;
        foreach (var leg in trip.Legs)
            if (await caseDesk.FindAsync(user, leg.CaseNumber, cancellation) is not null)
                return trip;
        return null;
    }

    /// <summary>Whom a body may name, each with the trips they are booked for.</summary>
    public async Task<IReadOnlyList<OfficerChoice>> OfficersAsync(TripKind kind, string departmentId, CancellationToken cancellation = default)
    {
        var rules = TripRules.For(kind);
        var people = (await accounts.ListAsync(cancellation)).Select(u => u.AsActor()).Where(a => rules.MayBeNamed(a, departmentId)).ToList();
        var busy = await trips.BusyAsync([.. people.Select(p => p.UserId)], cancellation);
        return [.. people.Select(p => new OfficerChoice(p.UserId, p.Name, busy.TryGetValue(p.UserId, out var slots) ? slots : []))];
    }

    /// <summary>Days on which the bodies have people, for those who may read the trip.</summary>
    public async Task<IReadOnlyList<SlotChoice>> SlotsAsync(ClaimsPrincipal user, string number, IReadOnlyList<string> departments, TimeSpan length, CancellationToken cancellation = default)
    {
        if (await FindAsync(user, number, cancellation) is not { } trip)
            return [];
        Dictionary<string, IReadOnlyList<IReadOnlyList<TripSlot>>> bodies = [];
        foreach (var department in departments.Append(trip.LeadDepartmentId).Distinct())
            bodies[department] = [.. (await OfficersAsync(trip.Kind, department, cancellation)).Select(o => (IReadOnlyList<TripSlot>)[.. o.Busy.Where(b => b.Trip != number).Select(b => b.Slot)])];
        var today = OfficeHours.DayOf(time.GetUtcNow());
        var earliest = calendar.Days.Due(today, trip.Rules.NoticeWorkingDays).Day ?? today;
        if (trip.Round == 1 && trip.Legs.Max(l => l.From) is { } from && from > earliest)
            earliest = from;
        return SlotFinder.Find(calendar.Days, calendar.Hours, earliest, trip.Round == 1 ? trip.Legs.Min(l => l.To) : null, length, trip.Rules, bodies);
    }

    private async Task<(IReadOnlyList<TripLeg> Legs, Rejection? Refusal)> LegsAsync(ClaimsPrincipal user, TripKind kind, IReadOnlyList<ProposalName> proposals, IReadOnlyList<string> agenda, CancellationToken cancellation)
    {
        List<TripLeg> legs = [];
        foreach (var proposal in proposals)
        {
            if (await StateAsync(proposal.CaseNumber, cancellation) is not { } state || state.Visits.FirstOrDefault(v => v.Sequence == proposal.Sequence && v.Status == VisitStatus.Open) is not { } visit || visit.Kind != kind)
                return ([], TripText.NoProposal(proposal.CaseNumber));
            legs.Add(TripLegs.Of(state, catalogue.Item(state.ItemCode)!, visit));
        }
        foreach (var number in agenda)
        {
            if (kind != TripKind.Meeting)
                return ([], TripText.NoProposal(number));
            if (await caseDesk.FindAsync(user, number, cancellation) is null || await StateAsync(number, cancellation) is not { IsClosed: false } state)
                return ([], CaseDesk.NotThere(number));
            legs.Add(TripLegs.Of(state, catalogue.Item(state.ItemCode)!, state.CaseNumber) with { Points = [] });
        }
        return (legs, null);
    }

    private async Task<CaseState?> StateAsync(string number, CancellationToken cancellation) => await cases.LoadAsync(number, 0, cancellation) is { } stream
        ? CaseState.Fold(stream.Events.Select(e => e.ToRecord()))
        : null;

    private async Task<string> NextNumberAsync(CancellationToken cancellation)
    {
        var year = OfficeHours.DayOf(time.GetUtcNow()).Year.ToString(CultureInfo.InvariantCulture);
        return $"TK-{year}-{(await cases.NextNumberAsync($"trip/{year}", cancellation)).ToString("D6", CultureInfo.InvariantCulture)}";
    }

    /// <summary>The one answer to a trip that is not there and to one that is not to be seen.</summary>
    public static Rejection NotThere(string number) => new("trip-unknown", $"Expected a trip that the caller may read, but there is no '{number}'.");

    private static TripResultOf Hidden(string number) => new(TripState.Empty, [], NotThere(number));

    private static string? Key(Actor actor, string? key) => string.IsNullOrWhiteSpace(key) ? null : $"{actor.UserId}:{key.Trim()}";
}

/// <summary>A proposal by name: its case and its position in the case's stream.</summary>
public sealed record ProposalName(string CaseNumber, long Sequence);

/// <summary>What a lead takes into one trip: proposals, or for a meeting cases.</summary>
public sealed record Convening(TripKind Kind, string Title, string LeadDepartmentId)
{
    public IReadOnlyList<ProposalName>? Proposals { get; init; }
    /// <summary>Cases on a meeting's agenda.</summary>
    public IReadOnlyList<string>? Cases { get; init; }
}

/// <summary>Somebody whom a body may name.</summary>
public sealed record OfficerChoice(string UserId, string Name, IReadOnlyList<BusySlot> Busy);
