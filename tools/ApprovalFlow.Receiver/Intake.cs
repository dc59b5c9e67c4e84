using System.Globalization;
using System.Text;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Detecting;
using ApprovalFlow.Domain.Feeding;
using ApprovalFlow.Domain.Retention;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Receiver;

/// <summary>Takes a batch in: checks who sent it, keeps the numbers gapless and the streams chained, reckons the clocks again, and writes down whatever is odd.</summary>
internal sealed class Intake
{
    private const string Feed = "feed", Heard = "heard";
    private readonly Lock gate = new();
    private readonly Copy copy;
    private readonly Reckoner reckoner;
    private readonly string secret;
    private readonly TimeProvider time;
    private readonly AnomalyWatch watch;

    /// <summary>Goes through the copy once, so that what began before a restart is still watched.</summary>
    public Intake(Copy copy, Reckoner reckoner, string secret, TimeProvider time)
    {
        (this.copy, this.reckoner, this.secret, this.time) = (copy, reckoner, secret, time);
        watch = new(reckoner.RulesOf);
        Watch(copy.All());
    }

    /// <summary>The highest number up to which everything is here.</summary>
    public long Have { get { lock (gate) return copy.Have; } }

    /// <summary>For whoever looks how it stands.</summary>
    public (long Have, string? Head, string? Feed, int Findings) Standing { get { lock (gate) return (copy.Have, copy.State("head"), copy.State(Feed), copy.Findings().Count); } }

    /// <param name="body">The bytes that were signed.</param>
    public Receipt Take(byte[] body, string? signature)
    {
        var now = time.GetUtcNow();
        if (FeedSignature.WhyNot(signature, secret, now, body) is { } why)
            return new(403, Have, why);
        FeedBatch batch;
        try
        {
            batch = FeedBatch.Read(body);
        }
        catch (FormatException e)
        {
            return new(400, Have, e.Message);
        }
        lock (gate)
            return Take(batch, now);
    }

