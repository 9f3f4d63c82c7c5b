using System.Diagnostics.Metrics;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Https;
using ClusterGateway.Hosting.Telemetry;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Certificates;

/// <summary>When the certificates that this gateway serves end: as a metric, and as a warning for those that no agent knows.</summary>
internal sealed class ServedCertificateGauge
{
    private readonly CertificateShelf _shelf;
    private readonly IOptions<HttpsOptions> _options;
    private readonly TimeProvider _time;

    public ServedCertificateGauge(IMeterFactory meters, CertificateShelf shelf, IOptions<HttpsOptions> options, TimeProvider time)
    {
        (_shelf, _options, _time) = (shelf, options, time);
        meters.Create(TelemetryNames.Meter).CreateObservableGauge(
            "clustergateway.certificate.expires_in", Read, "s", "Time until the certificate ends; negative afterwards");
    }

    /// <summary>Of the directory's certificates; the agents warn of the cluster's.</summary>
    public IEnumerable<WarningView> Warnings()
    {
        var soon = _time.GetUtcNow() + TimeSpan.FromDays(_options.Value.MinDays);
        return _shelf.Current.All
            .Where(c => !c.IsShared && c.NotAfter < soon)
            .Select(c => new WarningView(
                WarningCodes.CertificateExpiring, $"the certificate '{c.Name}' of {_options.Value.Directory} ends on {c.NotAfter:yyyy-MM-dd HH:mm} UTC: look why it is not renewed"));
    }

    private IEnumerable<Measurement<double>> Read() => _shelf.Current.All.Select(c =>
        new Measurement<double>((c.NotAfter - _time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("certificate", c.Name)));
}
