using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;

namespace ApprovalFlow.Testing.Notifications;

/// <summary>A way out that answers as a test says and remembers what it was given.</summary>
public sealed class ScriptedGateway(string name) : IMessageChannel
{
    public string Name => name;
    public Func<Message, AttemptOutcome> Answer { get; set; } = _ => new AttemptOutcome.Accepted();
    public GatewayMemory Memory { get; set; } = GatewayMemory.NotAskable;
    public List<string> Given { get; } = [];

    public Task<AttemptOutcome> SendAsync(Message message, CancellationToken cancellation)
    {
        lock (Given)
            Given.Add(message.Key);
        return Task.FromResult(Answer(message));
    }

    public Task<GatewayMemory> AskAsync(Message message, CancellationToken cancellation) => Task.FromResult(Memory);
}
