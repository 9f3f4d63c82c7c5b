using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Retries;
using ClusterGateway.Hosting.Telemetry;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Health;

/// <summary>
/// Counts failed requests in a row on each node, and has one ejected from new placements when they are too many. Bound clients stay: only
/// the probe, or the agent, moves them.
/// </summary>
internal sealed partial class PassiveHealth
{
    private readonly ConcurrentDictionary<string, int> _failing = new(StringComparer.Ordinal);
    private readonly Counter<long> _ejections;
    private readonly PassiveHealthOptions _options;
    private readonly IClusterView _view;
    private readonly ILogger<PassiveHealth> _logger;
    private volatile bool _anyFailing;
    private long _lookedThrough;

    public PassiveHealth(IOptions<PassiveHealthOptions> options, IClusterView view, IMeterFactory meters, ILogger<PassiveHealth> logger)
    {
        (_options, _view, _logger) = (options.Value, view, logger);
        _ejections = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
            "clustergateway.node.ejections", "{ejection}", "Nodes taken out of new placements because requests failed in a row");
    }

    /// <summary>Requests have failed whose node has not recovered since, and is still there: then the others are looked at too.</summary>
    public bool AnyFailing => _anyFailing;

    /// <summary>Takes notice of how an attempt ended. Nothing to do while all goes well.</summary>
    public void Note(HttpContext context, AttemptFailure failure)
    {
        if ((failure == AttemptFailure.None && !_anyFailing && !_options.ServerErrors) || _options.Failures == 0
            || (failure == AttemptFailure.ConnectionLost && IsUploadRefused(context))
            || context.GetReverseProxyFeature().ProxiedDestination is not { } destination)
        {
            return;
        }

        if (failure != AttemptFailure.None || (_options.ServerErrors && context.Response.StatusCode >= StatusCodes.Status500InternalServerError))
        {
            Failed(destination.DestinationId);
        }
        else if (context.Features.Get<IForwarderErrorFeature>() is null)
        {
            Succeeded(destination.DestinationId);
        }
    }

    /// <summary>Perhaps the node answered 401 or 413 early and closed: that is the client's doing, and any client could have nodes ejected.</summary>
    private static bool IsUploadRefused(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Error == ForwarderError.RequestBodyDestination;

    private void Failed(string node)
    {
        if (!_view.Current.Nodes.ContainsKey(node))
        {
            return;
        }

        var failures = _failing.AddOrUpdate(node, 1, (_, before) => before + 1);
        _anyFailing = true;
        if (failures < _options.Failures)
        {
            return;
        }

        Forget(node);
        switch (_view.Eject(node, _options.Ejection))
        {
            case EjectionOutcome.Ejected:
                _ejections.Add(1, new KeyValuePair<string, object?>("node", node));
                Log.Ejected(_logger, node, _options.Failures, _options.Ejection.TotalSeconds);
                break;
            case EjectionOutcome.LastOne:
                Log.Kept(_logger, node, _options.Failures);
                break;
        }
    }

    private void Succeeded(string node)
    {
        Forget(node);
        var snapshot = _view.Current;
        if (_anyFailing && Interlocked.Exchange(ref _lookedThrough, snapshot.Version) != snapshot.Version)
        {
            // Where a node is not any more, nothing succeeds.
            foreach (var gone in _failing.Keys.Where(failing => !snapshot.Nodes.ContainsKey(failing)))
            {
                Forget(gone);
            }
        }
    }

    private void Forget(string node)
    {
        if (_failing.TryRemove(node, out _) && _failing.IsEmpty)
        {
            _anyFailing = false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1620, LogLevel.Warning, "Node {Node} takes no new clients: {Failures} requests in a row failed there; until a probe of the application succeeds, for {Seconds} s at most")]
        public static partial void Ejected(ILogger logger, string node, int failures, double seconds);

        [LoggerMessage(1621, LogLevel.Warning, "{Failures} requests in a row failed on node {Node}, but it is the last one that takes new clients, and stays")]
        public static partial void Kept(ILogger logger, string node, int failures);
    }
}
