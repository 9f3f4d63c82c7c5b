using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClusterGateway.Gateway.Management;

/// <summary>Tells the cluster every few seconds that this gateway lives, what runs through it, and whom it has bound where.</summary>
internal sealed partial class GatewayReporter(
    IAgentClient agents,
    GatewayIdentity identity,
    GatewayOptions options,
    ManagementServer management,
    IServer server,
    NodeTraffic traffic,
    IBindingCounts bindings,
    TimeProvider time,
    ILogger<GatewayReporter> logger) : BackgroundService
{
    /// <summary>A report counts for 10 s: two may be lost.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            traffic.Sample();
            if (options.Nodes.Count > 0)
            {
                await ReportAsync(stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReportAsync(CancellationToken stoppingToken)
    {
        var report = new GatewayReport
        {
            Url = options.PublicUrl?.AbsoluteUri ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "",
            Management = management.Address ?? options.Management.Url,
            Version = GatewayIdentity.Version,
            InFlight = traffic.InFlight(),
            Bound = bindings.Current.ToDictionary(node => node.Key, node => (long)node.Value, StringComparer.Ordinal),
        };
        try
        {
            await agents.PutGatewayAsync(identity.Id, report, stoppingToken);
            _failing = false;
        }
        catch (HttpRequestException exception)
        {
            if (!_failing)
            {
                Log.NotReported(logger, exception.Message);
            }

            _failing = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1410, LogLevel.Information, "The cluster cannot be told of this gateway: {Reason}")]
        public static partial void NotReported(ILogger logger, string reason);
    }
}
