using ClusterGateway.NodeAgent.Signals;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Lets gateways wait for changes: one watch of the store for all of them.</summary>
internal sealed class CertificateFeed(CertificateStore certificates, IClusterStore store, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(2);

    private readonly ChangeSignal _changed = new();

    /// <summary>Returns when the list has another revision, or the bound is over.</summary>
    public async Task WaitAsync(long since, TimeSpan bound, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var started = time.GetTimestamp();
        while (true)
        {
            var changed = _changed.Next;
            var revision = await certificates.RevisionAsync(cancellationToken);
            var rest = bound - time.GetElapsedTime(started);
            if (revision != since || rest <= TimeSpan.Zero || stop.IsCancellationRequested)
            {
                return;
            }

            await Task.WhenAny(changed, Task.Delay(rest < Poll ? rest : Poll, time, stop.Token));
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        StoreHints.FollowAsync(store, CertificateKeys.Prefix, _changed.Raise, time, stoppingToken);
}
