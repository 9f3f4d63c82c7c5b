using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// Builds the OpenTelemetry providers (the package that would do it is not needed for this little). Metrics are always collected for
/// <c>/metrics</c>; OTLP export of metrics and traces begins when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, by the standard variables.
/// </summary>
internal sealed class TelemetryService(TelemetryOptions options, MetricsSnapshot snapshot, IConfiguration configuration) : IHostedService, IDisposable
{
    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var export = TelemetryExtensions.IsExported(configuration);
        var meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(AddService)
            .AddMeter([.. options.Meters])
            .AddReader(snapshot.Reader);
        foreach (var instrument in options.Dropped)
        {
            meters.AddView(instrument, MetricStreamConfiguration.Drop);
        }

        _meters = (export ? meters.AddOtlpExporter() : meters).Build();
        if (export)
        {
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(AddService)
                .AddSource([.. options.ActivitySources])
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
        _meters = null;
        _traces = null;
    }

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win over what the program calls itself.</summary>
    private void AddService(ResourceBuilder resource) => resource
        .Clear()
        .AddService(options.ServiceName, serviceInstanceId: options.InstanceId, autoGenerateServiceInstanceId: false)
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
