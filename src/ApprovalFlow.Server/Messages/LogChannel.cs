using ApprovalFlow.Domain.Notifications;
using ApprovalFlow.Runtime.Notifications;

namespace ApprovalFlow.Server.Messages;

/// <summary>Keeps what would be sent, for those who try the system without a gateway. Sends nothing.</summary>
internal sealed class LogChannel(string name) : IMessageChannel
{
    public string Name => name;
    public Task<AttemptOutcome> SendAsync(Message message, CancellationToken cancellation) => Task.FromResult<AttemptOutcome>(new AttemptOutcome.NoGateway());
    public Task<GatewayMemory> AskAsync(Message message, CancellationToken cancellation) => Task.FromResult(GatewayMemory.NotAskable);
}