    private Receipt Take(FeedBatch batch, DateTimeOffset now)
    {
        using var transaction = copy.Begin();
        if (copy.State(Feed) is { } known && known != batch.Feed)
            return new(422, copy.Have, $"Expected feed '{known}', but this is '{batch.Feed}': its numbers mean something else.");
        var (have, before) = (copy.Have, copy.Have);
        Silence(batch, have, now);
        foreach (var entry in batch.Entries)
            switch (FeedInbox.Judge(have, entry, entry.Number <= have ? copy.Find(entry.Number) : null))
            {
                case FeedVerdict.Next:
                    Chain(entry, now);
                    copy.Add(entry, now);
                    have = entry.Number;
                    if (entry.Stream.StartsWith(Tombstone.Streams, StringComparison.Ordinal))
                        Remove(entry, now);
                    break;
                case FeedVerdict.Known or FeedVerdict.Removed:
                    break;
                case FeedVerdict.Ahead:
                    // Nothing of a batch with a gap before it is kept; the source goes back to what is here.
                    transaction.Rollback();
                    return new(409, copy.Have, $"Expected entry {have + 1}, but got entry {entry.Number}.");
                case FeedVerdict.Rewritten:
                    copy.Report(new(now, "rewritten", entry.Stream, $"Expected entry {entry.Number} of the feed as it came before, but it is another now: the source has changed its past."));
                    transaction.Commit();
                    return new(422, copy.Have, $"Expected entry {entry.Number} as it came before, but it is another.");
            }
        copy.Remember(Feed, batch.Feed);
        copy.Remember(Heard, now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        copy.Remember("head", batch.Head.ToString(CultureInfo.InvariantCulture));
        if (have == batch.Head)
            Unrecorded(now);
        foreach (var claim in batch.Claims.Where(c => copy.HeadOf(c.CaseNumber).Last == c.Version))
            foreach (var finding in reckoner.Compare(claim, copy.Stream(claim.CaseNumber), now))
                copy.Report(finding);
        transaction.Commit();
        Watch(batch.Entries.Where(e => e.Number > before));
        return new(200, have, null);
    }

    /// <summary>What is stored is looked at; what is found is written down once, however often it is looked at.</summary>
    private void Watch(IEnumerable<FeedEntry> entries)
    {
        foreach (var entry in entries)
            foreach (var anomaly in Records(entry).SelectMany(r => watch.Add(entry.Stream, r)))
                copy.Report(new(anomaly.At, anomaly.Code, anomaly.CaseNumber, $"Event {anomaly.Sequence}: {anomaly.En}"));
    }

    /// <summary>The entry's events when it is a case's and they can be read; what cannot be is told as broken already.</summary>
    private static IReadOnlyList<CaseRecord> Records(FeedEntry entry)
    {
        if (entry.Stream.Contains('/', StringComparison.Ordinal))
            return [];
        try
        {
            return [.. Reckoner.Records([entry])];
        }
        catch (FormatException)
        {
            // A trip's events, or forged ones.
            return [];
        }
    }

    /// <summary>The source speaks at least every minute: when it was silent for longer the line was cut, and what came late is named.</summary>
    private void Silence(FeedBatch batch, long have, DateTimeOffset now)
    {
        if (copy.State(Heard) is not { } text)
            return;
        var heard = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));
        if (now - heard < FeedDelivery.Silence)
            return;
        var late = batch.Head > have ? $"entries {have + 1} to {batch.Head} come late" : "nothing is missing";
        copy.Report(new(now, "cut", batch.Feed, $"Nothing was heard from {heard:O} to {now:O} ({(now - heard).TotalMinutes:0} minutes); {late}."));
    }

    /// <summary>The entry follows what is here of its stream, and its hashes are those of its events. What is broken is kept as it came: it is evidence.</summary>
    private void Chain(FeedEntry entry, DateTimeOffset now)
    {
        var (last, hash) = copy.HeadOf(entry.Stream);
        var check = new ChainCheck(entry.Stream, last, hash);
        check.Add(entry.First, entry.At, Encoding.UTF8.GetBytes(entry.Events), entry.Hashes, entry.PreviousHash);
        // A copy that is made late gets what was removed without its content; the record comes behind it.
        foreach (var problem in Tombstone.MayBeIn(entry.Events) ? [] : check.Problems)
            copy.Report(new(now, "chain", entry.Stream, problem));
    }

    /// <summary>The house has removed content as the law says: what this copy holds of it goes too, where its hash is the one that the record names.</summary>
    private void Remove(FeedEntry entry, DateTimeOffset now)
    {
        foreach (var removal in Removals(entry.Stream).Where(r => r.Sequence >= entry.First && r.Sequence <= entry.Last))
            foreach (var from in removal.What.Streams)
            {
                var pieces = from.Events.ToDictionary(p => p.Sequence);
                foreach (var stored in copy.Stream(from.Stream).Where(e => pieces.Keys.Any(s => s >= e.First && s <= e.Last)))
                {
                    var events = new JournalLine(stored.Stream, stored.First, stored.At, stored.Events, stored.Hashes, stored.PreviousHash).Read().Select(e =>
                        removal.IsLawful && pieces.TryGetValue(e.Sequence, out var piece) && piece.Hash == Convert.ToHexStringLower(e.Hash) ? e with { Json = new Tombstone(entry.Stream, removal.Sequence).Json } : e).ToList();
                    copy.Replace(stored.Number, JournalLine.Of(stored.Stream, stored.First - 1, events).Text);
                }
            }
        copy.Report(new(now, "removal", entry.Stream, $"Records {entry.First} to {entry.Last} on what is kept and removed of case {entry.Stream[Tombstone.Streams.Length..]}."));
    }

    /// <summary>What is without its content although no record says so: somebody has hidden it.</summary>
    private void Unrecorded(DateTimeOffset now)
    {
        foreach (var stream in copy.Buried().GroupBy(e => e.Stream))
        {
            var named = stream.SelectMany(e => new JournalLine(e.Stream, e.First, e.At, e.Events, e.Hashes, e.PreviousHash).Read()).Select(e => Tombstone.Read(e.Data)?.Stream).OfType<string>().Distinct();
            var check = new ChainCheck(stream.Key, removals: RemovalBook.Of(named.SelectMany(Lines)));
            foreach (var entry in copy.Stream(stream.Key))
                check.Add(entry.First, entry.At, Encoding.UTF8.GetBytes(entry.Events), entry.Hashes, entry.PreviousHash);
            foreach (var problem in check.Problems)
                copy.Report(new(now, "chain", stream.Key, problem));
        }
    }

    private IReadOnlyList<Removal> Removals(string stream)
    {
        try
        {
            return RedactionState.Fold(RemovalBook.Records(Lines(stream))).Removals;
        }
        catch (FormatException)
        {
            // Told as broken already.
            return [];
        }
    }

    private IEnumerable<JournalLine> Lines(string stream) => copy.Stream(stream).Select(e => new JournalLine(e.Stream, e.First, e.At, e.Events, e.Hashes, e.PreviousHash));
}

/// <summary>What the source is answered.</summary>
/// <param name="Status">200; 409: go on behind <paramref name="Have"/>; 400, 403, 422: not taken.</param>
internal sealed record Receipt(int Status, long Have, string? Error);
