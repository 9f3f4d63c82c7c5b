using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Resources;

namespace ClusterGateway.Hosting.Telemetry;

/// <summary>
/// Sends every line that the console has by OTLP, with the ids of trace and span. Scopes stay out: those of the host hold the paths of requests.
/// The SDK's provider has services of its own, so that its variables are those of logs. <c>Logging:OpenTelemetry:LogLevel</c> gives it other levels.
/// </summary>
[ProviderAlias("OpenTelemetry")]
internal sealed class LogExport(TelemetryOptions options, IConfiguration configuration) : ILoggerProvider
{
    private readonly ServiceProvider _sdk = new ServiceCollection()
        .AddSingleton(OtlpVariables.For(configuration, OtlpSignal.Logs))
        .AddLogging(logging => logging.AddOpenTelemetry(export =>
        {
            export.IncludeFormattedMessage = true;
            var resource = ResourceBuilder.CreateEmpty();
            resource.Describe(options);
            export.SetResourceBuilder(resource);
            export.AddOtlpExporter(exporter => OtlpVariables.Apply(configuration, OtlpSignal.Logs, exporter));
        }))
        .BuildServiceProvider();

    public ILogger CreateLogger(string categoryName) => _sdk.GetRequiredService<ILoggerProvider>().CreateLogger(categoryName);

    /// <summary>Sends what is left, within the time; what is logged later is lost.</summary>
    public void Shutdown(int milliseconds) => _sdk.GetRequiredService<LoggerProvider>().Shutdown(milliseconds);

    public void Dispose() => _sdk.Dispose();
}
