using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>One way to know which node a client is bound to, made for one route. What it finds out it keeps in the <see cref="BindingFeature"/>.</summary>
internal interface IBindingSource
{
    /// <summary>
    /// Anybody can write what it says: worth a question only now and then when nobody here knows the node, and a node that stays unknown
    /// is none. What gateways wrote is always worth one.
    /// </summary>
    bool IsClaim { get; }

    /// <summary>Reads what the request brings, once, and takes out of it what no node is to see.</summary>
    ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken);

    /// <summary>The node that was named, as the cluster is now; null when none was. Asked for each attempt, unless an earlier source has bound it.</summary>
    string? NodeOf(HttpContext context, BindingFeature binding);

    /// <summary>This node has answered: let the client, or the memory, keep that.</summary>
    void Write(HttpContext context, BindingFeature binding, DestinationState destination);
}
