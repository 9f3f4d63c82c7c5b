using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;

namespace ClusterGateway.Cli.Doctor;

/// <summary>What the management interface of one gateway says.</summary>
internal sealed record GatewayEvidence(GatewayView Gateway)
{
    /// <summary>Null when it could not be asked.</summary>
    public ClusterStatusView? Status { get; init; }

    /// <summary>Why it should get no traffic; null when it is ready.</summary>
    public string? NotReady { get; init; }

    /// <summary>Why it could not be asked.</summary>
    public string? Unreachable { get; init; }

    /// <summary>Why it did not accept the question.</summary>
    public string? Refused { get; init; }

    /// <summary>The management interface listens on loopback by default: from another machine it cannot be asked, and that is as it should be.</summary>
    public bool IsOnLoopback => Uri.TryCreate(Gateway.Management, UriKind.Absolute, out var url) && url.IsLoopback;
}
