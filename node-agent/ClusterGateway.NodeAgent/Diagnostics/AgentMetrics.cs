using System.Diagnostics.Metrics;
using ClusterGateway.Contracts;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.NodeAgent.Leadership;

namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>The agent's own instruments, by the names of the public interface.</summary>
internal sealed class AgentMetrics
{
    private readonly Meter _meter;
    private readonly LabelledCounter _changes;
    private readonly Histogram<double> _vacancy;

    public AgentMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(TelemetryNames.Meter);
        _changes = new LabelledCounter(
            _meter, "clustergateway.primary.changes", "{change}", "How often this node became primary", "reason", ["first", "failover", "handover"]);
        _vacancy = _meter.CreateHistogram<double>(
            "clustergateway.primary.vacancy", "s", "How long nobody was primary before this node took over, as far as it saw",
            tags: null, HistogramBounds.Vacancy);
    }

    /// <param name="reason"><c>first</c>, <c>failover</c> or <c>handover</c>.</param>
    public void PrimaryChanged(string reason, TimeSpan vacancy)
    {
        _changes.Add(reason);
        _vacancy.Record(vacancy.TotalSeconds);
    }

    /// <summary>Adds what is read when somebody asks; once, after everything exists.</summary>
    public void Observe(ILeadership leadership, StoreReachability store, Func<long> sessions, Func<IReadOnlyList<WarningView>> warnings)
    {
        _meter.CreateObservableGauge("clustergateway.leader.term", () => leadership.Term, "{term}", "The highest term this node knows");
        _meter.CreateObservableGauge(
            "clustergateway.leader.lease_remaining", () => leadership.LeaseRemaining.TotalSeconds, "s", "What is left of this node's lease");
        _meter.CreateObservableGauge(
            "clustergateway.leader.failsafe", () => leadership.IsFailsafe ? 1 : 0, "{leader}", "Whether this node is primary without the store");
        _meter.CreateObservableGauge("clustergateway.store.reachable", () => store.IsReachable ? 1 : 0, "{store}", "Whether the store answers");
        _meter.CreateObservableGauge("clustergateway.node.sessions", sessions, "{session}", "Sessions on this node");
        _meter.CreateObservableGauge("clustergateway.warnings", () => Warnings(warnings()), "{warning}", "Whether this node warns of it, by code");
    }

    private static IEnumerable<Measurement<long>> Warnings(IReadOnlyList<WarningView> warnings) => WarningCodes.OfAgents.Select(code =>
        new Measurement<long>(warnings.Any(warning => warning.Code == code) ? 1 : 0, new KeyValuePair<string, object?>("code", code)));
}
