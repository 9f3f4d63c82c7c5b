using System.Collections.Concurrent;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Retries;

namespace ClusterGateway.Gateway.Health;

/// <summary>One <see cref="NodeProbe"/> for each member: started when it appears, stopped when no agent lists it any more.</summary>
internal sealed partial class NodeProbes(
    IAgentClient agents, ApplicationProbe application, RequestWatches watches, ClusterTracker state, GatewayOptions options, TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ConcurrentDictionary<string, Running> _running = new(StringComparer.Ordinal);
    private readonly Lock _ejecting = new();
    private readonly ILogger _logger = loggers.CreateLogger<NodeProbes>();
    private readonly long _start = time.GetTimestamp();

    public IEnumerable<string> NodeIds => _running.Keys;

    /// <summary>One caller at a time.</summary>
    public void Apply(IReadOnlyDictionary<string, NodeView> members)
    {
        foreach (var (id, member) in members)
        {
            if (_running.TryGetValue(id, out var running))
            {
                running.Probe.Learn(member);
            }
            else
            {
                Start(member);
            }
        }

        foreach (var id in _running.Keys.Where(id => !members.ContainsKey(id)))
        {
            Stop(id);
        }
    }

    public Task ReportConnectFailureAsync(string nodeId, CancellationToken cancellationToken) =>
        _running.TryGetValue(nodeId, out var running) ? running.Probe.ReportConnectFailureAsync(cancellationToken) : Task.CompletedTask;

    /// <summary>Until every member has been judged once.</summary>
    public Task SeenAsync() => Task.WhenAll(_running.Values.Select(running => running.Probe.Seen));

    public void SuspectHang(string nodeId, long since)
    {
        if (_running.TryGetValue(nodeId, out var running))
        {
            running.Probe.SuspectHang(since);
        }
    }

    /// <summary>One at a time, so that two at once never eject the last node.</summary>
    public EjectionOutcome Eject(string nodeId, TimeSpan atMost)
    {
        lock (_ejecting)
        {
            var nodes = state.Current.Nodes;
            if (!nodes.TryGetValue(nodeId, out var node) || node.Admission.Tier == PlacementTier.Never || !_running.TryGetValue(nodeId, out var running))
            {
                return EjectionOutcome.Already;
            }

            if (!nodes.Values.Any(other => other.Id != nodeId && other.Admission.Tier != PlacementTier.Never))
            {
                return EjectionOutcome.LastOne;
            }

            running.Probe.Eject(atMost);
            return EjectionOutcome.Ejected;
        }
    }

    public async Task StopAllAsync()
    {
        var loops = _running.Values.Select(running => running.Loop).ToArray();
        foreach (var running in _running.Values)
        {
            running.Probe.Stop();
        }

        await Task.WhenAll(loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Start(NodeView member)
    {
        Log.NodeDiscovered(_logger, member.Id, member.Agent);
        var probe = new NodeProbe(member, agents, application, watches, state, options, time, _start, loggers.CreateLogger<NodeProbe>());
        _running[member.Id] = new Running(probe, Task.Run(probe.RunAsync));
    }

    private void Stop(string id)
    {
        if (_running.TryRemove(id, out var running))
        {
            running.Probe.Stop();
            state.Remove(id);
            Log.NodeVanished(_logger, id);
        }
    }

    private sealed record Running(NodeProbe Probe, Task Loop);

    private static partial class Log
    {
        [LoggerMessage(1110, LogLevel.Information, "Node {Node} joined, its agent is {Agent}")]
        public static partial void NodeDiscovered(ILogger logger, string node, string? agent);

        [LoggerMessage(1111, LogLevel.Information, "Node {Node} is no member any more")]
        public static partial void NodeVanished(ILogger logger, string node);
    }
}
