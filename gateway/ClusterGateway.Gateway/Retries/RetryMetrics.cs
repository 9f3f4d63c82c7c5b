using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Retries;

/// <summary>What became of attempts that failed (docs/operations/retries.md).</summary>
internal sealed class RetryMetrics
{
    private readonly Counter<long> _retries;
    private readonly Counter<long> _givenUp;
    private readonly Counter<long> _budgetUsedUp;

    public RetryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        _retries = meter.CreateCounter<long>("clustergateway.retries", "{retry}", "Requests that were sent again, by what ended the attempt before");
        _givenUp = meter.CreateCounter<long>("clustergateway.retries.given_up", "{request}", "Requests that failed in the end, by what ended the last attempt");
        _budgetUsedUp = meter.CreateCounter<long>("clustergateway.retries.budget_exhausted", "{request}", "Requests that were not sent again, because too many were");
    }

    public void Retried(AttemptFailure failure) => _retries.Add(1, Reason(failure));

    public void GaveUp(AttemptFailure failure)
    {
        if (failure != AttemptFailure.None)
        {
            _givenUp.Add(1, Reason(failure));
        }
    }

    public void BudgetUsedUp() => _budgetUsedUp.Add(1);

    private static KeyValuePair<string, object?> Reason(AttemptFailure failure) => new("reason", failure switch
    {
        AttemptFailure.Connect => "connect",
        AttemptFailure.NodeDown or AttemptFailure.NeverSent => "node-down",
        AttemptFailure.Timeout => "timeout",
        _ => "connection-lost",
    });
}
