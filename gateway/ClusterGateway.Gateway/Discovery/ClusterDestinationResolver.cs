using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>
/// Replaces a <c>cluster://</c> destination by one destination for each node whose address is known; ordinary ones stay. Every node
/// is there, whatever its state: who may be sent what is decided for each request, so that a state change costs no reconfiguration.
/// </summary>
internal sealed class ClusterDestinationResolver(NodeAddresses addresses) : IDestinationResolver
{
    public ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        if (!destinations.Values.Any(d => ClusterAddress.IsClusterAddress(d.Address)))
        {
            return ValueTask.FromResult(new ResolvedDestinationCollection(destinations, changeToken: null));
        }

        // The token first: a change between the two is seen again, not lost.
        IChangeToken changed = addresses.ChangeToken;
        var resolved = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase);
        foreach (var (id, destination) in destinations)
        {
            if (ClusterAddress.IsClusterAddress(destination.Address))
            {
                AddNodes(resolved, destination);
            }
            else
            {
                resolved.TryAdd(id, destination);
            }
        }

        return ValueTask.FromResult(new ResolvedDestinationCollection(resolved, changed));
    }

    /// <summary>What else the configuration says of the <c>cluster://</c> destination (Host, Health, Metadata) holds for each node.</summary>
    private void AddNodes(Dictionary<string, DestinationConfig> resolved, DestinationConfig destination)
    {
        foreach (var (id, address) in addresses.Current)
        {
            resolved[id] = destination with { Address = address, Metadata = new NodeMetadata(destination.Metadata) };
        }
    }
}
