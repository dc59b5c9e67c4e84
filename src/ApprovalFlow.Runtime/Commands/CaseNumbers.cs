using System.Globalization;
using ApprovalFlow.Runtime.Journal;

namespace ApprovalFlow.Runtime.Commands;

/// <summary>Gives every case a number of its own: item, year at the window, running number of that item in that year.</summary>
/// <remarks>A number that was given out and not used leaves a gap.</remarks>
public sealed class CaseNumbers(ICaseStore store, TimeProvider time)
{
    public async Task<string> NextAsync(string itemCode, CancellationToken cancellation = default)
    {
        var year = time.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Year.ToString(CultureInfo.InvariantCulture);
        var number = await store.NextNumberAsync($"case/{itemCode}/{year}", cancellation);
        return $"{itemCode}-{year}-{number.ToString("D6", CultureInfo.InvariantCulture)}";
    }
}
