using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>The binding sources of one route, in their order. The first that names a node which may keep its clients wins.</summary>
internal sealed class BindingPlan(params IBindingSource[] sources)
{
    public ReadOnlySpan<IBindingSource> Sources => sources;

    public int Count => sources.Length;

    public IBindingSource this[int i] => sources[i];

    /// <summary>Over at once, nearly always: a cookie that was seen before is not decrypted again.</summary>
    public ValueTask ReadAsync(HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        for (var i = 0; i < sources.Length; i++)
        {
            var reading = sources[i].ReadAsync(context, binding, cancellationToken);
            if (!reading.IsCompletedSuccessfully)
            {
                return ReadOnAsync(reading, i + 1, context, binding, cancellationToken);
            }
        }

        return default;
    }

    private async ValueTask ReadOnAsync(ValueTask reading, int next, HttpContext context, BindingFeature binding, CancellationToken cancellationToken)
    {
        await reading;
        for (var i = next; i < sources.Length; i++)
        {
            await sources[i].ReadAsync(context, binding, cancellationToken);
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
