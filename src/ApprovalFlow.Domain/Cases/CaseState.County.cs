using System.Collections.Immutable;
using ApprovalFlow.Domain.Activities;

namespace ApprovalFlow.Domain.Cases;

/// <summary>What the county was sent, what it holds and what it answered.</summary>
public sealed partial class CaseState
{
    private ImmutableList<CountyReview> countyReviews = [];
    private ImmutableDictionary<string, HeldPaper> papersHeld = ImmutableDictionary<string, HeldPaper>.Empty;

    /// <summary>市县联动: the preliminary reviews of this case, in the order in which they began.</summary>
    public IReadOnlyList<CountyReview> CountyReviews => countyReviews;

    /// <summary>When a paper came in and who took it; null for one that is not there.</summary>
    public HeldPaper? Held(string code) => Materials.Any(m => m.Code == code && m.Received) ? papersHeld.GetValueOrDefault(code) : null;

    /// <summary>The county's task that the case waits for; null when it waits for none.</summary>
    internal CaseTask? OpenCountyTask => openTasks.Find(t => t.StepType == TaskTypes.CountyPreliminaryReview);

    private void ApplyCounty(CaseRecord record)
    {
        switch (record.Event)
        {
            case CaseEvent.CaseRegistered e: Hold(e.Materials, record.At, byCounty: false); break;
            case CaseEvent.CaseResubmitted e: Hold(e.Materials, record.At, byCounty: false); break;
            case CaseEvent.PromisedPapersReceived e: Hold(PapersOf(e.PromiseId), record.At, byCounty: false); break;
            case CaseEvent.CountyPapersReceived e:
                Materials = MaterialsAndForm.Merge(Materials, e.Papers);
                Hold(e.Papers, record.At, byCounty: true);
                break;
            case CaseEvent.TaskOpened { ActivityType: TaskTypes.CountyPreliminaryReview, AddedTo: null } e: Sent(e, record.At); break;
            case CaseEvent.CountyReported e: ChangeReview(e.TaskId, (Report: e, record.At), static (r, made) => r with { Report = made.Report, ReportedAt = made.At }); break;
            // What the county takes back has not been reported.
            case CaseEvent.TaskTakenBack e: ChangeReview(e.TaskId, e, static (r, _) => r with { Report = null, ReportedAt = null }); break;
            case CaseEvent.VoteTakenBack e: ChangeReview(e.TaskId, e, static (r, _) => r with { Report = null, ReportedAt = null }); break;
            case CaseEvent.TaskCanceled e: ChangeReview(e.TaskId, e, static (r, _) => r with { IsCanceled = true }); break;
        }
    }

    /// <summary>The county's own return and taking back lead to another task of the same review; every other beginning is a new one.</summary>
    private void Sent(CaseEvent.TaskOpened e, DateTimeOffset at)
    {
        var index = countyReviews.FindLastIndex(r => r.ActivityId == e.ActivityId && r is { Report: null, IsCanceled: false });
        countyReviews = index < 0
            ? countyReviews.Add(new(e.TaskId, e.ActivityId, e.NameZh, e.NameEn, e.Candidate.Region, at))
            : countyReviews.SetItem(index, countyReviews[index] with { TaskId = e.TaskId });
    }

    private void ChangeReview<T>(string taskId, T with, Func<CountyReview, T, CountyReview> change)
    {
        var index = countyReviews.FindLastIndex(r => r.TaskId == taskId);
        if (index >= 0) countyReviews = countyReviews.SetItem(index, change(countyReviews[index], with));
    }

    private IEnumerable<MaterialReceipt> PapersOf(string promise) =>
        Materials.Where(m => Promises.Find(p => p.Made.PromiseId == promise)?.Made.Papers.Contains(m.Code) == true).Select(m => m with { Received = true });

    private void Hold(IEnumerable<MaterialReceipt> papers, DateTimeOffset at, bool byCounty)
    {
        foreach (var paper in papers)
            if (paper.Received && !papersHeld.ContainsKey(paper.Code)) papersHeld = papersHeld.Add(paper.Code, new(at, byCounty));
    }
}

/// <summary>A preliminary review by a lower organ (行政许可法 第三十五条).</summary>
/// <param name="TaskId">Its task; the latest one where the county asked for corrections itself.</param>
/// <param name="CountyCode">Division code of the acting county; null where the flow does not limit it.</param>
/// <param name="SentAt">When the papers lay before the county: its twenty days run from there (第四十三条).</param>
public sealed record CountyReview(string TaskId, string ActivityId, string NameZh, string NameEn, string? CountyCode, DateTimeOffset SentAt)
{
    /// <summary>Opinion and papers as they went up; null while the county has not answered.</summary>
    public CaseEvent.CountyReported? Report { get; init; }
    public DateTimeOffset? ReportedAt { get; init; }
    /// <summary>The case went on without it.</summary>
    public bool IsCanceled { get; init; }
}

/// <param name="At">When it first came in.</param>
/// <param name="ByCounty">The county took it; otherwise the city's window.</param>
public sealed record HeldPaper(DateTimeOffset At, bool ByCounty);
