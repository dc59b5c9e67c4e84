namespace ApprovalFlow.Persistence.Tests.Races;

/// <summary>The second process of a race: this assembly, run beside its own tests.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["race", var connection])
            return 0;
        await RaceRunner.RunAsync(connection, Console.In, Console.Out);
        return 0;
    }
}
