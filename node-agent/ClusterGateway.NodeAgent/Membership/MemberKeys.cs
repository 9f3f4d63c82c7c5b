using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Where this feature's entries are.</summary>
internal static class MemberKeys
{
    public const string Members = "members/";
    public const string Alive = "alive/";
    public const string Ends = "ends/";

    public static string MemberOf(string id) => StoreKey.Of("members", id);

    public static string AliveOf(string id) => StoreKey.Of("alive", id);

    /// <summary>There once an event has told that the member left or was lost; until it enters again.</summary>
    public static string EndOf(string id) => StoreKey.Of("ends", id);

    public static string RefusedOf(string id) => StoreKey.Of("refused", id);

    /// <summary>Lives until the drain's deadline, by the store's clock.</summary>
    public static string DrainOf(string id) => StoreKey.Of("drains", id);
}
