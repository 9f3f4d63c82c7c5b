using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

internal static class Destinations
{
    /// <summary>By id, which is the node id, character for character.</summary>
    public static DestinationState? Find(IReadOnlyList<DestinationState> destinations, string id)
    {
        for (var i = 0; i < destinations.Count; i++)
        {
            if (string.Equals(destinations[i].DestinationId, id, StringComparison.Ordinal))
            {
                return destinations[i];
            }
        }

        return null;
    }
}
