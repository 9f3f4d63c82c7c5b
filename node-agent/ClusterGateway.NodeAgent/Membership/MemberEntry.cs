using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A member as it is stored: its record, the revision of that, and its heartbeat while there is one.</summary>
/// <param name="Left">Its process said goodbye, and no other has entered since.</param>
internal sealed record MemberEntry(MemberRecord Record, long Revision, StoreEntry? Alive, bool Left);
