using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>The binding sources of one route, in their order. The first that names a node which may keep its clients wins.</summary>
internal sealed class BindingPlan(params IBindingSource[] sources)
{
    public ReadOnlySpan<IBindingSource> Sources => sources;

    public int Count => sources.Length;

    public IBindingSource this[int i] => sources[i];

    public async ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        foreach (var source in sources)
        {
            await source.ReadAsync(context, binding, cancellationToken);
        }
    }

    public void Write(HttpContext context, BindingFeature binding, DestinationState destination)
    {
        foreach (var source in sources)
        {
            source.Write(context, binding, destination);
        }
    }
}
