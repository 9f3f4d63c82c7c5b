using ClusterGateway.Gateway.Affinity.PlacementMemory;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>Counts the bindings for <see cref="NodeLoads"/> aside from the requests: a million of them take a moment.</summary>
internal sealed class NodeLoadWorker(NodeLoads loads, IBindingCounts bindings, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (loads.IsUsed)
            {
                loads.Bound(bindings.Current);
            }
        }
    }
}
