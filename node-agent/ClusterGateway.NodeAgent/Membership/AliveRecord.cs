using ClusterGateway.Contracts;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A node's heartbeat, <c>alive/{id}</c>: it expires when the node is dead.</summary>
/// <param name="Term">The highest term this node remembers.</param>
/// <param name="SettingsRevision">The revision of the settings that it applied.</param>
/// <param name="Sessions">What its application holds, by the references that this agent counted.</param>
internal sealed record AliveRecord(string Instance, Health Health, long Term, IReadOnlyList<WarningView> Warnings, long Sessions = 0, long SettingsRevision = 0);
