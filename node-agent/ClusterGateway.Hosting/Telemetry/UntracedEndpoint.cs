namespace ClusterGateway.Hosting.Telemetry;

/// <summary>Marks an endpoint that is asked every few seconds and of which nobody wants traces.</summary>
internal sealed class UntracedEndpoint
{
    public static UntracedEndpoint Mark { get; } = new();
}
