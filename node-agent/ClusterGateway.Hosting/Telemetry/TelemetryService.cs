using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// Builds the OpenTelemetry providers (the package that would do it is not needed for this little). Metrics are always collected for
/// <c>/metrics</c>; what is exported by OTLP is in <see cref="OtlpVariables"/>.
/// </summary>
internal sealed class TelemetryService(TelemetryOptions options, MetricsSnapshot snapshot, IConfiguration configuration, IEnumerable<ILoggerProvider> logs)
    : IHostedService, IDisposable
{
    /// <summary>A collector that does not answer must not hold up the end of the program.</summary>
    private const int FarewellMilliseconds = 2000;

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _meters = Meters();
        _traces = OtlpVariables.IsExported(configuration, OtlpSignal.Traces) ? Traces() : null;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(
        Task.Run(() => _meters?.Shutdown(FarewellMilliseconds), CancellationToken.None),
        Task.Run(() => _traces?.Shutdown(FarewellMilliseconds), CancellationToken.None),
        Task.Run(() => logs.OfType<LogExport>().SingleOrDefault()?.Shutdown(FarewellMilliseconds), CancellationToken.None));

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
        _meters = null;
        _traces = null;
    }

    private MeterProvider Meters()
    {
        var meters = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(sdk => sdk.AddSingleton(OtlpVariables.For(configuration, OtlpSignal.Metrics)))
            .ConfigureResource(resource => resource.Describe(options))
            .AddMeter([.. options.Meters])
            .AddReader(snapshot.Reader);
        foreach (var instrument in options.Dropped)
        {
            meters.AddView(instrument, MetricStreamConfiguration.Drop);
        }

        return (OtlpVariables.IsExported(configuration, OtlpSignal.Metrics)
            ? meters.AddOtlpExporter(exporter => OtlpVariables.Apply(configuration, OtlpSignal.Metrics, exporter))
            : meters).Build();
    }

    private TracerProvider Traces() => Sdk.CreateTracerProviderBuilder()
        .ConfigureServices(sdk => sdk.AddSingleton(OtlpVariables.For(configuration, OtlpSignal.Traces)))
        .ConfigureResource(resource => resource.Describe(options))
        .AddSource([.. options.ActivitySources])
        .AddProcessor(new SpanHygiene())
        .AddOtlpExporter(exporter => OtlpVariables.Apply(configuration, OtlpSignal.Traces, exporter))
        .Build();
}
