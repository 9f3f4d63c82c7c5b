using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Affinity;

internal sealed class AffinityMetrics
{
    private readonly Counter<long> _decisions;

    public AffinityMetrics(IMeterFactory meters) => _decisions = meters.Create(TelemetryNames.Meter).CreateCounter<long>(
        "clustergateway.affinity.decisions", "{decision}", "Requests by what became of the client's binding to a node.");

    public void Decided(BindingFeature binding, BindingOutcome outcome)
    {
        if (binding.Decide(outcome))
        {
            _decisions.Add(1, new KeyValuePair<string, object?>("result", Text(outcome)));
        }
    }

    private static string Text(BindingOutcome outcome) => outcome switch
    {
        BindingOutcome.Hit => "hit",
        BindingOutcome.New => "new",
        BindingOutcome.Rebound => "rebound",
        _ => "unknown",
    };
}
