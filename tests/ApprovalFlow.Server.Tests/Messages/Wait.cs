using System.Diagnostics;

namespace ApprovalFlow.Server.Tests.Messages;

/// <summary>Programs of others are waited for by what they show, never for a time.</summary>
internal static class Wait
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(90);

    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            if (watch.Elapsed > Longest)
                throw new Xunit.Sdk.XunitException($"Expected it to come within {Longest.TotalSeconds:0} seconds, but: {otherwise()}");
            await Task.Delay(50);
        }
    }

    public static Task UntilAsync(Func<bool> holds, Func<string> otherwise) => UntilAsync(() => Task.FromResult(holds()), otherwise);
}
