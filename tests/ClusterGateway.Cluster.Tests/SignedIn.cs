using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Cluster.Tests;

/// <summary>A user and the session that the portal gave at sign-in.</summary>
public sealed record SignedIn(PortalUser User, PortalUser.WhoAmI Session)
{
    /// <summary>Asks again and compares: same node, same session.</summary>
    public async Task<bool> KeptAsync() => await User.WhoAmIAsync() == Session;
}
