using ClusterGateway.NodeAgent.AgentCheck;
using ClusterGateway.NodeAgent.Alerts.Configuration;
using ClusterGateway.NodeAgent.Certificates;
using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.NodeAgent.Encryption;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Hooks;
using ClusterGateway.NodeAgent.Housekeeping;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.NodeAgent.ShareLinks;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>Section <c>ClusterGateway</c> of the agent. Secrets (<c>Tokens</c>) are read apart: <see cref="AgentTokens"/>.</summary>
internal sealed record AgentOptions
{
    public const string Section = "ClusterGateway";

    /// <summary>The cluster's name, 1–64 of <c>A-Z a-z 0-9 . _ -</c>; several clusters may share one store. The same on all nodes and gateways.</summary>
    public string Name { get; init; } = "cluster";

    /// <summary>Where this node remembers what must survive the store: created when missing, never shared by two nodes.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>PEM: whose certificates count of other agents that answer by HTTPS. Read at the start.</summary>
    /// <value>whom this machine trusts</value>
    public string? AgentsCa { get; init; }

    public NodeOptions Node { get; init; } = new();

    public StoreSettings Store { get; init; } = new();

    public EncryptionOptions Encryption { get; init; } = new();

    public CertificateOptions Certificates { get; init; } = new();

    public LeadershipOptions Leadership { get; init; } = new();

    public MembershipOptions Membership { get; init; } = new();

    public EventOptions Events { get; init; } = new();

    public DocumentLockOptions DocumentLocks { get; init; } = new();

    public ShareLinkOptions ShareLinks { get; init; } = new();

    public SessionSettings Sessions { get; init; } = new();

    public SettingsOptions Settings { get; init; } = new();

    public ScreeningOptions Screening { get; init; } = new();

    public HookOptions Hooks { get; init; } = new();

    public HousekeepingOptions Housekeeping { get; init; } = new();

    public AlertOptions Alerts { get; init; } = new();

    public AgentCheckOptions AgentCheck { get; init; } = new();
}
