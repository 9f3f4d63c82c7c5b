namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>A metric as a collector gets it, with the attributes of each of its series.</summary>
public sealed record ReceivedMetric(
    ReceivedResource Resource, string Name, string Unit, string Description, IReadOnlyList<IReadOnlyDictionary<string, string>> Series);
