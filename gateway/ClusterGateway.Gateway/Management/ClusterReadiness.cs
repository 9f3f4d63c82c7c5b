using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Management;

/// <summary>
/// Ready when at least one node may keep its clients: a gateway that sees none, while another gateway of the pair may see them, is no use.
/// Without any agent configured it is plain YARP, and ready.
/// </summary>
internal sealed class ClusterReadiness(GatewayOptions options, Membership membership, IClusterView view) : IReadiness
{
    public string? NotReadyBecause
    {
        get
        {
            if (options.Nodes.Count == 0 || view.Current.Nodes.Values.Any(node => node.Admission.KeepsBound))
            {
                return null;
            }

            return membership.Known ? "no node serves" : "the agents have not been asked yet";
        }
    }
}
