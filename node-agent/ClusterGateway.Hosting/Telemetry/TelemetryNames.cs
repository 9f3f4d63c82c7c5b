namespace ClusterGateway.Hosting.Telemetry;

/// <summary>The one meter and the one activity source of both programs.</summary>
public static class TelemetryNames
{
    public const string Meter = "ClusterGateway";
    public const string ActivitySource = "ClusterGateway";
}
