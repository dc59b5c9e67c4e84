using ApprovalFlow.Domain.Calendars;
using ApprovalFlow.Domain.Cases;
using ApprovalFlow.Domain.Catalogue;
using ApprovalFlow.Domain.Clocks;

namespace ApprovalFlow.Domain.Simulation.WhatIf;

/// <summary>Applications for a flow that has no history: made up evenly over a period, with forms that make each condition of the flow true and false.</summary>
/// <remarks>Nobody's cases, and said to be so wherever they are shown. Every step takes a share of its limit, from two fifths to all of it, and the first outcome offered.</remarks>
public static class SyntheticCases
{
    private const string County = "140105";
    private static readonly double[] Shares = [0.4, 0.6, 0.8, 1];

    public static IReadOnlyList<RecordedCase> Of(ApprovalFlowEntry flow, ApprovalItem item, string definitionHash, DateOnly from, DateOnly to, int count, WorkCalendar calendar)
    {
        var days = new List<DateOnly>();
        for (var day = from; day <= to; day = day.AddDays(1))
            if (calendar.IsWorkingDay(day) != false) days.Add(day);
        if (days.Count == 0) days.Add(from);
        var forms = Forms(flow, item);
        return [.. Enumerable.Range(0, count).Select(i => Case(i))];

        RecordedCase Case(int number)
        {
            var name = $"{flow.Code}-S{number + 1:D5}";
            var at = OfficeHours.At(days[(int)((long)number * days.Count / count)], new(9, number % 60));
            var application = new CaseEvent.CaseRegistered(name, flow.Code, item.Code, definitionHash, new Applicant(item.ApplicantKinds.Count > 0 ? item.ApplicantKinds[0] : "enterprise", "示例申请人", "91350100M000100Y43"),
                forms[number % forms.Count], [], new("", ""), ApplicationChannel.Portal) { CountyCode = County };
            return new(application, new(name, at, [], new CaseTimeline(name, [])) { LastAt = at }) { LimitShare = Shares[number / forms.Count % Shares.Length] };
        }
    }

    /// <summary>One form as it comes, then for each condition one that meets it and one that does not, as far as the fields allow.</summary>
    private static List<Dictionary<string, object?>> Forms(ApprovalFlowEntry flow, ApprovalItem item)
    {
        List<(Condition, bool)> eligible = flow.EligibleWhen is { } when ? [(Condition.Parse(when).Condition!, true)] : [];
        List<Dictionary<string, object?>> forms = [SampleForm.Where(item, eligible) ?? SampleForm.Of(item)];
        foreach (var condition in flow.Steps.Select(s => s.When).OfType<string>().Distinct())
            foreach (var holds in new[] { true, false })
                if (SampleForm.Where(item, [.. eligible, (Condition.Parse(condition).Condition!, holds)]) is { } form) forms.Add(form);
        return forms;
    }
}
