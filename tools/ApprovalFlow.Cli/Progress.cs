namespace ApprovalFlow.Cli;

/// <summary>How far long work is, on standard error; silent when nobody watches.</summary>
internal sealed class Progress(string what, int total) : IDisposable
{
    private readonly bool watched = !Console.IsErrorRedirected;
    private int done;

    public void Step(int count = 1)
    {
        done += count;
        if (watched && (count > 1 || done % 10 == 0 || done == total))
            Console.Error.Write($"\r{what} {done}/{total}");
    }

    public void Dispose()
    {
        if (watched)
            Console.Error.Write($"\r{new string(' ', what.Length + 20)}\r");
    }
}
