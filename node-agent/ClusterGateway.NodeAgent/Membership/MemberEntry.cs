using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A member as it is stored: its record, the revision of that, and its heartbeat while there is one.</summary>
internal sealed record MemberEntry(MemberRecord Record, long Revision, StoreEntry? Alive);
