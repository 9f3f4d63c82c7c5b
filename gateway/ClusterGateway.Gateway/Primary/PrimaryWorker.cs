using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Primary;

/// <summary>Follows the primary: lets those who wait go, cuts what runs under a term that is over, and tells and counts the changes.</summary>
internal sealed partial class PrimaryWorker(
    IClusterView view, PrimaryQueue queue, PrimaryTerms terms, GatewayMetrics metrics, TimeProvider time, ILogger<PrimaryWorker> logger) : BackgroundService
{
    private PrimaryState? _last;
    private bool _available;
    private bool _disputed;
    private long _lostAt = time.GetTimestamp();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var snapshot = view.Current;
            Follow(snapshot);
            await UntilChangeAsync(snapshot.Version, stoppingToken);
        }
    }

    private void Follow(ClusterSnapshot snapshot)
    {
        var now = time.GetTimestamp();
        terms.Advance(snapshot.Term);
        if (PrimaryAvailability.Now(snapshot, now) is { } primary)
        {
            Gained(primary, now);
            queue.Release();
        }
        else
        {
            Lost(snapshot, now);
        }

        Dispute(snapshot);
    }

    private void Gained(PrimaryState primary, long now)
    {
        if (!_available || _last?.Term != primary.Term)
        {
            var reason = _last is null ? "found" : _last.Term == primary.Term ? "recovered" : _last.Stopping ? "handover" : "failover";
            var vacancy = _available ? TimeSpan.Zero : time.GetElapsedTime(_lostAt, now);
            metrics.PrimaryChanged(reason, vacancy);
            Log.PrimaryIs(logger, primary.NodeId, primary.Term, reason);
        }

        (_last, _available) = (primary, true);
    }

    private void Lost(ClusterSnapshot snapshot, long now)
    {
        if (_available)
        {
            _lostAt = now;
            _available = false;
            Log.NoPrimary(logger, _last!.NodeId, _last.Term);
        }

        _last = snapshot.Primary ?? _last;
        if (_last is not null && _last.Deadline <= now)
        {
            terms.Expire(_last.Term);
        }
    }

    private void Dispute(ClusterSnapshot snapshot)
    {
        var claimants = PrimarySelection.Claimants(snapshot);
        if (claimants.Count > 1 && !_disputed)
        {
            Log.TwoPrimaries(logger, string.Join(", ", claimants), snapshot.Term);
        }

        _disputed = claimants.Count > 1;
    }

    private async Task UntilChangeAsync(long version, CancellationToken stoppingToken)
    {
        var left = _last is null ? TimeSpan.Zero : time.GetElapsedTime(time.GetTimestamp(), _last.Deadline);
        var change = view.WaitForChangeAsync(version, stoppingToken);
        if (left <= TimeSpan.Zero)
        {
            await change;
            return;
        }

        try
        {
            await change.WaitAsync(left + TimeSpan.FromMilliseconds(1), time, stoppingToken);
        }
        catch (TimeoutException)
        {
            // The deadline has come without news.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Information, "Node {Node} is the primary of term {Term} ({Reason})")]
        public static partial void PrimaryIs(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1301, LogLevel.Information, "There is no primary any more: node {Node} of term {Term} hands over, is down, or its lease ran out; admin requests wait")]
        public static partial void NoPrimary(ILogger logger, string node, long term);

        [LoggerMessage(1302, LogLevel.Warning, "Nodes {Nodes} all claim term {Term}; none gets admin traffic until one is left")]
        public static partial void TwoPrimaries(ILogger logger, string nodes, long term);
    }
}
