namespace ClusterGateway.Testing.Telemetry.Otlp;

/// <summary>Who sent it.</summary>
public sealed record ReceivedResource(IReadOnlyDictionary<string, string> Attributes)
{
    public string Service => Attributes.GetValueOrDefault("service.name", "");

    public string Instance => Attributes.GetValueOrDefault("service.instance.id", "");
}
