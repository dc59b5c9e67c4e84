namespace ApprovalFlow.Runtime;

public static class WholeMilliseconds
{
    /// <summary>Now, in whole milliseconds: stores keep no more, and a hash must cover exactly what is kept.</summary>
    public static DateTimeOffset GetUtcMilliseconds(this TimeProvider time) => DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
}
