using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Sessions;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>
/// Who is on the nodes: what the gateways report of their clients, read every few seconds, and the sessions that applications keep
/// references of. While the store is away, the last good copy.
/// </summary>
internal sealed partial class NodeTraffic(
    GatewayStore gateways, ISessionCount sessions, IMembership membership, NodeIdentity self, TimeProvider time, ILogger<NodeTraffic> logger)
    : BackgroundService, IGatewayCount
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private volatile IReadOnlyList<GatewayReading> _gateways = [];

    public int Alive => _gateways.Count(g => g.IsAlive);

    /// <summary>The larger of both: a gateway does not see every client, and not every application keeps references.</summary>
    public long SessionsOf(string nodeId) => Math.Max(BoundTo(nodeId) ?? 0, ReferencesOf(nodeId) ?? 0);

    /// <summary>
    /// Clients bound to the node: the sum over the gateways, also over those that have fallen silent within the session idle time. It may
    /// count one client twice, but never misses one. Null while no gateway is alive: then zero would mean nothing.
    /// </summary>
    public long? BoundTo(string nodeId) =>
        _gateways is var reports && reports.Any(g => g.IsAlive) ? reports.Sum(g => g.Bound.GetValueOrDefault(nodeId)) : null;

    /// <summary>Sessions of the node by their references: counted here for this node, told by their agents for the others; null when unknown.</summary>
    public long? ReferencesOf(string nodeId) => nodeId == self.Id ? sessions.OfThisNode : membership.Current.Find(nodeId)?.Sessions;

    public long InFlightOf(string nodeId) => _gateways.Where(g => g.IsAlive).Sum(g => g.InFlight.GetValueOrDefault(nodeId));

    /// <summary>Reads the reports now.</summary>
    public async Task<IReadOnlyList<GatewayReading>> ReadAsync(CancellationToken cancellationToken) =>
        _gateways = await gateways.ReadAsync(cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
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
