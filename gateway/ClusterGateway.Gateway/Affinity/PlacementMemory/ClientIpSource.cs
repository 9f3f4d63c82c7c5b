using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary><c>ClientIp</c>: a client stays where its address was placed, without any cookie.</summary>
/// <param name="key">Stands for the affinity key name: YARP clusters that share it share the memory.</param>
/// <param name="cookielessOnly">Only for clients that send no affinity cookie; one that cannot be read counts as one.</param>
internal sealed class ClientIpSource(Placements placements, ulong key, bool cookielessOnly) : IBindingSource
{
    public bool IsClaim => false;

    public ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken) => default;

    public string? NodeOf(HttpContext context, BindingFeature binding)
    {
        if (cookielessOnly && binding.CookieSent)
        {
            return null;
        }

        binding.PlacementKey ??= placements.KeyOf(context, key);
        return binding.PlacementKey is { } client ? placements.Find(client) : null;
    }

    /// <summary>Only where it was asked: a client that its cookie has bound does not move its whole office.</summary>
    public void Write(HttpContext context, BindingFeature binding, DestinationState destination)
    {
        if (binding.PlacementKey is { } client)
        {
            placements.Remember(client, context, destination.DestinationId);
        }
    }
}
