using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.NodeAgent.NodeHealth;

/// <summary><c>clustergateway.certificate.expires_in</c>: of every certificate that a check watches, by the check's name, and of those that gateways serve.</summary>
internal sealed class CertificateGauge
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private readonly TimeProvider _time;

    public CertificateGauge(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        meters.Create(TelemetryNames.Meter).CreateObservableGauge(
            "clustergateway.certificate.expires_in", Read, "s", "Time until the certificate ends; negative afterwards");
    }

    public void Record(string check, DateTimeOffset end) => _ends[check] = end;

    public void Forget(string check) => _ends.TryRemove(check, out _);

    private IEnumerable<Measurement<double>> Read() => _ends.Select(end =>
        new Measurement<double>((end.Value - _time.GetUtcNow()).TotalSeconds, new KeyValuePair<string, object?>("certificate", end.Key)));
}
