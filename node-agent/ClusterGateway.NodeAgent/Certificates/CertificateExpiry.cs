using ClusterGateway.Contracts;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.NodeHealth.Checks;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>Watches when the active certificates end: every node measures it, the primary warns of it.</summary>
internal sealed partial class CertificateExpiry(
    CertificateStore certificates, CertificateOptions options, CertificateGauge gauge, ILeadership leadership, StoreClock clock, TimeProvider time,
    ILogger<CertificateExpiry> logger) : BackgroundService, ICertificateWarnings
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private volatile IReadOnlyList<(string Name, DateTimeOffset End)> _ends = [];

    public IReadOnlyList<WarningView> Current => leadership.IsPrimary ? Warnings(_ends, options.MinDays, clock.Now) : [];

    public static IReadOnlyList<WarningView> Warnings(IReadOnlyList<(string Name, DateTimeOffset End)> ends, int minDays, DateTimeOffset now)
    {
        var sentences = ends
            .Where(it => Expiry.IsNear(it.End, now, minDays))
            .Select(it => $"the certificate '{it.Name}' of the gateways {Expiry.Clause(it.End, now)}: upload its successor and activate it")
            .ToArray();
        return sentences.Length == 0 ? [] : [new WarningView(WarningCodes.CertificateExpiring, string.Join("; ", sentences))];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long? seen = null;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                var revision = await certificates.RevisionAsync(stoppingToken);
                if (revision != seen)
                {
                    Take(await certificates.ReadAllAsync(stoppingToken));
                    seen = revision;
                }
            }
            catch (StoreUnavailableException exception)
            {
                Log.StoreAway(logger, exception.Message);
            }
            catch (InvalidDataException exception)
            {
                Log.Unreadable(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Take(IReadOnlyList<StoredCertificate> all)
    {
        var active = all.Select(c => c.Active).OfType<CertificateRecord>().Select(c => (c.Name, c.NotAfter)).ToArray();
        foreach (var gone in _ends.Select(it => it.Name).Except(active.Select(it => it.Name)))
        {
            gauge.Forget(gone);
        }

        foreach (var (name, end) in active)
        {
            gauge.Record(name, end);
        }

        _ends = active;
    }

    private static partial class Log
    {
        [LoggerMessage(2510, LogLevel.Debug, "the certificates could not be read, what was known of them stays: {Reason}", EventName = "CertificatesStale")]
        public static partial void StoreAway(ILogger logger, string reason);

        [LoggerMessage(2511, LogLevel.Error, "a stored certificate cannot be read", EventName = "CertificatesUnreadable")]
        public static partial void Unreadable(ILogger logger, Exception exception);
    }
}
