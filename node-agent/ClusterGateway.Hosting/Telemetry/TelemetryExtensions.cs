using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.Hosting.Telemetry;

public static class TelemetryExtensions
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<MetricsSnapshot>();
        services.AddHostedService<TelemetryService>();
        return services;
    }

    /// <summary>Whether metrics and traces are sent anywhere.</summary>
    public static bool IsExported(IConfiguration configuration) => !string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);

    /// <summary>Lets a second web server of one process (a management port) answer <c>/metrics</c> with the same metrics.</summary>
    public static IServiceCollection ShareTelemetry(this IServiceCollection services, IServiceProvider owner) =>
        services.AddSingleton(owner.GetRequiredService<MetricsSnapshot>());

    /// <summary><c>GET /metrics</c> in the Prometheus text format.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/metrics", (HttpContext context) =>
                Results.Text(context.RequestServices.GetRequiredService<MetricsSnapshot>().Take(), PrometheusText.ContentType))
            .ExcludeFromDescription();
}
