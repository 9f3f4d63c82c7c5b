using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Where this feature's entries are.</summary>
internal static class MemberKeys
{
    public const string Members = "members/";
    public const string Alive = "alive/";

    public static string MemberOf(string id) => StoreKey.Of("members", id);

    public static string AliveOf(string id) => StoreKey.Of("alive", id);

    /// <summary>Lives until the drain's deadline, by the store's clock.</summary>
    public static string DrainOf(string id) => StoreKey.Of("drains", id);
}
