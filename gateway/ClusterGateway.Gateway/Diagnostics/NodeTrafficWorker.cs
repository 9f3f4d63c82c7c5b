namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>Takes the samples of <see cref="NodeTraffic"/>.</summary>
internal sealed class NodeTrafficWorker(NodeTraffic traffic, TimeProvider time) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var interval = new PeriodicTimer(NodeTraffic.Interval, time);
        while (await interval.WaitForNextTickAsync(stoppingToken))
        {
            traffic.Sample();
        }
    }
}
