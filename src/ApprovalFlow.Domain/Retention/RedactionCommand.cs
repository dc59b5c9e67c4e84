using ApprovalFlow.Domain.Cases;

namespace ApprovalFlow.Domain.Retention;

/// <summary>What somebody asks around the keeping of one case.</summary>
public abstract record RedactionCommand
{
    private RedactionCommand() { }

    public abstract Actor By { get; }

    public sealed record Ask(RemovalScope Scope, string Ground, string Basis, string Reason, Actor By) : RedactionCommand { public override Actor By { get; } = By; }

    /// <param name="Asked">The request that was looked at; another one since then is not meant.</param>
    public sealed record Agree(long Asked, Actor By) : RedactionCommand { public override Actor By { get; } = By; }
    public sealed record Decline(long Asked, string Reason, Actor By) : RedactionCommand { public override Actor By { get; } = By; }
    public sealed record PlaceHold(string Basis, string Reason, Actor By) : RedactionCommand { public override Actor By { get; } = By; }
    public sealed record LiftHold(string Reason, Actor By) : RedactionCommand { public override Actor By { get; } = By; }
}
