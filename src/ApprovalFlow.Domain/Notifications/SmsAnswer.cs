namespace ApprovalFlow.Domain.Notifications;

/// <summary>How the request to an SMS gateway ended.</summary>
public enum RequestFault
{
    None,
    /// <summary>No connection was made: the gateway has seen nothing.</summary>
    NotConnected,
    /// <summary>The connection ended, or time ran out, after the request may have been read.</summary>
    NoAnswer,
}

/// <summary>What Kannel's answer to <c>sendsms</c>, or its missing, means.</summary>
public static class SmsAnswer
{
    public static AttemptOutcome Read(RequestFault fault, int status, string body) => fault switch
    {
        RequestFault.NotConnected => new AttemptOutcome.NotTaken("unreachable"),
        RequestFault.NoAnswer => new AttemptOutcome.Unanswered("no-answer"),
        _ => status switch
        {
            202 or 200 => new AttemptOutcome.Accepted(),
            // Kannel's own refusal of the account: every message would meet it, so none is given up for it.
            401 => new AttemptOutcome.NotTaken("gateway-login"),
            403 when body.Contains("Authorization", StringComparison.OrdinalIgnoreCase) => new AttemptOutcome.NotTaken("gateway-login"),
            404 => new AttemptOutcome.NotTaken("gateway-address"),
            429 or 503 => new AttemptOutcome.NotTaken("gateway-busy"),
            >= 400 and < 500 => new AttemptOutcome.Refused("refused-by-gateway"),
            // Something between here and the gateway may have failed after the gateway had it.
            >= 500 => new AttemptOutcome.Unanswered("gateway-error"),
            _ => new AttemptOutcome.NotTaken("gateway-address"),
        },
    };

    /// <summary>Kannel's report types (<c>dlr-mask</c>): 1 delivered, 2 not delivered, 4 waits at the centre, 8 the centre has it, 16 the centre refused it.</summary>
    public static DeliveryReport? Report(int type) => type switch
    {
        1 => DeliveryReport.Delivered,
        2 or 16 => DeliveryReport.Undeliverable,
        4 or 8 => DeliveryReport.Underway,
        _ => null,
    };
}
