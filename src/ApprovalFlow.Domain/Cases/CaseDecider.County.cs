using ApprovalFlow.Domain.Activities;
using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Tasks;
using ApprovalFlow.Engine.Execution;
using static ApprovalFlow.Domain.Cases.RejectionText;

namespace ApprovalFlow.Domain.Cases;

/// <summary>市县联动: the county examines first, its opinion goes up with all papers, and nobody asks the applicant twice.</summary>
public static partial class CaseDecider
{
    private static readonly char[] BetweenPapers = ['；', ';', '\n'];

    /// <summary>The papers that a request names, as they were written.</summary>
    internal static string[] RequestedPapers(IReadOnlyDictionary<string, object?> data) =>
        (data.GetValueOrDefault(TaskForms.RequestedPapers) as string)?.Split(BetweenPapers, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private static Rejection? ReceiveCountyPapers(CaseState state, CaseCommand.ReceiveCountyPapers command, CaseContext context, CaseBurst burst)
    {
        if (Open(state, command.TaskId, out var task) is { } notOpen) return notOpen;
        if (task.ActivityType != TaskTypes.CountyPreliminaryReview) return Reject("county-step-required", task.NameZh, task.TaskId);
        if (TaskAccess.May(state, task, command.By, context.Item, context.DutyRules, held: true, out var acting) is { } refused) return refused;
        if (command.Papers.Count == 0) return Reject("papers-required");
        var received = new List<MaterialReceipt>();
        foreach (var code in command.Papers)
        {
            if (context.Item.Materials.FirstOrDefault(m => m.Code == code) is not { } listed) return Reject("material-unknown", code);
            if (received.Exists(m => m.Code == code)) return Reject("material-twice", listed.NameZh);
            if (state.Held(code) is not null) return Reject("paper-received", listed.NameZh);
            received.Add(new(code, listed.NameZh, true, listed.Copies));
        }
        var by = Stamp(state, command.By, acting, task.Candidate);
        burst.Add(new CaseEvent.CountyPapersReceived(task.TaskId, received, by));
        // A promise is kept wherever the paper is handed in.
        foreach (var promise in burst.State.Promises.Where(p => !p.IsKept && p.Made.Papers.All(code => burst.State.Held(code) is not null)).ToList())
            burst.Add(new CaseEvent.PromisedPapersReceived(promise.Made.PromiseId, by));
        return null;
    }

    /// <summary>第三十五条: once the county has the case, no level asks the applicant for what is there. Before acceptance the window still asks for what is not in legal form (第三十二条).</summary>
    private static Rejection? AskedAgain(CaseState state, string outcome, IReadOnlyDictionary<string, object?> data, string? comment, CaseContext context)
    {
        if (outcome != Outcomes.Return || state.CountyReviews.Count == 0) return null;
        var listed = RequestedPapers(data);
        // Where no paper is listed, the reason itself is the request.
        var named = listed.Length > 0 ? listed.SelectMany(text => Named(text, context.Item.Materials)) : Named(comment ?? "", context.Item.Materials);
        return HeldAlready(state, named);
    }

    private static Rejection? HeldAlready(CaseState state, IEnumerable<MaterialRequirement> papers)
    {
        foreach (var paper in papers)
            if (state.Held(paper.Code) is { } held)
                return Reject("papers-asked-again", paper.NameZh, PlainJson.Iso(OfficeHours.DayOf(held.At)), held.ByCounty ? "县区初审机关" : "受理窗口", held.ByCounty ? "the county" : "the window");
        return null;
    }

    /// <summary>The papers of the list that a text names by code or by name. A name inside a longer one that stands there too is not meant.</summary>
    private static IEnumerable<MaterialRequirement> Named(string text, IReadOnlyList<MaterialRequirement> papers)
    {
        var found = papers.Where(p => text.Contains(p.NameZh, StringComparison.Ordinal) || text.Contains(p.Code, StringComparison.OrdinalIgnoreCase)).ToList();
        return found.Where(p => !found.Exists(longer => longer.NameZh.Length > p.NameZh.Length && longer.NameZh.Contains(p.NameZh, StringComparison.Ordinal)
            && !text.Replace(longer.NameZh, "", StringComparison.Ordinal).Contains(p.NameZh, StringComparison.Ordinal) && !text.Contains(p.Code, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>No decision before the lower organ's opinion, whatever the drawing allows.</summary>
    private static Rejection? CountyAwaited(CaseState state, CaseTask task) =>
        task.StepType == TaskTypes.Decide && state.OpenCountyTask is { } county ? Reject("county-opinion-awaited", county.NameZh, county.TaskId) : null;
}
