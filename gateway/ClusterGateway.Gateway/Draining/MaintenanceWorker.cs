using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Draining;

/// <summary>
/// A node in maintenance gets no traffic at all: what would go on for hours is cut. Looks again with every picture of the cluster, for a
/// connection may have been on its way to the node when it went.
/// </summary>
internal sealed partial class MaintenanceWorker(IClusterView view, LongLivedConnections connections, ILogger<MaintenanceWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var snapshot = view.Current;
            foreach (var node in snapshot.Nodes.Values)
            {
                if (node.AdministrativeState == AdministrativeState.Maintenance && connections.Cut(node.Id) is > 0 and var cut)
                {
                    Log.Cut(logger, node.Id, cut);
                }
            }

            await view.WaitForChangeAsync(snapshot.Version, stoppingToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1530, LogLevel.Information, "Node {Node} is in maintenance: {Count} open connections to it were cut")]
        public static partial void Cut(ILogger logger, string node, int count);
    }
}
