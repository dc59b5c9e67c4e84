using ApprovalFlow.Persistence.Tables;
using Microsoft.EntityFrameworkCore;

namespace ApprovalFlow.Persistence.Storage;

/// <summary>A number per flow that rises with every version published or retired, in the same transaction: who knows the versions asks for it instead of reading them again.</summary>
internal static class ScheduleStamp
{
    public static string SeriesOf(string flowCode) => "schedule/" + flowCode;

    /// <remarks>Raised by the database, not here: two definitions of a flow may be published at once, and each has to be seen.</remarks>
    public static async Task RaiseAsync(ApprovalFlowContext context, string flowCode, CancellationToken cancellation)
    {
        var name = SeriesOf(flowCode);
        if (context.NumberSeries.Local.Any(n => n.Name == name) || await context.NumberSeries.Where(n => n.Name == name).ExecuteUpdateAsync(u => u.SetProperty(n => n.Value, n => n.Value + 1), cancellation) > 0)
            return;
        context.NumberSeries.Add(new() { Name = name, Value = 1 });
    }

    /// <summary>A stamp was to be made for the first time: another process may have done so at the same moment.</summary>
    public static bool IsNewIn(ApprovalFlowContext context) => context.ChangeTracker.Entries<NumberSeries>().Any();
}
