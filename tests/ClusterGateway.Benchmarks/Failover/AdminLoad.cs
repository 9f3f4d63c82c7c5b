using System.Collections.Concurrent;
using ClusterGateway.Testing.Clusters;

namespace ClusterGateway.Benchmarks.Failover;

/// <summary>Administrators who ask all the time, one request after the other each.</summary>
internal sealed class AdminLoad : IAsyncDisposable
{
    private const int Clients = 4;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<AdminAnswer> _answers = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly Task _asking;

    public AdminLoad(TestCluster cluster) =>
        _asking = Task.WhenAll(Enumerable.Range(0, Clients).Select(i => AskAsync(new PortalUser(cluster.Url, $"10.9.0.{i + 1}", cluster.File.Demo!.Admin))));

    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Those that ended after the moment, so far.</summary>
    public IReadOnlyList<AdminAnswer> Since(TimeSpan moment) => [.. _answers.Where(a => a.Ended >= moment)];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _asking;
        _stop.Dispose();
    }

    private async Task AskAsync(PortalUser admin)
    {
        using (admin)
        {
            while (!_stop.IsCancellationRequested)
            {
                var began = Now;
                string? node = null;
                try
                {
                    node = (await admin.AdminWhoAmIAsync()).Node;
                }
                catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
                {
                    // Counted by the missing node.
                }

                _answers.Enqueue(new AdminAnswer(began, Now, node));
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }
}
