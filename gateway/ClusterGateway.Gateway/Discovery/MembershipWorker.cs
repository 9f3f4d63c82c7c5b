using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>Reads the membership every few seconds; more often as long as no node is known.</summary>
internal sealed class MembershipWorker(
    Membership membership, NodeProbes probes, ClusterTracker state, NodeAddresses addresses, GatewayOptions options, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan WhileEmpty = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        state.Published += addresses.Update;
        try
        {
            while (options.Nodes.Count > 0)
            {
                await membership.RefreshAsync(stoppingToken);
                TimeSpan interval = options.Probing.Discovery;
                var pause = state.Current.Nodes.Count == 0 && interval > WhileEmpty ? WhileEmpty : interval;
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        finally
        {
            await probes.StopAllAsync();
        }
    }
}
