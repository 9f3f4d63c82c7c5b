using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Retries;

internal sealed class RetryMetrics
{
    private readonly Counter<long> _retries;

    public RetryMetrics(IMeterFactory meters) => _retries = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.retries", "{retry}", "Requests that were sent again, by what ended the attempt before.");

    public void Retried(AttemptFailure failure) => _retries.Add(1, new KeyValuePair<string, object?>("reason", failure switch
    {
        AttemptFailure.Connect => "connect",
        _ => "connection-lost",
    }));
}
