using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Affinity;

/// <summary><c>ClusterGateway:Affinity</c>: the life of affinity cookies where a cluster's metadata does not say otherwise.</summary>
internal sealed record AffinityOptions
{
    public const string Section = "ClusterGateway:Affinity";

    /// <summary>A client that was not seen for so long is placed anew.</summary>
    /// <value>without end</value>
    public Duration? Idle { get; init; }

    /// <summary>A binding ends after so long however busy it is.</summary>
    /// <value>without end</value>
    public Duration? Absolute { get; init; }
}
