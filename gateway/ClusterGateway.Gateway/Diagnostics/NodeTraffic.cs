using System.Collections.Concurrent;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>
/// What this gateway sends to each node: running requests by YARP's own count, and the rate of the last reports. YARP's state is looked
/// up when it is asked for: its policies may want to be measured themselves.
/// </summary>
internal sealed class NodeTraffic(IServiceProvider services, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private long _sampledAt = time.GetTimestamp();

    public IReadOnlyDictionary<string, long> InFlight() => services.GetRequiredService<IProxyStateLookup>().GetClusters()
        .SelectMany(cluster => cluster.DestinationsState.AllDestinations)
        .Where(destination => ClusterAddress.IsNode(destination.Model.Config))
        .GroupBy(destination => destination.DestinationId, StringComparer.Ordinal)
        .ToDictionary(node => node.Key, node => node.Sum(destination => (long)destination.ConcurrentRequestCount), StringComparer.Ordinal);

    public void Count(DestinationState destination)
    {
        if (ClusterAddress.IsNode(destination.Model.Config))
        {
            Interlocked.Increment(ref _counters.GetOrAdd(destination.DestinationId, static _ => new Counter()).Requests);
        }
    }

    /// <summary>Requests per second between the last two samples.</summary>
    public double RateOf(string nodeId) => _counters.TryGetValue(nodeId, out var counter) ? counter.Rate : 0;

    /// <summary>Called every few seconds by one caller.</summary>
    public void Sample()
    {
        var seconds = time.GetElapsedTime(_sampledAt).TotalSeconds;
        if (seconds <= 0)
        {
            return;
        }

        _sampledAt = time.GetTimestamp();
        foreach (var counter in _counters.Values)
        {
            counter.Rate = Interlocked.Exchange(ref counter.Requests, 0) / seconds;
        }
    }

    private sealed class Counter
    {
        public long Requests;
        public double Rate;
    }
}
