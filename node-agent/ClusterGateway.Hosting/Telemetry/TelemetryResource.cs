using OpenTelemetry.Resources;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>Who sends: the same for all signals.</summary>
internal static class TelemetryResource
{
    /// <summary><c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> win over what the program calls itself.</summary>
    public static void Describe(this ResourceBuilder resource, TelemetryOptions options) => resource
        .Clear()
        .AddService(options.ServiceName, options.Namespace, options.Version, autoGenerateServiceInstanceId: false, options.InstanceId)
        .AddAttributes([new("host.name", Environment.MachineName)])
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
