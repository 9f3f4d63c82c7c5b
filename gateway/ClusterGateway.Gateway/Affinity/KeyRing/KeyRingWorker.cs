namespace ClusterGateway.Gateway.Affinity.KeyRing;

/// <summary>Reads the copy on disk before the first request, then asks the agents: every second until the ring is ready, every minute from then on.</summary>
internal sealed class KeyRingWorker(KeyRingSynchronizer synchronizer, TimeProvider time) : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        synchronizer.Load();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await synchronizer.RunAsync(force: true);
                await Task.Delay(synchronizer.Ready ? Interval : RetryInterval, time, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The gateway stops.
        }
    }
}
