using ClusterGateway.Hosting.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClusterGateway.Hosting.Telemetry;

public static class TelemetryExtensions
{
    /// <summary>Metrics for <c>/metrics</c>; and metrics, traces and logs by OTLP as far as the standard variables ask for it.</summary>
    public static IServiceCollection AddTelemetry(
        this IServiceCollection services, IConfiguration configuration, Func<IServiceProvider, TelemetryOptions> options)
    {
        services.AddSingleton(options);
        services.AddSingleton<MetricsSnapshot>();
        services.AddHostedService<TelemetryService>();
        if (OtlpVariables.IsExported(configuration, OtlpSignal.Logs))
        {
            services.AddSingleton<ILoggerProvider, LogExport>();
        }

        return services;
    }

    /// <summary>Whether traces are sent anywhere.</summary>
    public static bool IsTraced(IConfiguration configuration) => OtlpVariables.IsExported(configuration, OtlpSignal.Traces);

    /// <summary>Standard variables with values that do not count.</summary>
    public static IEnumerable<ConfigurationError> TelemetryWarnings(this IConfiguration configuration) => OtlpVariables.Mistakes(configuration);

    /// <summary>Names the span of each request by its route; in front of everything whose answers it is to see. Costs nothing without traces.</summary>
    public static IApplicationBuilder UseRequestTraces(this IApplicationBuilder app, IConfiguration configuration) =>
        IsTraced(configuration) ? app.UseMiddleware<RequestTrace>() : app;

    /// <summary>For what is asked every few seconds. The routing must have taken place before <see cref="UseRequestTraces"/>.</summary>
    public static TBuilder WithoutTraces<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(UntracedEndpoint.Mark);

    /// <summary>Lets a second web server of one process (a management port) answer <c>/metrics</c> with the same metrics.</summary>
    public static IServiceCollection ShareTelemetry(this IServiceCollection services, IServiceProvider owner) =>
        services.AddSingleton(owner.GetRequiredService<MetricsSnapshot>());

    /// <summary><c>GET /metrics</c> in the Prometheus text format.</summary>
    public static IEndpointConventionBuilder MapMetrics(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods("/metrics", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) =>
                Results.Text(context.RequestServices.GetRequiredService<MetricsSnapshot>().Take(), PrometheusText.ContentType))
            .WithoutTraces()
            .ExcludeFromDescription();
}
