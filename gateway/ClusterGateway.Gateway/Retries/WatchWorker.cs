using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Looks at the attempts that wait for response headers, four times a second and after each change of the cluster: cuts those that wait
/// for nothing, and has a node asked at once that lets a request wait and answers no other.
/// </summary>
internal sealed partial class WatchWorker(
    RequestWatches watches, IClusterView view, TimeProvider time, ILogger<WatchWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(250);

    /// <summary>So long may an answer take before its node is asked how it is.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromSeconds(1);

    private readonly Lock _looking = new();
    /// <summary>When the newest request that lets one suspect the node began to wait.</summary>
    private readonly Dictionary<string, long> _suspects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _answered = new(StringComparer.Ordinal);

    public void Look()
    {
        lock (_looking)
        {
            var cut = 0;
            var now = time.GetTimestamp();
            var nodes = view.Current.Nodes;
            foreach (var watch in watches.All())
            {
                if (watch?.Look() is not { } wait)
                {
                    continue;
                }

                var node = nodes.GetValueOrDefault(wait.Node);
                if (WatchDecision.Decide(wait, node, now) is not CutReason.None and var reason)
                {
                    cut += watch.TryCut(wait, reason) ? 1 : 0;
                }
                else if (node is not null && time.GetElapsedTime(wait.Since, now) >= Suspicious && !AnsweredAfter(wait.Node, wait.Since))
                {
                    _suspects[wait.Node] = Math.Max(wait.Since, _suspects.GetValueOrDefault(wait.Node, wait.Since));
                }
            }

            if (cut > 0)
            {
                Log.Cut(logger, cut);
            }

            Ask();
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(TickAsync(stoppingToken), FollowAsync(stoppingToken));

    private async Task TickAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Often, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            watches.Tick();
            Look();
        }
    }

    private async Task FollowAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var version = view.Current.Version;
            Look();
            await view.WaitForChangeAsync(version, stoppingToken);
        }
    }

    private bool AnsweredAfter(string node, long since)
    {
        if (!_answered.TryGetValue(node, out var at))
        {
            _answered[node] = at = watches.LastAnswerOf(node);
        }

        return at > since;
    }

    private void Ask()
    {
        foreach (var (node, since) in _suspects)
        {
            view.SuspectHang(node, since);
        }

        _suspects.Clear();
        _answered.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(1610, LogLevel.Information, "{Count} requests waited for the answer of a node that is down, or for longer than their route allows, and were cut")]
        public static partial void Cut(ILogger logger, int count);
    }
}
