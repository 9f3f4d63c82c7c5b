using ClusterGateway.NodeAgent.Tests.Agents;
using ClusterGateway.Testing.Waiting;

namespace ClusterGateway.NodeAgent.Tests.Status;

/// <summary>
/// Alone in the process: meters are told apart by name only, so that an agent's metrics would be those of all agents, and would vanish when
/// another one ends.
/// </summary>
[Collection(AloneInTheProcess.Name)]
public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_OfAPrimary_NameTermStoreSessionsAndHousekeeping()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", settings: ("Housekeeping:Interval", "100ms"));
        await cluster.SettledAsync();
        using var http = agent.Client(token: null);
        string[] names =
        [
            "clustergateway_leader_term ", "clustergateway_store_reachable ", "clustergateway_node_sessions ",
            "clustergateway_primary_changes_total{reason=\"first\"} ", "clustergateway_housekeeping_removed_total ",
            "db_client_operation_duration_seconds_count{",
        ];

        await Eventually.TrueAsync(
            async () =>
            {
                var text = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
                return names.All(name => text.Contains("\n" + name, StringComparison.Ordinal));
            },
            $"all of them are shown: {string.Join(", ", names)}");
    }
}
