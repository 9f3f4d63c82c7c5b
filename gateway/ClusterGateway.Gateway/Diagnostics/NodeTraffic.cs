using System.Collections.Concurrent;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>
/// What this gateway sends to each node: running requests by YARP's own count, rate and latency by samples of the last minutes. YARP's state
/// is looked up when it is asked for: its policies may want to be measured themselves.
/// </summary>
internal sealed class NodeTraffic(IServiceProvider services, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <summary>Five minutes.</summary>
    private const int Kept = 100;

    private readonly ConcurrentDictionary<string, Counter> _counters = new(StringComparer.Ordinal);
    private long _sampledAt = time.GetTimestamp();

    public IReadOnlyDictionary<string, long> InFlight() => services.GetRequiredService<IProxyStateLookup>().GetClusters()
        .SelectMany(cluster => cluster.DestinationsState.AllDestinations)
        .Where(destination => ClusterAddress.IsNode(destination.Model.Config))
        .GroupBy(destination => destination.DestinationId, StringComparer.Ordinal)
        .ToDictionary(node => node.Key, node => node.Sum(destination => (long)destination.ConcurrentRequestCount), StringComparer.Ordinal);

    public void Sent(DestinationState destination)
    {
        if (ClusterAddress.IsNode(destination.Model.Config))
        {
            Interlocked.Increment(ref _counters.GetOrAdd(destination.DestinationId, static _ => new Counter()).Sent);
        }
    }

    /// <param name="sentAt">Timestamp.</param>
    public void Answered(DestinationState destination, long sentAt)
    {
        if (_counters.TryGetValue(destination.DestinationId, out var counter))
        {
            Interlocked.Add(ref counter.Waited, time.GetTimestamp() - sentAt);
            Interlocked.Increment(ref counter.Answered);
        }
    }

    /// <summary>Requests per second in the last interval.</summary>
    public double RateOf(string nodeId) => HistoryOf(nodeId) is [.., var last] ? last.Rate : 0;

    /// <summary>One sample for each interval, oldest first.</summary>
    public IReadOnlyList<TrafficSample> HistoryOf(string nodeId) => _counters.TryGetValue(nodeId, out var counter) ? counter.History : [];

    /// <summary>Called each interval by one caller.</summary>
    public void Sample()
    {
        var passed = time.GetElapsedTime(_sampledAt);
        if (passed <= TimeSpan.Zero)
        {
            return;
        }

        _sampledAt = time.GetTimestamp();
        foreach (var counter in _counters.Values)
        {
            counter.Sample(passed.TotalSeconds, time.TimestampFrequency);
        }
    }

    private sealed class Counter
    {
        public long Sent;
        public long Answered;
        public long Waited;

        public TrafficSample[] History { get; private set; } = [];

        public void Sample(double seconds, long frequency)
        {
            // A request between the two belongs to the next interval with one of its halves; over minutes nobody can tell.
            var (answered, waited) = (Interlocked.Exchange(ref Answered, 0), Interlocked.Exchange(ref Waited, 0));
            var latency = answered == 0 ? (TimeSpan?)null : TimeSpan.FromSeconds((double)waited / frequency / answered);
            History = [.. History.TakeLast(Kept - 1), new TrafficSample(Interlocked.Exchange(ref Sent, 0) / seconds, latency)];
        }
    }
}
