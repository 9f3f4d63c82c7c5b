using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>Counts in a field and is read when somebody collects: a request pays no more than an increment.</summary>
internal sealed class AffinityMetrics
{
    private static readonly BindingOutcome[] Outcomes = Enum.GetValues<BindingOutcome>();

    private readonly long[] _decisions = new long[Outcomes.Length];

    public AffinityMetrics(IMeterFactory meters) => meters.Create(TelemetryNames.Meter).CreateObservableCounter(
        "clustergateway.affinity.decisions", Read, "{decision}", "Requests by what became of the client's binding to a node.");

    public void Decided(BindingFeature binding, BindingOutcome outcome)
    {
        if (binding.Decide(outcome))
        {
            Interlocked.Increment(ref _decisions[(int)outcome]);
        }
    }

    private IEnumerable<Measurement<long>> Read() => Outcomes.Select(outcome =>
        new Measurement<long>(Volatile.Read(ref _decisions[(int)outcome]), new KeyValuePair<string, object?>("result", NameOf(outcome))));

    public static string NameOf(BindingOutcome outcome) => outcome switch
    {
        BindingOutcome.Hit => "hit",
        BindingOutcome.New => "new",
        BindingOutcome.Rebound => "rebound",
        _ => "unknown",
    };
}
