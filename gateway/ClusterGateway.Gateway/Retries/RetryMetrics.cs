using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Retries;

/// <summary>What became of attempts that failed (docs/operations/retries.md).</summary>
internal sealed class RetryMetrics
{
    private static readonly string[] Retriable = ["connect", "connection-lost", "node-down"];

    private readonly LabelledCounter _retries;
    private readonly LabelledCounter _givenUp;
    private long _budgetUsedUp;

    public RetryMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(TelemetryNames.Meter);
        _retries = new LabelledCounter(
            meter, "clustergateway.retries", "{retry}", "Requests that were sent again, by what ended the attempt before", "reason", Retriable);
        _givenUp = new LabelledCounter(
            meter, "clustergateway.retries.given_up", "{request}", "Requests that failed in the end, by what ended the last attempt", "reason", [.. Retriable, "timeout"]);
        meter.CreateObservableCounter(
            "clustergateway.retries.budget_exhausted", () => Interlocked.Read(ref _budgetUsedUp), "{request}",
            "Requests that were not sent again, because too many were");
    }

    public void Retried(AttemptFailure failure) => _retries.Add(Reason(failure));

    public void GaveUp(AttemptFailure failure)
    {
        if (failure != AttemptFailure.None)
        {
            _givenUp.Add(Reason(failure));
        }
    }

    public void BudgetUsedUp() => Interlocked.Increment(ref _budgetUsedUp);

    private static string Reason(AttemptFailure failure) => failure switch
    {
        AttemptFailure.Connect => "connect",
        AttemptFailure.NodeDown or AttemptFailure.NeverSent => "node-down",
        AttemptFailure.Timeout => "timeout",
        _ => "connection-lost",
    };
}
