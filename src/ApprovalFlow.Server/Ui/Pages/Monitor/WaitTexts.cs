using ApprovalFlow.Server.Texts;

namespace ApprovalFlow.Server.Ui.Pages.Monitor;

/// <summary>A wait in the two units a reader needs, and no more.</summary>
internal static class WaitTexts
{
    public static string Of(PageTexts texts, TimeSpan wait) => wait switch
    {
        { TotalMinutes: < 60 } => texts["wait.minutes", (int)wait.TotalMinutes],
        { TotalHours: < 48 } => texts["wait.hours", (int)wait.TotalHours],
        _ => texts["wait.days", (int)wait.TotalDays],
    };
}
