using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Gateway.Primary;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>Section <c>ClusterGateway</c> of the gateway. Without a <c>cluster://</c> destination none of it is needed.</summary>
internal sealed class GatewayOptions
{
    public const string Section = "ClusterGateway";

    /// <summary>The cluster's name; agents of another one are ignored.</summary>
    /// <value>what the first agent says</value>
    public string? Name { get; init; }

    /// <summary>This gateway's stable id in the cluster.</summary>
    /// <value>made once, kept in <see cref="DataDirectory"/></value>
    public string? Id { get; init; }

    /// <summary>How users reach this gateway, told to the cluster.</summary>
    /// <value>the first address it listens on</value>
    public Uri? PublicUrl { get; init; }

    /// <summary>What the gateway keeps across restarts and could rebuild: its id, the key ring's copy, placements.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>Seed agents; further members are discovered through them. Required when a <c>cluster://</c> destination exists.</summary>
    public IReadOnlyList<NodeSeed> Nodes { get; init; } = [];

    /// <summary>PEM: whose certificates count of agents that answer by HTTPS.</summary>
    /// <value>whom this machine trusts</value>
    public string? AgentsCa { get; init; }

    /// <summary>Addresses and CIDR ranges whose <c>X-Forwarded-For/-Proto/-Host</c> count. Without any: nobody's, not even loopback's.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary>Tell clients in <c>Cluster-Node</c> which node answered.</summary>
    public bool ExposeNode { get; init; }

    public ManagementOptions Management { get; init; } = new();

    public ProbingOptions Probing { get; init; } = new();

    public PrimaryOptions Primary { get; init; } = new();
}
