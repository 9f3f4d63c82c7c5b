using System.Diagnostics.Metrics;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Certificates;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Management;
using ClusterGateway.Gateway.Primary;
using ClusterGateway.Hosting.Telemetry;

namespace ClusterGateway.Gateway.Diagnostics;

/// <summary>What alerts are made of: states that nobody should have to look for (samples/monitoring/alerts.yml).</summary>
internal sealed class ClusterMetrics
{
    private static readonly AdministrativeState[] States = Enum.GetValues<AdministrativeState>();

    private readonly IClusterView _view;
    private readonly PlacementWatch _placement;
    private readonly ServedCertificateGauge _certificates;
    private readonly TimeProvider _time;

    public ClusterMetrics(IMeterFactory meters, IClusterView view, AgentList agents, PlacementWatch placement, ServedCertificateGauge certificates, TimeProvider time)
    {
        (_view, _placement, _certificates, _time) = (view, placement, certificates, time);
        var meter = meters.Create(TelemetryNames.Meter);
        meter.CreateObservableGauge("clustergateway.node.state", NodeStates, "{node}", "1 for the administrative state that the node is in");
        meter.CreateObservableGauge("clustergateway.drain.sessions", DrainSessions, "{session}", "Whom the drain of a node waits for; only while it drains");
        meter.CreateObservableGauge("clustergateway.drain.remaining", DrainRemaining, "s", "Time until the deadline of a node's drain; only while it drains");
        meter.CreateObservableGauge("clustergateway.agents.known", () => agents.All.Count, "{agent}", "Agents that the gateway is to ask: configured, and of members");
        meter.CreateObservableGauge("clustergateway.agents.answering", Answering, "{agent}", "Agents that answer this gateway");
        meter.CreateObservableGauge("clustergateway.primary.claimants", Claimants, "{node}", "Nodes that claim the highest term: more than one must not be");
        meter.CreateObservableGauge("clustergateway.warnings", Warnings, "{warning}", "Nodes that warn of it, or 1 where the gateway does, by code");
    }

    private IEnumerable<NodeState> Nodes => _view.Current.Nodes.Values;

    private IEnumerable<Measurement<long>> NodeStates() =>
        from node in Nodes
        from state in States
        select Of(node.AdministrativeState == state ? 1 : 0, new("node", node.Id), new("state", state.ToString().ToLowerInvariant()));

    private IEnumerable<Measurement<long>> DrainSessions() =>
        from node in Nodes
        where node.Drain?.Sessions is not null
        select Of(node.Drain!.Sessions!.Value, new KeyValuePair<string, object?>("node", node.Id));

    private IEnumerable<Measurement<double>> DrainRemaining() =>
        from node in Nodes
        where node.Drain is not null
        select new Measurement<double>(node.Drain!.Remaining, new KeyValuePair<string, object?>("node", node.Id));

    private long Answering() => Nodes.Count(node => node is { Self: not null, AgentSilent: false });

    private long Claimants() => PrimarySelection.Claimants(_view.Current).Count;

    private IEnumerable<Measurement<long>> Warnings()
    {
        var snapshot = _view.Current;
        var ofNodes = snapshot.Nodes.Values
            .Where(node => !node.AgentSilent)
            .SelectMany(node => node.Self?.Warnings ?? [])
            .CountBy(warning => warning.Code)
            .ToDictionary(StringComparer.Ordinal);
        var own = ClusterStatus.OwnWarnings(snapshot, _time.GetTimestamp()).Select(warning => warning.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var code in WarningCodes.OfAgents)
        {
            var here = code == WarningCodes.CertificateExpiring && _certificates.Warnings().Any() ? 1 : 0;
            yield return Of(ofNodes.GetValueOrDefault(code) + here, new KeyValuePair<string, object?>("code", code));
        }

        foreach (var code in WarningCodes.OfGateways)
        {
            var isRaised = code == WarningCodes.AddressPrefixShare ? _placement.Warning is not null : own.Contains(code);
            yield return Of(isRaised ? 1 : 0, new KeyValuePair<string, object?>("code", code));
        }
    }

    private static Measurement<long> Of(long value, params ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(value, tags);
}
