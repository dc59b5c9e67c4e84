namespace ApprovalFlow.Domain.Clocks;

/// <summary>行政许可法 第四十二条: once, not too long, by the right head, with its reason told before the limit ends.</summary>
internal static class ExtensionCheck
{
    /// <param name="due">The last day without the extension; null when it is not known.</param>
    public static ClockFinding? Refuse(CaseFact.Extended extension, ClockDefinition clock, ClockPolicy policy, DateOnly? due, bool extended)
    {
        if (clock.Extension is not { } rule)
            return ClockFinding.Of("extension-not-allowed", clock.Code);
        if (extended)
            return ClockFinding.Of("extension-twice");
        if (extension.ApproverRole != rule.ApproverRole)
            return ClockFinding.Of("extension-wrong-approver", rule.ApproverRole, extension.ApproverRole, rule.Article);
        var most = policy.MaxExtensionDays ?? rule.MaxDays;
        if (extension.Days <= 0 || extension.Days > most || Calendars.WorkCalendar.WhyNoLimit(extension.Days) is not null)
            return ClockFinding.Of("extension-too-long", extension.Days, most);
        if (string.IsNullOrWhiteSpace(extension.Reason))
            return ClockFinding.Of("extension-without-reason");
        if (extension.ToldOn is not { } told)
            return ClockFinding.Of("extension-reason-not-told");
        var last = told > extension.On ? told : extension.On;
        return last > due ? ClockFinding.Of("extension-too-late", last, due.Value) : null;
    }
}
