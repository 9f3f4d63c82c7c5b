using LocalCluster.Planning;

namespace LocalCluster.Watching;

/// <summary>
/// Lets only a few nodes start at the same time. Each needs seconds of a processor for it, and twenty at once on two cores would for
/// minutes answer neither each other nor anybody else in time.
/// </summary>
internal sealed class StartPace(ClusterProbe probe, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a node that does not answer keeps the next ones waiting.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _places = new(Math.Max(4, Environment.ProcessorCount));

    /// <summary>Runs <paramref name="start"/> as soon as few enough of the nodes before this one are still starting.</summary>
    public async Task StartAsync(NodePlan node, Func<Task> start, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        await start();
        _ = ReleaseAsync(node, cancellationToken);
    }

    public void Dispose() => _places.Dispose();

    private async Task ReleaseAsync(NodePlan node, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (time.GetElapsedTime(begin) < Patience && !cancellationToken.IsCancellationRequested && !await probe.IsAliveAsync(node, cancellationToken))
        {
            await Task.Delay(Between, time, CancellationToken.None);
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            _places.Release();
        }
    }
}
