using ClusterGateway.Contracts.Gateways;
using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>What the gateways report of the nodes' clients, read every few seconds. While the store is away, the last good copy.</summary>
internal sealed partial class NodeTraffic(GatewayStore gateways, TimeProvider time, ILogger<NodeTraffic> logger) : BackgroundService
{
    private const int MostGateways = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<GatewayView> _gateways = [];

    /// <summary>Clients bound to the node: the sum over the gateways, which may count one client twice, but never misses one.</summary>
    public long SessionsOf(string nodeId) => _gateways.Sum(g => g.Bound.GetValueOrDefault(nodeId));

    public long InFlightOf(string nodeId) => _gateways.Sum(g => g.InFlight.GetValueOrDefault(nodeId));

    /// <summary>Whether any gateway tells anything at all: without one, zero sessions mean nothing.</summary>
    public bool IsReported => _gateways.Count > 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                _gateways = (await gateways.ListAsync(after: null, MostGateways, stoppingToken)).Items;
            }
            catch (StoreUnavailableException exception)
            {
                Log.StoreAway(logger, exception.Message);
            }
            catch (InvalidDataException exception)
            {
                Log.Failed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static partial class Log
    {
        [LoggerMessage(1500, LogLevel.Debug, "the gateways could not be read, the last copy stays: {Reason}", EventName = "GatewaysStale")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(1501, LogLevel.Error, "the gateways could not be read", EventName = "GatewaysFailed")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
