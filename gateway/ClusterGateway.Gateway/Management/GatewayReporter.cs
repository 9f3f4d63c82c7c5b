using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Affinity.PlacementMemory;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Diagnostics;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Primary;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClusterGateway.Gateway.Management;

/// <summary>Tells the cluster every few seconds that this gateway lives, what runs through it, and whom it has bound where.</summary>
internal sealed partial class GatewayReporter(
    IAgentClient agents,
    IClusterView view,
    GatewayIdentity identity,
    GatewayOptions options,
    ManagementServer management,
    IServer server,
    NodeTraffic traffic,
    IBindingCounts bindings,
    AdminRequests admin,
    HeldCertificates certificates,
    TimeProvider time,
    ILogger<GatewayReporter> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// In intervals: a report counts for 10 s, and two may be lost. While a node drains or the primary hands over each interval has one, for they
    /// wait for it.
    /// </summary>
    private const int Seldom = 6;

    private bool _failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var tick = 0; options.Nodes.Count > 0; tick++)
        {
            var certificatesChanged = certificates.Changed;
            // Before anything is counted: whoever came before that is in the counts.
            var draining = Draining();
            var stopping = Stopping();
            if (tick % Seldom == 0 || draining.Length > 0 || stopping is not null)
            {
                await ReportAsync(draining, stopping, stoppingToken);
            }

            // At once: their activation waits for it.
            await PauseAsync(stopping, certificatesChanged, stoppingToken);
            if (certificatesChanged.IsCompleted)
            {
                tick = -1;
            }
        }
    }

    /// <summary>One interval; not so long when a hand-over is announced or a certificate comes meanwhile.</summary>
    private async Task PauseAsync(long? told, Task certificatesChanged, CancellationToken stoppingToken)
    {
        using var interval = new CancellationTokenSource(Interval, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(interval.Token, stoppingToken);
        try
        {
            var version = view.Current.Version;
            while (!certificatesChanged.IsCompleted && (Stopping() is not { } stopping || stopping == told))
            {
                await await Task.WhenAny(view.WaitForChangeAsync(version, either.Token), certificatesChanged);
                version = view.Current.Version;
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // The interval is over.
        }
    }

    private long? Stopping() => PrimaryAvailability.Stopping(view.Current, time.GetTimestamp(), time.TimestampFrequency);

    private string[] Draining() =>
        [.. view.Current.Nodes.Values.Where(node => node.AdministrativeState == AdministrativeState.Draining).Select(node => node.Id)];

    private async Task ReportAsync(string[] draining, long? stopping, CancellationToken stoppingToken)
    {
        var report = new GatewayReport
        {
            Url = options.PublicUrl?.AbsoluteUri ?? server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "",
            Management = management.Address ?? options.Management.Url,
            Version = GatewayIdentity.Version,
            InFlight = traffic.InFlight(),
            Draining = draining,
            AdminInFlight = admin.Running,
            StoppingTerm = stopping,
            Certificates = CertificatePlan.Report(certificates.Current),
            TakesCertificates = certificates.IsOn,
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
