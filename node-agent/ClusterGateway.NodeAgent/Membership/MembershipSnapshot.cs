namespace ClusterGateway.NodeAgent.Membership;

/// <summary>The members in the order of their ids, as last read. While the store is away it is the last good copy.</summary>
/// <param name="Version">Rises with every reading.</param>
internal sealed record MembershipSnapshot(long Version, IReadOnlyList<Member> Members)
{
    public static MembershipSnapshot Empty { get; } = new(0, []);

    public Member? Find(string id) => Members.FirstOrDefault(m => m.Id == id);
}
