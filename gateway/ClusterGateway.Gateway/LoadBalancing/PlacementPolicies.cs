namespace ClusterGateway.Gateway.LoadBalancing;

internal static class PlacementPolicies
{
    /// <summary>Whether a YARP cluster's <c>LoadBalancingPolicy</c> is one of this folder.</summary>
    public static bool IsOurs(string? policy) =>
        string.Equals(policy, ClientIpHashPolicy.PolicyName, StringComparison.OrdinalIgnoreCase)
        || string.Equals(policy, LeastSessionsPolicy.PolicyName, StringComparison.OrdinalIgnoreCase);
}
