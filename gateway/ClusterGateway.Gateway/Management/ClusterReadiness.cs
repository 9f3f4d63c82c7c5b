using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// Ready when at least one node may keep its clients: a gateway that sees none, while another gateway of the pair may see them, is no use.
/// Without any agent configured it is plain YARP, and ready.
/// </summary>
internal sealed class ClusterReadiness(GatewayOptions options, Membership membership, IClusterView view, IProxyStateLookup proxy) : IReadiness
{
    public string? NotReadyBecause
    {
        get
        {
            if (options.Nodes.Count == 0)
            {
                return null;
            }

            var serving = view.Current.Nodes.Values.Where(node => node.Admission.KeepsBound).Select(node => node.Id).ToList();
            if (serving.Count == 0)
            {
                return membership.Known ? "no node serves" : "the agents have not been asked yet";
            }

            return HasLearned(serving) ? null : "the proxy is only about to learn the addresses of the nodes";
        }
    }

    /// <summary>YARP takes up new destinations a moment after they were seen.</summary>
    private bool HasLearned(List<string> serving) => proxy.GetClusters()
        .Where(cluster => ClusterAddress.PoolOf(cluster.Model.Config) == ClusterPool.Serving)
        .All(cluster => serving.Exists(cluster.Destinations.ContainsKey));
}
